/** 我的培训记录: the list, and the way back after something was removed. */

import { all, arrange, element, find, fromTemplate, itemsClickedOnce, onAct, part, slot, write } from "./dom.js";
import { AMOUNTS, ANSWERS } from "./fields.js";
import { amount } from "./history.js";
import { remarksOn } from "./record-words.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Problem} Problem */

/** From so many records on, those out of sight are not drawn. */
const MANY = 100;

const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The days of a record. @param {Fields} fields */
export function dates({ start, end }) {
  return end && end !== start ? `${start} 至 ${end}` : start;
}

/** An amount as a record gives it; what is no number stands as it was typed. @param {Fields} fields @param {typeof AMOUNTS[number]} key */
export function shownAmount(fields, key) {
  const given = amount(fields, key);
  return given === null ? "" : String(given);
}

/** The record's amounts, with the unit once however they were typed. @param {HTMLElement} made @param {Fields} fields */
function showAmounts(made, fields) {
  for (const key of AMOUNTS) {
    const given = amount(fields, key);
    find(made, `[data-amount="${key}"]`).hidden = given === null;
    slot(made, key).textContent = String(given);
    // What is no number stands as it was typed.
    find(made, `[data-amount="${key}"] [data-unit]`).hidden = typeof given !== "number";
  }
}

/**
 * The mistakes found in a record when it was last assessed.
 * @param {State} state
 * @param {string} id
 * @returns {Problem[]}
 */
function problemsOf(state, id) {
  const { outcome } = state;
  if (outcome.kind === "none") return [];
  return outcome.problems.filter(({ record }) => record !== null && outcome.ids[record] === id);
}

/** Whether anything is said at a record's card. @param {State["outcome"]} outcome */
function saysOfRecords(outcome) {
  if (outcome.kind === "none") return false;
  return outcome.problems.length > 0 || (outcome.kind === "assessed" && outcome.assessment.notices.length > 0);
}

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function recordsView(root, store) {
  const section = part(root, "records");
  const list = part(section, "list");
  const undo = part(section, "undo");
  const title = find(section, "#records-title");
  const form = part(section, "form");

  /** @param {HTMLElement} button */
  const idOf = (button) => /** @type {HTMLElement} */ (button.closest("[data-record]")).dataset.record || "";

  function toForm() {
    form.scrollIntoView({ block: "start" });
    const invalid = form.querySelector("[aria-invalid=true]:not([type=radio])");
    (invalid instanceof HTMLElement ? invalid : find(form, "[name=start]")).focus({ preventScroll: !invalid });
  }

  /** @param {string} id */
  const numberOf = (id) => store.state().notebook.records.findIndex((entry) => entry.id === id) + 1;

  itemsClickedOnce(list);
  onAct(list, {
    edit(button) {
      const id = idOf(button);
      const problems = problemsOf(store.state(), id);
      store.dispatch({ type: "edit", id });
      if (problems.length) store.dispatch({ type: "draft-refused", problems });
      toForm();
    },
    duplicate(button) {
      store.dispatch({ type: "duplicate", id: idOf(button) });
      toForm();
    },
    delete(button) {
      const id = idOf(button);
      store.dispatch({ type: "delete", id, message: `已删除第 ${numberOf(id)} 条。` });
      const back = undo.querySelector("button");
      (back || title).focus();
    },
  });

  /** The questions answered so, in the form's own words for them. @param {HTMLElement} made @param {Fields} fields */
  function showAnswers(made, fields) {
    for (const place of all(made, "[data-answered]")) {
      const keys = ANSWERS.filter((key) => fields[key] === place.dataset.answered);
      place.hidden = keys.length === 0;
      find(place, "[data-names]").textContent = keys
        .map((key) => find(form, `[data-name="${key}"]`).textContent)
        .join("、");
    }
  }

  /** @param {Entry} entry @param {number} index @param {Problem[]} problems @param {string[]} remarks */
  function card(entry, index, problems, remarks) {
    const made = fromTemplate("template-record");
    const { topic, organiser } = entry.fields;
    made.dataset.record = entry.id;
    made.dataset.number = String(index + 1);
    made.id = `record-${entry.id}`;
    made.classList.toggle("check-flagged", problems.length > 0);
    slot(made, "number").textContent = `第 ${index + 1} 条`;
    write(slot(made, "dates"), dates(entry.fields) || "没有日期");
    slot(made, "topic").textContent = [topic, organiser].filter(Boolean).join("，") || "（没有写主题）";
    showAmounts(made, entry.fields);
    showAnswers(made, entry.fields);
    slot(made, "problems").hidden = problems.length === 0;
    slot(made, "problems").append(...problems.map(({ message }) => element("li", message)));
    slot(made, "remarks").hidden = remarks.length === 0;
    slot(made, "remarks").append(...remarks.map((message) => element("li", message)));
    for (const button of made.querySelectorAll("button")) {
      button.setAttribute("aria-label", `${button.textContent}第 ${index + 1} 条`);
    }
    return made;
  }

  /** Cards by their records, to be used again while nothing on them changes. @type {WeakMap<Entry, {key: string, made: HTMLElement}>} */
  const cards = new WeakMap();

  /** @param {Entry} entry @param {number} index @param {Problem[]} problems @param {string[]} remarks */
  function cardOf(entry, index, problems, remarks) {
    const key = JSON.stringify([index, problems.map(({ message }) => message), remarks]);
    const known = cards.get(entry);
    if (known && known.key === key) return known.made;
    const made = card(entry, index, problems, remarks);
    cards.set(entry, { key, made });
    return made;
  }

  /** The records by years, the latest first. @param {State} state @returns {Map<string, HTMLElement[]>} */
  function years(state) {
    /** @type {Map<string, HTMLElement[]>} */
    const found = new Map();
    const { records } = state.notebook;
    for (let index = records.length - 1; index >= 0; index -= 1) {
      const { id, fields } = records[index];
      const year = PLAIN_DATE.test(fields.start) ? `${fields.start.slice(0, 4)} 年` : "日期待核对";
      const group = found.get(year) || [];
      group.push(cardOf(records[index], index, problemsOf(state, id), remarksOn(state.outcome, id)));
      found.set(year, group);
    }
    return found;
  }

  /** The years that are shown. @type {Map<string, HTMLDetailsElement>} */
  const shelves = new Map();

  /** @param {string} year */
  function shelf(year) {
    const known = shelves.get(year);
    if (known) return known;
    const made = /** @type {HTMLDetailsElement} */ (fromTemplate("template-year"));
    slot(made, "year").textContent = year;
    shelves.set(year, made);
    return made;
  }

  /** @param {State} state */
  function showList(state) {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const holder = focused && list.contains(focused) ? focused.closest("[data-record]") : null;
    const act = focused ? focused.dataset.act : "";
    const found = years(state);
    for (const year of [...shelves.keys()]) if (!found.has(year)) shelves.delete(year);
    for (const [year, made] of found) {
      slot(shelf(year), "count").textContent = `${made.length} 条`;
      arrange(slot(shelf(year), "records"), made);
    }
    list.classList.toggle("check-many", state.notebook.records.length > MANY);
    arrange(list, [...found.keys()].map(shelf));
    // Drawing anew must not take the keyboard's place away.
    if (holder instanceof HTMLElement && !list.contains(document.activeElement)) {
      const again = list.querySelector(`[data-record="${holder.dataset.record}"]`);
      const target = again && act ? again.querySelector(`[data-act="${act}"]`) : again;
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    }
  }

  /** @param {string} label @param {() => void} act */
  function undoButton(label, act) {
    const button = element("button", label);
    button.setAttribute("type", "button");
    button.className = "check-secondary";
    button.addEventListener("click", act);
    undo.append(button);
  }

  /** @param {State} state */
  function showUndo(state) {
    undo.textContent = "";
    if (!state.undo) return;
    const left = "person" in state.undo && state.undo.person;
    undo.append(element("span", state.undo.message));
    undo.classList.toggle("check-loud", Boolean(left));
    if (left) {
      undoButton("把身份也带入", () => {
        store.dispatch({ type: "person", person: left, undo: "身份已带入。" });
        undo.focus();
      });
    }
    undoButton("撤销", () => {
      store.dispatch({ type: "undo" });
      title.focus();
    });
  }

  return (state, before) => {
    const { records } = state.notebook;
    const told = [state, before].some((each) => each && saysOfRecords(each.outcome));
    if (!before || before.notebook.records !== records || (told && before.outcome !== state.outcome)) showList(state);
    if (!before || before.undo !== state.undo) showUndo(state);
    part(section, "count").textContent = records.length ? `${records.length} 条` : "";
  };
}
