/** 支部台账: what the page knows of a branch, and how it changes. It is kept in memory only. */

/** @typedef {import("./types.js").Branch} Branch */
/** @typedef {import("./types.js").BranchFilter} BranchFilter */
/** @typedef {import("./types.js").BranchLine} BranchLine */

/**
 * @typedef {{type: "open", title: string, taken: import("./types.js").Taken}
 *   | {type: "as-of", date: string}
 *   | {type: "legend", legend: import("./types.js").Legend}
 *   | {type: "lines", lines: BranchLine[], finished: boolean}
 *   | {type: "filter", filter: Partial<BranchFilter>}
 *   | {type: "order", order: import("./types.js").BranchOrder}
 *   | {type: "page", page: number}
 *   | {type: "show", person: number | null}
 *   | {type: "told", person: number, told: import("./types.js").PersonTold}
 *   | {type: "close"}} BranchAction
 */

/** @type {BranchFilter} */
export const EVERYONE = { text: "", column: null, verdict: "", open: "" };

/**
 * The branch after something happened; null where there is none.
 * @param {Branch | null} branch
 * @param {BranchAction} action
 * @returns {Branch | null}
 */
export function reduceBranch(branch, action) {
  if (action.type === "open") {
    const { title, taken } = action;
    const unassessed = { legend: null, lines: [], finished: false, filter: EVERYONE, page: 0, shown: null };
    return { title, taken, asOf: "", order: "ledger", ...unassessed };
  }
  if (!branch) return null;
  switch (action.type) {
    case "as-of":
      if (action.date === branch.asOf) return branch;
      return { ...branch, asOf: action.date, legend: null, lines: [], finished: false, page: 0, shown: null };
    case "legend":
      return { ...branch, legend: action.legend };
    case "lines":
      return { ...branch, lines: [...branch.lines, ...action.lines], finished: action.finished };
    case "filter":
      return { ...branch, filter: { ...branch.filter, ...action.filter }, page: 0 };
    case "order":
      return { ...branch, order: action.order, page: 0 };
    case "page":
      return { ...branch, page: action.page };
    case "show":
      return { ...branch, shown: action.person === null ? null : { person: action.person, told: null } };
    case "told": {
      const awaited = branch.shown && branch.shown.person === action.person;
      return awaited ? { ...branch, shown: { person: action.person, told: action.told } } : branch;
    }
    case "close":
      return null;
  }
}

/**
 * What of a column is filtered by: one person's verdict there.
 * @param {BranchLine} line
 * @param {number | null} column
 */
export function verdictOf(line, column) {
  return column === null ? line.overall : line.findings[column][0];
}

/** Text as it is searched for: full-width forms and case do not matter. @param {string} text */
const folded = (text) => text.normalize("NFKC").toLowerCase().trim();

/** What each line is found by. @type {WeakMap<BranchLine, string>} */
const keys = new WeakMap();

/** @param {BranchLine} line */
function keyOf(line) {
  const known = keys.get(line);
  if (known !== undefined) return known;
  const key = folded(`${line.name}\n${line.branch}`);
  keys.set(line, key);
  return key;
}

/**
 * The people that a filter leaves, by their indexes, in the ledger's order.
 * @param {BranchLine[]} lines
 * @param {BranchFilter} filter
 */
export function filtered(lines, { text, column, verdict, open }) {
  const wanted = folded(text);
  const found = [];
  for (const [index, line] of lines.entries()) {
    const fits =
      (!wanted || keyOf(line).includes(wanted)) &&
      (!verdict || verdictOf(line, column) === verdict) &&
      (!open || line.open.includes(open));
    if (fits) found.push(index);
  }
  return found;
}

/**
 * How many people there are of each verdict in a column, and with each open question.
 * @param {BranchLine[]} lines
 * @param {number | null} column
 */
export function counted(lines, column) {
  /** @type {Map<string, number>} */
  const verdicts = new Map();
  /** @type {Map<string, number>} */
  const questions = new Map();
  for (const line of lines) {
    const verdict = verdictOf(line, column);
    verdicts.set(verdict, (verdicts.get(verdict) || 0) + 1);
    for (const question of line.open) questions.set(question, (questions.get(question) || 0) + 1);
  }
  return { verdicts, questions };
}
