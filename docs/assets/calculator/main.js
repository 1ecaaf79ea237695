/** The self-check page: puts the parts together. State flows down to the views; actions are the only way back. */

import { answerView } from "./answer.js";
import { assessedAlike, createAssessor } from "./assessor.js";
import { chartsView } from "./charts.js";
import { createClient } from "./client.js";
import { find, onAct, part } from "./dom.js";
import { filesView } from "./files.js";
import { formView } from "./form.js";
import { showHints } from "./hints.js";
import { localDate } from "./history.js";
import { createInsight } from "./insight.js";
import { networkView } from "./network.js";
import { keepForOffline, prepareOffline, sparing, whenIdle } from "./offline.js";
import { personView } from "./person.js";
import { questionsView } from "./questions.js";
import { recordsView } from "./records.js";
import { reporter } from "./report.js";
import { resultsView } from "./results.js";
import { failureText, runtimeView } from "./runtime.js";
import { createStore } from "./state.js";
import { createKeeper } from "./storage.js";
import { troublesView } from "./troubles.js";
import { whatIfView } from "./whatif.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").ChosenFile} ChosenFile */
/** @typedef {import("./types.js").Notebook} Notebook */

const root = find(document, "#calculator");
const runtime = new URL(`${root.dataset.runtime}/`, location.href).href;
const site = new URL(`${root.dataset.site}/`, location.href).href;
const worker = `${new URL("worker.js", import.meta.url).href}?runtime=${encodeURIComponent(runtime)}`;

const store = createStore();
const keeper = createKeeper(new URL(site).pathname);
const client = createClient({
  spawn: () => new Worker(worker, { type: "module" }),
  onStart: () => store.dispatch({ type: "loading" }),
  onProgress: (progress) => store.dispatch({ type: "progress", progress }),
  onReady: () => store.dispatch({ type: "ready" }),
  onFailure: (error) => store.dispatch({ type: "failed", failure: failureText(error) }),
});
const assessor = createAssessor(store, client);
const insight = createInsight(store, client);
/** @type {Map<string, unknown>} */
const remembered = new Map();
const settings = {
  get: async (/** @type {string} */ name) => remembered.get(name),
  set: async (/** @type {string} */ name, /** @type {unknown} */ value) => void remembered.set(name, value),
};

/** What is kept and so was not changed by this page. @type {Notebook | null} */
let kept = null;

/** @param {Notebook} notebook */
async function keep(notebook) {
  const saved = await keeper.save(notebook);
  if (saved.damaged) store.dispatch({ type: "trouble", trouble: saved.damaged });
  if (saved.kept) store.dispatch({ type: "trouble-over", code: "full" });
  else if (saved.code === "theirs") store.dispatch({ type: "theirs", notebook: saved.notebook });
  else store.dispatch({ type: "trouble", trouble: { code: saved.code, raw: "" } });
}

/** Ask once for storage that the browser does not clear by itself. */
function askToPersist() {
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => undefined);
}

const network = networkView(root);

/** Ends the calculator's start; what is filled in stays, and the next start begins afresh. */
function stop() {
  client.stop();
  store.dispatch({ type: "stopped" });
}

const views = [
  troublesView(root, {
    forgetDamaged() {
      keeper.forgetDamaged();
      store.dispatch({ type: "trouble-over", code: "damaged" });
      // There may be room now, or a place.
      if (store.state().troubles.some(({ code }) => code === "full")) keep(store.state().notebook);
    },
    takeTheirs() {
      keeper.adopt();
      kept = store.state().theirs;
      store.dispatch({ type: "take-theirs" });
    },
    keepOurs() {
      keeper.adopt();
      store.dispatch({ type: "keep-ours" });
      keep(store.state().notebook);
    },
  }),
  personView(root, store),
  formView(root, store, assessor.read),
  recordsView(root, store),
  runtimeView(root, { start: client.start, stop }),
  answerView(root, store),
  resultsView(root, site),
  questionsView(root, store),
  chartsView(root),
  whatIfView(root, store, insight.check),
  network.view,
  filesView(root, store, () => {
    keeper.clear();
    kept = null;
    store.dispatch({ type: "clear" });
  }),
];

/** The file that was last sent to be read. @type {ChosenFile | null} */
let reading = null;

/** Reads the file that waits, when the calculator is up. @param {State} state */
async function readFile({ file, runtime: { state } }) {
  if (!file || file.status !== "reading" || state !== "ready" || reading === file) return;
  reading = file;
  try {
    const answer = JSON.parse(await client.call("read_file", JSON.stringify({ name: file.name, base64: file.base64 })));
    if (store.state().file !== file) return;
    if (answer.problems) {
      const messages = answer.problems.map(problemText);
      store.dispatch({ type: "file", file: { status: "refused", name: file.name, messages } });
    } else {
      store.dispatch({ type: "file", file: { status: "preview", name: file.name, history: answer.history } });
    }
  } catch (error) {
    // The client has told of the failure. Read again, the same file might end the next start as well.
    const messages = ["读它的时候运算程序停了。请按“重试”后再选一次；还是不行，请换一个文件，并把这事告诉本站。"];
    if (store.state().file === file) store.dispatch({ type: "file", file: { status: "refused", name: file.name, messages } });
  }
}

/** @param {import("./types.js").Problem} problem */
function problemText({ record, key, message }) {
  const place = [record === null ? "" : `第 ${record + 1} 条`, key || ""].filter(Boolean).join(" ");
  return place ? `${place}：${message}` : message;
}

store.subscribe((state, before) => {
  for (const view of views) view(state, before);
  const changed = state.notebook !== before.notebook;
  // An example is not the reader's own, and is not kept.
  const ours = changed && state.notebook !== kept && !state.aside;
  if (ours && !state.theirs) keep(state.notebook);
  if (state.drafts !== before.drafts && !state.aside) keeper.saveDrafts(state.drafts);
  if (ours && state.notebook.records.length && !before.notebook.records.length) askToPersist();
  const readyNow = state.runtime.state === "ready" && before.runtime.state !== "ready";
  if (readyNow || !assessedAlike(state, before)) assessor.soon();
  if (state.file && state.file !== before.file && state.file.status === "reading") client.start();
  insight.follow(state, before);
  readFile(state);
});

/** Starts the calculator at the first sign that the reader means to use it. */
function startOnIntent() {
  const places = [part(root, "answer"), part(root, "person"), part(root, "records"), part(root, "files")];
  // A touch is none: it may be the start of a scroll.
  const signs = ["click", "focusin", "keydown"];
  const start = () => {
    for (const place of places) for (const type of signs) place.removeEventListener(type, start);
    if (store.state().runtime.state === "idle") client.start();
  };
  for (const place of places) for (const type of signs) place.addEventListener(type, start, { passive: true });
}

/** A page may be left open for days. */
function tellTheDay() {
  store.dispatch({ type: "today", date: localDate(new Date()) });
}

async function open() {
  const { notebook, drafts, troubles } = await keeper.load();
  kept = notebook;
  store.dispatch({ type: "kept", notebook, drafts, troubles });
  for (const view of views) view(store.state(), null);
  keeper.watch((theirs) => {
    if (theirs) store.dispatch({ type: "theirs", notebook: theirs });
    else keep(store.state().notebook);
  });
  document.addEventListener("visibilitychange", tellTheDay);
  window.addEventListener("pageshow", tellTheDay);
  part(root, "unsupported").hidden = true;
  part(root, "application").hidden = false;
  part(root, "answer").hidden = false;
  showHints(root, settings);
  startOnIntent();
  const used = notebook.records.length > 0;
  if (!sparing()) prepareOffline(site).catch(() => undefined);
  whenIdle(() => {
    if (used && !sparing() && store.state().runtime.state === "idle") client.start();
    if (!sparing() && store.state().runtime.state !== "loading") keepOffline();
  });
  store.subscribe((state, before) => {
    // What has been downloaded anyway costs the reader nothing to keep.
    if (before.runtime.state === "loading" && state.runtime.state === "ready") keepOffline();
  });
}

const printReport = reporter(root, store, () => "我");
onAct(root, { "print-report": printReport });

let keptOffline = false;

function keepOffline() {
  if (keptOffline) return;
  keptOffline = true;
  keepForOffline(site, worker, network.kept).catch(() => undefined);
}

open();
