/** Notebooks and records as history documents, and back. */

import { ANSWERS, TEXTS } from "./fields.js";

/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").History} History */
/** @typedef {import("./types.js").HistoryRecord} HistoryRecord */
/** @typedef {import("./types.js").Entry} Entry */

const SCHEMA = 1;
const UNITS = { days: "天", hours: "学时", theory_hours: "学时" };

const DECIMAL = /^-?(\d+\.?\d*|\.\d+)$/;

/** Of so many digits, every decimal is the same number in every language. */
const EXACT_DIGITS = 15;

/** @returns {Fields} */
export function emptyFields() {
  return {
    start: "",
    end: "",
    topic: "",
    organiser: "",
    days: "",
    hours: "",
    concentrated: "unknown",
    theory: "unknown",
    theory_hours: "",
    off_job: "unknown",
    county_level: "unknown",
    distinct: false,
  };
}

/** @returns {Notebook} */
export function emptyNotebook() {
  return { person: { roles: [], joined: "", infirm: false, military: false }, asOf: "", records: [] };
}

/** A name for a record or a term, unlike all others in this browser. */
export function newId() {
  return Math.random().toString(36).slice(2, 12);
}

/**
 * Whether two forms say the same.
 * @param {Fields} one
 * @param {Fields} other
 */
export function sameFields(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * The day it is where the reader is. Never by way of UTC, which is yesterday in China until 8 o'clock.
 * @param {Date} now
 */
export function localDate(now) {
  const year = String(now.getFullYear()).padStart(4, "0");
  const month = String(now.getMonth() + 1).padStart(2, "0");
  return `${year}-${month}-${String(now.getDate()).padStart(2, "0")}`;
}

/**
 * Text with its full-width forms folded. Nothing else is: NFKC would make 42 of 4².
 * @param {string} text
 */
function folded(text) {
  return text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).trim();
}

/**
 * An amount: a number where a plain decimal was typed, with or without its unit, and is that very number. All else
 * stays as it was typed, and the calculator says how it reads it, or what is wrong with it.
 * @param {Fields} fields
 * @param {keyof typeof UNITS} key
 */
export function amount(fields, key) {
  const text = folded(fields[key]);
  if (text === "") return null;
  const digits = text.endsWith(UNITS[key]) ? text.slice(0, -UNITS[key].length).trim() : text;
  if (!DECIMAL.test(digits)) return fields[key];
  const exact = digits.replace(/\D/g, "").length <= EXACT_DIGITS || String(Number(digits)) === digits;
  return exact ? Number(digits) : fields[key];
}

/**
 * @param {Fields} fields
 * @returns {HistoryRecord}
 */
function toRecord(fields) {
  return {
    ...(fields.start ? { start: fields.start } : {}),
    end: fields.end || null,
    topic: fields.topic.trim(),
    organiser: fields.organiser.trim(),
    days: amount(fields, "days"),
    hours: amount(fields, "hours"),
    concentrated: fields.concentrated,
    theory: fields.theory,
    theory_hours: amount(fields, "theory_hours"),
    off_job: fields.off_job,
    county_level: fields.county_level,
    distinct: fields.distinct,
  };
}

/**
 * Fields with dates and amounts in the plain form that the calculator understood them in.
 * @param {Fields} fields
 * @param {import("./types.js").Plain} plain
 * @returns {Fields}
 */
export function withPlain(fields, plain) {
  if (!plain) return fields;
  const next = { ...fields };
  for (const key of TEXTS) {
    if (key in plain) next[key] = plain[key] === null ? "" : String(plain[key]);
  }
  if (next.end === next.start) next.end = "";
  return sameFields(next, fields) ? fields : next;
}

/**
 * Whether two people are described alike.
 * @param {Person} one
 * @param {Person} other
 */
export function samePerson(one, other) {
  const [told, also] = [one, other].map((person) => toHistory({ ...emptyNotebook(), person }).person);
  return JSON.stringify(told) === JSON.stringify(also);
}

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Records by their first day, those of one day as they were; what is no plain date comes last.
 * @param {Entry[]} records
 * @returns {Entry[]}
 */
export function inOrder(records) {
  /** @param {Entry} entry */
  const day = ({ fields }) => (ISO.test(fields.start) ? fields.start : "~");
  const sorted = records.every((entry, index) => index === 0 || day(records[index - 1]) <= day(entry));
  return sorted ? records : [...records].sort((one, other) => (day(one) < day(other) ? -1 : day(one) > day(other) ? 1 : 0));
}

/**
 * A term's dates by the keys that the calculator calls them by.
 * @param {import("./types.js").Term} term
 * @param {number} index  among the person's roles
 * @returns {[key: string, text: string][]}
 */
const datesOfTerm = ({ start, end }, index) => [
  [`person.roles[${index}].start`, start],
  [`person.roles[${index}].end`, end],
];

/**
 * The dates beside the records, as they were typed, by the keys that the calculator calls them by.
 * @param {Notebook} notebook
 * @returns {{[key: string]: string}}
 */
export function datesOf({ person, asOf }) {
  return Object.fromEntries([["as_of", asOf], ["person.joined", person.joined], ...person.roles.flatMap(datesOfTerm)]);
}

/**
 * The notebook with other dates beside the records. An as-of date of today is none: it goes on with the days.
 * @param {Notebook} notebook
 * @param {{[key: string]: string}} dates  those that are others, by the same keys
 * @param {string} today
 * @returns {Notebook}
 */
export function withDates(notebook, dates, today) {
  if (Object.keys(dates).length === 0) return notebook;
  const { person } = notebook;
  const next = { ...datesOf(notebook), ...dates };
  const roles = person.roles.map((term, index) => {
    const [start, end] = datesOfTerm(term, index).map(([key]) => next[key]);
    return { ...term, start, end };
  });
  const asOf = dates.as_of === today ? "" : next.as_of;
  return { ...notebook, person: { ...person, roles, joined: next["person.joined"] }, asOf };
}

/**
 * @param {Notebook} notebook
 * @returns {History}
 */
export function toHistory(notebook) {
  const { person, asOf, records } = notebook;
  return {
    schema: SCHEMA,
    person: {
      roles: person.roles.map(({ role, start, end }) => ({ role, start: start || null, end: end || null })),
      joined: person.joined || null,
      infirm: person.infirm,
      military: person.military,
    },
    as_of: asOf || null,
    records: records.map((entry) => toRecord(entry.fields)),
  };
}

/**
 * @param {HistoryRecord} record
 * @returns {Fields}
 */
function toFields(record) {
  const fields = emptyFields();
  for (const key of TEXTS) {
    const value = record[key];
    fields[key] = value === null || value === undefined ? "" : String(value);
  }
  // A training of one day is entered without an end.
  if (fields.end === fields.start) fields.end = "";
  for (const key of ANSWERS) fields[key] = String(record[key] || "unknown");
  fields.distinct = record.distinct === true;
  return fields;
}

/**
 * A history that the calculator has read, as a notebook.
 * @param {History} history
 * @returns {Notebook}
 */
export function fromHistory(history) {
  const { person } = history;
  return {
    person: {
      roles: person.roles.map(({ role, start, end }) => ({ id: newId(), role, start: start || "", end: end || "" })),
      joined: person.joined || "",
      infirm: person.infirm,
      military: person.military,
    },
    asOf: history.as_of || "",
    records: history.records.map((record) => ({ id: newId(), fields: toFields(record) })),
  };
}
