/** All of one person of a branch: each rule's verdict with its grounds, and the records it rests on. */

import { element, fromTemplate, slot, write } from "./dom.js";
import { applies } from "./finding.js";

/** @typedef {import("./types.js").Branch} Branch */
/** @typedef {import("./types.js").PersonTold} PersonTold */

/** @param {PersonTold} told @param {Branch} branch */
function recordElements({ history, places }, { taken }) {
  return history.records.map((record, index) => {
    const [file, row] = places[index];
    const { name, columns } = taken.files[file];
    const many = taken.files.length > 1;
    const from = `在${many ? `“${name}”` : "台账"}第 ${row} ${columns.length || !many ? "行" : "条"}`;
    const when = record.end === record.start ? record.start : `${record.start} 至 ${record.end}`;
    const amounts = [record.days === null ? "" : `${record.days} 天`, record.hours === null ? "" : `${record.hours} 学时`];
    return element("li", [`第 ${index + 1} 条`, when, record.topic || "（没有写主题）", ...amounts.filter(Boolean), from].join("，"));
  });
}

/** A record of a person, by its number. @param {number} index */
export const recordName = (index) => document.createTextNode(`第 ${index + 1} 条`);

/**
 * @param {HTMLElement} at
 * @param {Branch} branch
 * @param {import("./finding.js").Findings} findings
 */
export function showDetail(at, branch, { rules, remarks }) {
  const { shown } = branch;
  at.textContent = "";
  at.hidden = !shown || !shown.told;
  if (!shown || !shown.told) return;
  const { told } = shown;
  /** @type {import("./types.js").Assessment} */
  const assessment = JSON.parse(told.document);
  const made = fromTemplate("template-branch-detail");
  slot(made, "title").textContent = [told.name || "（没有姓名）", told.branch].filter(Boolean).join("，");
  slot(made, "overall").textContent = assessment.overall.label;
  made.dataset.verdict = assessment.overall.verdict;
  write(slot(made, "as-of"), `算到 ${assessment.as_of}，共 ${told.history.records.length} 条记录。`);
  rules()(slot(made, "findings"), assessment.findings.filter(applies), []);
  slot(made, "notices").hidden = assessment.notices.length === 0;
  remarks()(slot(made, "notice-list"), assessment.notices, []);
  slot(made, "records-title").textContent = `记录（${told.history.records.length} 条）`;
  slot(made, "person-records").append(...recordElements(told, branch));
  at.append(made);
  slot(made, "title").focus();
}
