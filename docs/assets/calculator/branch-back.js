/**
 * The browser's Back closes a person's detail, and does not leave the page: a detail that is opened is an entry of the
 * browser's history, above one for the list. Whatever else closes it takes its entry away.
 */

import { newId } from "./history.js";

/**
 * What makes an entry of the browser's history ours: the branch, as it was opened, and whose detail; null for the list.
 * @typedef {{id: string, person: number | null}} Mark
 */

/** Of the entry that the browser is at. @returns {Mark | null} */
function here() {
  const { state } = window.history;
  return (state && state.branch) || null;
}

/**
 * @param {import("./state.js").Store} store
 * @param {() => void} close  closes the detail, and returns to the list
 * @returns {() => void} to be called when another detail is shown, or none
 */
export function backCloses(store, close) {
  let id = "";
  /** What `id` is of. @type {unknown} */
  let opened = null;
  /** Whose detail the browser's history was last told of. @type {number | null} */
  let told = null;
  /** Whether the browser is on its way to the entry below a detail's. */
  let leaving = false;

  /** @param {number | null} person */
  const marked = (person) => ({ ...window.history.state, branch: { id, person } });

  function leave() {
    leaving = true;
    window.history.back();
  }

  function follow() {
    const { branch } = store.state();
    if (branch && branch.taken !== opened) {
      opened = branch.taken;
      id = newId();
    }
    const person = branch && branch.shown ? branch.shown.person : null;
    if (leaving || person === told) return;
    told = person;
    const at = here();
    const above = at !== null && at.person !== null;
    if (person === null) {
      if (above) leave();
    } else if (above) {
      window.history.replaceState(marked(person), "");
    } else {
      // Where in the list to return to is known here; the browser may be told to go back when nothing should move.
      window.history.scrollRestoration = "manual";
      window.history.replaceState(marked(null), "");
      window.history.pushState(marked(person), "");
    }
  }

  window.addEventListener("popstate", () => {
    if (leaving) {
      leaving = false;
      window.history.scrollRestoration = "auto";
      // Another may have been opened meanwhile.
      told = null;
      follow();
      return;
    }
    const at = here();
    // A link to a place on the page.
    if (!at) return;
    const { branch } = store.state();
    const known = branch && branch.taken === opened && at.id === id ? branch : null;
    if (at.person === null) {
      window.history.scrollRestoration = "auto";
      if (!known || !known.shown) return;
      told = null;
      close();
    } else if (known && at.person < known.lines.length) {
      told = at.person;
      store.dispatch({ type: "branch", change: { type: "show", person: at.person } });
    } else {
      leave();
    }
  });

  // Left by loading the page anew: the branch is not there any more.
  const at = here();
  if (at && at.person !== null) leave();
  return follow;
}
