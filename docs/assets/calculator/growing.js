/** Long lists: the first of them at once, the others by a button, so that no list stops the page. */

import { element } from "./dom.js";

/** So many are added at a time. */
const AT_ONCE = 48;

/**
 * Fills a list, anew.
 * @template T
 * @param {HTMLElement} list  a list, or the body of a table
 * @param {T[]} items
 * @param {(item: T, index: number) => HTMLElement} make
 * @param {(rest: number) => string} label  of the button that shows more
 */
export function growing(list, items, make, label) {
  const after = list.closest("table") || list;
  const known = after.nextElementSibling;
  if (known instanceof HTMLButtonElement && known.dataset.more !== undefined) known.remove();
  list.textContent = "";
  const more = /** @type {HTMLButtonElement} */ (element("button"));
  more.type = "button";
  more.className = "check-quiet";
  more.dataset.more = "";

  function grow() {
    const shown = list.childElementCount;
    const next = items.slice(shown, shown + AT_ONCE).map((item, index) => make(item, shown + index));
    list.append(...next);
    const rest = items.length - list.childElementCount;
    more.textContent = label(rest);
    if (rest > 0) after.after(more);
    else more.remove();
    return next;
  }

  more.addEventListener("click", () => {
    const [first] = grow();
    // The keyboard goes on where the list does.
    first.tabIndex = -1;
    first.focus();
  });
  grow();
}
