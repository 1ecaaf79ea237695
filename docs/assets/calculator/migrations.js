/**
 * The versions of what is kept, and the way from each to the next.
 *
 * Whoever changes what a notebook or a draft holds (`Notebook`, `Fields` and so on) adds a step here, which makes the
 * new shape of the old, and the old shape to the samples in tests/browser/kept.py. A step is a pure function of plain
 * values and takes anything: what was damaged before is damaged after, and found out by its shape.
 */

/**
 * What is kept of one person in some version: the notebook, or the drafts, or both; they lie in different places.
 * @typedef {{[key: string]: any}} Old
 */

/** The id and the name of whoever used the page when it knew one person only, and of the first today. */
export const FIRST = "me";
export const FIRST_NAME = "我";

/** `STEPS[n]` makes version n + 1 of version n. @type {((old: Old) => Old)[]} */
export const STEPS = [
  // 0: one notebook and its drafts, in localStorage. 1: people, each with a name and a revision, in IndexedDB.
  ({ notebook, drafts }) => ({ id: FIRST, name: FIRST_NAME, revision: "", notebook, drafts }),
];

export const VERSION = STEPS.length;

/**
 * @param {Old} old
 * @param {number} from  the version it is in, not above the last
 * @param {((old: Old) => Old)[]} [steps]
 * @returns {Old}
 */
export function migrated(old, from, steps = STEPS) {
  return steps.slice(from).reduce((value, step) => step(value), old);
}
