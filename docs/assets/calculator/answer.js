/** The answer at the top, in the calculator's words; and what has to happen where there is none yet. */

import { element, find, onAct, part, say, write } from "./dom.js";
import { example } from "./example.js";
import { findingId } from "./finding.js";
import { personInWords } from "./person-words.js";
import { recordLink } from "./results.js";
import { invites } from "./state.js";

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

  /** @param {HTMLElement} next  where the keyboard goes on */
  function leaveExample(next) {
    store.dispatch({ type: "leave-example" });
    next.focus();
  }

  onAct(section, {
    example() {
      store.dispatch({ type: "example", records: example() });
      title.focus();
    },
    "leave-example": () => leaveExample(title),
    begin() {
      part(root, "form").scrollIntoView({ block: "start" });
      find(root, "#field-start").focus({ preventScroll: true });
    },
  });
  onAct(part(root, "form-example"), { "leave-example": () => leaveExample(find(root, "#records-title")) });

  /** @param {Assessed} outcome @param {State["notebook"]["person"]} person */
  function showAnswer({ assessment, answer, problems, ids }, person) {
    const { overall } = assessment;
    const counted = ids.length - new Set(problems.map(({ record }) => record)).size;
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
    say(part(answered, "reached"), answer.reached);
    part(answered, "assessed-as").textContent = personInWords(root, person).join("，");
    // Where nothing was counted, the headline says what was left out.
    const leftOut = answer.empty || !answer.left_out.text ? "" : `，其中 ${answer.left_out.text}`;
    write(part(answered, "as-of-line"), `算到 ${assessment.as_of}，共 ${counted} 条记录${leftOut}。`);
    const left = problems.length ? unassessed.textContent : "";
    say(announcement, `结果已更新。${answer.headline}。总的看：${overall.label}。${left}`);
  }

  /** What has to be mended, with links. @param {Assessed | Refused} outcome */
  function showProblems({ kind, problems, ids }) {
    const numbers = [...new Set(problems.map(({ record }) => record))];
    const records = numbers.flatMap((record) => (record === null ? [] : [record]));
    const places = numbers.includes(null) ? ["“我的身份”"] : [];
    const links = [...places.map((place) => element("span", place)), ...records.map((index) => recordLink(index, ids[index]))];
    const listed = links.flatMap((link, index) => (index ? ["、", link] : [link]));
    const line = element("p");
    if (kind === "problems") line.append("还没有结果：请先改正", ...listed, "。填好的内容都在。");
    else line.append(...listed, "有读不懂的地方，没有算进去，请改正。下面是其余记录的结果。");
    unassessed.textContent = "";
    unassessed.append(line);
  }

  return (state, before) => {
    const { outcome } = state;
    answered.setAttribute("aria-busy", String(state.stale));
    part(section, "example-mark").hidden = state.aside === null;
    // Who has entered nothing is told how to begin, and not that nothing can be said.
    const begins = invites(state);
    part(section, "unanswered").hidden = !begins && state.notebook.records.length > 0;
    part(section, "invitation").hidden = !begins;
    part(section, "to-branch").hidden = state.branch === null;
    answered.hidden = outcome.kind !== "assessed" || begins;
    unassessed.hidden = outcome.kind === "none" || outcome.problems.length === 0;
    if (before && before.outcome === outcome) return;
    if (!unassessed.hidden && outcome.kind !== "none") showProblems(outcome);
    if (outcome.kind === "assessed") showAnswer(outcome, state.notebook.person);
    if (outcome.kind === "problems") say(announcement, unassessed.textContent || "");
  };
}
