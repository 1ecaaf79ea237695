/** 我的身份: who is assessed, and as of which day. */

import { fillFromCalendar, readAs } from "./dates.js";
import { all, find, fromTemplate, input, onAct, part, say } from "./dom.js";
import { datesOf, newId } from "./history.js";
import { kindOf } from "./person-words.js";
import { inPlace, whenReleased } from "./pressing.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").RoleName} RoleName */
/** @typedef {import("./types.js").Term} Term */

const DATES = /** @type {const} */ (["start", "end"]);

/** Who types no further for so long, has a date that may be judged. */
const PAUSE_MS = 2000;

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function personView(root, store) {
  const section = part(root, "person");
  const folded = /** @type {HTMLDetailsElement} */ (part(section, "dates"));
  const infirm = input(section, "[name=infirm]");
  const military = input(section, "[name=military]");

  /** @param {Partial<Person>} change @param {string} [undo] */
  function change(change, undo) {
    store.dispatch({ type: "person", person: { ...store.state().notebook.person, ...change }, undo });
  }

  const roles = () => store.state().notebook.person.roles;

  /** @param {RoleName} role */
  const addTerm = (role) => change({ roles: [...roles(), { id: newId(), role, start: "", end: "" }] });

  const dateFields = () => /** @type {HTMLInputElement[]} */ (all(section, "input[data-path]"));

  /** What was typed in a field, and the date it was read as. @type {WeakMap<HTMLInputElement, {text: string, date: string}>} */
  const readings = new WeakMap();

  /** Remembers how the dates were read. @param {import("./types.js").Assessed} outcome @param {State} before  with the dates as typed */
  function noteReadings({ dates }, { notebook }) {
    const typed = datesOf(notebook);
    for (const field of dateFields()) {
      const path = field.dataset.path || "";
      if (path in dates && typed[path] === field.value) readings.set(field, { text: field.value, date: dates[path] });
    }
  }

  /** Shows the dates; one that is being typed, and one that was read as what is kept, as it was typed. @param {State} state */
  function showDates(state) {
    const { as_of: chosen, ...dates } = datesOf(state.notebook);
    const shown = { ...dates, as_of: chosen || state.today };
    for (const field of dateFields()) {
      const path = /** @type {keyof typeof shown} */ (field.dataset.path || "");
      const date = shown[path];
      const read = readings.get(field);
      const known = read !== undefined && read.text === field.value && read.date === date;
      // Nobody types in a tab behind.
      const typing = field === document.activeElement && document.hasFocus();
      if (!typing && !known && field.value !== date) field.value = date;
      say(find(section, `[data-read-path="${path}"]`), known && !state.typing ? readAs(field.value, date) : "");
    }
  }

  /** @param {(term: Term) => boolean} stays */
  function removeTerms(stays) {
    const dated = roles().some((term) => !stays(term) && (term.start || term.end));
    change({ roles: roles().filter(stays) }, dated ? "已去掉任期。" : undefined);
  }

  /** Problems of the last answer that are not about a record. @type {Problem[]} */
  let told = [];

  let pause = 0;
  function datesTyped() {
    window.clearTimeout(pause);
    store.dispatch({ type: "dates-typed" });
  }

  section.addEventListener("input", ({ target }) => {
    const { dataset, value } = /** @type {HTMLInputElement} */ (target);
    if (!dataset.path) return;
    window.clearTimeout(pause);
    pause = window.setTimeout(datesTyped, PAUSE_MS);
    store.dispatch({ type: "date", key: dataset.path, text: value });
  });
  const leaveDates = () => whenReleased(datesTyped);
  const showReadings = () => showDates(store.state());

  section.addEventListener("change", leaveDates);
  section.addEventListener("focusout", () => {
    leaveDates();
    whenReleased(showReadings);
  });
  for (const field of dateFields()) fillFromCalendar(field);
  infirm.addEventListener("change", () => inPlace(infirm, () => change({ infirm: infirm.checked })));
  military.addEventListener("change", () => inPlace(military, () => change({ military: military.checked })));
  onAct(section, {
    today() {
      store.dispatch({ type: "date", key: "as_of", text: "" });
      datesTyped();
    },
  });

  for (const block of all(section, "[data-role]")) {
    const role = /** @type {RoleName} */ (block.dataset.role);
    const tick = input(block, "[data-role-tick]");
    tick.addEventListener("change", () =>
      inPlace(tick, () => (tick.checked ? addTerm(role) : removeTerms((term) => term.role !== role))),
    );
    find(block, "[data-role-more]").addEventListener("click", () => addTerm(role));
  }

  /** A term's fields, which stay the same however often it changes. @param {string} id @param {HTMLElement} block */
  function termElement(id, block) {
    const made = fromTemplate("template-term");
    made.dataset.termId = id;
    for (const key of DATES) {
      const date = input(made, `input[data-term=${key}]`);
      const hint = find(made, `[data-term-hint=${key}]`);
      const reading = find(made, `[data-term-read=${key}]`);
      const problem = find(made, `[data-term-problem=${key}]`);
      date.id = `term-${id}-${key}`;
      hint.id = `hint-${id}-${key}`;
      reading.id = `read-${id}-${key}`;
      problem.id = `problem-${id}-${key}`;
      find(made, `[data-term-label=${key}]`).setAttribute("for", date.id);
      date.setAttribute("aria-describedby", `${hint.id} ${reading.id} ${problem.id}`);
      fillFromCalendar(date);
    }
    find(made, "[data-term-remove]").addEventListener("click", () => {
      removeTerms((term) => term.id !== id);
      const more = find(block, "[data-role-more]");
      (more.hidden ? find(block, "[data-role-tick]") : more).focus();
    });
    return made;
  }

  /** @param {HTMLElement} made @param {Term} term @param {number} index among the person's roles @param {number} number */
  function showTerm(made, term, index, number) {
    const name = find(section, `[data-role="${term.role}"] [data-name]`).textContent;
    for (const place of all(made, "[data-term-role]")) place.textContent = name;
    for (const place of all(made, "[data-term-number]")) place.textContent = String(number);
    for (const key of DATES) {
      const path = `person.roles[${index}].${key}`;
      input(made, `input[data-term=${key}]`).dataset.path = path;
      find(made, `[data-term-read=${key}]`).dataset.readPath = path;
      find(made, `[data-term-problem=${key}]`).dataset.problemPath = path;
    }
  }

  /** @param {Term[]} terms */
  function showTerms(terms) {
    for (const block of all(section, "[data-role]")) {
      const list = find(block, "[data-role-terms]");
      const there = new Map(all(list, "[data-term-id]").map((made) => [made.dataset.termId, made]));
      const shown = terms.filter(({ role }) => role === block.dataset.role);
      for (const [id, made] of there) if (!shown.some((term) => term.id === id)) made.remove();
      shown.forEach((term, place) => {
        const made = there.get(term.id) || termElement(term.id, block);
        showTerm(made, term, terms.indexOf(term), place + 1);
        // Moving an element would take the focus from what is in it.
        if (list.children[place] !== made) list.insertBefore(made, list.children[place] || null);
      });
      input(block, "[data-role-tick]").checked = shown.length > 0;
      find(block, "[data-role-more]").hidden = shown.length === 0;
    }
  }

  /** Says at each field what the last answer told of it. */
  function showProblems() {
    const places = all(section, "[data-problem-path]");
    const known = new Set(places.map((place) => place.dataset.problemPath));
    for (const place of places) {
      const path = place.dataset.problemPath || "";
      const field = /** @type {HTMLInputElement | null} */ (section.querySelector(`input[data-path="${path}"]`));
      const here = told.filter(({ key }) => (path ? key === path : !known.has(key || ""))).map(({ message }) => message);
      say(place, here.join(""));
      if (here.length && folded.contains(place)) folded.open = true;
      if (field) field.setAttribute("aria-invalid", String(here.length > 0));
    }
  }

  return (state, before) => {
    const { outcome, notebook } = state;
    const { person, asOf } = notebook;
    if (!before || before.notebook.person !== person) {
      infirm.checked = person.infirm;
      military.checked = person.military;
      showTerms(person.roles);
      kindOf(root, person).checked = true;
    }
    find(section, "[data-act=today]").hidden = asOf === "";
    if (before && before.outcome !== outcome && outcome.kind === "assessed") noteReadings(outcome, before);
    showDates(state);
    if (!before || before.outcome !== outcome) {
      told = outcome.kind === "problems" ? outcome.problems.filter(({ record }) => record === null) : [];
      showProblems();
    }
  };
}
