/** What the page knows, and the one way to change it. */

import { emptyFields, emptyNotebook } from "./history.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Drafts} Drafts */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Progress} Progress */
/** @typedef {import("./types.js").Trouble} Trouble */
/** @typedef {import("./types.js").ChosenFile} ChosenFile */

/**
 * Everything that can happen.
 * @typedef {{type: "kept", notebook: Notebook, drafts: Drafts, troubles: Trouble[]}
 *   | {type: "person", person: Person, undo?: string}
 *   | {type: "as-of", date: string}
 *   | {type: "draft", fields: Fields}
 *   | {type: "empty-draft"}
 *   | {type: "checking"}
 *   | {type: "draft-refused", problems: Problem[]}
 *   | {type: "commit", id: string}
 *   | {type: "edit", id: string}
 *   | {type: "cancel-edit"}
 *   | {type: "duplicate", id: string}
 *   | {type: "delete", id: string, message: string}
 *   | {type: "undo"}
 *   | {type: "file", file: ChosenFile | null}
 *   | {type: "merge", notebook: Notebook, message: string}
 *   | {type: "replace", notebook: Notebook, message: string}
 *   | {type: "clear"}
 *   | {type: "outcome", outcome: Outcome}
 *   | {type: "loading"}
 *   | {type: "progress", progress: Progress}
 *   | {type: "ready"}
 *   | {type: "failed", failure: string}
 *   | {type: "trouble", trouble: Trouble}
 *   | {type: "trouble-over", code: Trouble["code"]}
 *   | {type: "theirs", notebook: Notebook}
 *   | {type: "take-theirs"}
 *   | {type: "keep-ours"}} Action
 */

/** @returns {State} */
export function initialState() {
  return {
    notebook: emptyNotebook(),
    drafts: { fresh: emptyFields(), editing: null },
    form: { problems: [], checking: false },
    undo: null,
    outcome: { kind: "none" },
    stale: false,
    runtime: { state: "idle", progress: null, failure: "" },
    troubles: [],
    theirs: null,
    file: null,
  };
}

const NOTHING_WRONG = { problems: [], checking: false };

/**
 * The fields the form shows: those of the record being changed, else of the new one.
 * @param {State} state
 */
export function shownFields(state) {
  return state.drafts.editing ? state.drafts.editing.fields : state.drafts.fresh;
}

/**
 * The state with another notebook. Undoing a deletion survives later changes; undoing a whole replacement would lose them.
 * @param {State} state
 * @param {Notebook} notebook
 * @returns {State}
 */
function changed(state, notebook) {
  const undo = state.undo && "entry" in state.undo ? state.undo : null;
  return { ...state, notebook, undo, stale: true };
}

/**
 * The notebook as it would be with the draft shown taken in.
 * @param {State} state
 * @param {string} id  the new record's, where the draft is one
 * @returns {Notebook}
 */
export function withDraft(state, id) {
  const { notebook, drafts } = state;
  const { editing, fresh } = drafts;
  const records = editing
    ? notebook.records.map((entry) => (entry.id === editing.id ? editing : entry))
    : [...notebook.records, { id, fields: fresh }];
  return { ...notebook, records };
}

/**
 * @param {State} state
 * @param {Fields} fields
 * @returns {Drafts}
 */
function redrafted(state, fields) {
  const { drafts } = state;
  return drafts.editing ? { ...drafts, editing: { ...drafts.editing, fields } } : { ...drafts, fresh: fields };
}

/**
 * @param {State} state
 * @param {string} id
 * @param {string} message
 * @returns {State}
 */
function deleted(state, id, message) {
  const { records } = state.notebook;
  const index = records.findIndex((entry) => entry.id === id);
  if (index < 0) return state;
  const notebook = { ...state.notebook, records: records.filter((entry) => entry.id !== id) };
  const wasEdited = state.drafts.editing && state.drafts.editing.id === id;
  return {
    ...changed(state, notebook),
    drafts: wasEdited ? { ...state.drafts, editing: null } : state.drafts,
    form: wasEdited ? NOTHING_WRONG : state.form,
    undo: { message, entry: records[index], index },
  };
}

/**
 * @param {State} state
 * @returns {State}
 */
function undone(state) {
  const { undo, notebook } = state;
  if (!undo) return state;
  if (!("entry" in undo)) return { ...changed(state, undo.notebook), undo: null };
  const records = [...notebook.records];
  records.splice(Math.min(undo.index, records.length), 0, undo.entry);
  return { ...changed(state, { ...notebook, records }), undo: null };
}

/**
 * The state after something happened.
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  const { notebook, drafts } = state;
  switch (action.type) {
    case "kept":
      return { ...state, notebook: action.notebook, drafts: action.drafts, troubles: action.troubles };
    case "person": {
      const next = changed(state, { ...notebook, person: action.person });
      return action.undo ? { ...next, undo: { message: action.undo, notebook } } : next;
    }
    case "as-of":
      return changed(state, { ...notebook, asOf: action.date });
    case "draft":
      return { ...state, drafts: redrafted(state, action.fields) };
    case "empty-draft":
      return { ...state, drafts: redrafted(state, emptyFields()), form: NOTHING_WRONG };
    case "checking":
      return { ...state, form: { problems: [], checking: true } };
    case "draft-refused":
      return { ...state, form: { problems: action.problems, checking: false } };
    case "commit": {
      const next = changed(state, withDraft(state, action.id));
      const left = drafts.editing ? drafts.fresh : emptyFields();
      return { ...next, drafts: { fresh: left, editing: null }, form: NOTHING_WRONG };
    }
    case "edit": {
      const entry = notebook.records.find(({ id }) => id === action.id);
      return entry ? { ...state, drafts: { ...drafts, editing: entry }, form: NOTHING_WRONG } : state;
    }
    case "cancel-edit":
      return { ...state, drafts: { ...drafts, editing: null }, form: NOTHING_WRONG };
    case "duplicate": {
      const entry = notebook.records.find(({ id }) => id === action.id);
      return entry ? { ...state, drafts: { fresh: { ...entry.fields }, editing: null }, form: NOTHING_WRONG } : state;
    }
    case "delete":
      return deleted(state, action.id, action.message);
    case "undo":
      return undone(state);
    case "file":
      return { ...state, file: action.file };
    case "merge": {
      const records = [...notebook.records, ...action.notebook.records];
      const next = changed(state, { ...notebook, records });
      return { ...next, file: null, undo: { message: action.message, notebook } };
    }
    case "replace": {
      const next = changed(state, action.notebook);
      const kept = { ...drafts, editing: null };
      return { ...next, drafts: kept, form: NOTHING_WRONG, file: null, undo: { message: action.message, notebook } };
    }
    case "clear":
      return { ...initialState(), runtime: state.runtime, stale: true };
    case "outcome":
      return { ...state, outcome: action.outcome, stale: false };
    case "loading":
      return { ...state, runtime: { state: "loading", progress: null, failure: "" } };
    case "progress":
      return { ...state, runtime: { ...state.runtime, progress: action.progress } };
    case "ready":
      return { ...state, runtime: { state: "ready", progress: null, failure: "" } };
    case "failed":
      return {
        ...state,
        form: { ...state.form, checking: false },
        runtime: { state: "failed", progress: null, failure: action.failure },
      };
    case "trouble": {
      const others = state.troubles.filter(({ code }) => code !== action.trouble.code);
      return { ...state, troubles: [...others, action.trouble] };
    }
    case "trouble-over":
      return { ...state, troubles: state.troubles.filter(({ code }) => code !== action.code) };
    case "theirs":
      return { ...state, theirs: action.notebook };
    case "take-theirs": {
      if (!state.theirs) return state;
      const next = changed(state, state.theirs);
      return { ...next, undo: null, theirs: null, drafts: { ...drafts, editing: null }, form: NOTHING_WRONG };
    }
    case "keep-ours":
      return { ...state, theirs: null };
  }
}

/**
 * @typedef {object} Store
 * @property {() => State} state
 * @property {(action: Action) => void} dispatch
 * @property {(listener: (state: State, before: State) => void) => void} subscribe
 */

/**
 * Holds the state. Listeners are told of each change in the order in which changes happened.
 * @returns {Store}
 */
export function createStore() {
  let state = initialState();
  /** @type {((state: State, before: State) => void)[]} */
  const listeners = [];
  return {
    state: () => state,
    dispatch(action) {
      const before = state;
      state = reduce(before, action);
      const after = state;
      if (after !== before) for (const listener of listeners) listener(after, before);
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
