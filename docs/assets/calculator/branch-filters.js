/** What of a branch is looked at: a column, a verdict in it, an open question, a remark. */

import { counted } from "./branch-state.js";
import { element, find, part } from "./dom.js";

/** @typedef {import("./types.js").Branch} Branch */
/** @typedef {import("./types.js").Legend} Legend */

/** How a column is called where it is chosen. @param {Legend} legend @param {number | null} column */
function columnName({ columns }, column) {
  if (column === null) return "总体";
  const { title, year } = columns[column];
  return year === null ? title : `${title}（${year} 年）`;
}

/** What is asked for, in words. @param {Legend} legend @param {import("./types.js").BranchFilter} filter */
export function filterInWords(legend, { text, column, verdict, open, remark }) {
  return [
    text && `找“${text}”`,
    verdict && `${columnName(legend, column)}${legend.verdicts[verdict]}`,
    open && `还要弄清${legend.questions[open]}`,
    remark && `要留意${legend.remarks[remark]}`,
  ]
    .filter(Boolean)
    .join("，");
}

/** @param {string} verdict @param {string} label @param {number} count @param {string} chosen */
function verdictButton(verdict, label, count, chosen) {
  const button = element("button");
  button.setAttribute("type", "button");
  button.className = "check-filter";
  button.dataset.act = "branch-verdict";
  button.dataset.verdict = verdict;
  button.setAttribute("aria-pressed", String(verdict === chosen));
  const name = element("span", label);
  name.className = verdict ? "check-verdict" : "";
  button.append(name, element("b", ` ${count}`));
  return button;
}

/** @param {HTMLElement} at @param {{value: string, text: string}[]} choices @param {string} chosen */
function fill(at, choices, chosen) {
  const select = /** @type {HTMLSelectElement} */ (at);
  const same = choices.length === select.options.length && choices.every(({ text }, index) => select.options[index].text === text);
  if (!same) {
    select.textContent = "";
    select.append(...choices.map(({ value, text }) => new Option(text, value)));
  }
  select.value = chosen;
}

/** All, or those with one of what anyone has. @param {{[code: string]: string}} words @param {Map<string, number>} counts */
function choices(words, counts) {
  const present = Object.entries(words).filter(([code]) => counts.has(code));
  return [{ value: "", text: "全部" }, ...present.map(([value, text]) => ({ value, text: `${text}（${counts.get(value)} 人）` }))];
}

/** @param {HTMLElement} section @param {Branch} branch */
export function showFilters(section, { legend, lines, applying, filter }) {
  if (!legend) return;
  const { verdicts, questions, remarks } = counted(lines, filter.column);
  const columns = [null, ...applying].map((place) => ({ value: place === null ? "" : String(place), text: columnName(legend, place) }));
  fill(find(section, "#branch-column"), columns, filter.column === null ? "" : String(filter.column));
  fill(find(section, "#branch-open"), choices(legend.questions, questions), filter.open);
  fill(find(section, "#branch-remark"), choices(legend.remarks, remarks), filter.remark);
  const buttons = part(section, "branch-verdicts");
  const focused = buttons.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.verdict : null;
  buttons.textContent = "";
  buttons.append(
    verdictButton("", "全部", lines.length, filter.verdict),
    ...Object.keys(legend.verdicts)
      .filter((verdict) => verdicts.has(verdict) || verdict === filter.verdict)
      .map((verdict) => verdictButton(verdict, legend.verdicts[verdict], verdicts.get(verdict) || 0, filter.verdict)),
  );
  if (focused === null) return;
  // Nobody may have it just now, since all are assessed again.
  const again = buttons.querySelector(`[data-verdict="${focused}"]`) || buttons.firstElementChild;
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}
