/** 我的身份: who is assessed, and as of which day. */

import { all, find, fromTemplate, input, onAct, part, say } from "./dom.js";
import { newId } from "./history.js";
import { kindOf } from "./person-words.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").RoleName} RoleName */
/** @typedef {import("./types.js").Term} Term */

const DATES = /** @type {const} */ (["start", "end"]);
const HALF = "日期没有填完整，还没有改。";

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function personView(root, store) {
  const section = part(root, "person");
  const joined = input(section, "[name=joined]");
  const asOf = input(section, "[name=as_of]");
  const infirm = input(section, "[name=infirm]");
  const military = input(section, "[name=military]");

  /** @param {Partial<Person>} change @param {string} [undo] */
  function change(change, undo) {
    store.dispatch({ type: "person", person: { ...store.state().notebook.person, ...change }, undo });
  }

  const roles = () => store.state().notebook.person.roles;

  /** @param {RoleName} role */
  const addTerm = (role) => change({ roles: [...roles(), { id: newId(), role, start: "", end: "" }] });

  /** @param {HTMLInputElement} date @param {string} value */
  function showDate(date, value) {
    // What is being typed is left alone: until it is whole, the browser keeps it to itself. Nobody types in a tab behind.
    const typing = date === document.activeElement && (document.hasFocus() || date.validity.badInput);
    if (!typing && date.value !== value) date.value = value;
  }

  /** @param {(term: Term) => boolean} stays */
  function removeTerms(stays) {
    const dated = roles().some((term) => !stays(term) && (term.start || term.end));
    change({ roles: roles().filter(stays) }, dated ? "已去掉任期。" : undefined);
  }

  /** Problems of the last answer that are not about a record. @type {Problem[]} */
  let told = [];

  /** Takes a day over when it is whole: one that is half erased is not none. @param {HTMLInputElement} date @param {(value: string) => void} take */
  function takeDate(date, take) {
    showProblems();
    if (!date.validity.badInput) take(date.value);
  }

  joined.addEventListener("change", () => takeDate(joined, (value) => change({ joined: value })));
  infirm.addEventListener("change", () => change({ infirm: infirm.checked }));
  military.addEventListener("change", () => change({ military: military.checked }));
  asOf.addEventListener("change", () => {
    takeDate(asOf, (value) => store.dispatch({ type: "as-of", date: value === store.state().today ? "" : value }));
  });
  asOf.addEventListener("blur", () => {
    const { notebook, today } = store.state();
    if (!asOf.validity.badInput) asOf.value = notebook.asOf || today;
  });
  onAct(section, { today: () => store.dispatch({ type: "as-of", date: "" }) });

  for (const block of all(section, "[data-role]")) {
    const role = /** @type {RoleName} */ (block.dataset.role);
    const tick = input(block, "[data-role-tick]");
    tick.addEventListener("change", () => (tick.checked ? addTerm(role) : removeTerms((term) => term.role !== role)));
    find(block, "[data-role-more]").addEventListener("click", () => addTerm(role));
  }

  /** A term's fields, which stay the same however often it changes. @param {string} id @param {HTMLElement} block */
  function termElement(id, block) {
    const made = fromTemplate("template-term");
    made.dataset.termId = id;
    for (const key of DATES) {
      const date = input(made, `input[data-term=${key}]`);
      const hint = find(made, `[data-term-hint=${key}]`);
      const problem = find(made, `[data-term-problem=${key}]`);
      date.id = `term-${id}-${key}`;
      hint.id = `hint-${id}-${key}`;
      problem.id = `problem-${id}-${key}`;
      find(made, `[data-term-label=${key}]`).setAttribute("for", date.id);
      date.setAttribute("aria-describedby", `${hint.id} ${problem.id}`);
      date.addEventListener("change", () => {
        takeDate(date, (value) => change({ roles: roles().map((term) => (term.id === id ? { ...term, [key]: value } : term)) }));
      });
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
      const date = input(made, `input[data-term=${key}]`);
      showDate(date, term[key]);
      date.dataset.path = `person.roles[${index}].${key}`;
      find(made, `[data-term-problem=${key}]`).dataset.problemPath = date.dataset.path;
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

  /** Says at each field what the last answer told of it, or that it is half typed. */
  function showProblems() {
    const places = all(section, "[data-problem-path]");
    const known = new Set(places.map((place) => place.dataset.problemPath));
    for (const place of places) {
      const path = place.dataset.problemPath || "";
      const field = /** @type {HTMLInputElement | null} */ (section.querySelector(`input[data-path="${path}"]`));
      const here = told.filter(({ key }) => (path ? key === path : !known.has(key || ""))).map(({ message }) => message);
      if (field && field.validity.badInput) here.unshift(HALF);
      say(place, here.join(""));
      if (field) field.setAttribute("aria-invalid", String(here.length > 0));
    }
  }

  return (state, before) => {
    const { person, asOf: chosen } = state.notebook;
    const was = before && before.notebook;
    if (!was || was.person !== person) {
      showDate(joined, person.joined);
      infirm.checked = person.infirm;
      military.checked = person.military;
      showTerms(person.roles);
      kindOf(root, person).checked = true;
    }
    if (!before || before.notebook.asOf !== chosen || before.today !== state.today) {
      showDate(asOf, chosen || state.today);
      find(section, "[data-act=today]").hidden = chosen === "";
    }
    if (!before || before.outcome !== state.outcome) {
      const { outcome } = state;
      told = outcome.kind === "problems" ? outcome.problems.filter(({ record }) => record === null) : [];
      showProblems();
    }
  };
}
