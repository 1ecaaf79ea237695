/** What waits while something is being pressed: what moves from under the pointer is not clicked. */

let pressed = false;
/** @type {Set<() => void>} */
const waiting = new Set();

function released() {
  pressed = false;
  // The click comes first.
  window.setTimeout(() => {
    for (const act of waiting) act();
    waiting.clear();
  });
}

// Of a press that opens a menu, or moves a scroll bar, no browser tells the end for certain.
document.addEventListener("pointerdown", ({ button }) => void (pressed = button === 0), { capture: true });
for (const type of ["pointerup", "pointercancel", "keydown"]) document.addEventListener(type, released, { capture: true });
window.addEventListener("blur", released);

/** Acts at once, or when what is being pressed has been clicked; then once, however often it was asked for. @param {() => void} act */
export function whenReleased(act) {
  if (pressed) waiting.add(act);
  else act();
}
