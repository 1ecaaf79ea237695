/** The form of one record: a new one, or one being changed. */

import { all, find, input, onAct, part, say } from "./dom.js";
import { ANSWERS, TEXTS } from "./fields.js";
import { emptyFields, newId, sameFields } from "./history.js";
import { shownFields } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Problem} Problem */

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @param {(id: string) => Promise<Problem[]>} check  what is wrong with the draft shown
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function formView(root, store, check) {
  const form = /** @type {HTMLFormElement} */ (part(root, "form"));
  const distinct = input(form, "[name=distinct]");
  const title = part(form, "form-title");
  const status = part(form, "form-status");
  const records = find(root, "#records-title");
  /** @param {string} key */
  const field = (key) => input(form, `[name="${key}"]`);

  /** @returns {Fields} */
  function typed() {
    const fields = emptyFields();
    for (const key of TEXTS) fields[key] = field(key).value;
    for (const key of ANSWERS) fields[key] = input(form, `[name="${key}"]:checked`).value;
    fields.distinct = distinct.checked;
    return fields;
  }

  /** @param {Fields} fields */
  function show(fields) {
    for (const key of TEXTS) if (field(key).value !== fields[key]) field(key).value = fields[key];
    for (const key of ANSWERS) {
      const radio = form.querySelector(`[name="${key}"][value="${fields[key]}"]`);
      if (radio instanceof HTMLInputElement) radio.checked = true;
    }
    distinct.checked = fields.distinct;
  }

  /** @param {Problem[]} problems */
  function showProblems(problems) {
    const places = all(form, "[data-problem-for]");
    const known = new Set(places.map(({ dataset }) => dataset.problemFor));
    for (const place of places) {
      const key = place.dataset.problemFor || "";
      const here = problems.filter((problem) => (key ? problem.key === key : !known.has(problem.key || "")));
      say(place, here.map(({ message }) => message).join(""));
      for (const control of key ? all(form, `[name="${key}"]`) : []) {
        control.setAttribute("aria-invalid", String(here.length > 0));
      }
    }
  }

  function toFirstProblem() {
    const invalid = form.querySelector("[aria-invalid=true]:not([type=radio]), [aria-invalid=true]:checked");
    const target = invalid || form.querySelector("[data-problem-for]:not([hidden])");
    if (target instanceof HTMLElement) target.focus();
  }

  /** What the browser itself knows to be unfinished: it keeps a half-typed date to itself. @returns {Problem[]} */
  function unfinished() {
    return ["start", "end"].filter((key) => field(key).validity.badInput || field(key).validity.valueMissing).map((key) => ({
      record: null,
      key,
      message: field(key).validity.badInput ? "日期没有填完整。" : "请填写开始日期。",
    }));
  }

  /** @param {Problem[]} problems */
  function refuse(problems) {
    store.dispatch({ type: "draft-refused", problems });
    toFirstProblem();
  }

  async function submit() {
    if (store.state().form.checking) return;
    const missing = unfinished();
    if (missing.length) return refuse(missing);
    const id = newId();
    const { drafts } = store.state();
    const submitted = shownFields(store.state());
    store.dispatch({ type: "checking" });
    const problems = await check(id);
    const now = store.state();
    const moved = now.drafts.editing !== drafts.editing || !sameFields(shownFields(now), submitted);
    if (moved) {
      const message = `刚才又有改动，还没有保存。请再按一次“${part(form, "submit").textContent}”。`;
      return refuse([{ record: null, key: null, message }]);
    }
    if (problems.length) return refuse(problems);
    store.dispatch({ type: "commit", id });
    const { editing } = drafts;
    const card = editing && root.querySelector(`[data-record="${editing.id}"]`);
    say(status, editing ? "已保存修改。" : `已添加，共 ${store.state().notebook.records.length} 条。可以接着添下一条。`);
    // After a change back to the record; after a new one to the next one's first field.
    if (card instanceof HTMLElement) return card.focus();
    form.scrollIntoView({ block: "start" });
    field("start").focus({ preventScroll: true });
  }

  form.addEventListener("input", () => store.dispatch({ type: "draft", fields: typed() }));
  form.addEventListener("change", () => store.dispatch({ type: "draft", fields: typed() }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  onAct(form, {
    "empty-form": () => {
      store.dispatch({ type: "empty-draft" });
      field("start").focus();
    },
    "cancel-edit": () => {
      store.dispatch({ type: "cancel-edit" });
      records.focus();
    },
  });

  return (state, before) => {
    const { editing } = state.drafts;
    const fields = shownFields(state);
    // What was said of the last record is over once anything goes on.
    if (before && (before.drafts !== state.drafts || before.notebook !== state.notebook)) say(status, "");
    if (!before || shownFields(before) !== fields) show(fields);
    if (!before || before.form.problems !== state.form.problems) showProblems(state.form.problems);
    if (before && before.drafts.editing === editing && before.notebook === state.notebook && before.form === state.form) return;
    const number = editing ? state.notebook.records.findIndex(({ id }) => id === editing.id) + 1 : 0;
    title.textContent = editing ? `修改第 ${number} 条` : "添加一条记录";
    part(form, "submit").textContent = editing ? "保存修改" : "添加这条记录";
    find(form, "[data-act=cancel-edit]").hidden = !editing;
    find(form, "[data-act=empty-form]").hidden = Boolean(editing);
    form.setAttribute("aria-busy", String(state.form.checking));
  };
}
