/** 支部台账: who of a branch stands where. In the ledger's order or by name, never by figures. */

import { copyOrShow } from "../copy.js";
import { backCloses } from "./branch-back.js";
import { showDetail, recordName } from "./branch-detail.js";
import { showFilters } from "./branch-filters.js";
import { keptBranch } from "./branch-keeping.js";
import { createOrder } from "./branch-order.js";
import { createPaper } from "./branch-paper.js";
import { showRead } from "./branch-read.js";
import { EVERYONE } from "./branch-state.js";
import { shownColumns, tableHead, tableRow } from "./branch-table.js";
import { fillFromCalendar } from "./dates.js";
import { find, input, onAct, part, say } from "./dom.js";
import { TYPES } from "./exporter.js";
import { createFindings } from "./finding.js";
import { whenReleased } from "./pressing.js";
import { download } from "./transfer.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Branch} Branch */
/** @typedef {import("./branch-state.js").BranchAction} BranchAction */

const PAGE = 30;
const SAVED = "已交给浏览器保存。没有看到文件时，请用“复制”。";

/** What was copied, and what to do with it. @type {{[kind: string]: string}} */
const COPIED = {
  xlsx: "已复制。到 Excel 或 WPS 里选一个格子粘贴。",
  csv: "已复制。可以存成 .csv 文件。",
  json: "已复制。可以存成 .json 文件。",
};

/** The filters that are chosen from a list of codes. */
const CHOSEN = /** @type {const} */ (["open", "remark"]);

/** What else was told of a file is about all who are in it. @param {import("./types.js").FileTold} file */
function nameOnly(file) {
  return { ...file, refused: false, sheet: null, other_sheets: [], passed: [], passed_count: 0, columns: [], remarks: [] };
}

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @param {import("./exporter.js").Exporter} exporter
 * @param {import("./reader.js").Reader} reader
 * @param {import("./storage.js").Keeper} keeper
 * @param {ReturnType<typeof import("./assessor.js").createAssessor>["understandDate"]} understandDate
 * @param {string} site  address of the site's root
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function branchView(root, store, exporter, reader, keeper, understandDate, site) {
  const section = part(root, "branch");
  const table = find(section, ".check-branch-table");
  const body = part(section, "branch-rows");
  const detail = part(section, "branch-detail");
  const status = part(section, "branch-status");
  const bar = /** @type {HTMLProgressElement} */ (part(section, "branch-bar"));
  const search = input(section, "#branch-search");
  const day = input(section, "#branch-as-of");
  const select = (/** @type {string} */ id) => /** @type {HTMLSelectElement} */ (find(section, `#branch-${id}`));

  const findings = createFindings(root, site, "person-finding", recordName);
  const kept = keptBranch(section, store, exporter, reader, keeper);

  /** @param {BranchAction} change */
  const change = (change) => store.dispatch({ type: "branch", change });

  const { sort, people } = createOrder(store, showTable);

  /** What the table's rows were last made of. */
  let drawn = "";
  /** Whose row had the focus, until it is drawn again: for a moment it may not be there. @type {number | null} */
  let held = null;
  /** How far down the page the reader was when a detail was opened. */
  let place = 0;

  const follow = backCloses(store, closeDetail);

  /** @param {unknown} person */
  const nameOf = (person) => /** @type {HTMLElement | null} */ (body.querySelector(`button[data-person="${person}"]`));

  /** The page of the list: there may be fewer than there were. @param {Branch} branch @param {number[]} found */
  const pageOf = ({ page, finished }, found) => (finished ? Math.min(page, Math.max(Math.ceil(found.length / PAGE) - 1, 0)) : page);

  /** @param {Branch} branch */
  function showTable(branch) {
    const { legend, lines, applying, shown, taken } = branch;
    if (!legend) return;
    const found = people(branch);
    const page = pageOf(branch, found);
    const columns = shownColumns(legend, applying);
    tableHead(table, columns);
    const first = page * PAGE;
    const here = found.slice(first, first + PAGE);
    // While others are still being assessed, those shown must stay under the reader's hand.
    const rows = JSON.stringify([here, columns, branch.asOf]);
    if (rows !== drawn) {
      const focused = document.activeElement;
      if (focused instanceof HTMLElement && body.contains(focused)) held = Number(focused.dataset.person);
      body.textContent = "";
      body.append(...here.map((person) => tableRow(legend, columns, lines[person], person, taken.files)));
      drawn = rows;
    }
    giveBackFocus(branch);
    for (const button of body.querySelectorAll("button")) {
      button.setAttribute("aria-expanded", String(Boolean(shown) && button.dataset.person === String(shown && shown.person)));
    }
    const span = found.length ? `第 ${first + 1}～${first + here.length} 人，` : "";
    const told = part(section, "branch-shown");
    // What a filter leaves is news; that others are still being assessed is told by the progress.
    if (branch.finished) told.setAttribute("role", "status");
    else told.removeAttribute("role");
    const shownText = `${span}共 ${found.length} 人`;
    if (told.textContent !== shownText) told.textContent = shownText;
    part(section, "branch-none").hidden = found.length > 0 || !branch.finished;
    table.hidden = found.length === 0;
    /** @type {HTMLButtonElement} */ (find(section, "[data-act=branch-back]")).disabled = page === 0;
    /** @type {HTMLButtonElement} */ (find(section, "[data-act=branch-on]")).disabled = first + PAGE >= found.length;
    part(section, "branch-pages").hidden = found.length <= PAGE;
  }

  /** To the row that had it, unless the reader is somewhere else by now. @param {Branch} branch */
  function giveBackFocus({ finished }) {
    if (held === null) return;
    const again = nameOf(held);
    const free = document.activeElement === null || document.activeElement === document.body;
    if (free && again) again.focus({ preventScroll: true });
    if (again || !free || finished) held = null;
  }

  /** @param {Branch} branch */
  function showProgress({ legend, lines, finished, taken }) {
    const total = legend ? legend.people : taken.people;
    part(section, "branch-progress").hidden = finished;
    part(section, "branch-progress-text").textContent = `正在对照：${lines.length} / ${total} 人`;
    bar.value = total ? lines.length / total : 0;
  }

  /** @param {string} text */
  const tell = (text) => void (status.textContent = text);

  /** @param {string} text @param {string} done */
  async function copyOut(text, done) {
    tell((await copyOrShow(text, part(section, "branch-copy-box"))) ? done : "");
  }

  const print = createPaper(section, store, people, tell, () => {
    const { branch } = store.state();
    if (branch) showTable(branch);
  });

  /** @param {string} problem */
  function tellDay(problem) {
    say(part(section, "branch-as-of-problem"), problem);
    say(part(section, "branch-announcement"), problem);
    day.setAttribute("aria-invalid", String(problem !== ""));
  }

  /** Takes the day that was typed, if it is one; else all stays as it is. */
  async function takeDay() {
    const text = day.value;
    const read = text.trim() ? await understandDate(text) : { date: "" };
    if (day.value !== text) return;
    if (!read) return tellDay("运算程序停了，请稍后再试。");
    if ("problems" in read) return tellDay(`${read.problems.map(({ message }) => message).join("")}还没有改。`);
    tellDay("");
    day.value = read.date;
    change({ type: "as-of", date: read.date });
  }

  search.addEventListener("input", () => change({ type: "filter", filter: { text: search.value } }));
  day.addEventListener("change", () => whenReleased(takeDay));
  fillFromCalendar(day);
  select("column").addEventListener("change", () => {
    const { value } = select("column");
    change({ type: "filter", filter: { column: value === "" ? null : Number(value), verdict: "" } });
  });
  for (const name of CHOSEN) {
    select(name).addEventListener("change", () => change({ type: "filter", filter: { [name]: select(name).value } }));
  }
  select("order").addEventListener("change", () => {
    change({ type: "order", order: /** @type {import("./types.js").BranchOrder} */ (select("order").value) });
  });

  /** @param {1 | -1} by */
  function turn(by) {
    const { branch } = store.state();
    if (!branch) return;
    change({ type: "page", page: pageOf(branch, people(branch)) + by });
    find(section, "#branch-table-title").focus();
  }

  function closeDetail() {
    const { branch } = store.state();
    const person = branch && branch.shown ? branch.shown.person : -1;
    change({ type: "show", person: null });
    const button = nameOf(person);
    if (!button) {
      find(section, "#branch-table-title").focus();
      return;
    }
    button.focus({ preventScroll: true });
    window.scrollTo({ top: place, behavior: "instant" });
    // What stands above it may have changed meanwhile.
    button.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  onAct(section, {
    "branch-verdict": ({ dataset }) => change({ type: "filter", filter: { verdict: dataset.verdict || "" } }),
    "branch-everyone"() {
      change({ type: "filter", filter: EVERYONE });
      search.focus();
    },
    "branch-back": () => turn(-1),
    "branch-on": () => turn(1),
    "branch-person"({ dataset }) {
      place = window.scrollY;
      change({ type: "show", person: Number(dataset.person) });
    },
    "branch-detail-close": closeDetail,
    "branch-adopt"() {
      const { branch } = store.state();
      const told = branch && branch.shown && branch.shown.told;
      if (!branch || !told) return;
      const { name, history, places } = told;
      const { wrong, unlisted } = told;
      const of = { problems: wrong, problem_count: wrong.length + unlisted, capped: unlisted > 0, people: 1, records: history.records.length };
      const taken = { ...branch.taken, ...of, files: branch.taken.files.map(nameOnly) };
      const title = `支部台账里的“${name}”`;
      store.dispatch({
        type: "file",
        file: { status: "preview", title, taken: { ...taken, name, history, places, person_told: true } },
      });
      part(root, "preview").focus();
    },
    "branch-export"({ dataset }) {
      const kind = dataset.kind || "";
      const name = `支部自查-${store.state().today}.${kind}`;
      exporter.write(kind, null, tell, (parts) => {
        download(name, parts, TYPES[kind]);
        tell(SAVED);
      });
    },
    "branch-copy"({ dataset }) {
      const kind = dataset.kind || "";
      const text = kind === "xlsx" ? "tsv" : kind;
      exporter.write(text, null, tell, async (parts) => copyOut(await new Blob(parts).text(), COPIED[kind]));
    },
    "branch-print": print,
  });

  return (state, before) => {
    const { branch } = state;
    const former = before && before.branch;
    kept(state, before);
    if (before && former === branch) return;
    follow();
    part(section, "branch-content").hidden = !branch;
    part(section, "branch-empty").hidden = Boolean(branch);
    if (!branch) {
      for (const place of [body, detail]) place.textContent = "";
      part(section, "branch-copy-box").hidden = true;
      tell("");
      drawn = "";
      held = null;
      return;
    }
    if (!former || former.taken !== branch.taken) {
      drawn = "";
      held = null;
      showRead(section, branch);
      tell("");
      day.value = branch.asOf;
      tellDay("");
      // Whoever goes on typing meanwhile is not taken away from it.
      const focused = document.activeElement;
      const leaves = [part(root, "files"), part(section, "branch-empty")].some((place) => place.contains(focused));
      if (!focused || focused === document.body || leaves) find(root, "#branch-title").focus();
    }
    if (search.value !== branch.filter.text) search.value = branch.filter.text;
    if (select("order").value !== branch.order) select("order").value = branch.order;
    part(section, "branch-found").hidden = !branch.legend;
    for (const control of section.querySelectorAll("[data-needs=finished]")) {
      /** @type {HTMLButtonElement | HTMLInputElement} */ (control).disabled = !branch.finished;
    }
    showProgress(branch);
    if (branch.finished && (!former || !former.finished)) {
      say(part(section, "branch-announcement"), `支部台账对照好了，共 ${branch.lines.length} 人。`);
    }
    const sorts = branch.finished && branch.order !== "ledger" && (!former || former.order !== branch.order || former.lines !== branch.lines);
    if (sorts) sort(branch);
    if (!former || former.lines !== branch.lines || former.filter !== branch.filter || former.legend !== branch.legend) showFilters(section, branch);
    if (!former || former.shown !== branch.shown) {
      if (former && former.shown && detail.contains(document.activeElement)) held = former.shown.person;
      showDetail(detail, branch, findings);
    }
    showTable(branch);
  };
}
