/** Files at the calculator's desk, in steps: each is short, so that others' calls and a change of mind come between. */

import { bytes, pieces } from "./transfer.js";

/** @typedef {import("./client.js").Client} Client */
/** @typedef {import("./types.js").ReadProgress} ReadProgress */
/** @typedef {import("./types.js").Taken} Taken */
/** @typedef {import("./types.js").Problem} Problem */

/** How long a step should take; each is made as long as the one before it tells. */
const STEP_MS = 80;

/** What writes workbooks, by its name in the runtime. */
const SPREADSHEETS = "spreadsheets.zip";

/** A piece of work that goes on while it is wanted. @typedef {{wanted: boolean}} Job */

/** Thrown where the work is not wanted any more. */
export class Cancelled extends Error {}

/** Thrown where the calculator says what is wrong with an input. */
export class Refused extends Error {
  /** @param {Problem[]} problems */
  constructor(problems) {
    super("refused");
    this.problems = problems;
  }
}

/** Thrown where a part of the calculator did not come; what is there goes on. */
export class Missing extends Error {}

/**
 * @param {Client} client
 * @param {string} method
 * @param {unknown} argument
 */
async function ask(client, method, argument) {
  const answer = JSON.parse(await client.call(method, JSON.stringify(argument)));
  if (answer && answer.problems && !answer.files) throw new Refused(answer.problems);
  return answer;
}

/** @param {Job} job */
function check(job) {
  if (!job.wanted) throw new Cancelled();
}

/**
 * Asks for one step after the other.
 * @param {Job} job
 * @param {(size: number) => Promise<{finished: boolean}>} step
 */
async function inSteps(job, step) {
  let size = 8;
  for (let finished = false; !finished; ) {
    check(job);
    const began = performance.now();
    ({ finished } = await step(size));
    check(job);
    const took = Math.max(performance.now() - began, 1);
    size = Math.max(1, Math.min(size * 4, Math.round((size * STEP_MS) / took), 4096));
  }
}

/**
 * Reads files, and tells what was read.
 * @param {Client} client
 * @param {File[]} files
 * @param {Job} job
 * @param {(progress: ReadProgress) => void} tell
 * @param {boolean} kept  whether the file is a branch as the calculator wrote it to be kept
 * @returns {Promise<Taken>}
 */
export async function readFiles(client, files, job, tell, kept) {
  await ask(client, "open_files", { names: files.map(({ name }) => name), kept });
  for (const [file, content] of files.entries()) {
    for await (const piece of pieces(content)) {
      check(job);
      await ask(client, "give_piece", { file, base64: piece });
    }
  }
  await inSteps(job, async (rows) => {
    const step = await ask(client, "read_rows", { rows });
    if (job.wanted) tell({ ...step, files: files.length });
    return step;
  });
  return ask(client, "take_files", null);
}

/**
 * Assesses the people that were read, and hands over their lines as they come.
 * @param {Client} client
 * @param {{as_of: string | null, today: string, again: boolean}} days
 * @param {Job} job
 * @param {(legend: import("./types.js").Legend) => void} open
 * @param {(step: import("./types.js").BranchStep) => void} add
 */
export async function assessBranch(client, days, job, open, add) {
  const legend = await ask(client, "open_branch", days);
  check(job);
  open(legend);
  await inSteps(job, async (people) => {
    const step = await ask(client, "assess_people", { people });
    if (job.wanted) add(step);
    return step;
  });
}

/**
 * All of one person of the branch.
 * @param {Client} client
 * @param {number} person
 * @returns {Promise<import("./types.js").PersonTold>}
 */
export function showPerson(client, person) {
  return ask(client, "show_person", { person });
}

/**
 * Writes a history, or the branch's table where there is none.
 * @param {Client} client
 * @param {string} kind  csv, xlsx, json, or tsv; or kept, what is kept of a branch
 * @param {import("./typed.js").TypedHistory | null} history
 * @param {Job} job
 * @param {(done: number, total: number) => void} tell
 * @returns {Promise<BlobPart[]>} the file's bytes
 */
export async function writeFile(client, kind, history, job, tell) {
  if (kind === "xlsx") {
    const answer = await ask(client, "load", SPREADSHEETS);
    if (answer) throw new Missing(answer.failure.name);
    check(job);
  }
  /** @type {BlobPart[]} */
  const parts = [];
  await ask(client, "open_export", { kind, history });
  await inSteps(job, async (rows) => {
    const step = await ask(client, "export_rows", { rows });
    // Of a branch that was put away meanwhile there is no more to come.
    if (!step) throw new Cancelled();
    parts.push(...(await bytes(step.base64)));
    if (job.wanted) tell(step.done, step.total);
    return step;
  });
  return parts;
}

/**
 * Puts away all that the desk holds. One that has ended holds nothing.
 * @param {Client} client
 */
export function forget(client) {
  ask(client, "forget", null).catch(() => undefined);
}
