/** Joins the page's state and the keeper: what changes is kept, and what the keeper tells is shown. */

import { createKeeper } from "./storage.js";

const PERSISTENCE = "asked for persistence";

/**
 * @param {import("./state.js").Store} store
 * @param {string} base  the path of the site
 * @returns {import("./storage.js").Keeper}
 */
export function connectKeeper(store, base) {
  const keeper = createKeeper(base, store.dispatch);

  /** Asks, once on this device, for storage that the browser does not clear by itself. */
  async function askToPersist() {
    if (!navigator.storage || !navigator.storage.persist || (await keeper.settings.get(PERSISTENCE))) return;
    keeper.settings.set(PERSISTENCE, true);
    navigator.storage.persist().catch(() => undefined);
  }

  store.subscribe((state, before) => {
    // An example is not the reader's own, and is not kept.
    const [{ notebook, drafts }, was] = [state.aside || state, before.aside || before];
    if (notebook !== was.notebook) {
      const ours = keeper.save(notebook);
      if (ours && notebook.records.length && !was.notebook.records.length) askToPersist();
    }
    if (drafts !== was.drafts) keeper.saveDrafts(drafts);
  });

  window.addEventListener("beforeunload", (event) => {
    const { keeping, branch } = store.state();
    // A branch in memory goes with the page.
    if (!keeping.unsaved && (!branch || branch.kept)) return;
    event.preventDefault();
    event.returnValue = "";
  });
  return keeper;
}
