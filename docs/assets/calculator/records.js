/** 我的培训记录: the list, and the way back after something was removed. */

import { element, find, fromTemplate, onAct, part, slot } from "./dom.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Problem} Problem */

const ANSWERS = /** @type {const} */ ([
  ["concentrated", "集中学习培训"],
  ["theory", "党的创新理论教育"],
  ["off_job", "脱产"],
  ["county_level", "县级以上党委举办"],
]);

/** @param {Fields} fields */
function dates({ start, end }) {
  return end && end !== start ? `${start} 至 ${end}` : start;
}

/** The record's amounts and answers in a line. @param {Fields} fields */
function facts(fields) {
  const amounts = [fields.days && `${fields.days} 天`, fields.hours && `${fields.hours} 学时`].filter(Boolean).join("，");
  const yes = ANSWERS.filter(([key]) => fields[key] === "yes").map(([, name]) => name);
  const open = ANSWERS.filter(([key]) => fields[key] === "unknown").map(([, name]) => name);
  const parts = [amounts, yes.length && `是：${yes.join("、")}`, open.length && `不清楚：${open.join("、")}`];
  return parts.filter(Boolean).join("；");
}

/**
 * The mistakes found in a record when it was last assessed.
 * @param {State} state
 * @param {string} id
 * @returns {Problem[]}
 */
export function problemsOf(state, id) {
  const { outcome } = state;
  if (outcome.kind !== "problems") return [];
  return outcome.problems.filter(({ record }) => record !== null && outcome.ids[record] === id);
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

  /** @param {HTMLElement} button */
  const idOf = (button) => /** @type {HTMLElement} */ (button.closest("[data-record]")).dataset.record || "";

  function toForm() {
    const form = part(section, "form");
    form.scrollIntoView({ block: "start" });
    const invalid = form.querySelector("[aria-invalid=true]:not([type=radio])");
    (invalid instanceof HTMLElement ? invalid : find(form, "[name=start]")).focus({ preventScroll: !invalid });
  }

  /** @param {string} id */
  const numberOf = (id) => store.state().notebook.records.findIndex((entry) => entry.id === id) + 1;

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

  /** @param {State} state @param {Entry} entry @param {number} index */
  function card(state, entry, index) {
    const made = fromTemplate("template-record");
    const problems = problemsOf(state, entry.id);
    const { topic, organiser } = entry.fields;
    made.dataset.record = entry.id;
    made.id = `record-${entry.id}`;
    made.classList.toggle("check-flagged", problems.length > 0);
    slot(made, "number").textContent = `第 ${index + 1} 条`;
    slot(made, "dates").textContent = dates(entry.fields) || "没有日期";
    slot(made, "topic").textContent = [topic, organiser].filter(Boolean).join("，") || "（没有写主题）";
    slot(made, "facts").textContent = facts(entry.fields);
    slot(made, "problems").hidden = problems.length === 0;
    slot(made, "problems").append(...problems.map(({ message }) => element("li", message)));
    for (const button of made.querySelectorAll("button")) {
      button.setAttribute("aria-label", `${button.textContent}第 ${index + 1} 条`);
    }
    return made;
  }

  /** @param {State} state */
  function showList(state) {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const holder = focused && list.contains(focused) ? focused.closest("[data-record]") : null;
    const act = focused ? focused.dataset.act : "";
    list.textContent = "";
    list.append(...state.notebook.records.map((entry, index) => card(state, entry, index)));
    // Drawing anew must not take the keyboard's place away.
    if (holder instanceof HTMLElement) {
      const again = list.querySelector(`[data-record="${holder.dataset.record}"]`);
      const target = again && act ? again.querySelector(`[data-act="${act}"]`) : again;
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    }
  }

  /** @param {State} state */
  function showUndo(state) {
    undo.textContent = "";
    if (!state.undo) return;
    const button = element("button", "撤销");
    button.setAttribute("type", "button");
    button.className = "check-secondary";
    button.addEventListener("click", () => {
      store.dispatch({ type: "undo" });
      title.focus();
    });
    undo.append(element("span", state.undo.message), button);
  }

  return (state, before) => {
    const { records } = state.notebook;
    if (!before || before.notebook.records !== records || before.outcome !== state.outcome) showList(state);
    if (!before || before.undo !== state.undo) showUndo(state);
    part(section, "count").textContent = records.length ? `${records.length} 条` : "";
  };
}
