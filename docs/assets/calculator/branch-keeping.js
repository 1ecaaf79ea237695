/**
 * 支部台账 on this device: only where the reader says so. One branch at most is kept, and it has an id: what is shown
 * may be another one, and another tab may have kept its own in the place of ours.
 */

import { find, input, onAct, part, say } from "./dom.js";
import { newId } from "./history.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Branch} Branch */
/** @typedef {import("./reader.js").KeptBranch} KeptBranch */

/** What was kept at first is a ledger, and says neither who it is nor what it was called. @type {KeptBranch} */
const PLAIN = { id: "plain", title: "留在这台设备上的支部台账", plain: true };

const [BRACE, NEWLINE] = [0x7b, 0x0a];
const WHERE = {
  memory: "只在这个网页的内存里；关掉网页，或按“收起并忘掉”，就没有了。要留下，打上钩：",
  device: "留在这台设备上：关掉网页也还在，下次从这里打开。不要留了，去掉钩：",
};
const CLOSE = { memory: "收起并忘掉支部台账", device: "收起，并从这台设备清除" };
const OPENING = "正在打开…";
const INTERRUPTED = "没有留下：还没写完，就去做别的了。请再打一次钩。";
const STAYS = "没有清除成功：浏览器没有照办，支部台账还留在这台设备上。请再试一次，或在浏览器设置里清除本站数据。";

/**
 * What is kept: a line that says which branch it is, and below it what the calculator wrote.
 * @param {KeptBranch} kept
 * @param {BlobPart[]} parts
 */
async function packed({ id, title }, parts) {
  const head = `${JSON.stringify({ id, title })}\n`;
  return new Uint8Array(await new Blob([head, ...parts]).arrayBuffer());
}

/** @param {Uint8Array} bytes @returns {{kept: KeptBranch, content: Uint8Array}} */
function unpacked(bytes) {
  if (bytes[0] !== BRACE) return { kept: PLAIN, content: bytes };
  const end = bytes.indexOf(NEWLINE);
  try {
    const { id, title } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    return { kept: { id: String(id), title: String(title), plain: false }, content: bytes.subarray(end + 1) };
  } catch (error) {
    // Damaged: the calculator will say so of what is left.
    return { kept: { ...PLAIN, plain: false }, content: bytes };
  }
}

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
  const other = part(section, "branch-kept-other");
  const tick = input(section, "[data-part=branch-keep]");
  const status = part(section, "branch-keep-status");
  /** What is being removed. @type {Promise<unknown>} */
  let removing = Promise.resolve();
  /** How often the tick was set or taken away: an answer to an earlier time says nothing about the last. */
  let times = 0;

  /** @param {string} text */
  const tell = (text) => say(status, text);

  /** @param {string} id */
  const toldKept = (id) => store.dispatch({ type: "branch", change: { type: "kept", id } });

  async function load() {
    const bytes = await keeper.loadBranch();
    return bytes && unpacked(bytes);
  }

  /** @param {Branch["taken"]} taken */
  function isShown(taken) {
    const { branch } = store.state();
    return branch !== null && branch.taken === taken;
  }

  /** Removes what is kept, if it is this one; false: it could not be removed. @param {string} id */
  function drop(id) {
    const gone = removing.then(async () => {
      const there = id ? await load() : null;
      return !there || there.kept.id !== id || keeper.keepBranch(null);
    });
    removing = gone;
    return gone;
  }

  /** Tells of what is kept and not shown. */
  async function lookFor() {
    await removing;
    const there = await load();
    const { branch } = store.state();
    notice.hidden = !there || branch !== null;
    other.hidden = !there || !branch || there.kept.id === branch.kept;
    if (!there) return;
    const title = there.kept.plain ? "" : `：${there.kept.title}`;
    part(section, "branch-kept-text").textContent = `这台设备上留有支部台账${title}。`;
    other.textContent = `这台设备上已经留有一份支部台账${title}。打上钩，就换成这一份。`;
  }

  /** @param {Branch} branch */
  async function keep({ title, taken }) {
    const own = times;
    let written = false;
    await exporter.write("kept", null, tell, async (parts) => {
      written = true;
      const kept = { id: newId(), title, plain: false };
      const bytes = await packed(kept, parts);
      await removing;
      const there = await keeper.keepBranch(bytes);
      if (tick.checked && isShown(taken)) {
        toldKept(there ? kept.id : "");
        if (own !== times) return;
        tick.checked = there;
        tell(there ? "已留在这台设备上。身份证号、手机号没有留。" : "没有留下：这个浏览器存不下，或不让存。");
        return;
      }
      // Closed, or not wanted any more, meanwhile.
      const gone = await drop(kept.id);
      if (gone || !isShown(taken)) return void lookFor();
      toldKept(kept.id);
      tell(STAYS);
    });
    if (written || !tick.checked || own !== times) return;
    tick.checked = false;
    tell(INTERRUPTED);
  }

  /** @param {Branch} branch */
  async function keepNoMore({ kept, taken }) {
    const own = times;
    exporter.cancel(({ kind }) => kind === "kept");
    const gone = await drop(kept);
    if (!isShown(taken)) return;
    // Whoever has ticked it again meanwhile wants it ticked.
    const wanted = tick.checked;
    if (gone) toldKept("");
    tick.checked = wanted || !gone;
    if (own === times) tell(gone ? "没有留在这台设备上。" : STAYS);
  }

  tick.addEventListener("change", () => {
    const { branch } = store.state();
    if (!branch) return;
    times += 1;
    if (tick.checked) keep(branch);
    else keepNoMore(branch);
  });

  function close() {
    store.dispatch({ type: "branch", change: { type: "close" } });
    find(section, "#branch-title").focus();
  }

  onAct(section, {
    async "branch-kept-open"() {
      say(part(section, "branch-kept-status"), OPENING);
      const there = await load();
      if (there) reader.read([new File([/** @type {BlobPart} */ (there.content)], `${PLAIN.title}.csv`)], there.kept);
      else lookFor();
    },
    async "branch-kept-forget"() {
      const gone = await keeper.keepBranch(null);
      await lookFor();
      say(part(section, "branch-kept-status"), gone ? "" : STAYS);
      if (gone) find(section, "#branch-title").focus();
    },
    "branch-put-away": close,
    async "branch-close"() {
      const { branch } = store.state();
      // What the page no longer shows has to be gone, whatever becomes of the page.
      const gone = !branch || (await drop(branch.kept));
      if (gone) close();
      else say(part(section, "branch-close-status"), STAYS);
    },
  });

  return ({ branch, keeping, file }, before) => {
    const former = before && before.branch;
    // Opened or refused: what became of it stands where files are read.
    const read = before && before.file && before.file.status === "reading" && (!file || file.status !== "reading");
    if (read) say(part(section, "branch-kept-status"), "");
    if (former && (!branch || former.taken !== branch.taken)) exporter.cancel(({ ofBranch }) => ofBranch);
    if (branch && (!former || former.taken !== branch.taken)) {
      for (const place of ["branch-keep-status", "branch-close-status"]) say(part(section, place), "");
    }
    if (branch && (!former || former.taken !== branch.taken || former.kept !== branch.kept)) {
      const place = branch.kept ? "device" : "memory";
      tick.checked = place === "device";
      part(section, "branch-where").textContent = WHERE[place];
      find(section, "[data-act=branch-close]").textContent = CLOSE[place];
      find(section, "[data-act=branch-put-away]").hidden = !branch.kept;
    }
    const changed = !former !== !branch || (former && branch && (former.taken !== branch.taken || former.kept !== branch.kept));
    // Cleared here or in another tab, it is gone.
    const elsewhere = before && (!notice.hidden || !other.hidden) && before.keeping !== keeping;
    if (!before || changed || elsewhere) lookFor();
  };
}
