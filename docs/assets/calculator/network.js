/** 断网自测: says when the page has all it needs and the network can be switched off to see for oneself. */

import { find, onAct, part, say } from "./dom.js";

/** @typedef {import("./types.js").State} State */

/** What has become of the page: it has not been kept yet, it is kept, or why it is not. */
const PAGE = {
  keeping: "网页还没有存好，这时断网请不要刷新。",
  kept: "",
  failed: "网页没有存成，断网后请不要刷新。请连着网刷新一次再存；存储空间满了，请先清理。",
  unable: "这个浏览器不能保存网页，断网后请不要刷新。",
  dropped: "您选了不留网页，断网后请不要刷新。",
};

/** @typedef {keyof typeof PAGE} Page */

/**
 * @param {HTMLElement} root
 * @param {() => void} start  has the calculator downloaded
 * @returns {{view: (state: State, before: State | null) => void, tell: (page: Page) => void}} `tell`: of the page
 */
export function networkView(root, start) {
  const place = part(root, "network-state");
  const button = find(part(root, "network"), "[data-act=download]");
  /** @type {Page} */
  let page = "keeping";
  let ready = false;

  function show() {
    if (!navigator.onLine) return say(place, ready ? "现在没有网络，自查照常能用。" : "现在没有网络。");
    if (page === "kept") return say(place, "可以断网了：需要的都在这台设备上，刷新也能用。");
    say(place, ready ? `可以断网了：运算程序已在这个网页里；${PAGE[page]}` : "还不能断网：运算程序还没有下载。");
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
    tell(told) {
      page = told;
      show();
    },
  };
}
