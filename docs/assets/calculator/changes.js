/** What changes the notebook as a whole, and the ways back. */

import { NOTHING_WRONG, halfMade, redrafted, settled } from "./drafts.js";
import { inOrder, withDates, withPlain } from "./history.js";
import { initialInsight } from "./insight.js";
import { emptyDrafts } from "./shapes.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Outcome} Outcome */

/**
 * The state with another notebook. Undoing a deletion or an import survives later changes; undoing a replacement would
 * lose them.
 * @param {State} state
 * @param {Notebook} notebook
 * @returns {State}
 */
export function changed(state, { records, ...rest }) {
  const notebook = { ...rest, records: inOrder(records) };
  const undo = state.undo && !("notebook" in state.undo) ? state.undo : null;
  // Whoever looks at an example is who they are: only its records are not theirs.
  const aside = state.aside && { ...state.aside, notebook: { ...rest, records: state.aside.notebook.records } };
  return { ...state, notebook, undo, aside, stale: true, typing: false };
}

/**
 * @param {State} state
 * @param {string} id
 * @param {string} message
 * @returns {State}
 */
export function deleted(state, id, message) {
  const { records } = state.notebook;
  const index = records.findIndex((entry) => entry.id === id);
  if (index < 0) return state;
  const notebook = { ...state.notebook, records: records.filter((entry) => entry.id !== id) };
  const { drafts } = state;
  const next = changed(state, notebook);
  const back = { message, entry: records[index], index };
  if (!drafts.editing || drafts.editing.id !== id) return { ...next, undo: back };
  const editing = halfMade(drafts, state.notebook);
  const undo = editing ? { ...back, drafts: { editing } } : back;
  return { ...next, drafts: { ...drafts, editing: null }, form: NOTHING_WRONG, undo };
}

/**
 * @param {State} state
 * @returns {State}
 */
export function undone(state) {
  const { undo, notebook } = state;
  if (!undo) return state;
  let restored = notebook;
  if ("added" in undo) {
    restored = { ...notebook, records: notebook.records.filter(({ id }) => !undo.added.includes(id)) };
  } else if ("entry" in undo) {
    const records = [...notebook.records];
    records.splice(Math.min(undo.index, records.length), 0, undo.entry);
    restored = { ...notebook, records };
  } else restored = undo.notebook || notebook;
  const next = { ...(restored === notebook ? state : changed(state, restored)), undo: null };
  const plans = ("plans" in undo && undo.plans) || [];
  if (plans.length) next.insight = { ...next.insight, plans: [...next.insight.plans, ...plans] };
  const drafts = "drafts" in undo && undo.drafts;
  const back = drafts ? redrafted(next, { ...next.drafts, ...drafts }, notebook) : next;
  return settled(back, notebook);
}

/**
 * The state with more records, which can be taken out again.
 * @param {State} state
 * @param {Notebook["records"]} records
 * @param {string} message
 * @param {import("./types.js").Person} [person]  who came with them and was left
 * @returns {State}
 */
export function added(state, records, message, person) {
  const { notebook } = state;
  const next = changed(state, { ...notebook, records: [...notebook.records, ...records] });
  const undo = { message, added: records.map(({ id }) => id) };
  return { ...next, undo: person ? { ...undo, person } : undo };
}

/**
 * The notebook with its dates, and the dates and amounts in its records, as the calculator understood them.
 * @param {Notebook} typed
 * @param {Outcome} outcome
 * @param {string} today
 * @returns {Notebook}
 */
export function understood(typed, outcome, today) {
  if (outcome.kind !== "assessed") return typed;
  const notebook = withDates(typed, outcome.dates, today);
  if (outcome.plain.every((plain) => plain === null)) return notebook;
  const plain = new Map(outcome.ids.map((id, index) => [id, outcome.plain[index]]));
  const records = notebook.records.map((entry) => {
    const fields = withPlain(entry.fields, plain.get(entry.id) || null);
    return fields === entry.fields ? entry : { ...entry, fields };
  });
  const same = records.every((entry, index) => entry === notebook.records[index]);
  return same ? notebook : { ...notebook, records: inOrder(records) };
}

/**
 * @param {State} state
 * @param {Outcome} outcome
 * @param {Notebook} notebook
 * @returns {State}
 */
export function taken(state, outcome, notebook) {
  return { ...state, notebook, outcome, stale: notebook !== state.notebook };
}

/**
 * The state with the notebook that another tab has kept. What is half made here stays.
 * @param {State} state
 * @param {Notebook} notebook
 * @returns {State}
 */
export function takenOver(state, notebook) {
  const { drafts, undo } = state;
  const here = (/** @type {string} */ id) => notebook.records.find((entry) => entry.id === id);
  // A deletion that the other tab has undone cannot be undone once more.
  const back = undo && !("notebook" in undo) && !("entry" in undo && here(undo.entry.id)) ? undo : null;
  const next = { ...state, notebook, undo: back, stale: true, typing: false };
  const fresher = drafts.editing && !halfMade(drafts, state.notebook) && here(drafts.editing.id);
  return settled(fresher ? { ...next, drafts: { ...drafts, editing: fresher } } : next, state.notebook);
}

/**
 * The state that shows the records of an example. The reader's own wait, and none is shown beside the example's.
 * @param {State} state
 * @param {Notebook["records"]} records
 * @returns {State}
 */
export function exampleShown(state, records) {
  if (state.aside) return state;
  const { notebook, drafts, insight } = state;
  const next = anew(state, { ...notebook, records });
  return { ...next, drafts: emptyDrafts(), insight: initialInsight(), aside: { notebook, drafts, insight } };
}

/**
 * The state with the reader's own again.
 * @param {State} state
 * @returns {State}
 */
export function exampleLeft(state) {
  const { aside } = state;
  if (!aside) return state;
  return anew({ ...state, insight: aside.insight, drafts: aside.drafts, aside: null }, aside.notebook);
}

/**
 * The state with another notebook in the place of the reader's own.
 * @param {State} state
 * @param {Notebook} notebook
 * @param {string} message
 * @returns {State}
 */
export function replaced(state, notebook, message) {
  const before = state.notebook;
  const next = settled(anew(state, notebook), before);
  const displaced = next.drafts === state.drafts ? {} : { drafts: state.drafts };
  return { ...next, undo: { message, notebook: before, ...displaced } };
}

/**
 * The state with a notebook that has nothing to do with the one before.
 * @param {State} state
 * @param {Notebook} notebook
 * @returns {State}
 */
function anew(state, notebook) {
  const { figures, questions, document, about } = initialInsight();
  const insight = { ...state.insight, figures, questions, document, about };
  return { ...changed(state, notebook), form: NOTHING_WRONG, undo: null, outcome: { kind: "none" }, insight };
}
