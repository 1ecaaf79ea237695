/** The self-check page: puts the parts together. State flows down to the views; actions are the only way back. */

import { answerView } from "./answer.js";
import { assessedAlike, createAssessor } from "./assessor.js";
import { barView } from "./bar.js";
import { branchView } from "./branch.js";
import { createBranchWork } from "./branch-work.js";
import { chartsView } from "./charts.js";
import { clearView } from "./clear.js";
import { createClient } from "./client.js";
import { all, find, onAct, part } from "./dom.js";
import { isEmpty } from "./drafts.js";
import { createExporter } from "./exporter.js";
import { filesView } from "./files.js";
import { formView } from "./form.js";
import { showHints } from "./hints.js";
import { localDate } from "./history.js";
import { createInsight } from "./insight.js";
import { personShown } from "./keeping.js";
import { networkView } from "./network.js";
import { offlineKeeper, prepareOffline, sparing, whenIdle } from "./offline.js";
import { peopleView } from "./people.js";
import { personView } from "./person.js";
import { questionsView } from "./questions.js";
import { createReader } from "./reader.js";
import { recordsView } from "./records.js";
import { reporter } from "./report.js";
import { resultsView } from "./results.js";
import { failureText, runtimeView } from "./runtime.js";
import { connectKeeper } from "./saving.js";
import { createStore } from "./state.js";
import { troublesView } from "./troubles.js";
import { whatIfView } from "./whatif.js";

/** @typedef {import("./types.js").State} State */

const root = find(document, "#calculator");
const runtime = new URL(`${root.dataset.runtime}/`, location.href).href;
const site = new URL(`${root.dataset.site}/`, location.href).href;
const worker = `${new URL("worker.js", import.meta.url).href}?runtime=${encodeURIComponent(runtime)}`;

const store = createStore();
const client = createClient({
  spawn: () => new Worker(worker, { type: "module" }),
  onStart: () => store.dispatch({ type: "loading" }),
  onProgress: (progress) => (progress.stage === "load" ? exporter.loading(progress) : store.dispatch({ type: "progress", progress })),
  onReady: () => store.dispatch({ type: "ready" }),
  onFailure: (error) => store.dispatch({ type: "failed", failure: failureText(error) }),
});
const assessor = createAssessor(store, client);
// Before anything else hears of a change: Python works on it while the page is drawn.
store.subscribe((state, before) => {
  const changed = state.runtime !== before.runtime || state.typing !== before.typing || !assessedAlike(state, before);
  if (state.stale && changed) assessor.soon();
});
const keeper = connectKeeper(store, new URL(site).pathname);
const reader = createReader(store, client);
const exporter = createExporter(client);
createBranchWork(store, client);
const insight = createInsight(store, client);
const network = networkView(root, client.start);
const offline = offlineKeeper(site, worker, network.tell);

/** Ends the calculator's start; what is filled in stays, and the next start begins afresh. */
function stop() {
  client.stop();
  store.dispatch({ type: "stopped" });
}

const views = [
  troublesView(root, keeper),
  peopleView(root, store, keeper),
  personView(root, store),
  formView(root, store, assessor),
  recordsView(root, store),
  runtimeView(root, { start: client.start, stop }),
  answerView(root, store),
  barView(root, client.start),
  resultsView(root, site),
  questionsView(root, store),
  chartsView(root),
  whatIfView(root, store, assessor.understand),
  network.view,
  filesView(root, store, reader, exporter),
  branchView(root, store, exporter, reader, keeper, assessor.understandDate, site),
  clearView(root, keeper, offline.drop),
];

store.subscribe((state, before) => {
  root.dataset.shown = state.aside ? "example" : "own";
  for (const view of views) view(state, before);
  insight.follow(state, before);
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

const MINUTE_MS = 60_000;

/** Back to what was being written, where the page was loaded anew in the middle: its length was another then. */
function backToForm() {
  const [navigation] = performance.getEntriesByType("navigation");
  const { editing, fresh } = store.state().drafts;
  const reloaded = navigation && /** @type {PerformanceNavigationTiming} */ (navigation).type === "reload";
  if (!reloaded || (!editing && isEmpty(fresh))) return;
  history.scrollRestoration = "manual";
  window.addEventListener("pagehide", () => void (history.scrollRestoration = "auto"), { once: true });
  part(root, "form").scrollIntoView({ block: "start" });
}

/** A page may be left open for days, and past midnight. */
function tellTheDay() {
  store.dispatch({ type: "today", date: localDate(new Date()) });
}

async function open() {
  // Whatever is wrong with what is kept, the page goes on in memory.
  await keeper.open().catch(() => store.dispatch({ type: "trouble", trouble: { code: "unreadable", raw: "" } }));
  const { notebook } = store.state();
  for (const view of views) view(store.state(), null);
  document.addEventListener("visibilitychange", tellTheDay);
  window.addEventListener("pageshow", tellTheDay);
  window.setInterval(tellTheDay, MINUTE_MS);
  part(root, "unsupported").hidden = true;
  for (const waiting of all(root, "[data-part^=application]")) waiting.hidden = false;
  part(root, "answer").hidden = false;
  backToForm();
  showHints(root, keeper.settings);
  startOnIntent();
  const used = notebook.records.length > 0;
  if (!sparing()) prepareOffline(site).catch(() => undefined);
  // Who has entered something means to see it; who looks around downloads nothing.
  whenIdle(() => {
    if (used && !sparing() && store.state().runtime.state === "idle") client.start();
  });
  // Opened without a network, all may be kept already: with one that is found out.
  window.addEventListener("online", () => {
    if (store.state().runtime.state === "ready") offline.keep();
  });
  store.subscribe((state, before) => {
    // What has been downloaded anyway costs the reader nothing to keep.
    if (before.runtime.state === "loading" && state.runtime.state === "ready") offline.keep();
  });
}

const printReport = reporter(root, store, () => personShown(store.state().keeping).name);
onAct(root, { "print-report": printReport });

open();
