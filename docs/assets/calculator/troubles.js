/** What the reader must know about keeping the records: no storage, damage, another tab. */

import { element, find, fromTemplate, part, slot } from "./dom.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Trouble} Trouble */

/** @type {{[code in Trouble["code"]]: string}} */
const MESSAGES = {
  missing: "这个浏览器不让网页存东西（可能是无痕模式），关掉网页记录就没有了。可以照常填写和自查，离开前请导出或复制。",
  full: "记录没有存进这个浏览器，可能是存储空间满了。页面上的都在，请马上导出或复制一份。",
  damaged: "这个浏览器里原来存的记录读不出来了。原样留在下面，没有删掉；请复制保存后再清除。",
};

/**
 * @param {HTMLElement} root
 * @param {{forgetDamaged: () => void, keepOurs: () => void, takeTheirs: () => void}} choices
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function troublesView(root, choices) {
  const place = part(root, "troubles");

  /** @param {string} message @param {[string, () => void][]} buttons */
  function notice(message, buttons) {
    const made = fromTemplate("template-trouble");
    slot(made, "message").textContent = message;
    for (const [label, act] of buttons) {
      const button = element("button", label);
      button.setAttribute("type", "button");
      button.className = "check-secondary";
      button.addEventListener("click", () => {
        act();
        // The notice and its buttons are gone.
        find(root, "#records-title").focus();
      });
      slot(made, "choices").append(button);
    }
    return made;
  }

  /** @param {Trouble} trouble */
  function troubleNotice({ code, raw }) {
    const made = notice(MESSAGES[code], code === "damaged" ? [["我已复制，清除它", choices.forgetDamaged]] : []);
    const box = /** @type {HTMLTextAreaElement} */ (slot(made, "raw"));
    box.hidden = raw === "";
    box.value = raw;
    return made;
  }

  return (state, before) => {
    if (before && before.troubles === state.troubles && before.theirs === state.theirs) return;
    place.textContent = "";
    if (state.theirs) {
      const theirs = state.theirs.records.length;
      const ours = state.notebook.records.length;
      const message = `另一个网页改动了存着的记录：那边 ${theirs} 条，这里 ${ours} 条。选好之前，这里的改动先不存。`;
      place.append(notice(message, [["改用那边的", choices.takeTheirs], ["保留这里的", choices.keepOurs]]));
    }
    place.append(...state.troubles.map(troubleNotice));
  };
}
