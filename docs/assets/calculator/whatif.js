/** 如果……: planned trainings, and which verdicts they would change. They are no records and are not kept. */

import { fillFromCalendar } from "./dates.js";
import { all, clickedOnce, element, find, fromTemplate, input, itemsClickedOnce, onAct, part, say, slot, write } from "./dom.js";
import { ANSWERS } from "./fields.js";
import { amount, emptyFields, newId, withPlain } from "./history.js";
import { isOutdated } from "./insight.js";
import { dates } from "./records.js";
import { invites } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./insight.js").Compared} Compared */
/** @typedef {import("./insight.js").Figures} Figures */

/** What only a secretary's years ask for. */
const ANNUAL = ["off_job", "county_level"];

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @param {ReturnType<typeof import("./assessor.js").createAssessor>["understand"]} understand
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function whatIfView(root, store, understand) {
  const section = part(root, "what-if");
  const form = /** @type {HTMLFormElement} */ (part(section, "whatif-form"));
  const list = part(section, "whatif-list");
  const status = part(section, "whatif-status");
  const later = input(section, "[data-part=whatif-with-later]");
  /** @param {string} name */
  const field = (name) => input(form, `[name="${name}"]`);
  let busy = false;
  /** The date the form was given, to know whether the reader chose another. */
  let given = "";

  /** @param {string} key */
  const isAsked = (key) => !(/** @type {HTMLElement} */ (field(key).closest("label")).hidden);

  /** @returns {Fields} */
  function typed() {
    const fields = { ...emptyFields(), start: field("start").value, hours: field("hours").value, days: field("days").value };
    // What is not asked may still be known, from the example.
    for (const key of ANSWERS) if (isAsked(key) || field(key).checked) fields[key] = field(key).checked ? "yes" : "no";
    return fields;
  }

  /** @param {Problem[]} problems */
  function showProblems(problems) {
    const places = all(form, "[data-plan-problem]");
    const known = places.map(({ dataset }) => dataset.planProblem);
    for (const place of places) {
      const key = place.dataset.planProblem || "";
      const here = problems.filter((each) => (key ? each.key === key : !each.key || !known.includes(each.key)));
      say(place, here.map(({ message }) => message).join(""));
      if (key) field(key).setAttribute("aria-invalid", String(here.length > 0));
    }
    const first = form.querySelector("[aria-invalid=true]");
    if (first instanceof HTMLElement) first.focus();
  }

  async function submit() {
    const fields = typed();
    if (!fields.start.trim()) return showProblems([{ record: null, key: "start", message: "请填写日期。" }]);
    if (busy) return;
    busy = true;
    const { current } = store.state().keeping;
    const read = await understand(fields);
    busy = false;
    if (store.state().keeping.current !== current) return;
    const problems = read ? read.problems : [{ record: null, key: null, message: "运算程序停了，请稍后再试。" }];
    showProblems(problems);
    if (!read || problems.length) return;
    store.dispatch({ type: "plan", entry: { id: newId(), fields: withPlain(fields, read.plain) } });
    field("hours").value = "";
    field("days").value = "";
    for (const key of ANNUAL) if (!isAsked(key)) field(key).checked = false;
    find(section, "#planned-title").focus();
  }

  fillFromCalendar(field("start"));
  itemsClickedOnce(list);
  clickedOnce(find(form, "[type=submit]"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  later.addEventListener("change", () => store.dispatch({ type: "plan-later", on: later.checked }));

  /** @param {HTMLElement} button */
  const idOf = (button) => /** @type {HTMLElement} */ (button.closest("[data-plan]")).dataset.plan || "";

  function afterRemoval() {
    find(section, store.state().insight.plans.length ? "#planned-title" : "#whatif-title").focus();
  }

  onAct(section, {
    "plan-preset"(button) {
      field("days").value = button.dataset.days || "";
      field("hours").value = button.dataset.hours || "";
      field("concentrated").checked = true;
      field("theory").checked = false;
      for (const key of ANNUAL) field(key).checked = true;
      showProblems([]);
      find(form, "[type=submit]").focus();
    },
    "drop-plan"(button) {
      store.dispatch({ type: "drop-plan", id: idOf(button) });
      say(status, "已去掉。");
      afterRemoval();
    },
    "drop-plans"() {
      store.dispatch({ type: "drop-plans" });
      say(status, "已全部去掉。");
      afterRemoval();
    },
    "keep-plan"(button) {
      const id = idOf(button);
      const message = "已加入我的记录。";
      store.dispatch({ type: "keep-plan", id, message });
      say(status, message);
      // A plan knows neither topic nor last day: the record opens for what is wanting.
      store.dispatch({ type: "edit", id });
      part(root, "form").scrollIntoView({ block: "start" });
      find(root, "#field-topic").focus({ preventScroll: true });
    },
  });

  /** A plan in words: when, how much, and as what. @param {Entry} entry */
  function planElement({ id, fields }) {
    const made = fromTemplate("template-plan");
    const [days, hours] = [amount(fields, "days"), amount(fields, "hours")];
    const amounts = [days === null ? "" : `${days} 天`, hours === null ? "" : `${hours} 学时`].filter(Boolean);
    made.dataset.plan = id;
    const what = `${dates(fields)}，${amounts.join("、")}`;
    write(slot(made, "what"), what);
    const names = ANSWERS.filter((key) => fields[key] === "yes").map((key) => find(form, `[data-plan-name="${key}"]`).textContent);
    slot(made, "as").textContent = names.length ? `，${names.join("，")}` : "";
    for (const button of all(made, "button")) button.setAttribute("aria-label", `${button.textContent}：${what}`);
    return made;
  }

  /** @param {Compared} compared */
  function flipElement({ title, before, after, undone, moved }) {
    const made = fromTemplate("template-flip");
    made.dataset.undone = String(undone);
    slot(made, "title").textContent = title;
    slot(made, "before").textContent = before.label;
    slot(made, "after").textContent = after.label;
    slot(made, "before-verdict").dataset.overall = before.verdict;
    slot(made, "after-verdict").dataset.overall = after.verdict;
    write(slot(made, "moved"), moved);
    return made;
  }

  /** @param {Compared} compared */
  function comparedElement({ title, before, after }) {
    const made = fromTemplate("template-compared");
    slot(made, "title").textContent = title;
    slot(made, "before").textContent = [before.label, before.figure].filter(Boolean).join(" ");
    slot(made, "after").textContent = [after.label, after.figure].filter(Boolean).join(" ");
    return made;
  }

  /** @param {Figures} figures @param {boolean} changed */
  function showResult({ what_if: found }, changed) {
    part(section, "whatif-result").hidden = !found;
    if (!found) return;
    part(section, "whatif-overall").textContent = found.overall.text;
    const remarks = part(section, "whatif-remarks");
    remarks.textContent = "";
    remarks.append(...found.remarks.map((message) => element("li", message)));
    remarks.hidden = found.remarks.length === 0;
    const flips = part(section, "whatif-flips");
    flips.textContent = "";
    flips.append(...found.findings.filter((each) => each.flips).map(flipElement));
    flips.hidden = flips.childElementCount === 0;
    const compared = part(section, "whatif-compared");
    compared.textContent = "";
    const moving = found.findings.filter((each) => each.moves);
    compared.append(...moving.map(comparedElement));
    part(section, "whatif-fold").hidden = moving.length === 0;
    if (changed) say(status, [found.overall.text, ...found.findings.map(({ text }) => text || ""), ...found.remarks].join(""));
  }

  /** @param {Figures} figures */
  function showForm({ plan, later: after, years }) {
    const start = field("start");
    if (start.value === given) start.value = plan;
    given = plan;
    const annual = years.rows.some((year) => year.annual);
    for (const key of ANNUAL) /** @type {HTMLElement} */ (field(key).closest("label")).hidden = !annual;
    part(section, "whatif-later").hidden = !after;
    write(slot(section, "later"), after ? after.text : "");
  }

  return (state, before) => {
    const { outcome, insight } = state;
    const { figures, plans } = insight;
    // Emptied with all the rest, it is given its date again.
    if (before && before.cleared !== state.cleared) given = "";
    section.setAttribute("aria-busy", String(isOutdated(state, "figures")));
    section.hidden = outcome.kind !== "assessed" || !figures || invites(state);
    later.checked = insight.later;
    if (!before || before.insight.plans !== plans) {
      list.textContent = "";
      list.append(...plans.map(planElement));
      part(section, "whatif-planned").hidden = plans.length === 0;
      find(section, "[data-act=drop-plans]").hidden = plans.length < 2;
    }
    if (figures && (!before || before.insight.figures !== figures)) {
      showForm(figures);
      showResult(figures, Boolean(before && before.insight.figures && before.outcome === outcome));
    }
  };
}
