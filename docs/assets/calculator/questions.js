/** 先弄清这几条: the open questions that decide most, with what each answer leads to. */

import { all, element, find, fromTemplate, itemsClickedOnce, onAct, part, say, slot, write } from "./dom.js";
import { isOutdated } from "./insight.js";
import { invites } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./insight.js").Question} Question */
/** @typedef {import("./insight.js").Questions} Questions */

const AT_FIRST = 3;

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function questionsView(root, store) {
  const section = part(root, "questions");
  const list = part(section, "question-list");
  const title = part(section, "questions-title");
  const more = find(section, "[data-act=more-questions]");
  const status = part(section, "questions-status");
  let all_ = false;
  /** What was said when the last answer was given here. */
  let said = "";

  /** The question that a button belongs to, and its records' ids. @param {HTMLElement} button */
  function asked(button) {
    const { questions, ids } = store.state().insight;
    const item = /** @type {HTMLElement} */ (button.closest("[data-question]"));
    const question = questions && questions.items[Number(item.dataset.question)];
    return question ? { question, ids: question.records.map((at) => ids[at]) } : null;
  }

  /** The keyboard's place, when what it was at is gone: the next question, else the heading. @param {number} at */
  function toQuestion(at) {
    const next = list.querySelectorAll("button[data-first]")[at];
    if (next instanceof HTMLElement) next.focus();
    else title.focus();
  }

  itemsClickedOnce(list);
  onAct(section, {
    answer(button) {
      const found = asked(button);
      if (!found) return;
      const { question, ids } = found;
      const answer = question.answers[Number(button.dataset.answer)];
      said = `已记下：${question.text}${answer.label}。`;
      store.dispatch({ type: "answered", ids, values: answer.set, key: question.key, message: said });
      say(status, said);
      find(section, "[data-act=undo-answer]").focus();
    },
    "put-aside"(button) {
      const found = asked(button);
      if (!found) return;
      const at = Number(/** @type {HTMLElement} */ (button.closest("[data-question]")).dataset.question);
      store.dispatch({ type: "aside", ids: found.ids, key: found.question.key });
      say(status, "先放着了。");
      toQuestion(at);
    },
    "undo-answer"() {
      store.dispatch({ type: "undo" });
      say(status, "已撤销。");
      title.focus();
    },
    "more-questions"() {
      all_ = true;
      show(store.state());
      toQuestion(AT_FIRST);
    },
  });

  /** @param {Question} question @param {number} at @param {string[]} ids */
  function item(question, at, ids) {
    const made = fromTemplate("template-ask");
    made.dataset.question = String(at);
    made.dataset.key = question.key;
    write(slot(made, "about"), question.about);
    slot(made, "about").setAttribute("href", `#record-${ids[question.records[0]]}`);
    const text = slot(made, "text");
    write(text, question.text);
    text.id = `ask-${at}`;
    say(slot(made, "decides"), question.decides || "");
    const answers = slot(made, "answers");
    answers.setAttribute("aria-labelledby", text.id);
    for (const [place, answer] of question.answers.entries()) {
      const row = fromTemplate("template-ask-answer");
      const button = slot(row, "label");
      button.textContent = answer.label;
      button.dataset.answer = String(place);
      if (place === 0) button.dataset.first = "";
      row.dataset.leads = answer.overall.verdict;
      row.dataset.settles = String(answer.settles);
      slot(row, "text").textContent = answer.text;
      slot(row, "more").textContent = answer.more;
      answers.append(row);
    }
    answers.append(fromTemplate("template-ask-aside"));
    for (const [place, row] of [...answers.children].entries()) {
      const button = find(row, "button");
      const effect = slot(row, "effect");
      effect.id = `ask-${at}-${place}`;
      button.setAttribute("aria-label", `${button.textContent}：${question.text}`);
      button.setAttribute("aria-describedby", effect.id);
    }
    return made;
  }

  /** The button that has the keyboard, as what would find it again. */
  function focused() {
    const active = document.activeElement;
    const holder = active && list.contains(active) ? active.closest("[data-question]") : null;
    if (!(holder instanceof HTMLElement) || !active) return null;
    const text = find(holder, "[data-slot=text]").textContent;
    return { text, place: all(holder, "button, a").indexOf(/** @type {HTMLElement} */ (active)) };
  }

  /** @param {State} state */
  function show({ insight: { questions, ids } }) {
    if (!questions) return;
    const held = focused();
    title.textContent = questions.heading;
    say(part(section, "questions-none"), questions.none || "");
    const items = questions.items.slice(0, all_ ? questions.items.length : AT_FIRST);
    list.textContent = "";
    list.append(...items.map((question, at) => item(question, at, ids)));
    list.hidden = items.length === 0;
    more.hidden = items.length === questions.items.length;
    part(section, "questions-beyond").hidden = questions.beyond.length === 0;
    const beyond = slot(section, "beyond");
    beyond.textContent = "";
    beyond.append(...questions.beyond.map(({ title: rule, text }) => element("li", `${rule}：${text}`)));
    if (!held) return;
    const again = [...list.children].find((each) => find(each, "[data-slot=text]").textContent === held.text);
    const target = again && all(again, "button, a")[held.place];
    (target || title).focus({ preventScroll: true });
  }

  /** Whether there is something to say: a question, or why there is none though a verdict is open. @param {Questions} questions */
  const worthSaying = ({ items, beyond, open }) => items.length > 0 || beyond.length > 0 || open > 0;

  return (state, before) => {
    const { questions } = state.insight;
    const done = part(section, "questions-done");
    const undoable = said !== "" && state.undo !== null && state.undo.message === said;
    const had = done.contains(document.activeElement);
    const outdated = isOutdated(state, "questions");
    // What may be back in a moment does not go: the keyboard may be there.
    const stays = outdated && !section.hidden;
    const within = section.contains(document.activeElement);
    const worth = questions !== null && (worthSaying(questions) || undoable || stays);
    section.hidden = state.outcome.kind !== "assessed" || invites(state) || !worth;
    section.setAttribute("aria-busy", String(outdated));
    done.hidden = !undoable;
    if (undoable) write(slot(done, "done"), said);
    else if (had && !section.hidden) title.focus();
    if (within && section.hidden) find(root, "#result-title").focus();
    if (!before || before.insight.questions !== questions) show(state);
  };
}
