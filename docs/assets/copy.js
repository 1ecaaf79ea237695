// @ts-check
/**
 * Copies a text to the clipboard, the new way or the old.
 *
 * @param {string} text
 * @param {HTMLElement} [within] an open dialog: outside it nothing can be selected
 * @returns {Promise<boolean>} whether it was copied; if not, show the text to be copied by hand
 */
export async function copyText(text, within = document.body) {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused, or not in a secure context: the old way may still do.
  }
  const field = document.createElement("textarea");
  const focused = document.activeElement;
  field.value = text;
  field.readOnly = true;
  field.className = "copy-source";
  within.append(field);
  field.select();
  let copied = false;
  try {
    copied = document.execCommand("copy");
  } catch {
    copied = false;
  }
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}

/**
 * Copies a text, or shows it in a field of its own to be copied by hand.
 *
 * @param {string} text
 * @param {HTMLElement} box  what holds the field, hidden where it is not needed
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyOrShow(text, box) {
  const copied = await copyText(text);
  box.hidden = copied;
  const field = box.querySelector("textarea");
  if (copied || !field) return copied;
  field.value = text;
  field.focus();
  field.select();
  return false;
}
