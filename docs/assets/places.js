// @ts-check
/** Which place of the plan is meant: where a link or a selection points, and what an address names. */

const RANGE = /^((?:[a-z0-9-]+-)?)s(\d+)-s(\d+)$/;
const root = new URL("..", import.meta.url);

/**
 * @typedef {object} Place
 * @property {string} unit what its unit is called in running text, such as （五）
 * @property {number} first its first sentence, from 1; 0 for the unit as a whole
 * @property {number} last its last sentence
 * @property {number} count how many sentences the unit has
 * @property {string} path the address of the unit's page, from the site's root
 * @property {string[]} paragraphs the exact words, a paragraph each
 */

/** @param {{first: number, last: number}} place such as 第2至4句; empty for a unit as a whole */
export function sentences({ first, last }) {
  if (!first) return "";
  return first === last ? `第${first}句` : `第${first}至${last}句`;
}

/** @param {{first: number, last: number}} place what stands in its address, from the # on */
export function anchor({ first, last }) {
  if (!first) return "";
  return first === last ? `#s${first}` : `#s${first}-s${last}`;
}

/** @param {Element} inside */
const wordsAround = (inside) => /** @type {HTMLElement} */ (inside.closest(".words"));

/** @param {Element} words the words of a unit @returns {Element[]} */
const sentencesOf = (words) => [...words.querySelectorAll(".sentence")];

/**
 * @param {HTMLElement} words the words of a unit
 * @param {number} [first] a sentence; 0, as when left out, for all of it with its heading
 * @param {number} [last] a sentence not before it
 * @returns {Place}
 */
export function placeIn(words, first = 0, last = first) {
  // On the whole text a link leads to the page of its own unit.
  const link = /** @type {HTMLAnchorElement} */ (words.querySelector(".unit-link"));
  const all = sentencesOf(words);
  const meant = new Set(all.slice(first - 1, last));
  const paragraphs = [...words.querySelectorAll("h1, h2, h3, p")].map((each) =>
    first
      ? sentencesOf(each).filter((sentence) => meant.has(sentence)).map((sentence) => sentence.textContent).join("")
      : each.textContent ?? "",
  );
  return {
    unit: words.dataset.name ?? "",
    first,
    last,
    count: all.length,
    path: link.href.split("#")[0].slice(root.href.length),
    paragraphs: paragraphs.filter(Boolean),
  };
}

/** @param {Element} start a sentence @param {Element} end one of the same unit, not before it */
export function placeOf(start, end) {
  const words = wordsAround(start);
  const all = sentencesOf(words);
  return placeIn(words, all.indexOf(start) + 1, all.indexOf(end) + 1);
}

/** @returns {[Element, Element] | null} the first and the last sentence of what is selected, if there are several */
export function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const touched = [...document.querySelectorAll(".sentence")].filter((each) => range.intersectsNode(each));
  const [start, end] = [touched[0], touched[touched.length - 1]];
  if (touched.length < 2 || wordsAround(start) !== wordsAround(end)) return null;
  return [start, end];
}

/** Light the sentences that the address names, and go there. @returns {string} what to tell the reader, or "" */
export function arrive() {
  for (const each of document.querySelectorAll(".sentence-cited")) each.classList.remove("sentence-cited");
  const named = RANGE.exec(decodeURIComponent(location.hash.slice(1)));
  if (!named) return "";
  const [first, last] = [Number(named[2]), Number(named[3])];
  const found = [];
  for (let number = first; number <= last; number++) {
    const sentence = document.getElementById(`${named[1]}s${number}`);
    if (!sentence) break;
    found.push(sentence);
  }
  if (!found.length) return "";
  for (const each of found) each.classList.add("sentence-cited");
  found[0].scrollIntoView();
  return `已定位到${sentences({ first, last: first + found.length - 1 })}`;
}
