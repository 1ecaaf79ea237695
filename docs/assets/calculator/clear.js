/** 清除全部: says what goes, and removes it. */

import { all, element, find, input, itemsClickedOnce, onAct, part } from "./dom.js";

/** @typedef {import("./types.js").State} State */

const WRITTEN = "textarea, input[type=text], input[type=search]";

/**
 * What is about to go, in words.
 * @param {State} state
 * @param {boolean} kept  whether a branch's table is kept
 */
function contents({ keeping, branch }, kept) {
  const { people, troubles } = keeping;
  const whose = people.length > 1 ? people.map(({ name, records }) => `“${name}”${records} 条`).join("，") : `${people[0].records} 条`;
  return [
    people.length > 1 ? `${people.length} 个人的培训记录和身份：${whose}` : `培训记录（${whose}）和身份`,
    "没填完的表单",
    ...(branch ? ["打开着的支部台账"] : []),
    ...(kept ? ["留在本机的支部台账"] : []),
    ...(troubles.some(({ code }) => code === "damaged") ? ["读不出来、放在一边的内容"] : []),
    "不再提示的选择",
  ];
}

const CLEARED = "已清除。";
const OFFLINE_LEFT = "您填的已清除；断网时用的网页和程序没有清除成功，请在浏览器设置里清除本站数据。";
const NOT_CLEARED = "没有清除成功：浏览器没有照办。请关掉本站别的网页再试，或在浏览器设置里清除本站数据。";

/** What the page holds of the reader's and the state does not: what was pasted, and shown to be copied. @param {HTMLElement} root */
function emptyPage(root) {
  for (const box of all(root, "[data-part$=copy-box]")) box.hidden = true;
  for (const field of all(root, WRITTEN)) /** @type {HTMLInputElement | HTMLTextAreaElement} */ (field).value = "";
}

/**
 * @param {HTMLElement} root
 * @param {import("./storage.js").Keeper} keeper
 * @param {() => Promise<void>} forgetOffline  removes what is kept for use without a network
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function clearView(root, keeper, forgetOffline) {
  const section = part(root, "clear");
  const confirm = part(section, "clear-confirm");
  const status = part(section, "clear-status");
  const list = part(section, "clear-list");
  const offline = input(section, "[name=clear-offline]");
  const begin = find(section, "[data-act=clear]");
  let kept = false;
  let clearing = false;
  /** @type {State} */
  let shown;

  function showList() {
    list.textContent = "";
    list.append(...contents(shown, kept).map((text) => element("li", text)));
  }

  function leave() {
    confirm.hidden = true;
    begin.focus();
  }

  itemsClickedOnce(section);
  confirm.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") leave();
  });
  onAct(section, {
    async clear() {
      if (clearing) return;
      kept = (await keeper.loadBranch()) !== null;
      showList();
      status.textContent = "";
      offline.checked = false;
      confirm.hidden = false;
      find(confirm, "[data-act=clear-no]").focus();
    },
    "clear-no": leave,
    async "clear-yes"() {
      if (clearing) return;
      clearing = true;
      confirm.hidden = true;
      begin.focus();
      const tooOffline = offline.checked;
      const done = await keeper.clear().catch(() => false);
      const offlineDone = !tooOffline || (await forgetOffline().then(() => true, () => false));
      clearing = false;
      status.textContent = done ? (offlineDone ? CLEARED : OFFLINE_LEFT) : NOT_CLEARED;
    },
  });

  return (state, before) => {
    shown = state;
    if (before && before.cleared !== state.cleared) emptyPage(root);
    if (!confirm.hidden) showList();
  };
}
