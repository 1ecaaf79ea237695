/** Histories as files: export, and import with a look before anything changes. */

import { copyText } from "../copy.js";
import { base64, download } from "./transfer.js";
import { element, find, input, onAct, part, say } from "./dom.js";
import { fromHistory, toHistory } from "./history.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").FilePreview} FilePreview */

/** More than any ledger of records needs; reading more would only stop a phone. */
const LARGEST_FILE_MB = 10;

/** @param {FilePreview} preview */
function contents({ history }) {
  const { person, as_of: asOf, records } = history;
  const days = records.map(({ start }) => String(start)).sort();
  const secretary = person.roles.some(({ role }) => role === "secretary");
  const cadre = person.roles.some(({ role }) => role === "cadre");
  const who = [
    secretary && "基层党组织书记",
    cadre && "党员干部",
    person.infirm && "年老体弱、行动不便",
    person.military && "解放军或武警部队",
  ].filter(Boolean);
  return [
    `${records.length} 条记录${days.length ? `，开始日期从 ${days[0]} 到 ${days[days.length - 1]}` : ""}`,
    `身份：${who.join("、") || "普通党员"}${person.joined ? `，${person.joined} 入党` : ""}`,
    ...(asOf ? [`算到 ${asOf}`] : []),
    "“加入现有记录”只添加记录；“取代现有记录”连身份和日期一起换成文件里的。",
  ];
}

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function filesView(root, store) {
  const section = part(root, "files");
  const chooser = input(section, "#history-file");
  const problem = part(section, "file-problem");
  const preview = part(section, "preview");
  const status = part(section, "copy-status");

  function historyText() {
    return `${JSON.stringify(toHistory(store.state().notebook), null, 2)}\n`;
  }

  /** @param {string} text @param {string} done */
  async function copyOut(text, done) {
    const copied = await copyText(text);
    const box = /** @type {HTMLTextAreaElement} */ (find(section, "#copy-text"));
    part(section, "copy-box").hidden = copied;
    status.textContent = copied ? done : "";
    if (copied) return;
    box.value = text;
    box.focus();
    box.select();
  }

  /** @param {string} name @param {string} message */
  const refuse = (name, message) => store.dispatch({ type: "file", file: { status: "refused", name, messages: [message] } });

  chooser.addEventListener("change", async () => {
    const file = chooser.files && chooser.files[0];
    // Emptied at once, so that the same file, mended, can be chosen again.
    const { name, size } = file || { name: "", size: 0 };
    if (!file) return;
    if (size > LARGEST_FILE_MB * 1024 * 1024) {
      refuse(name, `文件超过 ${LARGEST_FILE_MB} MB，不像是培训记录。请选本站导出的 .json 文件。`);
    } else {
      try {
        store.dispatch({ type: "file", file: { status: "reading", name, base64: await base64(file) } });
      } catch (error) {
        refuse(name, "浏览器没能打开这个文件。请重新选一次；如果文件在网盘里，先下载到本机。");
      }
    }
    chooser.value = "";
  });

  /** @param {"merge" | "replace"} type */
  function take(type) {
    const { file } = store.state();
    if (!file || file.status !== "preview") return;
    const notebook = fromHistory(file.history);
    const message = `已从“${file.name}”${type === "merge" ? "加入" : "换成"} ${notebook.records.length} 条记录。`;
    store.dispatch({ type, notebook, message });
    find(root, "#records-title").focus();
  }

  onAct(section, {
    download() {
      download(`培训记录-${store.state().today}.json`, historyText());
      status.textContent = "已交给浏览器保存。没有看到文件时，请用“复制为文本”。";
    },
    "copy-history": () => copyOut(historyText(), "已复制。粘贴到备忘录或发给自己，存成 .json 文件就能再读入。"),
    merge: () => take("merge"),
    replace: () => take("replace"),
    "dismiss-file"() {
      store.dispatch({ type: "file", file: null });
      chooser.focus();
    },
  });
  onAct(part(root, "assessment"), {
    "copy-document": () => copyOut(/** @type {HTMLTextAreaElement} */ (part(root, "document")).value, "已复制结果。"),
  });

  return (state, before) => {
    const { file } = state;
    if (before && before.file === file) return;
    const refused = file && file.status === "refused" ? file : null;
    problem.textContent = "";
    problem.hidden = !refused;
    if (refused) {
      problem.append(element("p", `没有读入“${refused.name}”，原有记录没有变动。`));
      const list = element("ul");
      list.append(...refused.messages.map((message) => element("li", message)));
      problem.append(list);
    }
    preview.hidden = !file || file.status !== "preview";
    if (file && file.status === "preview") {
      part(preview, "preview-text").textContent = file.name;
      part(preview, "preview-list").textContent = "";
      part(preview, "preview-list").append(...contents(file).map((text) => element("li", text)));
      // Whoever goes on typing meanwhile is not taken away from it.
      const focused = document.activeElement;
      if (focused === chooser || focused === document.body) preview.focus();
    }
    say(part(section, "file-status"), file && file.status === "reading" ? `正在读“${file.name}”…` : "");
  };
}
