/** Where a branch's table is kept, if the reader asked for it. */

import { asked } from "./database.js";

/** @param {import("./database.js").Database} database */
export function createBranchStore(database) {
  return {
    /** Null removes it; false: it could not be kept. @param {Uint8Array | null} bytes @returns {Promise<boolean>} */
    async keepBranch(bytes) {
      try {
        await database.run(
          ["branch"],
          "readwrite",
          async ({ branch }) => void (bytes ? branch.put(bytes, "roster") : branch.delete("roster")),
          bytes !== null,
        );
        return true;
      } catch (error) {
        return false;
      }
    },

    loadBranch: () =>
      database.run(["branch"], "readonly", ({ branch }) => asked(branch.get("roster"))).then(
        (bytes) => (bytes instanceof Uint8Array ? bytes : null),
        () => null,
      ),
  };
}
