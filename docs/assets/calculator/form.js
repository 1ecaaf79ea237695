/** The form of one record: a new one, or one being changed. */

import { fillFromCalendar } from "./dates.js";
import { all, clickedOnce, find, input, onAct, part, say } from "./dom.js";
import { AMOUNTS, ANSWERS, TEXTS } from "./fields.js";
import { emptyFields, newId, sameFields } from "./history.js";
import { shownFields } from "./drafts.js";
import { whenReleased } from "./pressing.js";
import { remarksOn } from "./record-words.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Plain} Plain */
/** @typedef {import("./types.js").Problem} Problem */

/** What is folded away until it is wanted. */
const FOLDED = /** @type {const} */ (["end", "organiser", "theory_hours"]);
const UNITS = { days: "天", hours: "学时", theory_hours: "理论学时" };

/** How typed dates and amounts were understood, in words; empty where they were typed plainly. @param {Plain} plain */
function readAs(plain) {
  if (!plain) return "";
  const { start, end } = plain;
  const days = start ? [end && end !== start ? `${start} 至 ${end}` : String(start)] : [];
  const amounts = AMOUNTS.flatMap((key) => (key in plain && plain[key] !== null ? [`${plain[key]} ${UNITS[key]}`] : []));
  return `读作：${[...days, ...amounts].join("，")}`;
}

/** The record that is being changed, by its id. @param {{drafts: import("./types.js").Drafts, aside?: unknown}} state */
const whose = ({ drafts, aside }) => (aside ? "example" : drafts.editing ? drafts.editing.id : "");

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @param {ReturnType<typeof import("./assessor.js").createAssessor>} assessor
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function formView(root, store, { understand, attempt }) {
  const form = /** @type {HTMLFormElement} */ (part(root, "form"));
  const distinct = input(form, "[name=distinct]");
  const title = part(form, "form-title");
  const status = part(form, "form-status");
  const records = find(root, "#records-title");
  const more = /** @type {HTMLDetailsElement} */ (part(form, "more"));
  const reading = find(form, "[data-read-of=start]");
  /** What it says something of. @type {Fields | null} */
  let readOf = null;
  let attempts = 0;
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
    const known = new Set(places.flatMap(({ dataset }) => dataset.problemFor || []));
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
    if (target && more.contains(target)) more.open = true;
    if (target instanceof HTMLElement) target.focus();
  }

  /** What a record cannot do without, whoever reads it. @returns {Problem[]} */
  function unfinished() {
    const { start, days, hours } = shownFields(store.state());
    return [
      ...(start.trim() ? [] : [{ record: null, key: "start", message: "请填写日期。" }]),
      ...(days.trim() || hours.trim() ? [] : [{ record: null, key: "hours", message: "天数和学时至少要填一项。" }]),
    ];
  }

  /** A mistake, unless it stands at the field already. @param {string} message */
  const unsaid = (message) => (store.state().form.problems.some((each) => each.message === message) ? "" : message);

  /** Says how what was typed is read, as soon as it is known. Typing does not wait for it. */
  async function tellReading() {
    const fields = shownFields(store.state());
    if (!fields.start.trim()) return say(reading, "");
    const read = await understand(fields);
    if (!read || !sameFields(shownFields(store.state()), fields)) return;
    const date = read.problems.find(({ key }) => key === "start");
    readOf = fields;
    say(reading, date ? unsaid(date.message) : readAs(read.plain));
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
    const { drafts, keeping } = store.state();
    const submitted = shownFields(store.state());
    attempts += 1;
    const own = attempts;
    store.dispatch({ type: "checking" });
    const { plain, problems, outcome } = await attempt(id);
    const now = store.state();
    // Another record, or somebody else's, is in the form: what was half made of this one can be brought back there.
    if (own !== attempts || whose(now) !== whose({ drafts }) || now.keeping.current !== keeping.current) return;
    if (sameFields(shownFields(now), emptyFields())) return store.dispatch({ type: "draft-refused", problems: [] });
    if (!sameFields(shownFields(now), submitted)) {
      const message = `刚才又有改动，还没有保存。请再按一次“${part(form, "submit").textContent}”。`;
      return refuse([{ record: null, key: null, message }]);
    }
    if (problems.length) return refuse(problems);
    store.dispatch({ type: "commit", id, plain, outcome });
    const { editing } = drafts;
    const done = editing ? "已改好。" : `已添加，共 ${store.state().notebook.records.length} 条。`;
    const next = editing ? "" : "可以接着添下一条。";
    const remarks = outcome ? remarksOn(outcome, editing ? editing.id : id).join("") : "";
    say(status, done + remarks + (store.state().keeping.conflict ? "还没有存进浏览器，请先选下面的。" : next));
    // After a change back to the record; after a new one to the next one's first field. With the next frame: before it,
    // the whole page would have to be laid out once more for it.
    requestAnimationFrame(() => {
      const held = document.activeElement;
      if (held && held !== document.body && !form.contains(held)) return;
      const card = editing && root.querySelector(`[data-record="${editing.id}"]`);
      if (card instanceof HTMLElement) return card.focus();
      form.scrollIntoView({ block: "start" });
      field("start").focus({ preventScroll: true });
    });
  }

  fillFromCalendar(field("start"));
  fillFromCalendar(field("end"));
  form.addEventListener("input", () => store.dispatch({ type: "draft", fields: typed() }));
  form.addEventListener("change", () => {
    store.dispatch({ type: "draft", fields: typed() });
    whenReleased(tellReading);
  });
  clickedOnce(part(form, "submit"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  onAct(form, {
    "empty-form": () => {
      store.dispatch({ type: "empty-draft" });
      field("start").focus();
    },
    repeat: () => {
      store.dispatch({ type: "repeat" });
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
    if (readOf && !sameFields(fields, readOf)) {
      readOf = null;
      say(reading, "");
    }
    if (before && before.runtime.state !== "ready" && state.runtime.state === "ready") tellReading();
    form.hidden = state.aside !== null;
    part(root, "form-example").hidden = state.aside === null;
    if (!before || whose(state) !== whose(before)) more.open = fields.distinct || FOLDED.some((key) => fields[key] !== "");
    find(form, "[data-act=repeat]").hidden = Boolean(editing) || state.notebook.records.length === 0 || !sameFields(fields, emptyFields());
    if (!before || before.form.problems !== state.form.problems) {
      showProblems(state.form.problems);
      say(reading, unsaid(reading.textContent || ""));
    }
    if (before && before.drafts.editing === editing && before.notebook === state.notebook && before.form === state.form) return;
    const number = editing ? state.notebook.records.findIndex(({ id }) => id === editing.id) + 1 : 0;
    title.textContent = editing ? `修改第 ${number} 条` : "添加一条记录";
    part(form, "submit").textContent = editing ? "保存修改" : "添加这条记录";
    find(form, "[data-act=cancel-edit]").hidden = !editing;
    find(form, "[data-act=empty-form]").hidden = Boolean(editing);
    form.setAttribute("aria-busy", String(state.form.checking));
  };
}
