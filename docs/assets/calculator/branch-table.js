/** The rows of a branch's table: verdicts in words, with their figures. */

import { element, find, fromTemplate, slot } from "./dom.js";
import { unitOf } from "./record-words.js";

/** @typedef {import("./types.js").Legend} Legend */
/** @typedef {import("./types.js").BranchLine} BranchLine */

/** The remark that stands with the number of rows. */
const UNREAD = "unread";

/**
 * A column of the table: a rule, and the places of its findings in a line; several where there is one a year.
 * @typedef {{title: string, places: number[]}} Shown
 */

/**
 * The columns that are about anyone, years of one rule together.
 * @param {Legend} legend
 * @param {number[]} applying
 * @returns {Shown[]}
 */
export function shownColumns({ columns }, applying) {
  /** @type {Map<string, Shown>} */
  const shown = new Map();
  for (const place of applying) {
    const { rule, title } = columns[place];
    const known = shown.get(rule) || { title, places: [] };
    known.places.push(place);
    shown.set(rule, known);
  }
  return [...shown.values()];
}

/**
 * @param {HTMLElement} table
 * @param {Shown[]} columns
 */
export function tableHead(table, columns) {
  const row = find(table, "thead tr");
  const titles = ["姓名", "总体", ...columns.map(({ title }) => title), "还要弄清的"];
  const same = row.childElementCount === titles.length && titles.every((title, at) => row.children[at].textContent === title);
  if (same) return;
  row.textContent = "";
  row.append(
    ...titles.map((title) => {
      const cell = element("th", title);
      cell.setAttribute("scope", "col");
      cell.setAttribute("role", "columnheader");
      return cell;
    }),
  );
}

/** @param {string} lead @param {Node[]} content */
function cell(lead, content) {
  const made = element("td");
  made.setAttribute("role", "cell");
  made.dataset.lead = lead;
  made.append(...content);
  return made;
}

/** @param {Legend} legend @param {string} verdict @param {string} figures @param {number | null} year */
function verdictElement(legend, verdict, figures, year) {
  const made = fromTemplate("template-branch-verdict");
  made.dataset.verdict = verdict;
  slot(made, "year").textContent = year === null ? "" : String(year);
  slot(made, "label").textContent = legend.verdicts[verdict];
  // No figure breaks within itself.
  const pieces = figures.split("，").map((each, at, all) => (at < all.length - 1 ? `${each}，` : each));
  slot(made, "figures").append(...pieces.map((each) => element("span", each)));
  return made;
}

/**
 * @param {Legend} legend
 * @param {Shown[]} columns
 * @param {BranchLine} line
 * @param {number} person
 * @param {import("./types.js").FileTold[]} files
 */
export function tableRow(legend, columns, line, person, files) {
  const made = fromTemplate("template-branch-row");
  made.dataset.person = String(person);
  const button = slot(made, "name");
  button.textContent = line.name || "（没有姓名）";
  button.dataset.person = String(person);
  const read = [line.branch, `${line.records} 条记录`, line.unread ? `${line.unread} ${unitOf(files)}没有读进来` : ""];
  slot(made, "branch").textContent = read.filter(Boolean).join("，");
  const remarks = line.remarks.filter((remark) => remark !== UNREAD).map((remark) => legend.remarks[remark]);
  slot(made, "remarks").textContent = remarks.length ? `要留意：${remarks.join("、")}` : "";
  made.append(cell("总体", [verdictElement(legend, line.overall, "", null)]));
  for (const { title, places } of columns) {
    const told = places.filter((place) => places.length === 1 || line.findings[place][0] !== legend.aside);
    const content = told.map((place) => {
      const [verdict, figures] = line.findings[place];
      return verdictElement(legend, verdict, figures, legend.columns[place].year);
    });
    const one = content.length ? content : [verdictElement(legend, legend.aside, "", null)];
    const applies = told.some((place) => line.findings[place][0] !== legend.aside);
    const of = cell(title, one);
    of.classList.toggle("check-aside", !applies);
    made.append(of);
  }
  const open = line.open.map((question) => legend.questions[question]).join("、");
  const last = cell("还要弄清的", [document.createTextNode(open)]);
  last.classList.toggle("check-aside", !open);
  made.append(last);
  return made;
}
