/** All of one person of a branch: each rule's verdict with its grounds, and the records it rests on. */

import { element, find, fromTemplate, slot, write } from "./dom.js";
import { applies } from "./finding.js";
import { problemElement } from "./preview.js";
import { placeInWords, recordInWords, unitOf } from "./record-words.js";

/** @typedef {import("./types.js").Branch} Branch */
/** @typedef {import("./types.js").PersonTold} PersonTold */

/** @param {PersonTold} told @param {Branch} branch */
function recordElements({ history, places }, { taken }) {
  return history.records.map((record, index) => {
    const from = `在${taken.files.length > 1 ? "" : "台账"}${placeInWords(taken, places[index])}`;
    return element("li", [`第 ${index + 1} 条`, recordInWords(record), from].join("，"));
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
  find(made, ".check-overall").dataset.overall = assessment.overall.verdict;
  const unread = told.unread ? `另有 ${told.unread} ${unitOf(branch.taken.files)}没有读进来，没有算进去。` : "";
  write(slot(made, "as-of"), `算到 ${assessment.as_of}，共 ${told.history.records.length} 条记录。${unread}`);
  slot(made, "unread").hidden = told.wrong.length === 0 && told.unlisted === 0;
  slot(made, "unread-list").append(...told.wrong.map((problem) => problemElement(problem, branch.taken.files)));
  slot(made, "unread-rest").hidden = told.unlisted === 0;
  const others = told.wrong.length ? "其余 " : "";
  slot(made, "unread-rest").textContent = `错误太多，${others}${told.unlisted} 行没有一一列出。`;
  rules()(slot(made, "findings"), assessment.findings.filter(applies), []);
  slot(made, "notices").hidden = assessment.notices.length === 0;
  remarks()(slot(made, "notice-list"), assessment.notices, []);
  slot(made, "records-title").textContent = `记录（${told.history.records.length} 条）`;
  slot(made, "person-records").append(...recordElements(told, branch));
  at.append(made);
  slot(made, "title").focus();
}
