/** The answer at the top, in the calculator's words; and what has to happen where there is none yet. */

import { element, find, onAct, part, say, write } from "./dom.js";
import { example } from "./example.js";
import { findingId } from "./finding.js";
import { recordLink } from "./results.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Assessed} Assessed */
/** @typedef {import("./types.js").Refused} Refused */

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function answerView(root, store) {
  const section = part(root, "answer");
  const unassessed = part(section, "unassessed");
  const answered = part(section, "answered");
  const title = find(section, "#result-title");
  const announcement = part(section, "announcement");

  onAct(section, {
    example() {
      store.dispatch({ type: "example", notebook: example() });
      title.focus();
    },
    "leave-example"() {
      store.dispatch({ type: "leave-example" });
      title.focus();
    },
  });

  /** @param {Assessed} outcome */
  function showAnswer({ assessment, answer, ids }) {
    const { overall } = assessment;
    part(answered, "overall").dataset.overall = overall.verdict;
    write(part(answered, "headline"), answer.headline);
    part(answered, "overall-label").textContent = overall.label;
    part(answered, "time-left").textContent = answer.days_left === null ? "" : `。规划期还有 ${answer.days_left} 天`;
    const reasons = part(answered, "reasons");
    reasons.textContent = "";
    for (const { rule, text } of answer.reasons) {
      const link = element("a", find(root, `[data-quota="${rule}"] [data-title]`).textContent || "");
      link.setAttribute("href", `#${findingId({ rule, year: null })}`);
      const reason = element("li");
      const words = element("span", `：${text}`);
      reason.append(link, words);
      reasons.append(reason);
    }
    reasons.hidden = answer.reasons.length === 0;
    write(part(answered, "as-of-line"), `算到 ${assessment.as_of}，共 ${ids.length} 条记录。`);
    part(root, "bar-label").textContent = `结果：${overall.label}`;
    say(announcement, `结果已更新。${answer.headline}。总的看：${overall.label}。`);
  }

  /** @param {Refused} outcome */
  function showProblems({ problems, ids }) {
    const numbers = [...new Set(problems.map(({ record }) => record))];
    const records = numbers.flatMap((record) => (record === null ? [] : [record]));
    const places = numbers.includes(null) ? ["“我的身份”"] : [];
    unassessed.textContent = "";
    const line = element("p", "还没有结果：请先改正");
    const links = [...places.map((place) => element("span", place)), ...records.map((index) => recordLink(index, ids[index]))];
    line.append(...links.flatMap((link, index) => (index ? ["、", link] : [link])), "。填好的内容都在。");
    unassessed.append(line);
    part(root, "bar-label").textContent = "还没有结果";
    say(announcement, line.textContent || "");
  }

  return (state, before) => {
    const { outcome } = state;
    answered.setAttribute("aria-busy", String(state.stale));
    part(section, "example-mark").hidden = state.aside === null;
    // Whoever came with a branch has no result of their own to go to.
    find(root, ".check-bar a").hidden = state.branch !== null && state.notebook.records.length === 0;
    part(section, "unanswered").hidden = state.notebook.records.length > 0;
    part(section, "invitation").hidden = outcome.kind === "assessed";
    answered.hidden = outcome.kind !== "assessed";
    unassessed.hidden = outcome.kind !== "problems";
    if (before && before.outcome === outcome) return;
    if (outcome.kind === "assessed") showAnswer(outcome);
    else if (outcome.kind === "problems") showProblems(outcome);
    else part(root, "bar-label").textContent = "结果";
  };
}
