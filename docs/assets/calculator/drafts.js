/** What is typed and no record yet: a new record, and the change of one that exists. Nothing typed is lost in silence. */

import { emptyFields, inOrder, sameFields, withPlain } from "./history.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Drafts} Drafts */
/** @typedef {import("./types.js").Fields} Fields */

export const NOTHING_WRONG = { problems: [], checking: false };
const DISPLACED = "没填完的一条已换下。";

/**
 * The fields the form shows: those of the record being changed, else of the new one.
 * @param {State} state
 */
export function shownFields(state) {
  return state.drafts.editing ? state.drafts.editing.fields : state.drafts.fresh;
}

/** @param {Fields} fields */
export const isEmpty = (fields) => sameFields(fields, emptyFields());

/**
 * The change that is being made to a record, if it differs from the record.
 * @param {Drafts} drafts
 * @param {Notebook} notebook
 */
export function halfMade({ editing }, notebook) {
  if (!editing) return null;
  return notebook.records.some(({ id, fields }) => id === editing.id && sameFields(fields, editing.fields)) ? null : editing;
}

/**
 * The state with other drafts. What was half made and is in none of them can be brought back.
 * @param {State} state
 * @param {Drafts} next
 * @param {Notebook} before  where the record being changed is, or was
 * @returns {State}
 */
export function redrafted(state, next, before) {
  const { drafts } = state;
  const stays = [next.fresh, ...(next.editing ? [next.editing.fields] : [])];
  const gone = (/** @type {Fields} */ fields) => !stays.some((other) => sameFields(fields, other));
  const change = halfMade(drafts, before);
  const editing = change && gone(change.fields) ? change : null;
  const fresh = isEmpty(drafts.fresh) || !gone(drafts.fresh) ? null : drafts.fresh;
  const undo = editing || fresh ? { message: DISPLACED, drafts: { editing, ...(fresh ? { fresh } : {}) } } : state.undo;
  return { ...state, drafts: next, form: NOTHING_WRONG, undo };
}

/**
 * The state in which no record is being changed that is not there. What was half made of it becomes a new record's draft.
 * @param {State} state
 * @param {Notebook} before  where the record was
 * @returns {State}
 */
export function settled(state, before) {
  const { drafts, notebook } = state;
  const { editing, fresh } = drafts;
  if (!editing || notebook.records.some(({ id }) => id === editing.id)) return state;
  const next = { fresh: halfMade(drafts, before) ? editing.fields : fresh, editing: null };
  return redrafted(state, next, before);
}

/**
 * The state in which a record that is being changed has what has become of it elsewhere: an answer to a question, its
 * plain form, or a way back. What the reader has changed in the form stays as typed.
 * @param {State} state
 * @param {State} before
 * @returns {State}
 */
export function rebased(state, before) {
  const { notebook, drafts } = state;
  const { editing } = drafts;
  if (!editing || editing !== before.drafts.editing || notebook === before.notebook) return state;
  const [base, now] = [before, state].map((each) => each.notebook.records.find(({ id }) => id === editing.id));
  if (!base || !now || base === now) return state;
  const typed = Object.entries(editing.fields).filter(([key, value]) => value !== base.fields[/** @type {keyof Fields} */ (key)]);
  const fields = { ...now.fields, ...Object.fromEntries(typed) };
  return { ...state, drafts: { ...drafts, editing: sameFields(fields, now.fields) ? now : { ...editing, fields } } };
}

/**
 * The notebook with the draft shown taken in, its records in their order.
 * @param {State} state
 * @param {string} id  the new record's, where the draft is one
 * @param {import("./types.js").Plain} plain  how it was understood
 * @returns {Notebook}
 */
export function withDraft(state, id, plain) {
  const { notebook, drafts } = state;
  const { editing } = drafts;
  const fields = withPlain(shownFields(state), plain);
  const records = editing
    ? notebook.records.map((entry) => (entry.id === editing.id ? { ...entry, fields } : entry))
    : [...notebook.records, { id, fields }];
  return { ...notebook, records: inOrder(records) };
}

/**
 * The drafts with other fields in the one shown.
 * @param {State} state
 * @param {Fields} fields
 * @returns {Drafts}
 */
export function retyped({ drafts }, fields) {
  return drafts.editing ? { ...drafts, editing: { ...drafts.editing, fields } } : { ...drafts, fresh: fields };
}
