/** Writes files with the calculator: one at a time, the last one asked for. */

import { Cancelled, Missing, Refused, writeFile } from "./desk.js";
import { megabytes } from "./runtime.js";

/**
 * A file being written: of what kind, and whether of the branch.
 * @typedef {import("./desk.js").Job & {kind: string, ofBranch: boolean}} Export
 */

/** What a file of each kind is to a browser. @type {{[kind: string]: string}} */
export const TYPES = {
  json: "application/json",
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  tsv: "text/plain",
};

const STOPPED = "运算程序停了，没有写成。请看“结果”里的说明，按“重试”后再来。";
const MISSING = "写 Excel 文件的部件没有下载完。请检查网络后再试；也可以先导出 CSV。";
const PREPARING = "正在准备…";

/** @param {Refused} error */
function problemsText({ problems }) {
  const numbers = [...new Set(problems.map(({ record }) => record))];
  const places = numbers.map((record) => (record === null ? "“我的身份”" : `第 ${record + 1} 条`));
  return `还写不成：请先改正${places.join("、")}。`;
}

/**
 * @typedef {object} Exporter
 * @property {(kind: string, history: import("./typed.js").TypedHistory | null, tell: (text: string) => void, done: (parts: BlobPart[]) => void) => Promise<void>} write
 * @property {(progress: import("./types.js").Progress) => void} loading  how much has come of what a file needs
 * @property {(fits?: (job: Export) => boolean) => void} cancel  what is being written, where it fits
 */

/**
 * @param {import("./client.js").Client} client
 * @returns {Exporter}
 */
export function createExporter(client) {
  /** @type {Export} */
  let job = { kind: "", ofBranch: false, wanted: false };
  /** Where the last one tells how far it is. @type {(text: string) => void} */
  let place = () => undefined;

  function end() {
    if (!job.wanted) return;
    job.wanted = false;
    place("");
  }

  return {
    async write(kind, history, tell, done) {
      end();
      const own = { kind, ofBranch: history === null, wanted: true };
      job = own;
      place = tell;
      tell(PREPARING);
      try {
        const parts = await writeFile(client, kind, history, own, (written, total) => {
          if (total > 1) tell(`正在写：${written} / ${total}`);
        });
        end();
        done(parts);
      } catch (error) {
        if (job === own) end();
        if (error instanceof Cancelled) return;
        if (error instanceof Refused) tell(problemsText(error));
        else tell(error instanceof Missing ? MISSING : STOPPED);
      }
    },
    cancel(fits = () => true) {
      if (fits(job)) end();
    },
    loading({ loaded, total }) {
      if (job.wanted) place(`正在下载写 Excel 文件的部件：${megabytes(loaded)} / ${megabytes(total)} MB（解压后大小）`);
    },
  };
}
