/** What is kept, as it must look to be used: by its shape, since anything may stand in a browser's storage. */

import { emptyFields, emptyNotebook } from "./history.js";

/** @typedef {import("./types.js").Drafts} Drafts */
/** @typedef {import("./types.js").Kept} Kept */

/**
 * Whether a value has the shape of a pattern: objects by their keys, lists by their one element, else by type.
 * @param {any} value
 * @param {any} pattern
 * @returns {boolean}
 */
function shaped(value, pattern) {
  if (Array.isArray(pattern)) return Array.isArray(value) && value.every((item) => shaped(item, pattern[0]));
  if (typeof pattern !== "object") return typeof value === typeof pattern;
  if (typeof value !== "object" || value === null) return false;
  return Object.keys(pattern).every((key) => shaped(value[key], pattern[key]));
}

const ENTRY = { id: "", fields: emptyFields() };
const TERM = { id: "", role: "", start: "", end: "" };
const PATTERN = { ...emptyNotebook(), person: { ...emptyNotebook().person, roles: [TERM] }, records: [ENTRY] };

/** @param {any} value @returns {value is Kept} */
export function isKept(value) {
  return shaped(value, { id: "", name: "", revision: "", notebook: PATTERN });
}

/** @param {any} value @returns {value is Drafts} */
export function isDrafts(value) {
  return shaped(value, { fresh: emptyFields() }) && (value.editing === null || shaped(value.editing, ENTRY));
}

/** @returns {Drafts} */
export function emptyDrafts() {
  return { fresh: emptyFields(), editing: null };
}

/** Whether two plain values say the same. @param {unknown} one @param {unknown} other */
export function same(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** What can be read of a value that should have been another, for the reader to rescue. @param {unknown} value */
export function rawText(value) {
  if (typeof value === "string") return value;
  try {
    const text = JSON.stringify(value);
    return text === undefined ? String(value) : text;
  } catch (error) {
    return String(value);
  }
}
