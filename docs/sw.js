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
 * Files on their way into the cache. Nobody reads these responses but through copies, so that a file that is wanted
 * while it comes is not fetched twice.
 * @type {Map<string, Promise<Response>>}
 */
const coming = new Map();

/**
 * Whether a response is the file itself. A network's own sign-in page answers for any address, and would be kept for good.
 * @param {Response} response
 */
function genuine(response) {
  const type = response.headers.get("content-type") || "";
  return response.ok && !response.redirected && !type.startsWith("text/html");
}

/**
 * A file of a hashed folder: kept, coming, or fetched now and then kept.
 * @param {string} url
 * @param {(work: Promise<unknown>) => void} finishing  told what goes on after the answer
 * @returns {Promise<Response>}
 */
async function hashedFile(url, finishing) {
  const cache = await caches.open(NAME);
  const ours = await cache.match(url);
  if (ours) return ours;
  let response = coming.get(url);
  if (!response) {
    response = fetch(url);
    coming.set(url, response);
    const keeping = response.then((file) => (genuine(file) ? cache.put(url, file.clone()) : undefined));
    finishing(keeping.catch(() => undefined).then(() => coming.delete(url)));
  }
  return (await response).clone();
}

/**
 * @param {Cache} cache
 * @param {string} url
 */
async function keepOne(cache, url) {
  /** @type {Promise<unknown>[]} */
  const work = [];
  const response = hashed(url)
    ? await hashedFile(url, (more) => work.push(more))
    : await fetch(url, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  if (!hashed(url)) await cache.put(url, response);
  await Promise.all(work);
}

/**
 * @param {string} page
 * @param {string} runtime
 * @param {string[]} files
 */
async function keep(page, runtime, files) {
  const cache = await caches.open(NAME);
  for (const url of files) await keepOne(cache, url);
  const response = await fetch(page, { cache: "no-cache" });
  const folder = new URL(runtime).pathname.split("/assets/")[1].replace(/\/$/, "");
  if (!response.ok || !(await response.clone().text()).includes(folder)) return;
  await cache.put(page, response);
  const wanted = new Set([page, ...files]);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

/** @param {Request} request */
async function kept(request) {
  const cache = await caches.open(NAME);
  return cache.match(plain(request.url));
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

// The page that registered it is served too: what it fetches from now on is kept on the way.
scope.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(scope.clients.claim()));

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
  const finishing = (/** @type {Promise<unknown>} */ work) => event.waitUntil(work);
  event.respondWith(hashed(request.url) ? hashedFile(plain(request.url), finishing) : networkFirst(request));
});
