/** Has the notebook assessed when it changes: a moment after the last change, and the latest alone counts. */

import { toHistory } from "./history.js";
import { withDraft } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Problem} Problem */

const AFTER_LAST_CHANGE_MS = 250;

/**
 * @param {Notebook} notebook
 * @param {string} today  the as-of date where the reader named none
 * @param {import("./client.js").Client} client
 * @returns {Promise<Outcome>}
 */
async function assess(notebook, today, client) {
  const ids = notebook.records.map(({ id }) => id);
  const history = toHistory(notebook);
  const text = await client.call("assess", JSON.stringify({ ...history, as_of: history.as_of || today }));
  const answer = JSON.parse(text);
  if (answer.problems) return { kind: "problems", problems: answer.problems, ids };
  return { kind: "assessed", text, assessment: answer, ids };
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
  let timer = 0;
  let running = false;

  async function run() {
    const state = store.state();
    if (running || state.runtime.state !== "ready") return;
    running = true;
    try {
      const outcome = await assess(state.notebook, state.today, client);
      // An answer to what has changed since is dropped; the change has its own run below.
      if (assessedAlike(store.state(), state)) store.dispatch({ type: "outcome", outcome });
    } catch (error) {
      // The client has told of the failure; the next start assesses again.
      return;
    } finally {
      running = false;
    }
    if (!assessedAlike(store.state(), state)) soon();
  }

  function soon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(run, AFTER_LAST_CHANGE_MS);
  }

  /**
   * What is wrong with the draft shown, taken in as record `id`. Where the calculator is not up yet,
   * nothing is known to be wrong: the record is taken in and flagged later if need be.
   * @param {string} id
   * @returns {Promise<Problem[]>}
   */
  async function check(id) {
    const state = store.state();
    if (state.runtime.state !== "ready") return [];
    const { editing } = state.drafts;
    try {
      const outcome = await assess(withDraft(state, id), state.today, client);
      if (outcome.kind !== "problems") return [];
      const index = outcome.ids.indexOf(editing ? editing.id : id);
      return outcome.problems.filter(({ record }) => record === index);
    } catch (error) {
      return [];
    }
  }

  return { soon, check };
}
