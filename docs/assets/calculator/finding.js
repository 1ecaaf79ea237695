/** Findings and remarks as the calculator gave them. Nothing here decides anything. */

import { arrange, element, find, fromTemplate, keepingFocus, remade, say, slot } from "./dom.js";

/** @typedef {import("./types.js").Finding} Finding */
/** @typedef {import("./types.js").Figure} Figure */
/** @typedef {import("./types.js").Notice} Notice */

/** So many records are named beside a remark; it may be about hundreds. */
const LINKED = 30;

const FIGURES = /** @type {const} */ (["hours", "days", "percent"]);

/** The kinds of explanation that tell the way to a finding; the others tell what came of it. */
export const STEPS = ["given", "assumed", "missing", "operation"];

/**
 * A figure against its line. What nobody gave is said in words: it is not a zero.
 * @param {typeof FIGURES[number]} name @param {Figure} figure @param {string | undefined} absent @param {string | undefined} note
 */
function figureElement(name, figure, absent, note) {
  const { low, high } = figure;
  const made = fromTemplate(`template-figure-${name}`);
  slot(made, "reached").textContent = absent ?? (low === high ? String(low) : `${low} 至 ${high}`);
  slot(made, "unit").hidden = absent !== undefined;
  slot(made, "required").textContent = String(figure.required);
  say(slot(made, "note"), note || "");
  // A share is one of a hundred; an amount may be more than is asked.
  const whole = name === "percent" ? 100 : Math.max(figure.required, figure.high) || 1;
  const along = (/** @type {number} */ amount) => String((amount / whole) * 100);
  slot(made, "low").setAttribute("width", along(figure.low));
  slot(made, "high").setAttribute("width", along(figure.high));
  slot(made, "line").setAttribute("x", String(Math.min((figure.required / whole) * 100, 99.4)));
  return made;
}

/** @param {{rule: string, year: number | null}} finding @param {string} [lead] */
export const findingId = ({ rule, year }, lead = "finding") => `${lead}-${rule}${year === null ? "" : `-${year}`}`;

/** Whether a finding is about the person and the year at all. @param {Finding} finding */
export const applies = ({ verdict }) => verdict !== "not_applicable";

/** The ids of some records, each at its index. @param {number[]} records @param {string[]} ids */
function idsOf(records, ids) {
  /** @type {string[]} */
  const found = [];
  for (const index of records) found[index] = ids[index];
  return found;
}

/**
 * @typedef {object} Findings
 * @property {() => (at: HTMLElement, findings: Finding[], ids: string[]) => void} rules
 *   what shows findings, those of one rule together; what is as it was stays as it is
 * @property {() => (at: HTMLElement, notices: Notice[], ids: string[]) => void} remarks
 */

/**
 * @param {HTMLElement} root
 * @param {string} site  address of the site's root
 * @param {string} lead  of the findings' ids
 * @param {(index: number, id: string) => Node} record  how a record is named
 * @returns {Findings}
 */
export function createFindings(root, site, lead, record) {
  /** @param {string} rule */
  const title = (rule) => find(root, `[data-quota="${rule}"] [data-title]`).textContent || "";

  /** @param {string[]} readings */
  function readingLinks(readings) {
    return readings.map((id) => find(root, `[data-reading="${id}"] a`).cloneNode(true));
  }

  /** @param {HTMLElement} at @param {string} lead @param {Node[]} links */
  function listLinks(at, lead, links) {
    at.hidden = links.length === 0;
    at.append(lead, ...links.flatMap((link, index) => (index ? ["、", link] : [link])));
  }

  /** @param {HTMLElement} made @param {import("./types.js").Citation} citation */
  function cite(made, { quote, url }) {
    slot(made, "quote").textContent = quote;
    slot(made, "link").setAttribute("href", new URL(url, site).href);
  }

  /** The findings whose working the reader has opened; a new result leaves them open. @type {Set<string>} */
  const opened = new Set();

  /** Fills what is folded away when it is opened: it may name hundreds of records. @param {HTMLElement} made @param {() => void} fill */
  function whenOpened(made, fill) {
    const details = /** @type {HTMLDetailsElement} */ (find(made, "details"));
    let filled = false;
    const follow = () => {
      if (details.open) opened.add(made.id);
      else opened.delete(made.id);
      if (details.open && !filled) fill();
      filled = filled || details.open;
    };
    details.addEventListener("toggle", follow);
    details.open = opened.has(made.id);
    follow();
  }

  /** @param {Finding} finding @param {string[]} ids */
  function findingElement(finding, ids) {
    const { year } = finding;
    const made = fromTemplate("template-finding");
    made.id = findingId(finding, lead);
    made.dataset.rule = finding.rule;
    made.dataset.year = year === null ? "" : String(year);
    made.dataset.verdict = finding.verdict;
    slot(made, "header").prepend(year === null ? element("h3", title(finding.rule)) : element("h4", `${year} 年`));
    slot(made, "label").textContent = finding.label;
    for (const name of FIGURES) {
      const figure = finding[name];
      const [absence, note] = [finding.absences, finding.figure_notes].map((of) => of.find((each) => each.figure === name)?.text);
      if (figure) slot(made, "figures").append(figureElement(name, figure, absence, note));
    }
    for (const { kind, text } of finding.explanation) {
      const line = element("li", text);
      line.dataset.kind = kind;
      slot(made, STEPS.includes(kind) ? "steps" : "outcome").append(line);
    }
    slot(made, "otherwise").hidden = finding.alternatives.length === 0;
    slot(made, "alternatives").append(...finding.alternatives.map(({ text }) => element("li", text)));
    cite(made, finding.citation);
    listLinks(slot(made, "readings"), "本站读法：", readingLinks(finding.readings));
    const perhaps = new Set(finding.perhaps);
    whenOpened(made, () => {
      const names = (/** @type {boolean} */ open) => finding.records.filter((index) => perhaps.has(index) === open).map((index) => record(index, ids[index]));
      listLinks(slot(made, "records"), "计入的记录：", names(false));
      listLinks(slot(made, "perhaps"), "还不能确定是否计入的记录：", names(true));
    });
    const working = slot(made, "steps").childElementCount + finding.alternatives.length + finding.records.length;
    find(made, "details").hidden = working === 0;
    return made;
  }

  /** One of several findings of a rule: its grounds are folded away with its working. @param {HTMLElement} made */
  function folded(made) {
    slot(made, "working").prepend(slot(made, "grounds"));
    slot(made, "summary").textContent = "依据和算法";
    find(made, "details").hidden = false;
    return made;
  }

  /** The findings of a rule: one, or one for each year. @param {{findings: Finding[], ids: string[]}} told */
  function ruleElement({ findings, ids }) {
    const made = findings.map((finding) => findingElement(finding, ids));
    const [{ rule, year, citation }] = findings;
    if (year === null) return made[0];
    const group = fromTemplate("template-group");
    slot(group, "title").textContent = title(rule);
    cite(group, citation);
    slot(group, "findings").append(...made.map(folded));
    return group;
  }

  /** @param {{notice: import("./types.js").Notice, ids: string[]}} told */
  function noticeElement({ notice: { message, records }, ids }) {
    const line = element("li", message);
    const links = element("p");
    links.className = "check-rests";
    listLinks(links, "", records.slice(0, LINKED).map((index) => record(index, ids[index])));
    if (records.length > LINKED) links.append(`，等 ${records.length} 条`);
    line.append(links);
    return line;
  }

  return {
    rules() {
      const made = remade(ruleElement);
      return (at, findings, ids) => {
        const names = [...new Set(findings.map(({ rule }) => rule))];
        const told = names.map((name) => findings.filter(({ rule }) => rule === name));
        const values = told.map((alike) => ({ findings: alike, ids: idsOf(alike.flatMap(({ records }) => records), ids) }));
        keepingFocus(at, () => arrange(at, made(values)));
      };
    },
    remarks() {
      const made = remade(noticeElement);
      return (at, notices, ids) => arrange(at, made(notices.map((notice) => ({ notice, ids: idsOf(notice.records, ids) }))));
    },
  };
}
