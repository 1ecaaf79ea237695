/** What the page knows, and the one way to change it. */

import { reduceBranch } from "./branch-state.js";
import { added, changed, deleted, exampleLeft, exampleShown, replaced, taken, takenOver, understood, undone } from "./changes.js";
import { NOTHING_WRONG, rebased, redrafted, retyped, settled, withDraft } from "./drafts.js";
import { emptyFields, emptyNotebook, localDate, withDates } from "./history.js";
import { initialInsight, reduceInsight, withAnswer } from "./insight.js";
import { clearedKeeping, initialKeeping, reduceKeeping } from "./keeping.js";
import { emptyDrafts } from "./shapes.js";

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
 *   | {type: "date", key: string, text: string}
 *   | {type: "dates-typed"}
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
 *   | {type: "merge", notebook: Notebook, message: string, left?: Person}
 *   | {type: "replace", notebook: Notebook, message: string}
 *   | {type: "clear"}
 *   | {type: "outcome", outcome: Outcome}
 *   | {type: "repeat"}
 *   | {type: "example", records: Notebook["records"]}
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
    drafts: emptyDrafts(),
    form: NOTHING_WRONG,
    undo: null,
    outcome: { kind: "none" },
    stale: false,
    typing: false,
    runtime: { state: "idle", progress: null, failure: "" },
    keeping: initialKeeping(),
    cleared: 0,
    file: null,
    aside: null,
    branch: null,
    insight: initialInsight(),
  };
}

/**
 * Whether there is nothing to say yet but how to begin: no record, and nothing that could be said without one.
 * @param {State} state
 */
export function invites({ notebook, outcome }) {
  return outcome.kind === "assessed" ? outcome.answer.empty && outcome.ids.length === 0 : notebook.records.length === 0;
}

/** What is done to the reader's own records alone. @type {Set<Action["type"]>} */
const OWN = new Set(["draft", "commit", "edit", "duplicate", "delete", "repeat", "keep-plan"]);

/**
 * The state after something happened. A result of what has changed since is shown only while another is on its way.
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
function reduce(state, action) {
  // Records of an example are no one's to change, and no one's own may get among them.
  if (state.aside && OWN.has(action.type)) return state;
  const told = rebased(after(state, action), state);
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
      // A branch in memory is nobody's in particular.
      const { file, runtime, today, keeping, cleared, branch } = state;
      const opened = { ...initialState(), file, runtime, today, keeping, cleared, branch, stale: true };
      return settled({ ...opened, notebook: action.notebook, drafts: action.drafts }, notebook);
    }
    case "taken-over": {
      const { aside } = state;
      if (!aside) return takenOver(state, action.notebook);
      const own = takenOver({ ...state, ...aside }, action.notebook);
      const { records } = notebook;
      const next = changed(state, { ...own.notebook, records });
      return { ...next, aside: { ...aside, notebook: own.notebook, drafts: own.drafts } };
    }
    case "person": {
      const next = changed(state, { ...notebook, person: action.person });
      return action.undo ? { ...next, undo: { message: action.undo, notebook } } : next;
    }
    case "date": {
      const text = action.text.trim() ? action.text : "";
      return { ...changed(state, withDates(notebook, { [action.key]: text }, state.today)), typing: true };
    }
    case "dates-typed":
      return state.typing ? { ...state, typing: false } : state;
    case "today":
      if (state.today === action.date) return state;
      return { ...state, today: action.date, stale: state.stale || notebook.asOf === "" };
    case "draft":
      return { ...state, drafts: retyped(state, action.fields) };
    case "empty-draft":
      return redrafted(state, retyped(state, emptyFields()), notebook);
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
      return known ? taken(committed, outcome, understood(next.notebook, outcome, state.today)) : committed;
    }
    case "edit": {
      const entry = notebook.records.find(({ id }) => id === action.id);
      if (!entry || (drafts.editing && drafts.editing.id === action.id)) return state;
      return redrafted(state, { ...drafts, editing: entry }, notebook);
    }
    case "cancel-edit":
      return redrafted(state, { ...drafts, editing: null }, notebook);
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
    case "merge":
      return { ...added(exampleLeft(state), action.notebook.records, action.message, action.left), file: null };
    case "replace":
      return { ...replaced(exampleLeft(state), action.notebook, action.message), file: null };
    case "clear": {
      const { runtime, cleared } = state;
      return { ...initialState(), runtime, keeping: clearedKeeping(state.keeping), cleared: cleared + 1, stale: true };
    }
    case "outcome":
      // What is put into its plain form may come to stand elsewhere, and is assessed once more.
      return taken(state, action.outcome, understood(notebook, action.outcome, state.today));
    case "repeat": {
      const last = notebook.records[notebook.records.length - 1];
      return last ? redrafted(state, { fresh: { ...last.fields, start: "", end: "" }, editing: null }, notebook) : state;
    }
    case "example":
      return exampleShown(state, action.records);
    case "leave-example":
      return exampleLeft(state);
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
      return { ...next, undo: { message: action.message, notebook } };
    }
    case "keep-plan": {
      const kept = state.insight.plans.filter(({ id }) => id === action.id);
      const next = added(state, kept, action.message);
      return { ...next, undo: next.undo && { ...next.undo, plans: kept } };
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
