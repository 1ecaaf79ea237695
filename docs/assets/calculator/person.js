/** 我的身份: who is assessed, and as of which day. */

import { all, find, fromTemplate, input, onAct, part, say } from "./dom.js";
import { localDate, newId } from "./history.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").RoleName} RoleName */
/** @typedef {import("./types.js").Term} Term */

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

  /** @param {(term: Term) => boolean} stays */
  function removeTerms(stays) {
    const dated = roles().some((term) => !stays(term) && (term.start || term.end));
    change({ roles: roles().filter(stays) }, dated ? "已去掉任期。" : undefined);
  }

  joined.addEventListener("change", () => change({ joined: joined.value }));
  infirm.addEventListener("change", () => change({ infirm: infirm.checked }));
  military.addEventListener("change", () => change({ military: military.checked }));
  asOf.addEventListener("change", () => {
    const date = asOf.value === localDate(new Date()) ? "" : asOf.value;
    store.dispatch({ type: "as-of", date });
  });
  onAct(section, { today: () => store.dispatch({ type: "as-of", date: "" }) });

  for (const block of all(section, "[data-role]")) {
    const role = /** @type {RoleName} */ (block.dataset.role);
    const tick = input(block, "[data-role-tick]");
    tick.addEventListener("change", () => (tick.checked ? addTerm(role) : removeTerms((term) => term.role !== role)));
    find(block, "[data-role-more]").addEventListener("click", () => addTerm(role));
  }

  /** @param {Term} term @param {number} index among the person's roles */
  function termElement(term, index) {
    const made = fromTemplate("template-term");
    made.dataset.term = term.id;
    for (const key of /** @type {const} */ (["start", "end"])) {
      const date = input(made, `input[data-term=${key}]`);
      const problem = find(made, `[data-term-problem=${key}]`);
      date.value = term[key];
      date.dataset.path = `person.roles[${index}].${key}`;
      problem.dataset.problemPath = date.dataset.path;
      problem.id = `problem-${term.id}-${key}`;
      date.id = `term-${term.id}-${key}`;
      find(made, `[data-term-label=${key}]`).setAttribute("for", date.id);
      date.setAttribute("aria-describedby", problem.id);
      date.addEventListener("change", () => {
        change({ roles: roles().map((other) => (other.id === term.id ? { ...other, [key]: date.value } : other)) });
      });
    }
    find(made, "[data-term-remove]").addEventListener("click", () => removeTerms(({ id }) => id !== term.id));
    return made;
  }

  /** @param {Term[]} terms */
  function showTerms(terms) {
    for (const block of all(section, "[data-role]")) {
      const shown = terms.map((term, index) => ({ term, index })).filter(({ term }) => term.role === block.dataset.role);
      input(block, "[data-role-tick]").checked = shown.length > 0;
      find(block, "[data-role-more]").hidden = shown.length === 0;
      const list = find(block, "[data-role-terms]");
      list.textContent = "";
      list.append(...shown.map(({ term, index }) => termElement(term, index)));
    }
  }

  /** @param {Problem[]} problems  those that are not about a record */
  function showProblems(problems) {
    const places = all(section, "[data-problem-path]");
    const known = new Set(places.map((place) => place.dataset.problemPath));
    for (const place of places) {
      const path = place.dataset.problemPath || "";
      const here = problems.filter(({ key }) => (path ? key === path : !known.has(key || "")));
      say(place, here.map(({ message }) => message).join(""));
      const field = section.querySelector(`input[data-path="${path}"]`);
      if (field) field.setAttribute("aria-invalid", String(here.length > 0));
    }
  }

  return (state, before) => {
    const { person, asOf: chosen } = state.notebook;
    const was = before && before.notebook;
    if (!was || was.person !== person) {
      if (joined.value !== person.joined) joined.value = person.joined;
      infirm.checked = person.infirm;
      military.checked = person.military;
      const ids = (/** @type {Term[]} */ terms) => terms.map(({ id }) => id).join(" ");
      // Fields being typed in are left alone: only another list of terms is drawn anew.
      if (!was || ids(was.person.roles) !== ids(person.roles)) showTerms(person.roles);
    }
    if (!was || was.asOf !== chosen) {
      asOf.value = chosen || localDate(new Date());
      find(section, "[data-act=today]").hidden = chosen === "";
    }
    if (!before || before.outcome !== state.outcome) {
      const { outcome } = state;
      showProblems(outcome.kind === "problems" ? outcome.problems.filter(({ record }) => record === null) : []);
    }
  };
}
