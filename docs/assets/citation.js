// @ts-check
/**
 * The forms in which a place of the plan is cited: pure text, made here and nowhere else.
 *
 * The source is the official document, our address only a locator; so no date of access is given. An inferred
 * year stands in square brackets (the estimated year of GB/T 7714—2015) and is said to be inferred.
 */
const ISSUER = "中共中央办公厅";
const TITLE = "全国党员教育培训工作规划（2024－2028年）";
const YEAR = "[2025]";

/**
 * @typedef {object} Place
 * @property {string} unit what the unit is called in running text, such as （五）
 * @property {number} first its first sentence, from 1; the unit's heading is 0
 * @property {number} last its last sentence
 * @property {string} text the exact words
 * @property {string} url the whole address
 * @property {string} short the shortest lasting address
 */

/** @param {{first: number, last: number}} place such as 第2句, 第2至4句 */
export function sentences({ first, last }) {
  if (!first) return "";
  return first === last ? `第${first}句` : `第${first}至${last}句`;
}

/** @param {string} text */
const escaped = (text) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/**
 * @param {Place} place
 * @returns {[string, string][]} the name of each form, and its text
 */
export function forms(place) {
  const { text, url, short } = place;
  const where = place.unit + sentences(place);
  const inText = `《规划》${where}`;
  const reference = `${ISSUER}. ${TITLE}[Z]. ${YEAR}（年份为推断）: ${where}.`;
  const item = {
    id: short,
    type: "document",
    title: TITLE,
    author: [{ literal: ISSUER }],
    issued: { literal: YEAR },
    note: "年份为推断",
    locator: where,
    URL: url,
  };
  return [
    ["链接", url],
    ["短链接", short],
    ["行文中", inText],
    ["GB/T 7714（2025、2015）", reference],
    ["Markdown", `> ${text}\n>\n> ——[${inText}](${short})`],
    ["HTML", `<blockquote cite="${escaped(url)}"><p>${text}</p><footer>——<a href="${escaped(short)}">${inText}</a></footer></blockquote>`],
    ["CSL-JSON", JSON.stringify([item], null, 2)],
  ];
}
