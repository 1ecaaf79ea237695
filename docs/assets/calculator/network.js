/** 断网自测: says when the page has all it needs and the network can be switched off to see for oneself. */

import { find, onAct, part, say } from "./dom.js";

/** @typedef {import("./types.js").State} State */

/**
 * @param {HTMLElement} root
 * @param {() => void} start  has the calculator downloaded
 * @returns {{view: (state: State, before: State | null) => void, kept: (is: boolean) => void}} `kept`: whether all is there for
 *   use without a network
 */
export function networkView(root, start) {
  const place = part(root, "network-state");
  const button = find(part(root, "network"), "[data-act=download]");
  let isKept = false;
  let ready = false;

  function show() {
    if (!navigator.onLine) return say(place, ready ? "现在没有网络，自查照常能用。" : "现在没有网络。");
    if (isKept) return say(place, "可以断网了：需要的都在这台设备上，刷新也能用。");
    say(place, ready ? "可以断网了：运算程序已在这个网页里；这个浏览器不能保存网页，断网后请不要刷新。" : "还不能断网：运算程序还没有下载。");
  }

  onAct(part(root, "network"), { download: start });

  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  return {
    view(state, before) {
      if (before && before.runtime.state === state.runtime.state) return;
      ready = state.runtime.state === "ready";
      button.hidden = state.runtime.state !== "idle";
      show();
    },
    kept(is) {
      isKept = is;
      show();
    },
  };
}
