/** Speaks with the worker: starts it when asked, one reply for each call, and a clean end when it fails. */

/** @typedef {import("./types.js").Progress} Progress */
/** @typedef {{resolve: (result: string) => void, reject: (error: Error) => void}} Waiting */

/**
 * @typedef {object} Client
 * @property {() => void} start  starts the worker; does nothing where one runs
 * @property {() => void} stop  ends the worker; all that waits is rejected, and the next start begins afresh
 * @property {(method: string, argument: string) => Promise<string>} call
 */

/**
 * @typedef {object} Hooks
 * @property {() => Worker} spawn
 * @property {() => void} onStart
 * @property {(progress: Progress) => void} onProgress
 * @property {() => void} onReady
 * @property {(error: Error) => void} onFailure
 */

/** How long a worker that owes a reply may be silent: a blocked one says nothing, for ever. Time asleep does not count. */
const PATIENCE_MS = 60000;

/**
 * @param {Hooks} hooks
 * @returns {Client}
 */
export function createClient({ spawn, onStart, onProgress, onReady, onFailure }) {
  /** @type {Worker | null} */
  let worker = null;
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  let last = 0;
  let timer = 0;

  /** @param {string} name @param {string} message @returns {Error} */
  function end(name, message) {
    const error = new Error(message);
    error.name = name;
    window.clearTimeout(timer);
    if (worker) worker.terminate();
    worker = null;
    const left = [...waiting.values()];
    waiting.clear();
    for (const { reject } of left) reject(error);
    return error;
  }

  /** @param {string} name @param {string} message @returns {Error} */
  function fail(name, message) {
    const error = end(name, message);
    onFailure(error);
    return error;
  }

  function listen() {
    window.clearTimeout(timer);
    if (waiting.size) timer = window.setTimeout(overdue, PATIENCE_MS);
  }

  // A page in the background may be stopped, and its worker with it.
  function overdue() {
    if (document.hidden) listen();
    else fail("TimeoutError", "no word from the worker");
  }

  /** @param {MessageEvent} event */
  function receive({ data }) {
    if (data.progress) onProgress(data.progress);
    else if (data.error) fail(data.error.name, data.error.message);
    else {
      const call = waiting.get(data.id);
      waiting.delete(data.id);
      if (call) call.resolve(data.result);
    }
    listen();
  }

  /** @param {Worker} to @param {string} method @param {string} argument @returns {Promise<string>} */
  function send(to, method, argument) {
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      listen();
      to.postMessage({ id, method, argument });
    });
  }

  /** @returns {Promise<Worker>} */
  async function start() {
    if (worker) return worker;
    onStart();
    try {
      worker = spawn();
    } catch (error) {
      throw fail("WorkerError", String(error));
    }
    const fresh = worker;
    /**
     * What an ended worker still had to say is nobody's business any more.
     * @template {Event} E
     * @param {(event: E) => void} act
     * @returns {(event: E) => void}
     */
    const ifCurrent = (act) => (event) => void (worker === fresh && act(event));
    fresh.addEventListener("message", ifCurrent(receive));
    fresh.addEventListener("messageerror", ifCurrent(() => fail("MessageError", "unreadable reply")));
    fresh.addEventListener("error", (event) => event.preventDefault());
    fresh.addEventListener("error", ifCurrent((event) => fail("WorkerError", event.message || "")));
    send(fresh, "start", "null").then(onReady, () => undefined);
    return fresh;
  }

  document.addEventListener("visibilitychange", listen);

  return {
    start: () => void start().catch(() => undefined),
    stop: () => void end("StoppedError", "the reader stopped it"),
    // To a worker that is there at once: what the page does next need not be waited for.
    call: async (method, argument) => send(worker || (await start()), method, argument),
  };
}
