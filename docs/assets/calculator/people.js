/** 给谁自查: several people on one device, each with a notebook of their own. */

import { element, find, fromTemplate, input, onAct, part, say, slot } from "./dom.js";
import { nameShown, personShown } from "./keeping.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Named} Named */

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @param {import("./storage.js").Keeper} keeper
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function peopleView(root, store, keeper) {
  const section = part(root, "people");
  const summary = find(section, "summary");
  const list = part(section, "people-list");
  const removed = part(section, "people-removed");
  const renaming = /** @type {HTMLFormElement} */ (part(section, "people-rename"));
  const adding = /** @type {HTMLFormElement} */ (part(section, "people-add"));

  const keeping = () => store.state().keeping;
  const current = () => personShown(keeping());
  const announce = (/** @type {string} */ text) => say(part(section, "people-status"), text);

  /** @param {Named} person */
  const told = ({ name, records }) => `现在给“${name}”自查，${records} 条记录。`;

  /**
   * A name to use, or null once what is wrong with it is said.
   * @param {HTMLFormElement} form
   * @param {string} own  the id of whose name it may be
   */
  function nameIn(form, own) {
    const field = input(form, "input");
    const name = field.value.trim();
    const taken = keeping().people.some((person) => person.id !== own && person.name === name);
    const problem = taken ? `已经有“${name}”了，请换一个叫法。` : name ? "" : "请填一个叫法。";
    showProblem(form, problem);
    if (problem) field.focus();
    return problem ? null : name;
  }

  /** @param {HTMLFormElement} form @param {string} problem */
  function showProblem(form, problem) {
    say(find(form, ".check-problem"), problem);
    input(form, "input").setAttribute("aria-invalid", String(problem !== ""));
  }

  function stopRenaming() {
    renaming.hidden = true;
    showProblem(renaming, "");
  }

  adding.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = nameIn(adding, "");
    if (name === null) return;
    keeper.add(name);
    store.dispatch({ type: "removed", message: "" });
    input(adding, "input").value = "";
    stopRenaming();
    announce(`已加上。${told(current())}`);
    toChosen();
  });

  renaming.addEventListener("submit", (event) => {
    event.preventDefault();
    const { id } = current();
    const name = nameIn(renaming, id);
    if (name === null) return;
    keeper.rename(id, name);
    stopRenaming();
    announce(`已改名为“${name}”。`);
    find(section, "[data-act=rename-person]").focus();
  });

  list.addEventListener("change", (event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    stopRenaming();
    keeper.choose(value);
    announce(told(current()));
  });

  function toChosen() {
    const radio = list.querySelector("input:checked");
    if (radio instanceof HTMLElement) radio.focus();
  }

  onAct(section, {
    "rename-person"() {
      renaming.hidden = false;
      input(renaming, "input").value = current().name;
      find(renaming, "[data-slot=old-name]").textContent = current().name;
      input(renaming, "input").focus();
    },
    "rename-no"() {
      stopRenaming();
      find(section, "[data-act=rename-person]").focus();
    },
    "remove-person"() {
      const { id, name, records } = current();
      stopRenaming();
      keeper.remove(id);
      store.dispatch({ type: "removed", message: `已删除“${name}”和 ${records} 条记录。` });
      find(removed, "button").focus();
    },
  });

  /** @param {State["keeping"]} state */
  function showList({ people, current: chosen }) {
    const focused = document.activeElement;
    const held = focused instanceof HTMLInputElement && list.contains(focused) ? focused.value : null;
    list.textContent = "";
    for (const { id, name, records, unsaved } of people) {
      const row = fromTemplate("template-person-row");
      const radio = input(row, "input");
      radio.value = id;
      radio.checked = id === chosen;
      slot(row, "name").textContent = name;
      slot(row, "records").textContent = `${records} 条${unsaved ? "，有改动没存" : ""}`;
      list.append(row);
      if (id === held) radio.focus({ preventScroll: true });
    }
  }

  /** @param {string} message */
  function showRemoved(message) {
    removed.textContent = "";
    if (!message) return;
    const button = element("button", "撤销");
    button.setAttribute("type", "button");
    button.className = "check-secondary";
    button.addEventListener("click", () => {
      keeper.restore();
      store.dispatch({ type: "removed", message: "" });
      toChosen();
    });
    removed.append(element("span", message), button);
  }

  return (state, before) => {
    const { people, current: chosen, removed: message } = state.keeping;
    const was = before && before.keeping;
    if (!was || was.people !== people || was.current !== chosen) {
      const person = personShown(state.keeping);
      const whose = nameShown(state.keeping);
      part(root, "whose").textContent = whose && `（${whose}）`;
      slot(summary, "name").textContent = person.name;
      slot(summary, "count").textContent = people.length > 1 ? `（共 ${people.length} 人）` : "";
      part(section, "people-choice").hidden = whose === "";
      find(section, "[data-act=remove-person]").hidden = people.length < 2;
      for (const place of section.querySelectorAll("[data-slot=whose]")) place.textContent = `“${person.name}”`;
      showList(state.keeping);
    }
    if (!was || was.removed !== message) showRemoved(message);
  };
}
