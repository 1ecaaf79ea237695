/** 支部台账: has the people that were read assessed, and asks for all of one of them. */

import { assessBranch, Cancelled, forget, showPerson } from "./desk.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./desk.js").Job} Job */

const LOST = "运算程序停了，支部台账已经不在了。请按“重试”，再把台账读入一次。";
const LEFT = "运算程序停了。这份支部台账还留在这台设备上，请按“重试”，再从“支部台账”里打开。";

/**
 * @param {import("./state.js").Store} store
 * @param {import("./client.js").Client} client
 */
export function createBranchWork(store, client) {
  /** @type {Job} */
  let job = { wanted: false };

  /** @param {import("./branch-state.js").BranchAction} change */
  const change = (change) => store.dispatch({ type: "branch", change });

  /** @param {State} state @param {boolean} again */
  async function assess({ branch, today }, again) {
    job.wanted = false;
    const own = { wanted: true };
    job = own;
    if (!branch) return;
    try {
      await assessBranch(
        client,
        { as_of: branch.asOf || null, today, again },
        own,
        (legend) => change({ type: "legend", legend }),
        ({ lines, applying, finished }) => change({ type: "lines", lines, applying, finished }),
      );
    } catch (error) {
      // The client has told of a failure; what is lost by it is told below.
      if (!(error instanceof Cancelled)) own.wanted = false;
    }
  }

  /** @param {NonNullable<import("./types.js").Branch["shown"]>} asked */
  async function show(asked) {
    // As above.
    const told = await showPerson(client, asked.person).catch(() => null);
    if (told) change({ type: "told", asked, told });
  }

  store.subscribe((state, before) => {
    const { branch, runtime } = state;
    const former = before.branch;
    if (!branch) {
      if (!former) return;
      job.wanted = false;
      if (runtime.state === "ready") forget(client);
      return;
    }
    if (runtime.state !== "ready") {
      // The people are in the calculator's memory only, and it has ended.
      change({ type: "close" });
      store.dispatch({ type: "file", file: { status: "refused", title: branch.title, messages: [branch.kept ? LEFT : LOST], taken: null } });
      return;
    }
    if (former && branch.asOf === "" && state.today !== before.today) {
      change({ type: "again" });
      assess(store.state(), true);
      return;
    }
    if (!former || former.taken !== branch.taken) assess(state, false);
    else if (former.asOf !== branch.asOf) assess(state, true);
    const { shown } = branch;
    if (shown && !shown.told && (!former || former.shown !== shown)) show(shown);
  });
}
