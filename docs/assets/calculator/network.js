/** 断网自测: says when the page has all it needs and the network can be switched off to see for oneself. */

import { part, say } from "./dom.js";

/** @typedef {import("./types.js").State} State */

/**
 * @param {HTMLElement} root
 * @returns {{view: (state: State, before: State | null) => void, kept: () => void}} `kept`: all is there for offline use
 */
export function networkView(root) {
  const place = part(root, "network-state");
  let isKept = false;
  let ready = false;

  function show() {
    if (!navigator.onLine) return say(place, ready ? "现在没有网络，自查照常能用。" : "现在没有网络。");
    if (isKept) return say(place, "可以断网了：需要的都在这台设备上，刷新也能用。");
    say(place, ready ? "可以断网了：运算程序已在这个网页里；这个浏览器不能保存网页，断网后请不要刷新。" : "还不能断网：运算程序还没有下载。填一条记录就会开始下载。");
  }

  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  return {
    view(state, before) {
      if (before && before.runtime.state === state.runtime.state) return;
      ready = state.runtime.state === "ready";
      show();
    },
    kept() {
      isKept = true;
      show();
    },
  };
}
