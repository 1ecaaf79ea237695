/** What the reader must know about keeping: no storage, damage, another tab. Said at the top, and where one adds. */

import { copyText } from "../copy.js";
import { all, element, find, fromTemplate, part, say, slot } from "./dom.js";
import { personShown } from "./keeping.js";
import { download } from "./transfer.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Trouble} Trouble */
/** @typedef {import("./types.js").Conflict} Conflict */

/** @type {{[code in Trouble["code"]]: string}} */
const MESSAGES = {
  missing: "这个浏览器不让网页存东西（可能是无痕模式），关掉网页记录就没有了。可以照常填写和自查，离开前请导出或复制。",
  silent: "这个浏览器的存储一直没有回应。可以照常填写和自查，离开前请导出或复制；关掉别的网页再打开这一页，也许就好。",
  blocked: "本站有了新版本，另一个网页还开着旧的，占着存的记录。请把别的本站网页都关掉。这里可以照常填写。",
  full: "记录没有存进这个浏览器，可能是存储空间满了。页面上的都在，请马上导出或复制一份。",
  damaged: "这个浏览器里原来存的记录读不出来了。原样留在下面，没有删掉；请复制或保存到文件后再清除。",
  newer: "这个浏览器里的记录，是本站更新的版本存的，这一页是旧的，读不了也不去改。请刷新网页。没刷新前可以照常填写，离开前请导出或复制。",
  unreadable: "这个浏览器里存的记录，有的这次没能打开，也没有删掉。请关掉浏览器再打开；还是不行，先导出这里能看到的，再到页面最下面“清除全部”，重新开始。",
};

/** What may be rescued, as what it is. @type {{[code in Trouble["code"]]?: string}} */
const RAW_NAMES = { damaged: "原来存的内容", newer: "更新的版本存的内容" };

/** @param {Conflict} conflict @param {string} name @param {number} ours */
function question({ kind, records }, name, ours) {
  const pending = "选好之前，这里的改动先不存；两份都还在。";
  if (kind === "gone") return `另一个网页把“${name}”删掉了，这里还有 ${ours} 条记录和没存的改动。选好之前，这里的先不存。`;
  if (kind === "left") return `上次离开时有改动没存进去（${ours} 条，就是现在显示的）；存着的是另一份（${records} 条）。${pending}`;
  return `另一个网页也改了记录：那边 ${records} 条，这里 ${ours} 条。${pending}`;
}

/** @type {{[kind in Conflict["kind"]]: [string, import("./storage.js").Choice][]}} */
const CHOICES = {
  changed: [["两份都要", "both"], ["改用那边的", "theirs"], ["保留这里的", "ours"]],
  left: [["两份都要", "both"], ["改用存着的", "theirs"], ["保留现在显示的", "ours"]],
  gone: [["留着", "ours"], ["也删掉", "theirs"]],
};

/**
 * @param {HTMLElement} root
 * @param {import("./storage.js").Keeper} keeper
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function troublesView(root, keeper) {
  const top = part(root, "troubles");
  const here = part(root, "conflict-here");
  const note = part(root, "kept-note");

  /** @param {string} message @param {[string, () => void][]} buttons */
  function notice(message, buttons) {
    const made = fromTemplate("template-trouble");
    slot(made, "message").textContent = message;
    for (const [label, act] of buttons) {
      const button = element("button", label);
      button.setAttribute("type", "button");
      button.className = "check-secondary";
      button.addEventListener("click", act);
      slot(made, "choices").append(button);
    }
    return made;
  }

  /** The notice and its buttons are gone then. @param {() => void} act */
  const andLeave = (act) => () => {
    act();
    find(root, "#records-title").focus();
  };

  /** @param {State} state @param {Conflict} conflict */
  function conflictNotice({ keeping, notebook, aside }, conflict) {
    const text = question(conflict, personShown(keeping).name, (aside || { notebook }).notebook.records.length);
    const made = notice(text, CHOICES[conflict.kind].map(([label, choice]) => [label, andLeave(() => keeper.resolve(choice))]));
    made.dataset.trouble = conflict.kind;
    if (conflict.kind !== "gone") {
      const hint = element("p", "“两份都要”：两边的记录都留下；同一条两边都改过的，留两条。");
      hint.className = "check-hint";
      slot(made, "choices").before(hint);
    }
    return made;
  }

  /** @param {State} state @param {Trouble} trouble */
  function troubleNotice({ today }, { code, raw }) {
    /** @type {[string, () => void][]} */
    const buttons = [];
    const made = notice(MESSAGES[code], buttons);
    made.dataset.trouble = code;
    const box = /** @type {HTMLTextAreaElement} */ (slot(made, "raw"));
    box.hidden = raw === "";
    box.value = raw;
    box.setAttribute("aria-label", RAW_NAMES[code] || "");
    const status = slot(made, "status");
    slot(made, "rescue").hidden = raw === "";
    find(made, "[data-rescue=copy]").addEventListener("click", async () => {
      const copied = await copyText(raw);
      say(status, copied ? "已复制。" : "没能自动复制。请长按上面的文字，全选、复制。");
      if (copied) return;
      box.focus();
      box.select();
    });
    find(made, "[data-rescue=download]").addEventListener("click", () => {
      download(`没读出来的记录-${today}.txt`, [raw], "text/plain");
      say(status, "已交给浏览器保存。没有看到文件时，请用“复制”。");
    });
    const forget = find(made, "[data-rescue=forget]");
    forget.hidden = code !== "damaged";
    forget.addEventListener("click", andLeave(() => keeper.forgetDamaged()));
    return made;
  }

  return (state, before) => {
    const { keeping, notebook } = state;
    const was = before && before.keeping;
    if (!was || was.note !== keeping.note) say(note, keeping.note);
    const counted = keeping.conflict && before && before.notebook.records.length !== notebook.records.length;
    if (!was || was.conflict !== keeping.conflict || counted) {
      for (const place of [top, here]) {
        for (const old of all(place, "[data-conflict]")) old.remove();
        if (!keeping.conflict) continue;
        const made = conflictNotice(state, keeping.conflict);
        made.dataset.conflict = "";
        // Both say the same. One that speaks up by itself is enough.
        if (place === here) made.removeAttribute("role");
        place.prepend(made);
      }
    }
    if (was && was.troubles === keeping.troubles) return;
    // Those that stay are left alone: one may just be copying from them.
    const there = new Map(all(top, "[data-trouble]:not([data-conflict])").map((made) => [made.dataset.trouble, made]));
    for (const [code, made] of there) {
      const stays = keeping.troubles.some((trouble) => trouble.code === code && was && was.troubles.includes(trouble));
      if (!stays) made.remove();
    }
    for (const trouble of keeping.troubles) {
      if (!was || !was.troubles.includes(trouble)) top.append(troubleNotice(state, trouble));
    }
  };
}
