/** Reads the files that the reader chose, when the calculator is up. The last ones chosen are the ones wanted. */

import { Cancelled, readFiles, Refused } from "./desk.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Taken} Taken */
/** @typedef {import("./types.js").FileProblem} FileProblem */
/** @typedef {import("./desk.js").Job} Job */

/** More than any ledger of records needs; reading more would only stop a phone. */
const LARGEST_MB = 24;
const LARGEST_TOGETHER_MB = 60;

const STOPPED = "读它的时候运算程序停了。请按“重试”后再选一次；还是不行，请换一个文件，并把这事告诉本站。";
const UNOPENED = "浏览器没能打开这个文件。请重新选一次；如果文件在网盘里，先下载到本机；如果是文件夹，选里面的文件。";
const NOTHING = "文件里没有培训记录。";

/** @param {number} megabytes */
const inBytes = (megabytes) => megabytes * 1024 * 1024;

/** What files are called together. @param {File[]} files */
function titleOf([first, ...others]) {
  return others.length ? `“${first.name}”等 ${others.length + 1} 个文件` : `“${first.name}”`;
}

/** Why files are not read at all; empty where they are. @param {File[]} files */
function tooLarge(files) {
  if (files.some(({ size }) => size > inBytes(LARGEST_MB))) return `文件超过 ${LARGEST_MB} MB，不像是培训台账。`;
  const together = files.reduce((sum, { size }) => sum + size, 0);
  if (together <= inBytes(LARGEST_TOGETHER_MB)) return "";
  return `这些文件合起来超过 ${LARGEST_TOGETHER_MB} MB。请分几次读。`;
}

/**
 * What is wrong with the file as a whole, in words, and the mistakes at some place of it.
 * @param {Taken} taken
 * @returns {[string[], FileProblem[]]}
 */
function ofWholeFile({ problems, files }) {
  const isWhole = (/** @type {FileProblem} */ { row, record, key }) =>
    files.length === 1 && row === null && record === null && key === null;
  return [
    problems.filter(isWhole).map(({ message }) => message),
    problems.filter((problem) => !isWhole(problem)),
  ];
}

/**
 * A branch that was kept on this device. `plain`: as a ledger, which is how it was kept at first.
 * @typedef {{id: string, title: string, plain: boolean}} KeptBranch
 *
 * @typedef {object} Reader
 * @property {(files: File[], kept?: KeptBranch) => void} read
 * @property {() => void} cancel
 */

/**
 * @param {import("./state.js").Store} store
 * @param {import("./client.js").Client} client
 * @returns {Reader}
 */
export function createReader(store, client) {
  /** @type {{title: string, files: File[], kept: KeptBranch | undefined, job: Job, running: boolean} | null} */
  let current = null;

  /** @param {string} title @param {string[]} messages @param {Taken | null} taken */
  function refuse(title, messages, taken = null) {
    store.dispatch({ type: "file", file: { status: "refused", title, messages, taken } });
  }

  /** @param {string} title @param {Taken} taken @param {KeptBranch | undefined} kept */
  function tell(title, taken, kept) {
    if (taken.people > 1) {
      store.dispatch({ type: "branch", change: { type: "open", title, taken, kept: kept ? kept.id : "" } });
      store.dispatch({ type: "file", file: null });
    } else if (taken.history) {
      store.dispatch({ type: "file", file: { status: "preview", title, taken } });
    } else {
      const [whole, parts] = ofWholeFile(taken);
      refuse(title, taken.problem_count ? whole : [NOTHING], { ...taken, problems: parts });
    }
  }

  /** @param {NonNullable<typeof current>} reading */
  async function run(reading) {
    const { title, files, kept, job } = reading;
    reading.running = true;
    try {
      /** @param {import("./types.js").ReadProgress} progress */
      const follow = (progress) => store.dispatch({ type: "file", file: { status: "reading", title, progress } });
      const taken = await readFiles(client, files, job, follow, Boolean(kept && !kept.plain));
      if (!job.wanted) return;
      end();
      tell(title, taken, kept);
    } catch (error) {
      if (error instanceof Cancelled || !job.wanted) return;
      end();
      if (error instanceof Refused) refuse(title, error.problems.map(({ message }) => message));
      else refuse(title, [error instanceof DOMException ? UNOPENED : STOPPED]);
    }
  }

  function end() {
    if (current) current.job.wanted = false;
    current = null;
  }

  /** @param {State} state */
  function advance({ file, runtime }) {
    // Cleared, or closed by what else happened.
    if (current && (!file || file.status !== "reading")) end();
    if (current && !current.running && runtime.state === "ready") run(current);
  }

  store.subscribe(advance);

  return {
    read(files, kept) {
      if (!files.length) return;
      end();
      const title = kept ? kept.title : titleOf(files);
      const problem = kept ? "" : tooLarge(files);
      if (problem) {
        refuse(title, [problem]);
        return;
      }
      current = { title, files, kept, job: { wanted: true }, running: false };
      store.dispatch({ type: "file", file: { status: "reading", title, progress: null } });
      client.start();
      advance(store.state());
    },
    cancel() {
      end();
      store.dispatch({ type: "file", file: null });
    },
  };
}
