/** What was read of a branch: how much, what was not, and what each column was taken for. */

import { element, part, write } from "./dom.js";
import { growing } from "./growing.js";
import { showColumns, showProblems } from "./preview.js";

/** @typedef {import("./types.js").FileTold} FileTold */

/** What of a file was left aside, in sentences. @param {FileTold} file @param {boolean} many */
function asides({ name, sheet, other_sheets: others, remarks }, many) {
  const lead = many ? `“${name}”：` : "";
  const sheets = others.length
    ? [`只读了工作表“${sheet}”，没有读“${others.join("”“")}”。那里也有记录的话，请合到一张表里，或另存成文件一起读入。`]
    : [];
  return [...sheets, ...remarks.map((each) => `${each}。`)].map((text) => lead + text);
}

/** @param {HTMLElement} section @param {import("./types.js").Branch} branch */
export function showRead(section, { title, taken }) {
  const { files, people, records, problem_count: wrong, capped } = taken;
  const refused = files.filter((file) => file.refused).length;
  const line = `读了${title}：${people} 人，${records} 条记录。`;
  write(part(section, "branch-read"), line + (refused ? `有 ${refused} 个文件没有读进来。` : ""));
  const told = wrong ? `有 ${capped ? "至少 " : ""}${wrong} 处没有读进来，下面的结果没有把它们算进去。` : "";
  part(section, "branch-wrong").textContent = told;
  part(section, "branch-wrong").hidden = !told;
  const aside = files.flatMap((file) => asides(file, files.length > 1));
  part(section, "branch-asides").hidden = aside.length === 0;
  growing(part(section, "branch-aside-list"), aside, (text) => element("li", text), (left) => `再看后面的（还有 ${left} 处）`);
  part(section, "branch-problems").hidden = wrong === 0;
  part(section, "branch-problems-title").textContent = capped ? `没有读进来的（至少 ${wrong} 处）` : `没有读进来的 ${wrong} 处`;
  showProblems(part(section, "branch-problem-list"), taken);
  showColumns(part(section, "branch-columns"), files);
}
