/** 支部台账 on this device: only where the reader says so, and without what is not read of it. */

import { find, input, onAct, part, say } from "./dom.js";

/** @typedef {import("./types.js").State} State */

/** What the kept ledger is called when it is opened. */
const NAME = "留在这台设备上的支部台账.csv";

/**
 * @param {HTMLElement} section
 * @param {import("./state.js").Store} store
 * @param {import("./exporter.js").Exporter} exporter
 * @param {import("./reader.js").Reader} reader
 * @param {import("./storage.js").Keeper} keeper
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function keptBranch(section, store, exporter, reader, keeper) {
  const notice = part(section, "branch-kept");
  const tick = input(section, "[data-part=branch-keep]");
  const status = part(section, "branch-keep-status");
  /** Whether what is shown is what was kept and is now opened. */
  let opening = false;

  /** @param {string} text */
  const tell = (text) => say(status, text);

  async function lookFor() {
    const there = (await keeper.loadBranch()) !== null;
    notice.hidden = !there || store.state().branch !== null;
  }

  async function keep() {
    await exporter.write("ledger", null, tell, async (parts) => {
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
      const kept = tick.checked && (await keeper.keepBranch(bytes));
      tick.checked = kept;
      tell(kept ? "已留在这台设备上。身份证号、手机号没有留。" : "没有留下：这个浏览器存不下，或不让存。");
    });
  }

  tick.addEventListener("change", async () => {
    if (tick.checked) {
      await keep();
      return;
    }
    exporter.cancel();
    await keeper.keepBranch(null);
    tell("没有留在这台设备上。");
  });

  onAct(section, {
    async "branch-kept-open"() {
      const bytes = await keeper.loadBranch();
      if (!bytes) {
        lookFor();
        return;
      }
      opening = true;
      reader.read([new File([/** @type {BlobPart} */ (bytes)], NAME)]);
    },
    async "branch-kept-forget"() {
      await keeper.keepBranch(null);
      await lookFor();
      find(section, "#branch-title").focus();
    },
  });

  return ({ branch, keeping }, before) => {
    const former = before && before.branch;
    if (branch && (!former || former.taken !== branch.taken)) {
      tick.checked = opening && branch.title.includes(NAME);
      opening = false;
      notice.hidden = true;
      status.textContent = "";
    }
    // Cleared here or in another tab, it is gone.
    const changed = !before || former !== branch || (!notice.hidden && before.keeping !== keeping);
    if (!branch && changed) lookFor();
  };
}
