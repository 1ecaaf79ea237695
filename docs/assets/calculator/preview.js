/** A look at what was read, before anything is kept: each column, each record, each row that was not read. */

import { element, find, fromTemplate, part, slot, write } from "./dom.js";
import { growing } from "./growing.js";
import { personInWords } from "./person-words.js";
import { placeInWords, recordInWords, unitOf } from "./record-words.js";

/** @typedef {import("./types.js").Taken} Taken */
/** @typedef {import("./types.js").FileTold} FileTold */
/** @typedef {import("./types.js").FileProblem} FileProblem */

/**
 * How many rows, or records, of a file became what, beside records.
 * @param {FileTold} file
 * @param {number} wrong
 * @param {boolean} least  whether more may be wrong
 */
function fate(file, wrong, least) {
  const { sheet, other_sheets: others, passed_count: passed, remarks } = file;
  return [
    sheet === null ? "" : `读的是工作表“${sheet}”${others.length ? `，没有读“${others.join("”“")}”` : ""}`,
    wrong ? `${least ? "至少 " : ""}${wrong} ${unitOf([file])}没有读进来` : "",
    passed ? `${passed} 行没有记录（空的，或只写了身份）` : "",
    ...remarks,
  ].filter(Boolean);
}

/** How many rows, or records, have a mistake. @param {Taken} taken @param {number} file */
export function wrongRows({ problems }, file) {
  return new Set(problems.filter((each) => each.file === file).map(({ row, record }) => `${row} ${record}`)).size;
}

/** @param {Taken} taken */
export function summary(taken) {
  const { history, files, name, problems, problem_count: count, capped } = taken;
  if (!history) return [];
  const days = history.records.map(({ start }) => String(start)).sort();
  const span = days.length ? `，开始日期从 ${days[0]} 到 ${days[days.length - 1]}` : "";
  const { person_told: told, places } = taken;
  const from = places.map(([file]) => file);
  const sources = new Set(from).size;
  return [
    `${history.records.length} 条记录${span}`,
    ...(name ? [`姓名：${name}`] : []),
    told ? `身份：${personInWords(document.body, history.person).join("，")}` : "没有写身份；“取代”时身份不变，只换记录",
    ...(history.as_of ? [`算到 ${history.as_of}`] : []),
    ...(sources > 1 ? [`合起来自 ${sources} 个文件`] : []),
    ...files.flatMap((file, at) => {
      if (file.refused) return [`${file.name}：没有读进来`];
      const told = fate(file, wrongRows(taken, at), capped || count > problems.length).join("，");
      return told ? [files.length > 1 ? `${file.name}：${from.filter((each) => each === at).length} 条记录，${told}` : told] : [];
    }),
  ];
}

/** Where a mistake is, as its author sees it. @param {FileProblem} problem */
function place({ row, record }) {
  if (row !== null) return `第 ${row} 行`;
  return record === null ? "整个文件" : `第 ${record + 1} 条`;
}

/** A mistake with its place. @param {FileProblem} problem @param {FileTold[]} files */
export function problemElement(problem, files) {
  const made = fromTemplate("template-problem");
  slot(made, "file").textContent = files.length > 1 ? files[problem.file].name : "";
  slot(made, "place").textContent = place(problem);
  slot(made, "key").textContent = problem.key ? `“${problem.key}”` : "";
  write(slot(made, "message"), problem.message);
  return made;
}

/**
 * Lists what was not read, and why.
 * @param {HTMLElement} at
 * @param {Taken} taken
 */
export function showProblems(at, { problems, problem_count: count, capped, files }) {
  at.hidden = problems.length === 0;
  if (!problems.length) return;
  const rest = count - problems.length;
  slot(at, "rest").textContent = rest ? `这里列出前 ${problems.length} 处，另有 ${capped ? "至少 " : ""}${rest} 处。` : "";
  growing(
    slot(at, "problems"),
    problems,
    (problem) => problemElement(problem, files),
    (left) => `再看后面的（还有 ${left} 处）`,
  );
}

/**
 * Tells what each column was taken for.
 * @param {HTMLElement} at
 * @param {FileTold[]} files
 */
export function showColumns(at, files) {
  const tables = files.filter(({ columns }) => columns.length);
  at.hidden = tables.length === 0;
  const unused = tables.flatMap(({ columns }) => columns.filter((each) => !each.used && !each.private)).length;
  const hidden = tables.flatMap(({ columns }) => columns.filter((each) => each.private)).length;
  const aside = [unused && `${unused} 栏没有用到`, hidden && `${hidden} 栏是个人信息，没有读取`].filter(Boolean);
  slot(at, "summary").textContent = `每一栏当作什么${aside.length ? `（${aside.join("，")}）` : ""}`;
  const columns = tables.flatMap((file) => file.columns.map((column) => ({ column, file })));
  growing(
    slot(at, "columns"),
    columns,
    ({ column, file }) => {
      const made = fromTemplate("template-column");
      slot(made, "letter").textContent = `${tables.length > 1 ? `${file.name} ` : ""}${column.letter} 列`;
      slot(made, "text").textContent = column.text;
      slot(made, "taken").textContent = column.taken;
      made.classList.toggle("check-unused", !column.used);
      return made;
    },
    (left) => `再看后面的（还有 ${left} 栏）`,
  );
}

/**
 * Shows each record that was read.
 * @param {HTMLElement} at
 * @param {Taken} taken
 */
export function showRecords(at, taken) {
  const records = taken.history ? taken.history.records : [];
  at.hidden = records.length === 0;
  slot(at, "summary").textContent = `读到的记录（${records.length} 条）`;
  growing(
    slot(at, "records"),
    records,
    (record, index) => {
      return element("li", `${placeInWords(taken, taken.places[index])}，${recordInWords(record)}`);
    },
    (left) => `再看后面的（还有 ${left} 条）`,
  );
}

/**
 * @param {HTMLElement} preview
 * @param {string} title
 * @param {Taken} taken
 */
export function showPreview(preview, title, taken) {
  part(preview, "preview-text").textContent = title;
  part(preview, "preview-list").textContent = "";
  part(preview, "preview-list").append(...summary(taken).map((text) => element("li", text)));
  showProblems(part(preview, "preview-problems"), taken);
  showColumns(part(preview, "preview-columns"), taken.files);
  showRecords(part(preview, "preview-records"), taken);
}

/**
 * Says at the buttons what they do, and whose records they change. Where nothing would be lost, all is brought in first.
 * @param {HTMLElement} preview
 * @param {Taken} taken
 * @param {string} name  of the person shown; empty where there is no other
 * @param {boolean} untouched  whether nothing was entered here
 */
export function showActs(preview, { history, problem_count: wrong, person_told: told }, name, untouched) {
  const count = history ? history.records.length : 0;
  const good = wrong ? `读到的 ${count} 条` : ` ${count} 条记录`;
  const whose = name ? `给“${name}”` : "";
  const all = untouched && told;
  const [merge, replace] = [find(preview, "[data-act=merge]"), find(preview, "[data-act=replace]")];
  merge.textContent = all ? `${whose}只加入${good}，不要身份` : `${whose}加入${good}`;
  replace.textContent = all ? `${whose}读入${good}和身份` : `取代${name ? `“${name}”的` : ""}现有记录${told ? "和身份" : ""}`;
  const [first, second] = all ? [replace, merge] : [merge, replace];
  first.className = "check-primary";
  second.className = "check-secondary";
  first.after(second);
  part(preview, "preview-hint").hidden = all;
}
