/** Printing one thing of the page: while it is printed, the style sheets leave out the rest. */

/** Some browsers that apps have of their own cannot print at all. */
export const canPrint = () => typeof window.print === "function";

/** Whether one thing of the page is being printed. */
export const isPrinting = () => Boolean(document.documentElement.dataset.printing);

/**
 * Leaves out the rest until it is printed.
 * @param {"report" | "branch"} what
 * @param {() => void} after  called when it is printed, or was not
 */
export function only(what, after) {
  const { dataset } = document.documentElement;
  const over = new AbortController();
  function end() {
    over.abort();
    delete dataset.printing;
    after();
  }
  dataset.printing = what;
  window.addEventListener("afterprint", end, { signal: over.signal });
  // Not every browser says that it has printed. Whoever clicks again has the page before them.
  window.addEventListener("click", end, { signal: over.signal, capture: true });
}

/** @type {typeof only} */
export function print(what, after) {
  only(what, after);
  window.print();
}
