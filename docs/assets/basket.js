// @ts-check
/** The sentences a reader collects across pages: kept on this device only, in the reader's order. */
import { nameOf } from "./citation.js";

const KEY = "reader" + new URL("..", import.meta.url).pathname + "basket";

/** @typedef {import("./places.js").Place} Place */

/** What is collected where nothing can be stored: it lasts as long as the page. @type {string[]} */
let unstored = [];

/** @param {Place} place its id here, such as `2024/05-s2` */
export const idOf = (place) => `${place.path.split("/")[0]}/${nameOf(place)}`;

/** @returns {string[]} the ids of what is collected */
export function collected() {
  try {
    /** @type {unknown} */
    const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return unstored;
  }
}

/** @param {string[]} ids */
export function collect(ids) {
  unstored = ids;
  try {
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Storage is full or forbidden: what is collected lasts as long as the page.
  }
}

/**
 * @param {Place} place
 * @returns {string} what to tell the reader
 */
export function add(place) {
  const ids = collected();
  const id = idOf(place);
  if (ids.includes(id)) return `摘句里已经有了，共${ids.length}处`;
  collect([...ids, id]);
  return `已收进摘句，共${ids.length + 1}处`;
}
