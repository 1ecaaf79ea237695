/**
 * Runs the calculator in Python, off the page's thread.
 *
 * Protocol. The page sends `{id, method, argument}`, the argument as JSON text, and gets exactly one reply for each:
 * `{id, result}`, as JSON text, or `{id, error: {name, message}}`. The method `start` is answered when Python is up;
 * `load` when one more archive of the runtime, named by its argument, is on Python's path, with `null`, or with
 * `{failure: {name, message}}` where it did not come: Python goes on without it, and the page may ask again. All others
 * are answered by `calculator.browser.call`. Besides replies there are only notices: `{progress: {stage, loaded, total}}`,
 * stage `download` in bytes, then stage `start`; and stage `load`, in bytes too.
 *
 * The runtime's folder stands in this worker's address: `worker.js?runtime=…`. Its big files are asked for at once and
 * each once: Pyodide is handed the very responses, because the browser keeps compiled code only for those, and copies of
 * them are counted for the progress.
 */

/** @typedef {{id: number, method: string, argument: string}} Request */
/** @typedef {{stage: string, loaded: number, total: number}} Progress */
/** @typedef {(method: string, argument: string) => string} Call */

const scope = /** @type {any} */ (self);
const folder = new URL(new URLSearchParams(location.search).get("runtime") || ".", location.href);
if (folder.origin !== location.origin) throw new Error("the runtime must come from this site");

const WASM = "pyodide.asm.wasm";
const LIBRARY = "python.zip";
const SCRIPT = "pyodide.asm.js";
const LOADER = "pyodide.mjs";
const MANIFEST = "manifest.json";
const NOTICE_EVERY_MS = 100;

/** The smallest module there is: compiling it tells whether WebAssembly may run here at all. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** @param {string} name */
const address = (name) => new URL(name, folder).href;

/** @param {string} name @param {string} message */
function named(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}

/** @param {Progress} progress */
const notify = (progress) => scope.postMessage({ progress });

/** Tells how much of some files has come, at most every NOTICE_EVERY_MS. */
class Meter {
  /** @param {string} stage */
  constructor(stage) {
    this.stage = stage;
    this.loaded = 0;
    this.total = 0;
    this.told = 0;
  }

  /** @param {number} bytes */
  add(bytes) {
    this.loaded += bytes;
    const now = Date.now();
    if (now - this.told < NOTICE_EVERY_MS) return;
    this.told = now;
    notify({ stage: this.stage, loaded: this.loaded, total: this.total });
  }
}

/**
 * A file of the runtime. A network that wants a sign-in answers any address with its own page, which is none.
 * @param {string} name
 */
async function get(name) {
  const response = await fetch(address(name)).catch(() => undefined);
  if (!response || !response.ok) throw named("NetworkError", name);
  const type = response.headers.get("content-type") || "";
  if (type.startsWith("text/html")) throw named("SignInError", name);
  return response;
}

/**
 * Asks for a file. The response is returned untouched; its copy is read to count bytes.
 * @param {string} name
 * @param {Meter} meter
 */
async function ask(name, meter) {
  const response = await get(name);
  const body = response.clone().body;
  if (!body) return { response, read: Promise.resolve() };
  const reader = body.getReader();
  const read = (async () => {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) meter.add(chunk.value.length);
  })().catch(() => Promise.reject(named("NetworkError", name)));
  return { response, read };
}

/**
 * A script of the runtime as a module; its bytes are counted when it has come.
 * @param {string} name
 * @param {(name: string) => void} arrived
 */
async function script(name, arrived) {
  const module = await import(address(name)).catch(async () => {
    // An import does not tell why it failed; asking again does.
    await get(name);
    throw named("NetworkError", name);
  });
  arrived(name);
  return module;
}

/**
 * Puts an archive on Python's path.
 * @param {any} pyodide
 * @param {string} name
 * @param {number} bytes
 */
async function extend(pyodide, name, bytes) {
  const meter = new Meter("load");
  meter.total = bytes;
  const { response, read } = await ask(name, meter);
  const content = await response.arrayBuffer().catch(() => Promise.reject(named("NetworkError", name)));
  await read;
  pyodide.FS.writeFile(`/lib/${name}`, new Uint8Array(content));
  pyodide.pyimport("sys").path.append(`/lib/${name}`);
}

/** @returns {Promise<{call: Call, load: (name: string) => Promise<void>}>} */
async function start() {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch (error) {
    throw named("WebAssemblyBlocked", String(error));
  }
  const meter = new Meter("download");
  /** @type {Map<string, number>} */
  const sizes = new Map();
  /** Archives that are loaded when they are asked for. @type {Map<string, Promise<void>>} */
  const loads = new Map();
  const asked = new Map([WASM, LIBRARY].map((name) => [address(name), ask(name, meter)]));
  const scripts = [SCRIPT, LOADER].map((name) => script(name, () => meter.add(sizes.get(name) || 0)));
  const manifest = get(MANIFEST).then(async (response) => {
    const { files, later, lock } = await response.json().catch(() => Promise.reject(named("NetworkError", MANIFEST)));
    for (const { name, bytes } of files) {
      sizes.set(name, bytes);
      meter.total += bytes;
    }
    for (const { name, bytes } of later) sizes.set(name, bytes);
    return lock;
  });

  const plainFetch = scope.fetch.bind(scope);
  scope.fetch = (/** @type {RequestInfo | URL} */ input, /** @type {RequestInit | undefined} */ options) => {
    const url = input instanceof Request ? input.url : new URL(input, location.href).href;
    const held = asked.get(url);
    asked.delete(url);
    // A file that does not come is told of by `broken`; Pyodide, left waiting, has nothing to complain of meanwhile.
    return held ? held.then(({ response }) => response, () => new Promise(() => undefined)) : plainFetch(input, options);
  };

  const whole = Promise.all([...asked.values()].map((file) => file.then(({ read }) => read)));
  // Pyodide waits for ever where a file breaks off; what is read here says so.
  const broken = whole.then(() => new Promise(() => undefined));
  // What Pyodide leaves unhandled of a file that broke off, `broken` tells.
  const handled = (/** @type {Event} */ event) => event.preventDefault();
  scope.addEventListener("unhandledrejection", handled);
  const [, loader, lock] = await Promise.race([Promise.all([...scripts, manifest]), broken]);
  const loading = loader.loadPyodide({
    indexURL: folder.href,
    packageBaseUrl: folder.href,
    stdLibURL: address(LIBRARY),
    lockFileContents: lock,
  });
  whole.then(
    () => notify({ stage: "start", loaded: meter.total, total: meter.total }),
    () => undefined,
  );
  const pyodide = await Promise.race([loading, broken]);
  scope.fetch = plainFetch;
  scope.removeEventListener("unhandledrejection", handled);

  /** @param {string} name */
  function load(name) {
    const loading = loads.get(name) || extend(pyodide, name, sizes.get(name) || 0);
    loads.set(name, loading);
    loading.catch(() => loads.delete(name));
    return loading;
  }

  return { call: pyodide.pyimport("calculator.browser").call, load };
}

const started = start();
started.catch(() => undefined);

/** @param {unknown} error */
function told(error) {
  const { name, message } = error instanceof Error ? error : named("Error", String(error));
  return { name, message };
}

/** @param {string} method @param {string} argument @returns {Promise<string>} */
async function answer(method, argument) {
  const { call, load } = await started;
  if (method === "start") return "null";
  if (method !== "load") return call(method, argument);
  return load(JSON.parse(argument)).then(
    () => "null",
    (error) => JSON.stringify({ failure: told(error) }),
  );
}

scope.addEventListener("message", async (/** @type {MessageEvent<Request>} */ event) => {
  const { id, method, argument } = event.data;
  try {
    scope.postMessage({ id, result: await answer(method, argument) });
  } catch (error) {
    scope.postMessage({ id, error: told(error) });
  }
});
