/** Printing one thing of the page: while it is printed, the style sheets leave out the rest. */

/** Some browsers that apps have of their own cannot print at all. */
export const canPrint = () => typeof window.print === "function";

/**
 * @param {"report" | "branch"} what
 * @param {() => void} after  called when it is printed, or was not
 */
export function print(what, after) {
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
  window.print();
}
