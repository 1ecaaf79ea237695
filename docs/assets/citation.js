// @ts-check
/**
 * The forms in which a place of the plan is cited: pure text. Why GB/T 7714 is read as it is, and the same
 * forms in Python, are in `scripts/site/citation.py`.
 */
import { anchor, sentences } from "./places.js";

/** @typedef {import("./places.js").Place} Place */

/**
 * @typedef {object} Source the document that is cited
 * @property {string} issuer
 * @property {string} title
 * @property {number} year inferred, and always shown as such
 * @property {string} site where this site is published
 */

/**
 * @typedef {object} Forms
 * @property {string} link
 * @property {string} short
 * @property {string} inText
 * @property {string} gbt2025
 * @property {string} gbt2015
 * @property {string} markdown
 * @property {string} html
 * @property {string} embed a frame of the page that holds the words and no more
 * @property {string} csl
 */

/** @param {string} text */
const escaped = (text) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** @param {number} number */
const twoDigits = (number) => String(number).padStart(2, "0");

/** @param {Place} place its name for files, such as `05-s2`, which the files made at build have too */
export const nameOf = (place) => place.path.split("/")[1] + anchor(place).replace("#", "-");

/** @param {Place} place @param {string} site */
export function shortLink(place, site) {
  const number = /\/(\d\d)\/$/.exec(place.path);
  return site + (number ? `${Number(number[1])}/` : place.path) + anchor(place);
}

/** @param {Place} place a height in pixels that holds its words on a phone, where they take the most lines */
const height = ({ paragraphs }) => 33 * (8 + paragraphs.reduce((sum, each) => sum + Math.ceil(each.length / 16), 0));

/**
 * @param {Place} place
 * @param {Source} source
 * @param {Date} today the date of access, where a form has one
 * @returns {Forms}
 */
export function forms(place, { issuer, title, year, site }, today) {
  const link = site + place.path + anchor(place);
  const short = shortLink(place, site);
  const name = place.unit + sentences(place);
  const inText = `《规划》${name}`;
  const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
  const accessed = [day[0], twoDigits(day[1]), twoDigits(day[2])].join("-");
  const reference = `${issuer}. ${title}[Z/OL]. [${year}]`;
  const item = {
    id: `${place.path.split("/")[0]}-${nameOf(place)}`,
    type: "document",
    title,
    author: [{ literal: issuer }],
    issued: { "date-parts": [[year]], circa: true },
    accessed: { "date-parts": [day] },
    language: "zh-CN",
    locator: name,
    note: "印发年份为推断",
    URL: link,
  };
  const words = place.paragraphs.map(escaped);
  return {
    link,
    short,
    inText,
    gbt2025: `${reference}：${name}. ${short}.`,
    gbt2015: `${reference}: ${name}[${accessed}]. ${short}.`,
    markdown: [...place.paragraphs, `——[${inText}](${short})`].map((each) => `> ${each}`).join("\n>\n"),
    html: [
      `<blockquote cite="${escaped(link)}">`,
      ...words.map((each) => `<p>${each}</p>`),
      `<footer>——<a href="${escaped(short)}">${escaped(inText)}</a></footer>`,
      "</blockquote>",
    ].join(""),
    embed:
      `<iframe src="${escaped(`${site}embed/${place.path}`.replace(/\/$/, "") + anchor(place).replace("#", "-"))}/"` +
      ` title="${escaped(inText)}" width="100%" height="${height(place)}" loading="lazy"></iframe>`,
    csl: JSON.stringify([item], null, 2),
  };
}
