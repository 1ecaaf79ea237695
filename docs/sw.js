/**
 * The service worker: lets the self-check open and run without a network.
 *
 * A page sends `{keep: {page, files}}` with a port when it has loaded, and is told there whether all was kept. The page
 * and all files are fetched, and kept only if that page names each folder of the files that is named by a hash; then
 * what no longer belongs is removed. So what is kept always fits together. Such folders are answered from what is kept,
 * everything else from the network first.
 * After `{forget: true}`, nothing is kept until a page asks again; the answer is whether all is gone.
 */

const HASHED = /\/assets\/(?:runtime|calculator|search)\/[0-9a-f]{8,}(?=\/)/;
const NETWORK_PATIENCE_MS = 5000;

/** What every page of this site loads, and no page of a network that wants a sign-in. */
const MARK = "assets/settings.js";

const scope = /** @type {any} */ (self);

/** Other sites of the same host keep theirs under their own names. */
const NAME = `self-check ${new URL(scope.registration.scope).pathname}`;

/** Only one page's wishes at a time, so that two do not remove each other's files. */
let keeping = /** @type {Promise<unknown>} */ (Promise.resolve());

/** @param {string} url */
const plain = (url) => url.split("#")[0];

/** @param {string} url */
const hashed = (url) => HASHED.test(url);

/**
 * Files on their way into the cache. Nobody reads these responses but through copies, so that a file that is wanted
 * while it comes is not fetched twice. `stored` is fulfilled when storing is over, even where it has failed.
 * @type {Map<string, {response: Promise<Response>, stored: Promise<unknown>}>}
 */
const coming = new Map();

/** @param {Response} response */
const isPage = (response) => (response.headers.get("content-type") || "").startsWith("text/html");

/**
 * Whether a response is the file itself. A network's own sign-in page answers for any address, and would be kept for good.
 * @param {Response} response
 */
const genuine = (response) => response.ok && !response.redirected && !isPage(response);

/** Whether the reader has cleared all and wants nothing kept, until a page asks for it anew. */
let unwanted = false;

/** What is kept, or null where nothing is to be kept or can be: then all goes on as without this worker. */
const openCache = async () => (unwanted ? null : caches.open(NAME).catch(() => null));

/**
 * A file of a hashed folder: kept, coming, or fetched now and then kept.
 * @param {string} url
 * @param {(work: Promise<unknown>) => void} finishing  told what goes on after the answer
 * @returns {Promise<Response>}
 */
async function hashedFile(url, finishing) {
  const cache = await openCache();
  const ours = cache && (await cache.match(url));
  if (ours) return ours;
  let file = coming.get(url);
  if (!file) {
    const response = fetch(url);
    const storing = response.then((whole) => (cache && genuine(whole) ? cache.put(url, whole.clone()) : undefined));
    file = { response, stored: storing.catch(() => undefined).then(() => coming.delete(url)) };
    coming.set(url, file);
  }
  finishing(file.stored);
  return (await file.response).clone();
}

/**
 * A file that changes in place, as it is now: whole, and its own.
 * @param {string} url
 */
async function latest(url) {
  const response = await fetch(url, { cache: "no-cache" });
  const body = await response.blob();
  const ours = isPage(response) ? (await body.text()).includes(MARK) : true;
  if (!response.ok || response.redirected || !ours) throw new Error(`${url}: not what was asked for`);
  return new Response(body, { headers: response.headers });
}

/**
 * A file whose name tells what is in it: from now on it is kept. Rejects where it could not be stored.
 * @param {Cache} cache
 * @param {string} url
 */
async function unchanging(cache, url) {
  /** @type {Promise<unknown>[]} */
  const work = [];
  const response = await hashedFile(url, (more) => work.push(more));
  if (!genuine(response)) throw new Error(`${url}: not what was asked for`);
  await Promise.all(work);
  if (!(await cache.match(url))) throw new Error(`${url}: not stored`);
}

/**
 * Everything is fetched before anything that changes in place is replaced, and the page is replaced last. Answers whether
 * all is there in the end.
 * @param {string} page
 * @param {string[]} files
 */
async function keep(page, files) {
  const cache = await caches.open(NAME);
  const html = await latest(page);
  const text = await html.clone().text();
  if (!files.flatMap((url) => url.match(HASHED) || []).every((folder) => text.includes(folder))) return false;
  /** @type {[string, Response][]} */
  const fetched = [];
  for (const url of files) {
    if (hashed(url)) await unchanging(cache, url);
    else fetched.push([url, await latest(url)]);
  }
  for (const [url, response] of [...fetched, /** @type {const} */ ([page, html])]) await cache.put(url, response);
  const wanted = new Set([page, ...files]);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
  for (const url of wanted) if (!(await cache.match(url))) return false;
  return true;
}

/** What is kept for a request. A page is the same whatever a messenger has added to its address. @param {Request} request */
async function kept(request) {
  const cache = await openCache();
  const ours = cache && (await cache.match(plain(request.url), { ignoreSearch: request.mode === "navigate" }));
  return ours || undefined;
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
  if (event.data && event.data.forget) {
    unwanted = true;
    const [port] = event.ports;
    const gone = caches.delete(NAME).then(() => true, () => false);
    event.waitUntil(gone.then((is) => port.postMessage(is)));
  }
  if (!event.data || !event.data.keep) return;
  unwanted = false;
  const { page, files } = event.data.keep;
  // A file that does not come leaves all as it was; the next visit tries again.
  keeping = keeping.then(() => !unwanted && keep(page, files)).catch(() => false);
  keeping = keeping.then((kept) => event.ports[0] && event.ports[0].postMessage(kept));
  event.waitUntil(keeping);
});

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope.registration.scope)) return;
  const finishing = (/** @type {Promise<unknown>} */ work) => event.waitUntil(work);
  event.respondWith(hashed(request.url) ? hashedFile(plain(request.url), finishing) : networkFirst(request));
});
