/**
 * The service worker: lets the self-check open and run without a network.
 *
 * A page sends `{keep: {page, runtime, files}}` when it has loaded. All files are fetched, then the page itself, and only
 * if that page names the same runtime; then what no longer belongs is removed. So what is kept always fits together.
 * Folders named by a hash of their content are answered from what is kept, everything else from the network first.
 */

const NAME = "self-check";
const HASHED = /\/assets\/(runtime|calculator)\/[0-9a-f]{8,}\//;
const NETWORK_PATIENCE_MS = 5000;

const scope = /** @type {any} */ (self);

/** Only one page's wishes at a time, so that two do not remove each other's files. */
let keeping = Promise.resolve();

/** @param {string} url */
const plain = (url) => url.split("#")[0];

/** @param {string} url */
const hashed = (url) => HASHED.test(url);

/**
 * @param {Cache} cache
 * @param {string} url
 * @param {string[]} ours
 */
async function keepOne(cache, url, ours) {
  if (hashed(url) && ours.includes(url)) return;
  const response = await fetch(url, hashed(url) ? {} : { cache: "no-cache" });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  await cache.put(url, response);
}

/**
 * @param {string} page
 * @param {string} runtime
 * @param {string[]} files
 */
async function keep(page, runtime, files) {
  const cache = await caches.open(NAME);
  const ours = (await cache.keys()).map(({ url }) => url);
  for (const url of files) await keepOne(cache, url, ours);
  const response = await fetch(page, { cache: "no-cache" });
  const folder = new URL(runtime).pathname.split("/assets/")[1].replace(/\/$/, "");
  if (!response.ok || !(await response.clone().text()).includes(folder)) return;
  await cache.put(page, response);
  const wanted = new Set([page, ...files]);
  for (const url of ours) if (!wanted.has(url)) await cache.delete(url);
}

/** @param {Request} request */
async function kept(request) {
  const cache = await caches.open(NAME);
  return cache.match(plain(request.url));
}

/** @param {Request} request */
async function keptFirst(request) {
  return (await kept(request)) || fetch(request);
}

/** @param {Request} request */
async function networkFirst(request) {
  /** @type {Promise<Response | undefined>} */
  const late = new Promise((resolve) => setTimeout(() => resolve(kept(request)), NETWORK_PATIENCE_MS));
  const network = fetch(request);
  try {
    return (await Promise.race([network, late])) || (await network);
  } catch (error) {
    const ours = await kept(request);
    if (ours) return ours;
    throw error;
  }
}

scope.addEventListener("install", () => scope.skipWaiting());

scope.addEventListener("message", (/** @type {any} */ event) => {
  if (!event.data || !event.data.keep) return;
  const { page, runtime, files } = event.data.keep;
  // A file that does not come leaves all as it was; the next visit tries again.
  keeping = keeping.then(() => keep(page, runtime, files)).catch(() => undefined);
  event.waitUntil(keeping);
});

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope.registration.scope)) return;
  event.respondWith(hashed(request.url) ? keptFirst(request) : networkFirst(request));
});
