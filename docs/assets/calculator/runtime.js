/** How the calculator's start goes: progress, failure with what to do, and another try. */

import { find, part, say } from "./dom.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Progress} Progress */

const KEPT = "填好的内容都在。";

/** What to tell for each way to fail, by the error's name. @type {{[name: string]: string}} */
const FAILURES = {
  NetworkError: `运算程序没有下载完。请检查网络，再按“重试”；还不行就刷新网页。${KEPT}`,
  WebAssemblyBlocked: `这个浏览器不允许网页运行 WebAssembly，算不了。请用手机自带的浏览器或新版的常用浏览器打开本页；在微信里，点右上角“…”，选“在浏览器打开”。${KEPT}`,
  SignInError: `下载到的不是运算程序，多半是所连的网络要先登录（例如公共场所的无线网）。请登录或换个网络，再按“重试”。${KEPT}`,
  TimeoutError: `等了很久，运算程序没有回音。请按“重试”；网络慢的话，换个网络再试。${KEPT}`,
  WorkerError: `运算程序没能启动。请刷新网页，再检查网络；还不行，可能是浏览器太旧，请换新版浏览器。${KEPT}`,
};
const DEFECT = `运算出错，这是本站的问题，不是您填错了。可以按“重试”；还不行，请导出记录，并把下面的话告诉本站。${KEPT}`;

/** Why the calculator failed, in words for the reader. @param {Error} error */
export function failureText({ name, message }) {
  return FAILURES[name] || `${DEFECT}（${name}：${message.trim().split("\n").pop()}）`;
}

/** @param {number} bytes */
export const megabytes = (bytes) => (bytes / 1024 / 1024).toFixed(1);

/** @param {Progress | null} progress */
function loadingText(progress) {
  if (!progress || !progress.total) return "正在下载运算程序…";
  if (progress.stage !== "download") return "已下载，正在启动…";
  return `正在下载运算程序：${megabytes(progress.loaded)} / ${megabytes(progress.total)} MB（解压后大小）。可以接着填写。`;
}

/**
 * @param {HTMLElement} root
 * @param {{start: () => void, stop: () => void}} acts
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function runtimeView(root, acts) {
  const panel = part(root, "runtime");
  const bar = /** @type {HTMLProgressElement} */ (part(panel, "runtime-bar"));
  const again = find(panel, "[data-act=retry]");
  const cancel = find(panel, "[data-act=cancel-start]");
  const title = find(root, "#result-title");
  let wasStopped = false;
  again.addEventListener("click", () => {
    acts.start();
    // The button goes away while the calculator starts again; the keyboard's place must not.
    title.focus();
  });
  cancel.addEventListener("click", () => {
    wasStopped = true;
    acts.stop();
    again.focus();
  });

  return ({ runtime, outcome }, before) => {
    if (before && before.runtime === runtime && before.outcome === outcome) return;
    root.dataset.state = runtime.state;
    if (runtime.state !== "idle") wasStopped = false;
    const texts = {
      idle: wasStopped ? "已取消下载。可以接着填写，要看结果时再开始。" : "填写时会自动开始计算。",
      loading: loadingText(runtime.progress),
      ready: outcome.kind === "none" ? "正在计算…" : "",
      failed: runtime.failure,
    };
    say(part(panel, "runtime-text"), texts[runtime.state]);
    panel.hidden = texts[runtime.state] === "";
    panel.setAttribute("role", runtime.state === "failed" ? "alert" : "group");
    bar.hidden = runtime.state !== "loading";
    const { progress } = runtime;
    if (!progress || !progress.total) bar.removeAttribute("value");
    else bar.value = progress.loaded / progress.total;
    cancel.hidden = runtime.state !== "loading";
    again.hidden = runtime.state !== "failed" && !wasStopped;
    again.textContent = wasStopped ? "开始计算" : "重试";
  };
}
