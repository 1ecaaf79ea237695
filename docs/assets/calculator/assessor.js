/** Has the notebook assessed when it changes: one at a time, and the latest alone counts. */

import { toHistory, toTyped } from "./history.js";
import { shownFields, withDraft } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Assessed} Assessed */
/** @typedef {import("./types.js").Plain} Plain */
/** @typedef {import("./types.js").Problem} Problem */

/** The JSON text of each record: fields are never changed, only replaced. @type {WeakMap<Fields, string>} */
const texts = new WeakMap();

/** @param {Fields} fields */
function recordText(fields) {
  const known = texts.get(fields);
  if (known !== undefined) return known;
  const text = JSON.stringify(toTyped(fields));
  texts.set(fields, text);
  return text;
}

/**
 * The argument of the calculator's `check`.
 * @param {Notebook} notebook
 * @param {string} today  the as-of date where the reader named none
 */
function argument({ person, asOf, records }, today) {
  const history = toHistory({ person, asOf, records: [] });
  return JSON.stringify({
    person: history.person,
    as_of: history.as_of || today,
    records: records.map(({ fields }) => recordText(fields)),
  });
}

/**
 * @param {Notebook} notebook
 * @param {string} today
 * @param {import("./client.js").Client} client
 * @returns {Promise<Outcome>}
 */
async function assess(notebook, today, client) {
  const ids = notebook.records.map(({ id }) => id);
  const told = JSON.parse(await client.call("check", argument(notebook, today)));
  if (told.problems) return { kind: "problems", problems: told.problems, ids };
  return { kind: "assessed", ...told, ids };
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
    // An answer may put dates and amounts into their plain form, which changes no result.
    if (store.state().stale) soon();
  }

  /**
   * How the draft shown is understood, and what is wrong with it. Where the calculator is not up yet, nothing is
   * known: a record is taken in as it was typed, and flagged later if need be.
   * @returns {Promise<{plain: Plain, problems: Problem[]}>}
   */
  async function read() {
    const state = store.state();
    if (state.runtime.state !== "ready") return { plain: null, problems: [] };
    try {
      const { problems = [], plain = null } = JSON.parse(await client.call("understand", recordText(shownFields(state))));
      return { plain, problems };
    } catch (error) {
      return { plain: null, problems: [] };
    }
  }

  /**
   * What would come of the notebook with the draft shown taken in. So the page is drawn once, with the new answer.
   * @param {string} id  the new record's, where the draft is one
   * @returns {Promise<{plain: Plain, problems: Problem[], outcome: Assessed | null}>}
   */
  async function attempt(id) {
    const state = store.state();
    const { editing } = state.drafts;
    if (state.runtime.state === "ready") {
      const notebook = withDraft(state, id, null);
      const outcome = await assess(notebook, state.today, client).catch(() => null);
      if (outcome && outcome.kind === "assessed") {
        const plain = outcome.plain[outcome.ids.indexOf(editing ? editing.id : id)];
        return { plain, problems: [], outcome: assessedAlike(store.state(), state) ? outcome : null };
      }
    }
    // Nothing can be assessed as long as another record has mistakes; this one may have none.
    return { ...(await read()), outcome: null };
  }

  return { soon, read, attempt };
}
