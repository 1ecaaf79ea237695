/** First-time hints: each is shown until it is dismissed, and never again. */

import { all, onAct } from "./dom.js";

/**
 * @param {HTMLElement} root
 * @param {{get: (name: string) => Promise<unknown>, set: (name: string, value: unknown) => Promise<void>}} settings
 */
export async function showHints(root, settings) {
  onAct(root, {
    "dismiss-hint"(button) {
      const hint = /** @type {HTMLElement} */ (button.closest("[data-hint]"));
      hint.hidden = true;
      settings.set(`hint-${hint.dataset.hint}`, true).catch(() => undefined);
      const after = all(root, "input, button, select, summary, textarea").filter((each) => hint.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
      const next = after.find((each) => each.getClientRects().length > 0);
      if (next) next.focus();
    },
  });
  for (const hint of all(root, "[data-hint]")) {
    hint.hidden = (await settings.get(`hint-${hint.dataset.hint}`).catch(() => false)) === true;
  }
}
