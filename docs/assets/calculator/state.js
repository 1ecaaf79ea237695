/** What the page knows, and the one way to change it. */

import { reduceBranch } from "./branch-state.js";
import { emptyFields, emptyNotebook, inOrder, localDate, sameFields, withPlain } from "./history.js";
import { initialInsight, reduceInsight, withAnswer } from "./insight.js";
import { initialKeeping, reduceKeeping } from "./keeping.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Drafts} Drafts */
/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Progress} Progress */
/** @typedef {import("./types.js").ChosenFile} ChosenFile */

/**
 * Everything that can happen.
 * @typedef {{type: "opened", notebook: Notebook, drafts: Drafts}
 *   | {type: "taken-over", notebook: Notebook}
 *   | {type: "person", person: Person, undo?: string}
 *   | {type: "as-of", date: string}
 *   | {type: "today", date: string}
 *   | {type: "draft", fields: Fields}
 *   | {type: "empty-draft"}
 *   | {type: "checking"}
 *   | {type: "draft-refused", problems: Problem[]}
 *   | {type: "commit", id: string, plain: import("./types.js").Plain, outcome: import("./types.js").Assessed | null}
 *   | {type: "edit", id: string}
 *   | {type: "cancel-edit"}
 *   | {type: "duplicate", id: string}
 *   | {type: "delete", id: string, message: string}
 *   | {type: "undo"}
 *   | {type: "file", file: ChosenFile | null}
 *   | {type: "branch", change: import("./branch-state.js").BranchAction}
 *   | {type: "merge", notebook: Notebook, message: string}
 *   | {type: "replace", notebook: Notebook, message: string}
 *   | {type: "clear"}
 *   | {type: "outcome", outcome: Outcome}
 *   | {type: "repeat"}
 *   | {type: "example", notebook: Notebook}
 *   | {type: "leave-example"}
 *   | {type: "stopped"}
 *   | {type: "loading"}
 *   | {type: "progress", progress: Progress}
 *   | {type: "ready"}
 *   | {type: "failed", failure: string}
 *   | import("./insight.js").InsightAction
 *   | import("./keeping.js").KeepingAction} Action
 */

/** @returns {State} */
function initialState() {
  return {
    today: localDate(new Date()),
    notebook: emptyNotebook(),
    drafts: { fresh: emptyFields(), editing: null },
    form: { problems: [], checking: false },
    undo: null,
    outcome: { kind: "none" },
    stale: false,
    runtime: { state: "idle", progress: null, failure: "" },
    keeping: initialKeeping(),
    file: null,
    aside: null,
    branch: null,
    insight: initialInsight(),
  };
}

const NOTHING_WRONG = { problems: [], checking: false };
const DISPLACED = "没填完的一条已换下。";

/**
 * The fields the form shows: those of the record being changed, else of the new one.
 * @param {State} state
 */
export function shownFields(state) {
  return state.drafts.editing ? state.drafts.editing.fields : state.drafts.fresh;
}

/** @param {Fields} fields */
const isEmpty = (fields) => sameFields(fields, emptyFields());

/**
 * The change that is being made to a record, if it differs from the record.
 * @param {Drafts} drafts
 * @param {Notebook} notebook
 */
function halfMade({ editing }, notebook) {
  if (!editing) return null;
  return notebook.records.some(({ id, fields }) => id === editing.id && sameFields(fields, editing.fields)) ? null : editing;
}

/**
 * The state with another notebook. Undoing a deletion survives later changes; undoing a replacement would lose them.
 * @param {State} state
 * @param {Notebook} notebook
 * @returns {State}
 */
function changed(state, { records, ...rest }) {
  const notebook = { ...rest, records: inOrder(records) };
  const undo = state.undo && !("notebook" in state.undo) ? state.undo : null;
  return { ...state, notebook, undo, stale: true };
}

/**
 * The state with other drafts. What was half made and is in none of them can be brought back.
 * @param {State} state
 * @param {Drafts} next
 * @param {Notebook} before  where the record being changed is, or was
 * @returns {State}
 */
function redrafted(state, next, before) {
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
function settled(state, before) {
  const { drafts, notebook } = state;
  const { editing, fresh } = drafts;
  if (!editing || notebook.records.some(({ id }) => id === editing.id)) return state;
  const next = { fresh: halfMade(drafts, before) ? editing.fields : fresh, editing: null };
  return redrafted(state, next, before);
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
function retyped({ drafts }, fields) {
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
function undone(state) {
  const { undo, notebook } = state;
  if (!undo) return state;
  let restored = notebook;
  if (!("entry" in undo)) restored = undo.notebook || notebook;
  else {
    const records = [...notebook.records];
    records.splice(Math.min(undo.index, records.length), 0, undo.entry);
    restored = { ...notebook, records };
  }
  const next = { ...(restored === notebook ? state : changed(state, restored)), undo: null };
  const back = undo.drafts ? redrafted(next, { ...next.drafts, ...undo.drafts }, notebook) : next;
  return settled(back, notebook);
}

/**
 * The notebook with the dates and amounts in its records as the calculator understood them.
 * @param {Notebook} notebook
 * @param {Outcome} outcome
 * @returns {Notebook}
 */
function understood(notebook, outcome) {
  if (outcome.kind !== "assessed" || outcome.plain.every((plain) => plain === null)) return notebook;
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
function taken(state, outcome, notebook) {
  return { ...state, notebook, outcome, stale: notebook !== state.notebook };
}

/**
 * The state with the notebook that another tab has kept. What is half made here stays.
 * @param {State} state
 * @param {Notebook} notebook
 * @returns {State}
 */
function takenOver(state, notebook) {
  const { drafts, undo } = state;
  const here = (/** @type {string} */ id) => notebook.records.find((entry) => entry.id === id);
  // A deletion that the other tab has undone cannot be undone once more.
  const back = undo && !("notebook" in undo) && !("entry" in undo && here(undo.entry.id)) ? undo : null;
  const next = { ...state, notebook, undo: back, stale: true };
  const fresher = drafts.editing && !halfMade(drafts, state.notebook) && here(drafts.editing.id);
  return settled(fresher ? { ...next, drafts: { ...drafts, editing: fresher } } : next, state.notebook);
}

/**
 * The state after something happened. A result of what has changed since is shown only while another is on its way.
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
function reduce(state, action) {
  const told = after(state, action);
  const insight = reduceInsight(told.insight, action);
  const next = insight === told.insight ? told : { ...told, insight };
  const outdated = next.stale && next.runtime.state !== "ready" && next.outcome.kind !== "none";
  return outdated ? { ...next, outcome: { kind: "none" } } : next;
}

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
function after(state, action) {
  const { notebook, drafts } = state;
  switch (action.type) {
    case "opened": {
      const { file, runtime, today, keeping } = state;
      const opened = { ...initialState(), file, runtime, today, keeping, stale: true };
      return settled({ ...opened, notebook: action.notebook, drafts: action.drafts }, notebook);
    }
    case "taken-over": {
      const { aside } = state;
      if (!aside) return takenOver(state, action.notebook);
      const own = takenOver({ ...state, ...aside }, action.notebook);
      return { ...state, aside: { notebook: own.notebook, drafts: own.drafts } };
    }
    case "person": {
      const next = changed(state, { ...notebook, person: action.person });
      return action.undo ? { ...next, undo: { message: action.undo, notebook } } : next;
    }
    case "as-of":
      return changed(state, { ...notebook, asOf: action.date });
    case "today":
      if (state.today === action.date) return state;
      return { ...state, today: action.date, stale: state.stale || notebook.asOf === "" };
    case "draft":
      return { ...state, drafts: retyped(state, action.fields) };
    case "empty-draft":
      return { ...state, drafts: retyped(state, emptyFields()), form: NOTHING_WRONG };
    case "checking":
      return { ...state, form: { problems: [], checking: true } };
    case "draft-refused":
      return { ...state, form: { problems: action.problems, checking: false } };
    case "commit": {
      const next = changed(state, withDraft(state, action.id, action.plain));
      const left = drafts.editing ? drafts.fresh : emptyFields();
      const committed = { ...next, drafts: { fresh: left, editing: null }, form: NOTHING_WRONG };
      const { outcome } = action;
      // In its plain form the record may come to stand elsewhere, and all is assessed once more.
      const known = outcome && outcome.ids.every((id, at) => next.notebook.records[at].id === id);
      return known ? taken(committed, outcome, understood(next.notebook, outcome)) : committed;
    }
    case "edit": {
      const entry = notebook.records.find(({ id }) => id === action.id);
      if (!entry || (drafts.editing && drafts.editing.id === action.id)) return state;
      return redrafted(state, { ...drafts, editing: entry }, notebook);
    }
    case "cancel-edit":
      return { ...state, drafts: { ...drafts, editing: null }, form: NOTHING_WRONG };
    case "duplicate": {
      const entry = notebook.records.find(({ id }) => id === action.id);
      return entry ? redrafted(state, { fresh: { ...entry.fields }, editing: null }, notebook) : state;
    }
    case "delete":
      return deleted(state, action.id, action.message);
    case "undo":
      return undone(state);
    case "file":
      return { ...state, file: action.file };
    case "branch":
      return { ...state, branch: reduceBranch(state.branch, action.change) };
    case "merge": {
      const records = [...notebook.records, ...action.notebook.records];
      const next = changed(state, { ...notebook, records });
      return { ...next, file: null, undo: { message: action.message, notebook } };
    }
    case "replace": {
      const next = settled(changed(state, action.notebook), notebook);
      const displaced = next.drafts === drafts ? {} : { drafts };
      return { ...next, file: null, undo: { message: action.message, notebook, ...displaced } };
    }
    case "clear":
      return { ...initialState(), runtime: state.runtime, stale: true };
    case "outcome":
      // What is put into its plain form may come to stand elsewhere, and is assessed once more.
      return taken(state, action.outcome, understood(notebook, action.outcome));
    case "repeat": {
      const last = notebook.records[notebook.records.length - 1];
      return last ? redrafted(state, { fresh: { ...last.fields, start: "", end: "" }, editing: null }, notebook) : state;
    }
    case "example":
      return {
        ...changed(state, action.notebook),
        drafts: { fresh: emptyFields(), editing: null },
        form: NOTHING_WRONG,
        undo: null,
        aside: state.aside || { notebook, drafts },
      };
    case "leave-example": {
      const { aside } = state;
      if (!aside) return state;
      return { ...state, ...aside, form: NOTHING_WRONG, undo: null, aside: null, stale: true };
    }
    case "stopped":
      return { ...state, runtime: { state: "idle", progress: null, failure: "" } };
    case "loading":
      return { ...state, runtime: { state: "loading", progress: null, failure: "" } };
    case "progress":
      return { ...state, runtime: { ...state.runtime, progress: action.progress } };
    case "ready":
      // An answer of a calculator that has failed since is not relied on.
      return { ...state, stale: true, runtime: { state: "ready", progress: null, failure: "" } };
    case "failed":
      return {
        ...state,
        form: { ...state.form, checking: false },
        runtime: { state: "failed", progress: null, failure: action.failure },
      };
    case "answered": {
      const next = changed(state, { ...notebook, records: withAnswer(notebook.records, action.ids, action.values) });
      const { editing } = drafts;
      // A record that is open in the form, and not changed there, shows the answer too.
      const [shown] = editing && !halfMade(drafts, notebook) ? next.notebook.records.filter(({ id }) => id === editing.id) : [];
      const undo = { message: action.message, notebook };
      return { ...next, drafts: shown ? { ...drafts, editing: shown } : drafts, undo };
    }
    case "keep-plan": {
      const kept = state.insight.plans.filter(({ id }) => id === action.id);
      const next = changed(state, { ...notebook, records: inOrder([...notebook.records, ...kept]) });
      return { ...next, undo: { message: action.message, notebook } };
    }
    default: {
      const keeping = reduceKeeping(state.keeping, action);
      return keeping === state.keeping ? state : { ...state, keeping };
    }
  }
}

/**
 * @typedef {object} Store
 * @property {() => State} state
 * @property {(action: Action) => void} dispatch
 * @property {(listener: (state: State, before: State) => void) => void} subscribe
 */

/**
 * Holds the state. All listeners are told of one change before any is told of the next, also where one of them makes it.
 * @returns {Store}
 */
export function createStore() {
  let state = initialState();
  /** @type {((state: State, before: State) => void)[]} */
  const listeners = [];
  /** @type {[after: State, before: State][]} */
  const changes = [];
  let telling = false;

  function tell() {
    if (telling) return;
    telling = true;
    try {
      for (let change = changes.shift(); change; change = changes.shift()) {
        for (const listener of listeners) listener(...change);
      }
    } finally {
      telling = false;
    }
  }

  return {
    state: () => state,
    dispatch(action) {
      const before = state;
      state = reduce(before, action);
      if (state === before) return;
      changes.push([state, before]);
      tell();
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
