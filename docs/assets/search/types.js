/**
 * Shapes that the search's modules share.
 *
 * @typedef {[id: string, kind: string, number: number, name: string, heading: string, sentences: string[]]} IndexUnit
 *
 * @typedef {{
 *   edition: string,
 *   units: IndexUnit[],
 *   breaks: string[],
 *   common: string,
 *   sounds: Record<string, string>,
 *   simple: string,
 *   concepts: [kinds: string[], says: string[], words: string[], at: number[][]],
 *   general: number[],
 *   stop: string,
 *   absent: string,
 *   pages: [at: string, name: string, says: string][],
 * }} IndexFile  what the build writes; scripts/search/index.py describes it
 *
 * @typedef {{
 *   id: string, url: string, kind: string, number: number, name: string, section: string,
 *   places: number[],
 * }} Unit  a unit of the plan and the numbers of its places, its heading first
 *
 * @typedef {{
 *   unit: number, sentence: number, text: string, folded: Folded, start: number,
 * }} Place  a heading (sentence 0) or a sentence; `start` is where it begins in the joined text
 *
 * @typedef {{ text: string, from: number[], to: number[] }} Folded  folded text, and for each of its characters the stretch it stands for
 *
 * @typedef {{ kind: string, words: string[], at: number[], near: number[] }} Concept
 *
 * @typedef {{ from: number, to: number }} Span  a stretch of a text, its end not included
 *
 * @typedef {{
 *   url: string, title: string, sentence: number, text: string, marks: Span[], own: boolean, score: number,
 * }} Result  `text` is the plan's, unchanged; `own` is a page of ours; a heading has sentence 0
 */

export {};
