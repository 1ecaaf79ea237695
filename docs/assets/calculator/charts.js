/** Charts: year by year, and the way to each quota. Geometry only; every figure and word comes from the calculator. */

import { all, find, fromTemplate, onAct, part, say, slot, write } from "./dom.js";
import { isOutdated } from "./insight.js";
import { UNPRINTABLE, canPrint, print } from "./printing.js";
import { invites } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./insight.js").Figures} Figures */
/** @typedef {import("./insight.js").Year} Year */
/** @typedef {import("./insight.js").Path} Path */
/** @typedef {import("./insight.js").Point} Point */

const HEIGHT = 500;
/** How much of the height the tallest mark takes: room for its label above. */
const FILLED = 0.86;

/** @param {HTMLElement} at @param {{[name: string]: string | number}} values */
function set(at, values) {
  for (const [name, value] of Object.entries(values)) at.setAttribute(name, String(value));
}

/** Fills each slot of an element with a text. @param {HTMLElement} made @param {{[name: string]: string}} texts */
function fill(made, texts) {
  for (const [name, text] of Object.entries(texts)) write(slot(made, name), text);
  return made;
}

/** @param {HTMLElement} figure @param {string} name @param {boolean} present */
function legend(figure, name, present) {
  find(figure, `[data-legend="${name}"]`).hidden = !present;
}

/**
 * A bar from one amount to another, as parts of the whole width.
 * @param {HTMLElement} bar @param {number} from @param {number} to @param {number} top
 */
function bar(bar, from, to, top) {
  set(bar, { x: `${(from / top) * 100}%`, width: `${(Math.max(0, to - from) / top) * 100}%` });
}

/** @param {Year} year @param {number} top */
function yearElement(year, top) {
  const made = fromTemplate("template-chart-year");
  made.dataset.standing = year.standing;
  const { hours, theory, annual } = year;
  bar(slot(made, "sure"), 0, hours.low, top);
  bar(slot(made, "open"), hours.low, hours.high, top);
  bar(slot(made, "theory"), 0, theory.low, top);
  bar(slot(made, "theory-open"), theory.low, theory.high, top);
  fill(made, {
    year: String(year.year),
    mark: year.mark,
    hours: year.hours.text,
    percent: `理论占比 ${year.percent.text}`,
    "annual-text": annual ? `脱产 ${annual.text}` : "",
  });
  slot(made, "percent").hidden = year.percent.low === null;
  // An SVG element has no `hidden` of its own.
  if (hours.high === 0) slot(made, "bars").remove();
  slot(made, "annual-text").hidden = !annual;
  if (!annual) slot(made, "annual-bars").remove();
  else {
    bar(slot(made, "annual"), 0, annual.low, top);
    bar(slot(made, "annual-open"), annual.low, annual.high, top);
    bar(slot(made, "annual-track"), 0, annual.required, top);
    set(slot(made, "annual-line"), { x: `${(annual.required / top) * 99.4}%` });
  }
  return made;
}

/** @param {HTMLElement} figure @param {Figures["years"]} years */
function showYears(figure, { note, rows }) {
  const annual = rows.some((year) => year.annual);
  const heights = rows.flatMap((year) => [year.hours.high, ...(year.annual ? [year.annual.high, year.annual.required] : [])]);
  const top = Math.max(...heights) || 1;
  const picture = slot(figure, "picture");
  picture.textContent = "";
  picture.append(...rows.map((year) => yearElement(year, top)));
  const told = rows.map((year) => [`${year.year} 年${year.mark && `（${year.mark}）`}`, year.hours.text].join(" "));
  picture.setAttribute("aria-label", `每年计入的学时：${told.join("；")}。`);
  legend(figure, "open", rows.some(({ hours }) => hours.high > hours.low));
  legend(figure, "theory-open", rows.some(({ theory }) => theory.high > theory.low));
  legend(figure, "annual", annual);
  legend(figure, "annual-open", rows.some((year) => year.annual && year.annual.high > year.annual.low));
  say(slot(figure, "note"), note);
  const body = slot(figure, "rows");
  body.textContent = "";
  for (const year of rows) {
    const row = fill(fromTemplate("template-chart-row"), {
      year: `${year.year}${year.mark && `（${year.mark}）`}`,
      hours: year.hours.text,
      theory: year.theory.text,
      percent: year.percent.text,
      annual: year.annual ? year.annual.text : "不适用",
    });
    body.append(row);
  }
  for (const cell of all(figure, "[data-annual]")) cell.hidden = !annual;
}

/**
 * A line of steps: level from each point to the next, then up or not.
 * @param {Point[]} points @param {"low" | "high"} end @param {(amount: number) => number} y
 */
function steps(points, end, y) {
  return points.map((point, index) => (index ? `H${point.at}V${y(point[end])}` : `M${point.at} ${y(point[end])}`)).join("");
}

/** The area between the low and the high line. @param {Point[]} points @param {(amount: number) => number} y */
function band(points, y) {
  if (!points.some(({ low, high }) => high > low)) return "";
  const back = [...points].reverse();
  const low = back.map((point, index) => {
    const before = back[index - 1];
    return before ? `V${y(point.low)}H${point.at}` : `L${point.at} ${y(point.low)}`;
  });
  return `${steps(points, "high", y)}${low.join("")}Z`;
}

/** @param {Path} path @param {Figures["axis"]} axis */
function wayElement(path, axis) {
  const made = fromTemplate("template-way");
  made.dataset.way = path.rule;
  made.dataset.overall = path.verdict;
  fill(made, { title: path.title, label: path.label, text: path.text });
  slot(made, "drawing").hidden = path.required === null;
  if (path.required === null) return made;

  const planned = path.planned.length ? [...path.steps.slice(-1), ...path.planned] : [];
  const top = Math.max(path.required, ...path.steps.map(({ high }) => high), ...planned.map(({ high }) => high));
  const y = (/** @type {number} */ amount) => Math.round(HEIGHT - (amount / top) * HEIGHT * FILLED);
  set(slot(made, "low"), { d: steps(path.steps, "low", y) });
  const opened = band(path.steps, y);
  set(slot(made, "band"), { d: opened });
  set(slot(made, "high"), { d: opened && steps(path.steps, "high", y) });
  set(slot(made, "planned"), { d: steps(planned, "low", y) });
  set(slot(made, "planned-band"), { d: band(planned, y) });
  set(slot(made, "line"), { d: `M0 ${y(path.required)}H${axis.last}` });
  set(slot(made, "today"), { d: `M${axis.as_of.at} 0V${HEIGHT}` });
  const { pace } = path;
  set(slot(made, "pace"), { d: pace ? `M${pace.from.at} ${y(pace.from.low)}L${pace.to.at} ${y(pace.to.hours)}` : "" });
  for (const { to } of axis.years.slice(0, -1)) {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("class", "check-way-grid");
    line.setAttribute("d", `M${to} 0V${HEIGHT}`);
    slot(made, "grid").append(line);
  }

  slot(made, "required").textContent = String(path.required);
  slot(made, "line-label").style.setProperty("--at", String(y(path.required) / HEIGHT));
  const today = slot(made, "today-label");
  write(slot(made, "as-of"), axis.as_of.date);
  today.style.setProperty("--at", String(axis.as_of.at / axis.last));
  today.dataset.side = axis.as_of.at * 2 > axis.last ? "left" : "right";
  slot(made, "years").append(
    ...axis.years.map(({ year }) => {
      const label = document.createElement("span");
      label.textContent = String(year);
      return label;
    }),
  );
  slot(made, "picture").setAttribute("aria-label", `${path.title}，累计学时。${path.text}${pace ? pace.text : ""}`);
  legend(made, "open", opened !== "");
  legend(made, "pace", pace !== null);
  legend(made, "planned", planned.length > 0);
  say(slot(made, "pace-text"), pace ? pace.text : "");
  for (const row of path.rows) {
    const line = fill(fromTemplate("template-way-row"), { date: row.date, amount: row.text });
    slot(line, "planned").hidden = !row.planned;
    slot(made, "rows").append(line);
  }
  return made;
}

/**
 * @param {HTMLElement} root
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function chartsView(root) {
  const section = part(root, "charts");
  const ways = part(section, "ways");
  onAct(section, {
    "print-charts"() {
      if (canPrint()) print("charts", () => undefined);
      else say(part(section, "charts-status"), UNPRINTABLE);
    },
  });

  return (state, before) => {
    const { figures } = state.insight;
    section.hidden = state.outcome.kind !== "assessed" || !figures || invites(state);
    section.setAttribute("aria-busy", String(isOutdated(state, "figures")));
    if (!figures || (before && before.insight.figures === figures)) return;
    showYears(part(section, "years"), figures.years);
    // What was unfolded stays so, and the keyboard's place too.
    const unfolded = all(ways, "details").map((each) => /** @type {HTMLDetailsElement} */ (each).open);
    const held = all(ways, "summary").findIndex((each) => each === document.activeElement);
    ways.textContent = "";
    ways.append(...figures.path.map((path) => wayElement(path, figures.axis)));
    for (const [index, fold] of all(ways, "details").entries()) {
      /** @type {HTMLDetailsElement} */ (fold).open = unfolded[index] || false;
      if (index === held) find(fold, "summary").focus({ preventScroll: true });
    }
  };
}
