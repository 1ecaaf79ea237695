// @ts-check
/** The outline beside a page is longer than the window: it starts where the reader is. */
const outline = document.querySelector(".outline");
const current = outline?.querySelector("[aria-current]");
if (outline && current instanceof HTMLElement) {
  outline.scrollTop = current.offsetTop - (outline.clientHeight - current.offsetHeight) / 2;
}
