/** Printing one thing of the page: while it is printed, the style sheets leave out the rest. */

/** Said where nothing can be printed. */
export const UNPRINTABLE = "这个浏览器不能打印。请换一个浏览器打开本页再打印；这里的记录不会跟过去，先导出，到那边再读入。";

/** Some browsers that apps have of their own cannot print at all. */
export const canPrint = () => typeof window.print === "function";

/** Whether one thing of the page is being printed. */
export const isPrinting = () => Boolean(document.documentElement.dataset.printing);

/**
 * Leaves out the rest until it is printed.
 * @param {"report" | "charts" | "branch"} what
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
