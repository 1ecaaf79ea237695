/** Two versions of a notebook as one, in which no record of either is missing. */

import { inOrder, newId } from "./history.js";
import { same } from "./shapes.js";

/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Entry} Entry */

/**
 * Records are matched by id. One that only one side has changed is as that side has it; one that both have changed is
 * there twice. One that only one side has is there: whether the other removed it on purpose cannot be known.
 * @param {Notebook | null} base  what both began from, where that is known
 * @param {Notebook} ours
 * @param {Notebook} theirs
 * @returns {Notebook}
 */
export function mergedNotebooks(base, ours, theirs) {
  const mine = new Map(ours.records.map((entry) => [entry.id, entry]));
  const before = new Map((base ? base.records : []).map((entry) => [entry.id, entry]));
  const there = new Set(theirs.records.map(({ id }) => id));
  const records = theirs.records.flatMap((entry) => bothOf(before.get(entry.id), mine.get(entry.id), entry));
  return {
    person: base && same(ours.person, base.person) ? theirs.person : ours.person,
    asOf: base && ours.asOf === base.asOf ? theirs.asOf : ours.asOf,
    records: inOrder([...records, ...ours.records.filter(({ id }) => !there.has(id))]),
  };
}

/**
 * @param {Entry | undefined} base
 * @param {Entry | undefined} ours
 * @param {Entry} theirs
 * @returns {Entry[]}
 */
function bothOf(base, ours, theirs) {
  if (!ours || same(ours, theirs) || (base && same(ours, base))) return [theirs];
  if (base && same(theirs, base)) return [ours];
  return [theirs, { ...ours, id: newId() }];
}

/**
 * Whether a record that is being changed here is another now, so that saving the change would replace what is there.
 * @param {Entry | null} editing
 * @param {Notebook} was
 * @param {Notebook} is
 */
export function clashes(editing, was, is) {
  if (!editing) return false;
  const [before, after] = [was, is].map(({ records }) => records.find(({ id }) => id === editing.id));
  return Boolean(before && after) && !same(before, after) && !same(before, editing) && !same(after, editing);
}
