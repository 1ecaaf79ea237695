/** The bar at the foot of the window: how the result stands, and the way there. */

import { find, part, write } from "./dom.js";
import { invites } from "./state.js";

/** @typedef {import("./types.js").State} State */

/** @param {State["runtime"]} runtime */
function loading({ progress }) {
  if (!progress || !progress.total) return "正在下载…";
  return progress.stage === "download" ? `正在下载 ${Math.floor((progress.loaded / progress.total) * 100)}%` : "正在启动…";
}

/** @param {State} state */
function told(state) {
  const { outcome, runtime, aside } = state;
  if (runtime.state === "failed") return "没有算成，重试";
  if (runtime.state !== "loading" && invites(state)) return "结果";
  if (outcome.kind === "assessed") return `${aside ? "示例结果" : "结果"}：${outcome.answer.brief}`;
  if (outcome.kind === "problems") return "还没有结果";
  return { idle: "结果", loading: loading(runtime), ready: "正在计算…" }[runtime.state];
}

/**
 * @param {HTMLElement} root
 * @param {() => void} start  has the calculator started once more
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function barView(root, start) {
  const link = find(root, ".check-bar a");
  const label = part(root, "bar-label");
  let failed = false;
  link.addEventListener("click", () => {
    if (failed) start();
  });

  return (state) => {
    failed = state.runtime.state === "failed";
    // Whoever came with a branch alone has no result of their own to go to.
    const toBranch = state.branch !== null && invites(state) && state.runtime.state === "ready";
    link.setAttribute("href", toBranch ? "#branch-title" : "#result");
    const text = toBranch ? "支部台账" : told(state);
    if (label.textContent !== text) write(label, text);
  };
}
