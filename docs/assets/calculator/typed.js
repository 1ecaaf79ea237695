/** Records as the calculator is asked about them: the very text that was typed, which it alone understands. */

import { toHistory } from "./history.js";

/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Fields} Fields */

/**
 * A history whose records are JSON texts, so that what did not change is not read again.
 * @typedef {{person: import("./types.js").HistoryPerson, as_of: string | null, records: string[]}} TypedHistory
 */

/** The JSON text of each record: fields are never changed, only replaced. @type {WeakMap<Fields, string>} */
const texts = new WeakMap();

/** @param {string} text */
const orNull = (text) => text.trim() || null;

/**
 * One record as it was typed, as JSON text.
 * @param {Fields} fields
 */
export function recordText(fields) {
  const known = texts.get(fields);
  if (known !== undefined) return known;
  const { start, ...rest } = fields;
  const text = JSON.stringify({
    ...(start.trim() ? { start } : {}),
    ...rest,
    end: orNull(fields.end),
    topic: fields.topic.trim(),
    organiser: fields.organiser.trim(),
    days: orNull(fields.days),
    hours: orNull(fields.hours),
    theory_hours: orNull(fields.theory_hours),
  });
  texts.set(fields, text);
  return text;
}

/**
 * @param {Notebook} notebook
 * @param {string | null} today  the as-of date where the reader named none
 * @returns {TypedHistory}
 */
export function typedHistory({ person, asOf, records }, today) {
  const head = toHistory({ person, asOf, records: [] });
  return { person: head.person, as_of: head.as_of || today, records: records.map(({ fields }) => recordText(fields)) };
}
