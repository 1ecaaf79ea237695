/** 支部台账: what the page knows of a branch, and how it changes. */

/** @typedef {import("./types.js").Branch} Branch */
/** @typedef {import("./types.js").BranchFilter} BranchFilter */
/** @typedef {import("./types.js").BranchLine} BranchLine */

/**
 * @typedef {{type: "open", title: string, taken: import("./types.js").Taken, kept: string}
 *   | {type: "kept", id: string}
 *   | {type: "as-of", date: string}
 *   | {type: "again"}
 *   | {type: "legend", legend: import("./types.js").Legend}
 *   | {type: "lines", lines: BranchLine[], applying: number[], finished: boolean}
 *   | {type: "filter", filter: Partial<BranchFilter>}
 *   | {type: "order", order: import("./types.js").BranchOrder}
 *   | {type: "page", page: number}
 *   | {type: "show", person: number | null}
 *   | {type: "told", asked: NonNullable<Branch["shown"]>, told: import("./types.js").PersonTold}
 *   | {type: "close"}} BranchAction
 */

/** @type {BranchFilter} */
export const EVERYONE = { text: "", column: null, verdict: "", open: "", remark: "" };

/** Before anyone is assessed. What the columns are stays from one time to the next, and the table with it. */
const UNASSESSED = { lines: [], finished: false, page: 0, shown: null };

/**
 * The branch after something happened; null where there is none.
 * @param {Branch | null} branch
 * @param {BranchAction} action
 * @returns {Branch | null}
 */
export function reduceBranch(branch, action) {
  if (action.type === "open") {
    const { title, taken, kept } = action;
    return { title, taken, kept, asOf: "", order: "ledger", filter: EVERYONE, legend: null, applying: [], ...UNASSESSED };
  }
  if (!branch) return null;
  switch (action.type) {
    case "as-of":
      if (action.date === branch.asOf) return branch;
      return { ...branch, ...UNASSESSED, asOf: action.date };
    case "again":
      return { ...branch, ...UNASSESSED, page: branch.page };
    case "kept":
      return { ...branch, kept: action.id };
    case "legend":
      return { ...branch, legend: action.legend };
    case "lines":
      return { ...branch, lines: [...branch.lines, ...action.lines], applying: action.applying, finished: action.finished };
    case "filter":
      return { ...branch, filter: { ...branch.filter, ...action.filter }, page: 0 };
    case "order":
      return { ...branch, order: action.order, page: 0 };
    case "page":
      return { ...branch, page: action.page };
    case "show":
      return { ...branch, shown: action.person === null ? null : { person: action.person, told: null } };
    case "told": {
      // An answer is to the question that is open, not to one about the same person on another day.
      const { asked, told } = action;
      return branch.shown === asked ? { ...branch, shown: { person: asked.person, told } } : branch;
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
export function filtered(lines, { text, column, verdict, open, remark }) {
  const wanted = folded(text);
  const found = [];
  for (const [index, line] of lines.entries()) {
    const fits =
      (!wanted || keyOf(line).includes(wanted)) &&
      (!verdict || verdictOf(line, column) === verdict) &&
      (!open || line.open.includes(open)) &&
      (!remark || line.remarks.includes(remark));
    if (fits) found.push(index);
  }
  return found;
}

/**
 * How many people there are of each verdict in a column, with each open question, and with each remark.
 * @param {BranchLine[]} lines
 * @param {number | null} column
 */
export function counted(lines, column) {
  /** @type {Map<string, number>} */
  const verdicts = new Map();
  /** @type {Map<string, number>} */
  const questions = new Map();
  /** @type {Map<string, number>} */
  const remarks = new Map();
  /** @param {Map<string, number>} counts @param {string} key */
  const count = (counts, key) => void counts.set(key, (counts.get(key) || 0) + 1);
  for (const line of lines) {
    count(verdicts, verdictOf(line, column));
    for (const question of line.open) count(questions, question);
    for (const remark of line.remarks) count(remarks, remark);
  }
  return { verdicts, questions, remarks };
}
