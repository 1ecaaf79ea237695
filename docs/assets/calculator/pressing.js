/** What waits while something is being pressed: what moves from under the pointer is not clicked. */

/** A finger's click comes a moment after it was lifted; a press that only scrolls has none. */
const CLICK_MS = 400;

let pressed = false;
let lifted = 0;
/** @type {Set<() => void>} */
const waiting = new Set();

function press() {
  window.clearTimeout(lifted);
  pressed = true;
}

function release() {
  window.clearTimeout(lifted);
  pressed = false;
  for (const act of waiting) act();
  waiting.clear();
}

/** Whatever listens to the click itself comes first. */
const settle = () => void window.setTimeout(release);

function lift() {
  window.clearTimeout(lifted);
  lifted = window.setTimeout(release, CLICK_MS);
}

// Of a press that opens a menu, or moves a scroll bar, no browser tells the end for certain.
document.addEventListener("pointerdown", ({ button }) => (button === 0 ? press() : release()), { capture: true });
document.addEventListener("pointerup", lift, { capture: true });
for (const type of ["click", "pointercancel", "keydown"]) document.addEventListener(type, settle, { capture: true });
window.addEventListener("blur", settle);

/** Acts at once, or when what is being pressed has been clicked; then once, however often it was asked for. @param {() => void} act */
export function whenReleased(act) {
  if (pressed) waiting.add(act);
  else act();
}

/**
 * Acts on a click, and leaves what was clicked where it is in the window, whatever comes or goes above it.
 * @param {Element} clicked
 * @param {() => void} act
 */
export function inPlace(clicked, act) {
  const { top } = clicked.getBoundingClientRect();
  act();
  window.scrollBy(0, clicked.getBoundingClientRect().top - top);
}
