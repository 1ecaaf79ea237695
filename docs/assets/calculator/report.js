/** 打印报告: the page's result and records as a sheet of paper. Filled when it is printed. */

import { all, element, find, part, say, slot } from "./dom.js";
import { STEPS, applies } from "./finding.js";
import { personInWords } from "./person-words.js";
import { UNPRINTABLE, canPrint, isPrinting, only, print } from "./printing.js";
import { shownAmount } from "./records.js";
import { invites } from "./state.js";

/** @typedef {import("./types.js").State} State */

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

/** Why a finding is open, in the words of its explanation; nothing for one that is not. @param {import("./types.js").Finding} finding */
function why({ verdict, explanation }) {
  if (verdict !== "undetermined") return [];
  const lines = explanation.filter(({ kind }) => kind === "missing" || !(STEPS.includes(kind) || kind === "advice"));
  if (!lines.length) return [];
  const row = element("tr");
  row.className = "check-report-why";
  const cell = element("td", lines.map(({ text }) => text).join(""));
  cell.setAttribute("colspan", "5");
  row.append(cell);
  return [row];
}

const DAY = /^(\d{4}-)(\d{2}-)(\d{2})$/;

/** The days of a record; of the last only what differs. @param {import("./types.js").Fields} fields */
function days({ start, end }) {
  if (!end || end === start) return start;
  const [first, last] = [DAY.exec(start), DAY.exec(end)];
  // What ends before it begins is a mistake, and stands as it was typed.
  if (!first || !last || end < start) return `${start} 至 ${end}`;
  const [, year, month, day] = last;
  const rest = year !== first[1] ? year + month + day : month !== first[2] ? month + day : day;
  return `${start}～${rest}`;
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
      ...applicable.flatMap((finding) => {
        const name = find(root, `[data-quota="${finding.rule}"] [data-title]`).textContent || "";
        const title = finding.year === null ? name : `${name}（${finding.year}年）`;
        const figures = [figure(finding, "hours", ""), figure(finding, "days", ""), figure(finding, "percent", "%")];
        return [tableRow([title, finding.label, ...figures]), ...why(finding)];
      }),
    );
    const leftOut = new Set(outcome.answer.left_out.records.map((index) => outcome.ids[index]));
    slot(report, "records").textContent = "";
    slot(report, "records").append(
      ...records.map(({ id, fields }, index) =>
        tableRow([
          String(index + 1),
          days(fields),
          [
            unread.has(index) ? "【读不懂，没有算进去】" : leftOut.has(id) ? "【未计入】" : "",
            [fields.topic, fields.organiser].filter(Boolean).join("，"),
          ].join(""),
          shownAmount(fields, "days"),
          shownAmount(fields, "hours"),
          words.get(fields.concentrated) || "",
          (words.get(fields.theory) || "") + (fields.theory_hours ? `（${shownAmount(fields, "theory_hours")}）` : ""),
          words.get(fields.off_job) || "",
          words.get(fields.county_level) || "",
        ]),
      ),
    );
    const { notices } = assessment;
    const numbers = new Map(records.map(({ id }, index) => [id, index + 1]));
    slot(report, "notices").hidden = notices.length === 0;
    slot(report, "notice-list").textContent = "";
    slot(report, "notice-list").append(
      ...[...new Set(notices.map(({ message }) => message))].map((message) => {
        const alike = notices.filter((notice) => notice.message === message);
        const about = alike.map((notice) => notice.records.map((index) => numbers.get(outcome.ids[index])).join("、"));
        return element("li", `第 ${about.join("；")} 条：${message}`);
      }),
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

  const putAway = () => void (report.hidden = true);

  // From the browser's menu too it is the sheet that is printed, where there is one.
  window.addEventListener("beforeprint", () => {
    const state = store.state();
    if (isPrinting() || invites(state) || !fill(state)) return;
    report.hidden = false;
    only("report", putAway);
  });
  return () => {
    if (!canPrint()) {
      say(status, UNPRINTABLE);
      return;
    }
    if (!fill(store.state())) return;
    report.hidden = false;
    print("report", putAway);
  };
}
