/** Has the notebook assessed when it changes: one at a time, and the latest alone counts. */

import { shownFields, withDraft } from "./drafts.js";
import { recordText, typedHistory } from "./typed.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Assessed} Assessed */
/** @typedef {import("./types.js").Plain} Plain */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {{plain: Plain, problems: Problem[]}} Understood */

/**
 * @param {Notebook} notebook
 * @param {string} today
 * @param {import("./client.js").Client} client
 * @returns {Promise<Outcome>}
 */
async function assess(notebook, today, client) {
  const ids = notebook.records.map(({ id }) => id);
  const told = JSON.parse(await client.call("check", JSON.stringify(typedHistory(notebook, today))));
  return { kind: told.assessment ? "assessed" : "problems", ...told, ids };
}

/** Whether two states have the same assessment. @param {State} one @param {State} other */
export function assessedAlike(one, other) {
  return one.notebook === other.notebook && (one.today === other.today || one.notebook.asOf !== "");
}

/**
 * @param {import("./state.js").Store} store
 * @param {import("./client.js").Client} client
 */
export function createAssessor(store, client) {
  let running = false;

  async function soon() {
    const state = store.state();
    if (running || !state.stale || state.runtime.state !== "ready") return;
    running = true;
    // Where it fails the client has told of it, and the next start assesses again.
    const outcome = await assess(state.notebook, state.today, client).catch(() => null);
    running = false;
    if (!outcome) return;
    const now = store.state();
    // An answer to what has changed since is dropped; the change has its own run below.
    if (assessedAlike(now, state)) {
      // Half a date is no mistake: it is one once nobody goes on typing, which has its own run.
      if (now.typing && outcome.kind === "problems" && outcome.problems.some(({ record }) => record === null)) return;
      store.dispatch({ type: "outcome", outcome });
    }
    // An answer may put dates and amounts into their plain form, which changes no result.
    if (store.state().stale) soon();
  }

  /**
   * How a typed record is understood, and what is wrong with it; null where the calculator is not there to tell.
   * @param {import("./types.js").Fields} fields
   * @returns {Promise<Understood | null>}
   */
  async function understand(fields) {
    if (store.state().runtime.state !== "ready") return null;
    try {
      const { problems = [], plain = null } = JSON.parse(await client.call("understand", recordText(fields)));
      return { plain, problems };
    } catch (error) {
      return null;
    }
  }

  /**
   * What would come of the notebook with the draft shown taken in. So the page is drawn once, with the new answer.
   * @param {string} id  the new record's, where the draft is one
   * @returns {Promise<Understood & {outcome: Assessed | null}>}
   */
  async function attempt(id) {
    const state = store.state();
    const { editing } = state.drafts;
    if (state.runtime.state === "ready") {
      const notebook = withDraft(state, id, null);
      const outcome = await assess(notebook, state.today, client).catch(() => null);
      if (outcome && outcome.kind === "assessed") {
        const at = outcome.ids.indexOf(editing ? editing.id : id);
        const problems = outcome.problems.filter(({ record }) => record === at);
        const counts = problems.length === 0 && assessedAlike(store.state(), state);
        return { plain: outcome.plain[at], problems, outcome: counts ? outcome : null };
      }
    }
    // Nothing can be assessed as long as the person has mistakes; the record may have none. Where the calculator is not
    // up yet, nothing is known: a record is taken in as it was typed, and flagged later if need be.
    const understood = await understand(shownFields(state));
    return { ...(understood || { plain: null, problems: [] }), outcome: null };
  }

  /**
   * The day that a typed date is read as, or what is wrong with it; null as above.
   * @param {string} text
   * @returns {Promise<{date: string} | {problems: Problem[]} | null>}
   */
  async function understandDate(text) {
    if (store.state().runtime.state !== "ready") return null;
    return client.call("understand_date", JSON.stringify(text)).then(JSON.parse, () => null);
  }

  return { soon, understand, understandDate, attempt };
}
