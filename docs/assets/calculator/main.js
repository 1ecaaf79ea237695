/** The self-check page: puts the parts together. State flows down to the views; actions are the only way back. */

import { answerView } from "./answer.js";
import { assessedAlike, createAssessor } from "./assessor.js";
import { clearView } from "./clear.js";
import { createClient } from "./client.js";
import { find, onAct, part } from "./dom.js";
import { filesView } from "./files.js";
import { formView } from "./form.js";
import { showHints } from "./hints.js";
import { localDate } from "./history.js";
import { personShown } from "./keeping.js";
import { networkView } from "./network.js";
import { forgetOffline, keepForOffline, prepareOffline, sparing, whenIdle } from "./offline.js";
import { peopleView } from "./people.js";
import { personView } from "./person.js";
import { recordsView } from "./records.js";
import { reporter } from "./report.js";
import { resultsView } from "./results.js";
import { failureText, runtimeView } from "./runtime.js";
import { connectKeeper } from "./saving.js";
import { createStore } from "./state.js";
import { troublesView } from "./troubles.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").ChosenFile} ChosenFile */

const root = find(document, "#calculator");
const runtime = new URL(`${root.dataset.runtime}/`, location.href).href;
const site = new URL(`${root.dataset.site}/`, location.href).href;
const worker = `${new URL("worker.js", import.meta.url).href}?runtime=${encodeURIComponent(runtime)}`;

const store = createStore();
const keeper = connectKeeper(store, new URL(site).pathname);
const client = createClient({
  spawn: () => new Worker(worker, { type: "module" }),
  onStart: () => store.dispatch({ type: "loading" }),
  onProgress: (progress) => store.dispatch({ type: "progress", progress }),
  onReady: () => store.dispatch({ type: "ready" }),
  onFailure: (error) => store.dispatch({ type: "failed", failure: failureText(error) }),
});
const assessor = createAssessor(store, client);
const network = networkView(root);

/** Ends the calculator's start; what is filled in stays, and the next start begins afresh. */
function stop() {
  client.stop();
  store.dispatch({ type: "stopped" });
}

const views = [
  troublesView(root, keeper),
  peopleView(root, store, keeper),
  personView(root, store),
  formView(root, store, assessor.read),
  recordsView(root, store),
  runtimeView(root, { start: client.start, stop }),
  answerView(root, store),
  resultsView(root, site),
  network.view,
  filesView(root, store),
  clearView(root, keeper, dropOffline),
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
  const readyNow = state.runtime.state === "ready" && before.runtime.state !== "ready";
  if (readyNow || !assessedAlike(state, before)) assessor.soon();
  if (state.file && state.file !== before.file && state.file.status === "reading") client.start();
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
  await keeper.open();
  const { notebook } = store.state();
  for (const view of views) view(store.state(), null);
  document.addEventListener("visibilitychange", tellTheDay);
  window.addEventListener("pageshow", tellTheDay);
  part(root, "unsupported").hidden = true;
  part(root, "application").hidden = false;
  part(root, "answer").hidden = false;
  showHints(root, keeper.settings);
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

const printReport = reporter(root, store, () => personShown(store.state().keeping).name);
onAct(root, { "print-report": printReport });

let keptOffline = false;

/** What was removed as the reader asked is not kept again before the next visit. */
function dropOffline() {
  keptOffline = true;
  return forgetOffline(site);
}

function keepOffline() {
  if (keptOffline) return;
  keptOffline = true;
  keepForOffline(site, worker, network.kept).catch(() => undefined);
}

open();
