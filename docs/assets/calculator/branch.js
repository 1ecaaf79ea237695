/** 支部台账: who of a branch stands where. In the ledger's order or by name, never by figures. */

import { copyText } from "../copy.js";
import { keptBranch } from "./branch-keeping.js";
import { counted, EVERYONE, filtered } from "./branch-state.js";
import { recordName, showDetail } from "./branch-detail.js";
import { shownColumns, tableHead, tableRow } from "./branch-table.js";
import { element, find, input, onAct, part, say, write } from "./dom.js";
import { TYPES } from "./exporter.js";
import { createFindings } from "./finding.js";
import { showColumns, showProblems } from "./preview.js";
import { sortedBy } from "./sorting.js";
import { breath, download } from "./transfer.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Branch} Branch */
/** @typedef {import("./types.js").Legend} Legend */
/** @typedef {import("./branch-state.js").BranchAction} BranchAction */

const PAGE = 30;
const SAVED = "已交给浏览器保存。没有看到文件时，请用“复制成表格文字”。";
const COPIED = "已复制。到 Excel 或 WPS 里选一个格子粘贴。";

/** So many rows are made for paper before the browser may do something else. */
const ROWS_AT_ONCE = 16;

/** How a column is called where it is chosen. @param {Legend} legend @param {number | null} column */
function columnName({ columns }, column) {
  if (column === null) return "总体";
  const { title, year } = columns[column];
  return year === null ? title : `${title}（${year} 年）`;
}

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @param {import("./exporter.js").Exporter} exporter
 * @param {import("./reader.js").Reader} reader
 * @param {import("./storage.js").Keeper} keeper
 * @param {string} site  address of the site's root
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function branchView(root, store, exporter, reader, keeper, site) {
  const section = part(root, "branch");
  const table = find(section, ".check-branch-table");
  const body = part(section, "branch-rows");
  const paper = part(section, "branch-paper-rows");
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

  /** People in the order asked for, by their indexes; made anew when there are others or another is asked for. */
  let order = { of: /** @type {unknown} */ (null), by: "ledger", people: /** @type {number[]} */ ([]) };

  /** @param {Branch} branch */
  function inOrder(branch) {
    const known = order.of === branch.lines && order.by === branch.order;
    if (branch.order === "ledger" || !known) return null;
    return order.people;
  }

  /** @param {Branch} branch */
  async function sort(branch) {
    const { lines, order: by } = branch;
    order = { of: lines, by, people: [] };
    const own = order;
    const texts = lines.map(({ name, branch: of }) => (by === "name" ? `${name}\n${of}` : `${of}\n${name}`));
    const people = await sortedBy([...lines.keys()], (person) => texts[person]);
    if (order !== own) return;
    own.people = people;
    const now = store.state().branch;
    if (now && now.lines === lines && now.order === by) showTable(now);
  }

  /** What the table's rows were last made of. */
  let drawn = "";

  /** Those whom the filter leaves, in order. @param {Branch} branch */
  function people(branch) {
    const found = filtered(branch.lines, branch.filter);
    const ordered = inOrder(branch);
    if (!ordered || !ordered.length) return found;
    const wanted = new Set(found);
    return ordered.filter((person) => wanted.has(person));
  }

  /** @param {Branch} branch */
  function showTable(branch) {
    const { legend, lines, page, shown } = branch;
    if (!legend) return;
    const found = people(branch);
    const columns = shownColumns(legend, lines);
    tableHead(table, columns);
    const first = page * PAGE;
    const here = found.slice(first, first + PAGE);
    // While others are still being assessed, those shown must stay under the reader's hand.
    const rows = JSON.stringify([here, columns, branch.asOf]);
    if (rows !== drawn) {
      const focused = body.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.person : null;
      body.textContent = "";
      body.append(...here.map((person) => tableRow(legend, columns, lines[person], person)));
      const again = body.querySelector(`button[data-person="${focused}"]`);
      if (again instanceof HTMLElement) again.focus({ preventScroll: true });
      drawn = rows;
    }
    for (const button of body.querySelectorAll("button")) {
      button.setAttribute("aria-expanded", String(Boolean(shown) && button.dataset.person === String(shown && shown.person)));
    }
    const span = found.length ? `第 ${first + 1}～${first + here.length} 人，` : "";
    part(section, "branch-shown").textContent = `${span}共 ${found.length} 人`;
    part(section, "branch-none").hidden = found.length > 0 || !branch.finished;
    table.hidden = found.length === 0;
    /** @type {HTMLButtonElement} */ (find(section, "[data-act=branch-back]")).disabled = page === 0;
    /** @type {HTMLButtonElement} */ (find(section, "[data-act=branch-on]")).disabled = first + PAGE >= found.length;
    part(section, "branch-pages").hidden = found.length <= PAGE;
  }

  /** @param {Branch} branch */
  function showFilters(branch) {
    const { legend, lines, filter } = branch;
    if (!legend) return;
    const { verdicts, questions } = counted(lines, filter.column);
    const present = new Set(shownColumns(legend, lines).flatMap(({ places }) => places));
    const column = select("column");
    const choices = [null, ...present].map((place) => ({ value: place === null ? "" : String(place), text: columnName(legend, place) }));
    fillSelect(column, choices, filter.column === null ? "" : String(filter.column));
    const open = Object.entries(legend.questions).filter(([question]) => questions.has(question));
    fillSelect(
      select("open"),
      [{ value: "", text: "全部" }, ...open.map(([value, text]) => ({ value, text: `${text}（${questions.get(value)} 人）` }))],
      filter.open,
    );
    const buttons = part(section, "branch-verdicts");
    const focused = buttons.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.verdict : null;
    buttons.textContent = "";
    buttons.append(
      filterButton("", "全部", lines.length, filter.verdict),
      ...Object.keys(legend.verdicts)
        .filter((verdict) => verdicts.has(verdict) || verdict === filter.verdict)
        .map((verdict) => filterButton(verdict, legend.verdicts[verdict], verdicts.get(verdict) || 0, filter.verdict)),
    );
    if (focused !== null) find(buttons, `[data-verdict="${focused}"]`).focus({ preventScroll: true });
  }

  /** @param {string} verdict @param {string} label @param {number} count @param {string} chosen */
  function filterButton(verdict, label, count, chosen) {
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

  /** @param {HTMLSelectElement} at @param {{value: string, text: string}[]} choices @param {string} chosen */
  function fillSelect(at, choices, chosen) {
    const same = choices.length === at.options.length && choices.every(({ text }, index) => at.options[index].text === text);
    if (!same) {
      at.textContent = "";
      at.append(...choices.map(({ value, text }) => new Option(text, value)));
    }
    at.value = chosen;
  }

  /** @param {Branch} branch */
  function showProgress({ legend, lines, finished, taken }) {
    const total = legend ? legend.people : taken.people;
    part(section, "branch-progress").hidden = finished;
    part(section, "branch-progress-text").textContent = `正在对照：${lines.length} / ${total} 人`;
    bar.value = total ? lines.length / total : 0;
  }

  /** @param {Branch} branch */
  function showRead({ title, taken }) {
    const { files, people: count, records, problem_count: wrong } = taken;
    const refused = files.filter((file) => file.refused).length;
    const line = `读了${title}：${count} 人，${records} 条记录。`;
    write(part(section, "branch-read"), line + (refused ? `有 ${refused} 个文件没有读进来。` : ""));
    const told = wrong ? `有 ${wrong} 处没有读进来，下面的结果没有把它们算进去。` : "";
    part(section, "branch-wrong").textContent = told;
    part(section, "branch-wrong").hidden = !told;
    part(section, "branch-problems").hidden = wrong === 0;
    part(section, "branch-problems-title").textContent = `没有读进来的 ${wrong} 处`;
    showProblems(part(section, "branch-problem-list"), taken);
    showColumns(part(section, "branch-columns"), files);
  }

  /** @param {string} text */
  const tell = (text) => void (status.textContent = text);

  /** @param {string} text */
  async function copyOut(text) {
    const copied = await copyText(text);
    const box = /** @type {HTMLTextAreaElement} */ (find(section, "#branch-copy-text"));
    part(section, "branch-copy-box").hidden = copied;
    tell(copied ? COPIED : "");
    if (copied) return;
    box.value = text;
    box.focus();
    box.select();
  }

  /** All whom the filter leaves on paper, whatever page is shown. */
  async function print() {
    const { branch } = store.state();
    if (!branch || !branch.legend) return;
    const { legend, lines } = branch;
    const columns = shownColumns(legend, lines);
    const found = people(branch);
    await clearPaper();
    for (const [count, person] of found.entries()) {
      paper.append(tableRow(legend, columns, lines[person], person));
      if (count % ROWS_AT_ONCE) continue;
      tell(`正在准备打印：${count} / ${found.length}`);
      await breath();
    }
    tell("");
    if (store.state().branch !== branch) {
      clearPaper();
      return;
    }
    const { asOf, filter } = branch;
    const chosen = [
      filter.text && `找“${filter.text}”`,
      filter.verdict && `${columnName(legend, filter.column)}${legend.verdicts[filter.verdict]}`,
      filter.open && `还要弄清${legend.questions[filter.open]}`,
    ].filter(Boolean);
    part(section, "branch-paper").textContent = [
      `打印于 ${store.state().today}`,
      asOf ? `算到 ${asOf}` : "算到台账写的日期，没写的算到打印这天",
      chosen.length ? `只列出：${chosen.join("，")}` : "列出全部",
    ].join("。");
    part(section, "branch-shown").textContent = `共 ${found.length} 人`;
    document.documentElement.dataset.printing = "branch";
    window.addEventListener("afterprint", afterPrint, { once: true });
    window.print();
  }

  async function clearPaper() {
    for (let count = 1; paper.lastChild; count += 1) {
      paper.lastChild.remove();
      if (count % ROWS_AT_ONCE === 0) await breath();
    }
  }

  function afterPrint() {
    delete document.documentElement.dataset.printing;
    clearPaper();
    const { branch } = store.state();
    if (branch) showTable(branch);
  }

  search.addEventListener("input", () => change({ type: "filter", filter: { text: search.value } }));
  day.addEventListener("change", () => change({ type: "as-of", date: day.value }));
  select("column").addEventListener("change", () => {
    const { value } = select("column");
    change({ type: "filter", filter: { column: value === "" ? null : Number(value), verdict: "" } });
  });
  select("open").addEventListener("change", () => change({ type: "filter", filter: { open: select("open").value } }));
  select("order").addEventListener("change", () => {
    change({ type: "order", order: /** @type {import("./types.js").BranchOrder} */ (select("order").value) });
  });

  /** @param {1 | -1} by */
  function turn(by) {
    const { branch } = store.state();
    if (!branch) return;
    change({ type: "page", page: branch.page + by });
    find(section, "#branch-table-title").focus();
  }

  function closeDetail() {
    const { branch } = store.state();
    const person = branch && branch.shown ? branch.shown.person : -1;
    change({ type: "show", person: null });
    const button = section.querySelector(`[data-act=branch-person][data-person="${person}"]`);
    (button instanceof HTMLElement ? button : find(section, "#branch-table-title")).focus();
  }

  onAct(section, {
    "branch-verdict": ({ dataset }) => change({ type: "filter", filter: { verdict: dataset.verdict || "" } }),
    "branch-everyone"() {
      change({ type: "filter", filter: EVERYONE });
      search.focus();
    },
    "branch-back": () => turn(-1),
    "branch-on": () => turn(1),
    "branch-person": ({ dataset }) => change({ type: "show", person: Number(dataset.person) }),
    "branch-detail-close": closeDetail,
    "branch-adopt"() {
      const { branch } = store.state();
      const told = branch && branch.shown && branch.shown.told;
      if (!branch || !told) return;
      const { name, history, places } = told;
      const taken = { ...branch.taken, problems: [], problem_count: 0, people: 1, records: history.records.length };
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
    "branch-copy": () => exporter.write("tsv", null, tell, async (parts) => copyOut(await new Blob(parts).text())),
    "branch-print": print,
    "branch-close"() {
      exporter.cancel();
      keeper.keepBranch(null);
      change({ type: "close" });
      tell("");
      find(root, "#branch-title").focus();
    },
  });

  return (state, before) => {
    const { branch } = state;
    const former = before && before.branch;
    kept(state, before);
    if (before && former === branch) return;
    part(section, "branch-content").hidden = !branch;
    part(section, "branch-empty").hidden = Boolean(branch);
    if (!branch) {
      for (const place of [body, detail]) place.textContent = "";
      part(section, "branch-copy-box").hidden = true;
      drawn = "";
      return;
    }
    if (!former || former.taken !== branch.taken) {
      drawn = "";
      showRead(branch);
      tell("");
      const focused = document.activeElement;
      if (!focused || focused === document.body || part(root, "files").contains(focused)) find(root, "#branch-title").focus();
    }
    if (search.value !== branch.filter.text) search.value = branch.filter.text;
    if (day.value !== branch.asOf) day.value = branch.asOf;
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
    if (!former || former.lines !== branch.lines || former.filter !== branch.filter || former.legend !== branch.legend) showFilters(branch);
    if (!former || former.shown !== branch.shown) showDetail(detail, branch, findings);
    showTable(branch);
  };
}
