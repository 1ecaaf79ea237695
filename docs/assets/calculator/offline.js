/** Keeps the self-check usable without a network: tells the service worker what to keep. */

/** How long the service worker may take to remove what it has kept. */
const PATIENCE_MS = 5000;

/** How long after a failure the page is kept anew; after the next one, twice as long. */
const AGAIN_MS = 3000;

/** How often it is tried in all: after that, as where the site has a new version by now, only the reader can help. */
const TRIES = 5;

/**
 * What the self-check needs without a network, beside its page: files and pages that the build has listed, and the worker.
 * @param {string} site  address of the site's root
 * @param {string} worker  address of the worker, which the list has without what the page adds to it
 */
async function needed(site, worker) {
  const list = await fetch(new URL("assets/offline.json", site).href, { cache: "no-cache" });
  const { files } = await list.json();
  return [...files.map((/** @type {string} */ file) => new URL(file, site).href), worker];
}

/**
 * Registers the service worker, which from then on keeps the runtime's files as they come.
 * @param {string} site  address of the site's root
 */
export async function prepareOffline(site) {
  if ("serviceWorker" in navigator) {
    await navigator.serviceWorker.register(new URL("sw.js", site).href, { scope: site });
  }
}

/**
 * Has the service worker keep everything needed.
 * @param {string} site
 * @param {string} worker
 * @returns {Promise<"kept" | "failed" | "unable">} "unable": the browser has no service workers
 */
async function keepForOffline(site, worker) {
  if (!("serviceWorker" in navigator)) return "unable";
  await prepareOffline(site);
  const { active } = await navigator.serviceWorker.ready;
  if (!active) return "failed";
  // A messenger may have added something of its own to the address.
  const page = location.origin + location.pathname;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active.postMessage({ keep: { page, files: await needed(site, worker) } }, [port2]);
  return (await answer) === true ? "kept" : "failed";
}

/**
 * Keeps the page, and tries a few times more where that fails: a network that is said to be back may still take a moment.
 * @param {string} site
 * @param {string} worker
 * @param {(page: import("./network.js").Page) => void} tell
 */
export function offlineKeeper(site, worker, tell) {
  /** @type {"not kept" | "keeping" | "done" | "dropped"} */
  let state = "not kept";
  let again = 0;
  let failures = 0;
  const dropped = () => state === "dropped";

  async function attempt() {
    if (state !== "not kept") return;
    clearTimeout(again);
    state = "keeping";
    const kept = await keepForOffline(site, worker).catch(() => /** @type {const} */ ("failed"));
    if (dropped()) return;
    state = kept === "failed" ? "not kept" : "done";
    tell(kept);
    if (kept !== "failed") return;
    failures += 1;
    if (failures < TRIES) again = window.setTimeout(attempt, AGAIN_MS * 2 ** (failures - 1));
  }

  return {
    /** Each call begins the tries anew: there is a reason to hope for more than the last time. */
    keep() {
      failures = 0;
      return attempt();
    },
    /** What is removed as the reader asks is not kept again before the next visit. */
    drop() {
      clearTimeout(again);
      state = "dropped";
      tell("dropped");
      return forgetOffline(site);
    },
  };
}

/**
 * Removes all that is kept, and the service worker with it. Rejects where the worker could not, or does not answer.
 * @param {string} site
 */
async function forgetOffline(site) {
  const registration = "serviceWorker" in navigator ? await navigator.serviceWorker.getRegistration(site) : undefined;
  const active = registration && registration.active;
  if (!registration || !active) return;
  const { port1, port2 } = new MessageChannel();
  const forgotten = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, false));
  active.postMessage({ forget: true }, [port2]);
  if ((await Promise.race([forgotten, late])) !== true) throw new Error("not removed");
  await registration.unregister();
}

/** Whether the reader asked to be spared downloads. */
export function sparing() {
  const { connection } = /** @type {{connection?: {saveData?: boolean}}} */ (navigator);
  return Boolean(connection && connection.saveData);
}

/** @param {() => void} act */
export function whenIdle(act) {
  if ("requestIdleCallback" in window) window.requestIdleCallback(act, { timeout: 3000 });
  else setTimeout(act, 500);
}
