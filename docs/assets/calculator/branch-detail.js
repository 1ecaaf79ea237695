/** All of one person of a branch: each rule's verdict with its grounds, and the records it rests on. */

import { element, fromTemplate, slot, write } from "./dom.js";

/** @typedef {import("./types.js").Branch} Branch */
/** @typedef {import("./types.js").Finding} Finding */
/** @typedef {import("./types.js").PersonTold} PersonTold */

/** @param {Finding} finding @param {Branch} branch @param {string} site */
function findingElement(finding, { legend }, site) {
  const { rule, year, verdict, label, explanation, citation, records } = finding;
  const made = fromTemplate("template-branch-finding");
  made.dataset.rule = rule;
  made.dataset.year = year === null ? "" : String(year);
  made.dataset.verdict = verdict;
  const column = legend ? legend.columns.find((each) => each.rule === rule) : undefined;
  slot(made, "title").textContent = [column ? column.title : "", year === null ? "" : `${year} 年`].filter(Boolean).join("，");
  slot(made, "label").textContent = label;
  for (const { kind, text } of explanation) {
    const line = element("li", text);
    line.dataset.kind = kind;
    slot(made, "lines").append(line);
  }
  slot(made, "quote").textContent = citation.quote;
  slot(made, "link").setAttribute("href", new URL(citation.url, site).href);
  slot(made, "records").textContent = records.length ? `计入的记录：第 ${records.map((index) => index + 1).join("、")} 条` : "";
  return made;
}

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

/**
 * @param {HTMLElement} at
 * @param {Branch} branch
 * @param {string} site  address of the site's root
 */
export function showDetail(at, branch, site) {
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
  const applies = assessment.findings.filter(({ verdict }) => verdict !== "not_applicable");
  slot(made, "findings").append(...applies.map((finding) => findingElement(finding, branch, site)));
  slot(made, "notices").hidden = assessment.notices.length === 0;
  slot(made, "notice-list").append(
    ...assessment.notices.map(({ records, message }) => element("li", `第 ${records.map((index) => index + 1).join("、")} 条：${message}`)),
  );
  slot(made, "records-title").textContent = `记录（${told.history.records.length} 条）`;
  slot(made, "person-records").append(...recordElements(told, branch));
  at.append(made);
  slot(made, "title").focus();
}
