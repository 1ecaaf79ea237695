/** 打印报告: the page's result and records as a sheet of paper. Filled when it is printed. */

import { all, element, find, part, say, slot } from "./dom.js";
import { applies } from "./finding.js";
import { personInWords } from "./person-words.js";
import { canPrint, print } from "./printing.js";
import { shownAmount } from "./records.js";

/** @typedef {import("./types.js").State} State */

const UNPRINTABLE = "这个浏览器不能打印。请换一个浏览器打开本页再打印；这里的记录不会跟过去，先导出，到那边再读入。";

/**
 * A figure against its line. What nobody gave is said in words: it is not a zero.
 * @param {import("./types.js").Finding} finding @param {"hours" | "days" | "percent"} name @param {string} unit
 */
function figure(finding, name, unit) {
  const figure = finding[name];
  if (!figure) return "";
  const { low, high, required } = figure;
  const absence = finding.absences.find((each) => each.figure === name);
  return `${absence?.text ?? (low === high ? low : `${low} 至 ${high}`)} / ${required}${unit}`;
}

/** @param {(string | Node)[]} cells */
function tableRow(cells) {
  const row = element("tr");
  cells.forEach((cell, index) => {
    const made = element(index === 0 ? "th" : "td");
    if (index === 0) made.setAttribute("scope", "row");
    made.append(cell);
    row.append(made);
  });
  return row;
}

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @param {() => string} who  the name of the person, as the reader gave it
 * @returns {() => void} prints the report
 */
export function reporter(root, store, who) {
  const report = part(root, "report");
  const status = part(root, "report-status");
  const words = new Map(
    all(root, ".check-question").flatMap((question) =>
      all(question, "label").map((label) => [find(label, "input").getAttribute("value"), label.textContent || ""]),
    ),
  );

  /** @param {State} state */
  function fill(state) {
    const { outcome, notebook } = state;
    // On paper, with date and receipt, nothing may stand beside records that it is not about.
    if (outcome.kind !== "assessed" || state.stale) return false;
    const { assessment } = outcome;
    const { person, records } = notebook;
    slot(report, "who").textContent = state.aside ? "示例，不是真实的记录" : who();
    const unread = new Set(outcome.problems.map(({ record }) => record));
    slot(report, "person").textContent = personInWords(root, person).join("；");
    slot(report, "as-of").textContent = assessment.as_of;
    slot(report, "overall").textContent = `${assessment.overall.label}（${outcome.answer.headline}）`;
    const applicable = assessment.findings.filter(applies);
    slot(report, "findings").textContent = "";
    slot(report, "findings").append(
      ...applicable.map((finding) => {
        const name = find(root, `[data-quota="${finding.rule}"] [data-title]`).textContent || "";
        const title = finding.year === null ? name : `${name}（${finding.year}年）`;
        return tableRow([title, finding.label, figure(finding, "hours", ""), figure(finding, "days", ""), figure(finding, "percent", "%")]);
      }),
    );
    slot(report, "records").textContent = "";
    slot(report, "records").append(
      ...records.map(({ fields }, index) =>
        tableRow([
          unread.has(index) ? `${index + 1}（读不懂，没有算进去）` : String(index + 1),
          fields.end && fields.end !== fields.start ? `${fields.start} 至 ${fields.end}` : fields.start,
          [fields.topic, fields.organiser].filter(Boolean).join("，"),
          shownAmount(fields, "days"),
          shownAmount(fields, "hours"),
          words.get(fields.concentrated) || "",
          (words.get(fields.theory) || "") + (fields.theory_hours ? `（${shownAmount(fields, "theory_hours")}）` : ""),
          words.get(fields.off_job) || "",
          words.get(fields.county_level) || "",
        ]),
      ),
    );
    const readings = new Set(applicable.flatMap((finding) => finding.readings));
    slot(report, "readings").textContent = [...readings]
      .map((id) => find(root, `[data-reading="${id}"] a`).textContent || "")
      .join("；");
    slot(report, "printed").textContent = state.today;
    slot(report, "quotas").textContent = assessment.quotas_sha256;
    slot(report, "text").textContent = assessment.plan.text_sha256;
    return true;
  }

  return () => {
    if (!canPrint()) {
      say(status, UNPRINTABLE);
      return;
    }
    if (!fill(store.state())) return;
    report.hidden = false;
    print("report", () => (report.hidden = true));
  };
}
