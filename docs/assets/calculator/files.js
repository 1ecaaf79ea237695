/** Records as files: export, and import with a look before anything changes. */

import { copyOrShow } from "../copy.js";
import { element, find, input, onAct, part, say } from "./dom.js";
import { TYPES } from "./exporter.js";
import { emptyNotebook, fromHistory, samePerson, toHistory } from "./history.js";
import { nameShown } from "./keeping.js";
import { showActs, showPreview, showProblems } from "./preview.js";
import { download } from "./transfer.js";
import { typedHistory } from "./typed.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").ChosenFile} ChosenFile */
/** @typedef {import("./types.js").ReadProgress} ReadProgress */

const SAVED = "已交给浏览器保存。没有看到文件时，请用“复制”。";

/** What was copied, and what to do with it. @type {{[kind: string]: string}} */
const COPIED = {
  json: "已复制。粘贴到备忘录或发给自己；以后粘贴回本页，或存成 .json 文件，就能再读入。",
  csv: "已复制。存成 .csv 文件就能再读入。",
  xlsx: "已复制。到 Excel 或 WPS 里选一个格子粘贴。",
};

/** @param {ReadProgress | null} progress */
function readingText(progress) {
  if (!progress) return "";
  const { done, total, file, files } = progress;
  const place = files > 1 ? `第 ${file + 1} 个文件，共 ${files} 个；` : "";
  return `${place}已读 ${done} 行${total ? `，共约 ${Math.max(total, done)} 行` : ""}`;
}

/** A text that was pasted, as a file. @param {string} text */
function pastedFile(text) {
  const ending = text.trim().startsWith("{") ? "json" : "txt";
  return new File([text], `粘贴的内容.${ending}`);
}

/**
 * @param {HTMLElement} root
 * @param {import("./state.js").Store} store
 * @param {import("./reader.js").Reader} reader
 * @param {import("./exporter.js").Exporter} exporter
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function filesView(root, store, reader, exporter) {
  const section = part(root, "files");
  const chooser = input(section, "#history-file");
  const pasted = /** @type {HTMLTextAreaElement} */ (find(section, "#pasted-text"));
  const problem = part(section, "file-problem");
  const preview = part(section, "preview");
  const status = part(section, "copy-status");
  const bar = /** @type {HTMLProgressElement} */ (part(section, "reading-bar"));

  /** What the page can write itself needs no calculator: it must always be possible to take one's records away. */
  function historyText() {
    return `${JSON.stringify(toHistory(store.state().notebook), null, 2)}\n`;
  }

  /** What the calculator writes. */
  const typed = () => typedHistory(store.state().notebook, null);

  /** @param {string} text @param {string} done @param {string} [lead] of the parts where it is told, or shown to be copied */
  async function copyOut(text, done, lead = "") {
    const copied = await copyOrShow(text, part(section, `${lead}copy-box`));
    part(section, `${lead}copy-status`).textContent = copied ? done : "";
  }

  /** @param {string} text */
  const tell = (text) => void (status.textContent = text);

  /** @param {string} kind */
  function saveAs(kind) {
    const { keeping, today, aside } = store.state();
    // What no file system takes in a name is left out of it.
    const whose = (aside ? "示例" : nameShown(keeping)).replace(/[\\/:*?"<>|\u0000-\u001f]/g, "");
    const name = `${["培训记录", whose, today].filter(Boolean).join("-")}.${kind}`;
    /** @param {BlobPart[]} parts */
    const save = (parts) => {
      download(name, parts, TYPES[kind]);
      tell(SAVED);
    };
    if (kind === "json") save([historyText()]);
    else exporter.write(kind, typed(), tell, save);
  }

  /** @param {string} kind */
  function copyAs(kind) {
    if (kind === "json") {
      copyOut(historyText(), COPIED.json);
      return;
    }
    const text = kind === "xlsx" ? "tsv" : kind;
    exporter.write(text, typed(), tell, async (parts) => copyOut(await new Blob(parts).text(), COPIED[kind]));
  }

  chooser.addEventListener("change", () => {
    const files = [...(chooser.files || [])];
    // Emptied at once, so that the same file, mended, can be chosen again.
    chooser.value = "";
    reader.read(files);
  });

  /** @param {DragEvent} event */
  const holdsFiles = ({ dataTransfer }) => Boolean(dataTransfer && [...dataTransfer.types].includes("Files"));

  // All of the page takes files, and none opens in its place.
  root.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    part(section, "drop").classList.add("check-dropping");
  });
  root.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) part(section, "drop").classList.remove("check-dropping");
  });
  root.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    part(section, "drop").classList.remove("check-dropping");
    const files = [...(event.dataTransfer ? event.dataTransfer.files : [])];
    reader.read(files);
    part(section, "drop").scrollIntoView({ block: "nearest" });
  });

  /** Leads to what was said of it, which stands above the records, with the way back. */
  function showDone() {
    const done = part(root, "undo");
    done.scrollIntoView({ block: "start" });
    done.focus({ preventScroll: true });
  }

  /** Whether nothing was entered here: an example is nobody's. @param {State} state */
  function isUntouched({ notebook, aside }) {
    return (aside || { notebook }).notebook.records.length === 0 && samePerson(notebook.person, emptyNotebook().person);
  }

  /** @param {"merge" | "replace"} type */
  function take(type) {
    const { file, notebook: ours } = store.state();
    if (!file || file.status !== "preview" || !file.taken.history) return;
    const theirs = fromHistory(file.taken.history);
    const notebook = file.taken.person_told ? theirs : { ...ours, records: theirs.records };
    const left = type === "merge" && !samePerson(notebook.person, ours.person);
    const done = `已从${file.title}${type === "merge" ? "加入" : "换成"} ${notebook.records.length} 条记录`;
    if (left) store.dispatch({ type, notebook, message: `${done}，身份没有带入。`, left: notebook.person });
    else store.dispatch({ type, notebook, message: `${done}。` });
    pasted.value = "";
    showDone();
  }

  onAct(section, {
    export: ({ dataset }) => saveAs(dataset.kind || ""),
    "copy-export": ({ dataset }) => copyAs(dataset.kind || ""),
    "copy-heading": ({ dataset }) => copyOut(dataset.heading || "", COPIED.xlsx, "heading-"),
    "read-pasted"() {
      if (pasted.value.trim()) reader.read([pastedFile(pasted.value)]);
      else pasted.focus();
    },
    "cancel-reading"() {
      reader.cancel();
      chooser.focus();
    },
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

  /** @param {ChosenFile | null} file */
  function showRefused(file) {
    const refused = file && file.status === "refused" ? file : null;
    problem.textContent = "";
    problem.hidden = !refused;
    part(section, "file-problems").hidden = true;
    if (!refused) return;
    problem.append(element("p", `没有读入${refused.title}，原有记录没有变动。`));
    const list = element("ul");
    list.append(...refused.messages.map((message) => element("li", message)));
    problem.append(list);
    if (refused.taken) showProblems(part(section, "file-problems"), refused.taken);
  }

  /** @param {ChosenFile | null} file */
  function showReading(file) {
    const reading = file && file.status === "reading" ? file : null;
    part(section, "reading").hidden = !reading;
    if (!reading) return;
    const { progress } = reading;
    if (!progress || !progress.total) bar.removeAttribute("value");
    else bar.value = Math.min(progress.done / progress.total, 1);
    part(section, "reading-text").textContent = readingText(progress);
  }

  /** What the live region was last filled with: a progress is no news. */
  let said = "";

  return (state, before) => {
    const { file, runtime, keeping, cleared } = state;
    // What is being written would be handed over afterwards.
    if (before && before.cleared !== cleared) exporter.cancel();
    const changed = !before || before.file !== file || before.keeping !== keeping || before.notebook !== state.notebook;
    if (file && file.status === "preview" && changed) showActs(preview, file.taken, nameShown(keeping), isUntouched(state));
    if (before && before.file === file && before.runtime === runtime) return;
    const reading = file && file.status === "reading";
    showReading(file);
    const waiting = runtime.state === "ready" ? "" : "，等运算程序下载好";
    const text = reading ? `正在读${file.title}${waiting}…` : "";
    if (text !== said) say(part(section, "file-status"), text);
    said = text;
    if (before && before.file === file) return;
    showRefused(file);
    preview.hidden = !file || file.status !== "preview";
    if (file && file.status === "preview") {
      showPreview(preview, file.title, file.taken);
      // Whoever goes on typing meanwhile is not taken away from it.
      const focused = document.activeElement;
      if (focused === document.body || section.contains(focused)) preview.focus();
    }
  };
}
