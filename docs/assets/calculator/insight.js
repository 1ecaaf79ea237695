/**
 * What the page tells beyond the answer: asked for a moment after each one, when nothing else is going on. What was
 * asked for before something changed is not shown, and what was still to be asked is not asked any more.
 */

import { recordText, typedHistory } from "./typed.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Outcome} Outcome */

/**
 * The parts of the calculator's answer; `calculator/insight/document.py` makes them.
 * @typedef {{low: number, high: number}} Range
 * @typedef {{verdict: string, label: string}} Verdict
 * @typedef {Verdict & {rule: string, year: number | null, title: string, settled: boolean, closes: number, text: string}} Led
 * @typedef {{[key: string]: string | null}} Values
 * @typedef {{name: string, label: string, set: Values, overall: Verdict, settles: boolean, text: string, more: string, rules: Led[]}} Leads
 * @typedef {{records: number[], key: string, about: string, text: string, decides: string | null, answers: Leads[]}} Question
 * @typedef {object} Questions
 * @property {string} heading
 * @property {string | null} none  why nothing is asked
 * @property {number} open
 * @property {Question[]} items
 * @property {{rule: string, year: number | null, title: string, text: string}[]} beyond
 *
 * @typedef {Verdict & Range & {required: number, relation: string, text: string}} Annual
 * @typedef {object} Year
 * @property {number} year
 * @property {"over" | "running" | "to_come"} standing
 * @property {string} mark
 * @property {Range & {text: string}} hours
 * @property {Range & {text: string}} theory
 * @property {{low: number | null, high: number | null, text: string}} percent
 * @property {Annual | null} annual
 *
 * @typedef {Range & {date: string, at: number}} Point
 * @typedef {object} Path
 * @property {string} rule
 * @property {string} title
 * @property {string} verdict
 * @property {string} label
 * @property {number | null} required
 * @property {string | null} relation
 * @property {Point[]} steps
 * @property {Point[]} planned
 * @property {(Point & {planned: boolean, text: string})[]} rows
 * @property {{from: Point, to: {date: string, at: number, hours: number}, text: string, note: string} | null} pace
 * @property {string} text
 *
 * @typedef {Verdict & {figure: string}} Stand
 * @typedef {object} Compared
 * @property {string} rule
 * @property {number | null} year
 * @property {string} title
 * @property {Stand} before
 * @property {Stand} after
 * @property {boolean} flips
 * @property {boolean} moves  whether its verdict or its figure changes
 * @property {boolean} undone  whether what was reached no longer is
 * @property {string | null} text
 * @property {string} moved
 *
 * @typedef {object} Figures
 * @property {string} as_of
 * @property {{last: number, years: {year: number, from: number, to: number}[], as_of: {date: string, at: number}}} axis
 * @property {{note: string, rows: Year[]}} years
 * @property {Path[]} path
 * @property {{overall: {before: Verdict, after: Verdict, flips: boolean, text: string}, findings: Compared[], remarks: string[]} | null} what_if
 * @property {string} plan  a day to begin planning with
 * @property {{records: number[], text: string} | null} later
 */

/**
 * The slice of the state. `plans` are trainings that are only supposed: they are in no notebook and kept nowhere.
 * @typedef {object} Insight
 * @property {Figures | null} figures
 * @property {Questions | null} questions
 * @property {string} document  the assessment's document, as the command line gives it
 * @property {string[]} ids  the records that `questions` name by their indexes
 * @property {{[what in Wanted]: Outcome | null}} about  the outcomes that they go with
 * @property {{id: string, key: string}[]} aside  questions put aside
 * @property {Entry[]} plans
 * @property {boolean} later  whether the records after the as-of date are supposed too
 */

/**
 * @typedef {"document" | "figures" | "questions"} Wanted
 *
 * @typedef {{type: "document", text: string, about: Outcome}
 *   | {type: "figures", figures: Figures, about: Outcome}
 *   | {type: "questions", questions: Questions, about: Outcome, ids: string[]}
 *   | {type: "aside", ids: string[], key: string}
 *   | {type: "answered", ids: string[], values: Values, key: string, message: string}
 *   | {type: "plan", entry: Entry}
 *   | {type: "drop-plan", id: string}
 *   | {type: "drop-plans"}
 *   | {type: "plan-later", on: boolean}
 *   | {type: "keep-plan", id: string, message: string}} InsightAction
 */

/** @returns {Insight} */
export function initialInsight() {
  const about = { document: null, figures: null, questions: null };
  return { document: "", figures: null, questions: null, ids: [], about, aside: [], plans: [], later: false };
}

/**
 * Whether what is shown goes with an older state of the records.
 * @param {State} state
 * @param {Wanted} what
 */
export function isOutdated({ stale, outcome, insight }, what) {
  return stale || insight.about[what] !== outcome;
}

/**
 * The questions without one that is answered or put aside.
 * @param {Insight} insight @param {string[]} ids @param {string} key
 * @returns {Questions | null}
 */
function without({ questions, ids: names }, ids, key) {
  if (!questions) return null;
  const same = (/** @type {Question} */ each) => each.key === key && each.records.some((at) => ids.includes(names[at]));
  return { ...questions, items: questions.items.filter((each) => !same(each)) };
}

/**
 * What an action does to the slice.
 * @param {Insight} insight
 * @param {{type: string}} action
 * @returns {Insight}
 */
export function reduceInsight(insight, action) {
  const ours = /** @type {InsightAction} */ (action);
  switch (ours.type) {
    case "document":
      return { ...insight, document: ours.text, about: { ...insight.about, document: ours.about } };
    case "figures":
      return { ...insight, figures: ours.figures, about: { ...insight.about, figures: ours.about } };
    case "questions":
      return {
        ...insight,
        questions: ours.questions,
        ids: ours.ids,
        about: { ...insight.about, questions: ours.about },
      };
    case "aside": {
      const aside = [...insight.aside, ...ours.ids.map((id) => ({ id, key: ours.key }))];
      return { ...insight, aside, questions: without(insight, ours.ids, ours.key) };
    }
    case "answered":
      return { ...insight, questions: without(insight, ours.ids, ours.key) };
    case "plan":
      return { ...insight, plans: [...insight.plans, ours.entry] };
    case "drop-plan":
    case "keep-plan":
      return { ...insight, plans: insight.plans.filter(({ id }) => id !== ours.id) };
    case "drop-plans":
      return { ...insight, plans: [], later: false };
    case "plan-later":
      return { ...insight, later: ours.on };
    default:
      return insight;
  }
}

/**
 * The records with an answer given for some of them.
 * @param {Entry[]} records @param {string[]} ids @param {Values} values
 * @returns {Entry[]}
 */
export function withAnswer(records, ids, values) {
  const typed = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === null ? "" : value]));
  return records.map((entry) => (ids.includes(entry.id) ? { ...entry, fields: { ...entry.fields, ...typed } } : entry));
}

const WHEN_IDLE_MS = 350;

/** A change of the reader's may have to wait for a step. */
const STEP = JSON.stringify({ ms: 12 });

/** In the order in which they are asked for. @type {Wanted[]} */
const WANTED = ["document", "figures", "questions"];

/**
 * @param {import("./state.js").Store} store
 * @param {import("./client.js").Client} client
 */
export function createInsight(store, client) {
  let timer = 0;
  let running = false;

  /** Whether a state is assessed as it stands, and the calculator up. @param {State} state */
  const settled = ({ outcome, stale, runtime }) => outcome.kind === "assessed" && !stale && runtime.state === "ready";

  /** Whether what is wanted would be the same of two states. @type {{[what in Wanted]: (one: State, other: State) => boolean}} */
  const same = {
    document: (one, other) => one.outcome === other.outcome,
    figures: (one, other) =>
      one.outcome === other.outcome && one.insight.plans === other.insight.plans && one.insight.later === other.insight.later,
    questions: (one, other) => one.outcome === other.outcome && one.insight.aside === other.insight.aside,
  };

  /** Whether what is told of a state still goes with what is shown. @param {State} state @param {Wanted} want */
  function goesWith(state, want) {
    const now = store.state();
    return settled(now) && same[want](now, state);
  }

  /**
   * @param {State} state
   * @param {Wanted} want
   * @returns {Promise<any>} null: not wanted any more, or the client tells of the failure
   */
  async function ask(state, want) {
    const { plans, later } = state.insight;
    const history = typedHistory(state.notebook, state.today);
    if (want === "document") return client.call("assessment", JSON.stringify(history));
    const records = state.notebook.records.map(({ id }) => id);
    const aside = state.insight.aside.flatMap(({ id, key }) => (records.includes(id) ? [{ record: records.indexOf(id), key }] : []));
    const plus = plans.map(({ fields }) => recordText(fields));
    await client.call("open_insight", JSON.stringify({ history, plus, later, aside, want: [want] }));
    while (goesWith(state, want)) {
      const { finished, answer } = JSON.parse(await client.call("go_on_with_insight", STEP));
      if (finished !== false) return answer;
    }
    return null;
  }

  /** @param {Wanted} want */
  async function tell(want) {
    const state = store.state();
    if (!settled(state)) return;
    // Where it fails the client has told of it, and the next assessment asks again.
    const answer = await ask(state, want).catch(() => null);
    if (!answer || !goesWith(state, want)) return;
    const about = state.outcome;
    if (want === "document") return store.dispatch({ type: "document", text: answer, about });
    if (want === "figures") return store.dispatch({ type: "figures", figures: answer, about });
    const ids = state.notebook.records.map(({ id }) => id);
    store.dispatch({ type: "questions", questions: answer.questions, about, ids });
  }

  /** What is still to be asked. @type {Set<Wanted>} */
  const wanted = new Set();

  /** Asks for what is wanted, one after the other, as long as nothing else is going on. */
  async function run() {
    timer = 0;
    if (running) return;
    running = true;
    try {
      for (const want of WANTED) if (!timer && wanted.delete(want)) await tell(want);
    } finally {
      running = false;
    }
    if (wanted.size && !timer) soon(0);
  }

  /** @param {number} after */
  function soon(after) {
    window.clearTimeout(timer);
    timer = window.setTimeout(run, after);
  }

  /** Asks for what a change makes out of date. @param {State} state @param {State} before */
  function follow(state, before) {
    if (state.outcome.kind !== "assessed" || state.stale) {
      window.clearTimeout(timer);
      timer = 0;
      return;
    }
    // Whoever types may be about to ask for an assessment, which would have to wait.
    if (wanted.size && state.drafts !== before.drafts) soon(WHEN_IDLE_MS);
    const fresh = before.stale || state.outcome !== before.outcome;
    const changed = WANTED.filter((want) => fresh || !same[want](state, before));
    if (!changed.length) return;
    for (const want of changed) wanted.add(want);
    // Who plans waits for the answer; after an assessment nobody does.
    soon(fresh ? WHEN_IDLE_MS : 0);
  }

  return { follow };
}
