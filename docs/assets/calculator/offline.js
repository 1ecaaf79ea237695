/** Keeps the self-check usable without a network: tells the service worker what to keep. */

/** @param {string} url */
const plain = (url) => url.split("#")[0];

/**
 * This page, what it is made of, the pages it cites, and the runtime.
 * @param {HTMLElement} root
 * @param {string} site  address of the site's root
 * @param {string} runtime  address of the runtime's folder
 * @param {string} worker  address of the worker
 */
async function needed(root, site, runtime, worker) {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const linked = [...document.querySelectorAll("link[rel~=stylesheet], link[rel~=icon], script[src]")].map((element) =>
    element instanceof HTMLLinkElement ? element.href : /** @type {HTMLScriptElement} */ (element).src,
  );
  const cited = [...root.querySelectorAll("a")].map(({ href }) => href);
  const manifest = await fetch(new URL("manifest.json", runtime).href);
  const { files } = await manifest.json();
  const parts = ["manifest.json", ...files.map((/** @type {{name: string}} */ { name }) => name)];
  const all = [...loaded, ...linked, ...cited, worker, ...parts.map((name) => new URL(name, runtime).href)];
  return [...new Set(all.map(plain))].filter((url) => url.startsWith(site) && url !== plain(location.href));
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
 * @param {HTMLElement} root
 * @param {string} site
 * @param {string} runtime
 * @param {string} worker
 */
export async function keepForOffline(root, site, runtime, worker) {
  if (!("serviceWorker" in navigator)) return;
  await prepareOffline(site);
  const { active } = await navigator.serviceWorker.ready;
  if (!active) return;
  const files = await needed(root, site, runtime, worker);
  active.postMessage({ keep: { page: plain(location.href), runtime, files } });
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
