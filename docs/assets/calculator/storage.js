/**
 * Keeps what people have written on this device: several people's notebooks and drafts, settings, and a branch's table
 * where the reader asked for it. Behind these few functions, so that what keeps them can change.
 *
 * Drafts, and each notebook until the database has it, are written at once (journal.js); notebooks then go to the
 * database one after the other. A notebook carries the revision that it was made from. One that would replace another
 * is not written: the reader is asked. Nothing kept is ever overwritten or removed unseen; what cannot be read is put
 * aside. Where nothing can be kept, all goes on in memory.
 */

import { createBranchStore } from "./branch-store.js";
import { STORES, asked, codeOf, createDatabase, readAll } from "./database.js";
import { emptyNotebook, newId } from "./history.js";
import { createJournal, nameOf } from "./journal.js";
import { clashes, mergedNotebooks } from "./merging.js";
import { STEPS } from "./migrations.js";
import { replace } from "./replacing.js";
import { createRescue } from "./rescue.js";
import { emptyDrafts, isKept, rawText, same } from "./shapes.js";
import { createShelf } from "./shelf.js";
import { connectTabs } from "./tabs.js";

/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Drafts} Drafts */
/** @typedef {import("./types.js").Kept} Kept */
/** @typedef {import("./types.js").Trouble} Trouble */
/** @typedef {import("./types.js").Conflict} Conflict */
/** @typedef {import("./types.js").Named} Named */
/** @typedef {import("./shelf.js").Shelved} Shelved */
/** @typedef {import("./journal.js").Left} Left */

/**
 * What the keeper tells of, unasked or not. `opened`: another person's notebook is to be shown, or all is new.
 * `taken-over`: the notebook shown is now as another tab has it.
 * @typedef {{type: "opened", notebook: Notebook, drafts: Drafts}
 *   | {type: "taken-over", notebook: Notebook}
 *   | {type: "kept", people: Named[], current: string, conflict: Conflict | null, unsaved: boolean, note: string}
 *   | {type: "trouble", trouble: Trouble}
 *   | {type: "trouble-over", code: Trouble["code"]}
 *   | {type: "clear"}} Told
 *
 * @typedef {"theirs" | "ours" | "both"} Choice
 *
 * @typedef {object} Settings
 * @property {(name: string) => Promise<any>} get  undefined where it was never set, or before the keeper is open
 * @property {(name: string, value: any) => Promise<void>} set  any plain value
 *
 * @typedef {object} Keeper
 * @property {() => Promise<void>} open  tells what is kept
 * @property {(notebook: Notebook) => boolean} save  the notebook of the person shown; false: it is what was told
 * @property {(drafts: Drafts) => void} saveDrafts
 * @property {(id: string) => void} choose
 * @property {(name: string) => void} add  and choose
 * @property {(id: string, name: string) => void} rename
 * @property {(id: string) => void} remove
 * @property {() => void} restore  whom was removed last
 * @property {(choice: Choice) => void} resolve  a conflict of the person shown
 * @property {() => Promise<void>} forgetDamaged  removes what was told of as damaged, and nothing that was not
 * @property {() => Promise<boolean>} clear  removes all, in all tabs; false: what the database has could not be removed
 * @property {Settings} settings
 * @property {(bytes: Uint8Array | null) => Promise<boolean>} keepBranch  null removes it; false: it could not be kept
 * @property {() => Promise<Uint8Array | null>} loadBranch
 */

/** How long a database may take to answer before the reader hears of it. */
const PATIENCE_MS = 3000;

/** What the journal has is safe; the database has time until the new answer is shown. */
const WRITE_AFTER_MS = 150;

/** @type {import("./database.js").Read} */
const NOTHING = { values: [], unread: 0 };
const NOTHING_KEPT = { people: NOTHING, settings: NOTHING, rescue: NOTHING };

/**
 * Waits for what may never come, or fail, and tells whether it was done. Where nothing can be kept, nothing is to be done.
 * @param {Promise<unknown>} work
 * @returns {Promise<boolean>}
 */
function atMost(work) {
  const done = work.then(() => true, (error) => codeOf(error) === "missing");
  return Promise.race([done, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, false))]);
}

/**
 * @param {string} base  the path of the site: others of the same host keep theirs under their own
 * @param {(told: Told) => void} tell
 * @returns {Keeper}
 */
export function createKeeper(base, tell) {
  const name = nameOf(base);
  const journal = createJournal(name);
  const database = createDatabase({
    name,
    steps: STEPS,
    onBlocked: () => trouble("blocked"),
    onReplaced: () => trouble("newer"),
  });
  const shelf = createShelf(journal);
  const rescue = createRescue(database, journal);
  const tellTabs = connectTabs(name, journal, (message) => (message === "cleared" ? forget() : refresh()));

  /** @type {Map<string, any>} */
  let settings = new Map();
  /** @type {Shelved | null} */
  let removed = null;
  let note = "";
  /** The notebook that the page shows, by it or by us. @type {Notebook | null} */
  let onPage = null;
  let pushing = false;
  let pushTimer = 0;
  /** Whether the page shows anything yet. */
  let opened = false;
  /** Whether the database was ever read, and whether all of it could be. */
  let read = false;
  let partial = false;

  /** @param {Trouble["code"]} code @param {string} [raw] */
  function trouble(code, raw = "") {
    tell({ type: "trouble", trouble: { code, raw } });
  }

  /** @param {Trouble["code"][]} codes */
  function over(...codes) {
    for (const code of codes) tell({ type: "trouble-over", code });
  }

  /** Says what is wrong with the database, and offers what stands in it. @param {unknown} error */
  async function explain(error) {
    const code = codeOf(error);
    const raw = code === "newer" ? await database.peek().then(rawText, () => "") : "";
    trouble(code, raw);
  }

  function tellDamaged() {
    if (rescue.text()) trouble("damaged", rescue.text());
    else over("damaged");
  }

  function report() {
    const { conflict: met } = shelf.shown();
    const conflict = met && { kind: met.kind, records: met.theirs ? met.theirs.notebook.records.length : 0 };
    const people = shelf.named();
    const unsaved = people.some((person) => person.unsaved);
    tell({ type: "kept", people, current: shelf.current(), conflict, unsaved, note });
  }

  /** Shows the person shown anew. @param {string} said */
  function show(said) {
    const it = shelf.shown();
    if (same(it.drafts, emptyDrafts())) it.drafts = journal.drafts.takeUp(it.id);
    const { notebook, drafts } = it;
    note = said;
    onPage = notebook;
    tell({ type: "opened", notebook, drafts });
    report();
  }

  /** The notebook shown is another now. @param {Notebook} notebook */
  function take(notebook) {
    onPage = notebook;
    tell({ type: "taken-over", notebook });
  }

  /** Shows what has become of the person shown. @param {Shelved} before @param {string} [said] */
  function settle(before, said) {
    if (shelf.current() !== before.id) return report();
    const now = shelf.get(before.id);
    if (!now) {
      shelf.show(wished());
      return show(before.saved ? `“${before.name}”已在另一个网页里删除。` : "");
    }
    if (now.notebook !== onPage) {
      const clash = onPage && clashes(now.drafts.editing, onPage, now.notebook);
      if (clash) note = "另一个网页刚改过您正在修改的这一条。按“保存修改”，就用这里填的取代它。";
      else if (said) note = said;
      else note = `另一个网页存了新的改动，这里已换成最新的（${now.notebook.records.length} 条）。`;
      if (now.conflict) note = "";
      take(now.notebook);
    }
    report();
  }

  /** Writes what is to be written, one after the other, until nothing is left or all that is has failed. */
  async function push() {
    if (pushing) return;
    pushing = true;
    window.clearTimeout(pushTimer);
    try {
      for (let it = shelf.waiting(); it; it = shelf.waiting()) await write(it);
    } finally {
      pushing = false;
    }
    report();
  }

  /** @param {Shelved} it */
  async function write(it) {
    const { dirty } = it;
    const revision = newId();
    it.bases = [...it.bases, revision];
    if (dirty) shelf.write(it);
    const slow = window.setTimeout(trouble, PATIENCE_MS, "silent");
    const answer = await database
      .run(["people", "rescue"], "readwrite", (stores) => replace(stores, it, revision), true)
      .catch((error) => ({ error }))
      .finally(() => window.clearTimeout(slow));
    if (shelf.get(it.id) !== it || !answer) return;
    if ("error" in answer) {
      it.bases = it.bases.filter((known) => known !== revision);
      it.failed = true;
      over("silent");
      await explain(answer.error);
      return;
    }
    over("full", "missing", "silent", "blocked", "newer");
    if (!partial) over("unreadable");
    shelf.retry();
    if ("theirs" in answer) {
      const before = shelf.shown();
      shelf.meet(it, answer.theirs);
      settle(before);
      return;
    }
    const { kept } = answer;
    it.named = it.named && it.name !== kept.name;
    if (dirty) {
      Object.assign(it, { bases: [kept.revision], saved: kept.notebook });
      shelf.note(it);
    } else {
      // Only the name was ours: the notebook beside it may be one that another tab has gone on with.
      const before = shelf.shown();
      shelf.absorb(kept);
      settle(before);
    }
    tellTabs("changed");
    if (answer.aside || !read) await look().catch(explain);
  }

  /** Takes up what pages that are gone have left. @param {(left: Left) => boolean} wanted */
  function recover(wanted) {
    for (const left of journal.left().filter(wanted)) {
      if (left.kept) shelf.recover(left, left.kept);
      else rescue.add(left);
    }
  }

  /** Reads the database, brings the shelf up to it, and puts aside what is damaged. */
  async function look() {
    /** @type {typeof NOTHING_KEPT | null} */
    const found = await database.run(["people", "settings", "rescue"], "readonly", async (stores) => ({
      people: await readAll(stores.people),
      settings: await readAll(stores.settings),
      rescue: await readAll(stores.rescue),
    }));
    read = true;
    const { people, settings: set, rescue: aside } = found || NOTHING_KEPT;
    settings = new Map(set.values.map(({ key, value }) => [String(key), value]));
    partial = people.unread + aside.unread > 0;
    if (partial) trouble("unreadable");
    rescue.found(people, aside);
    const stored = people.values.map(({ value }) => value).filter(isKept);
    for (const kept of stored) shelf.absorb(kept);
    const there = new Set(stored.map(({ id }) => id));
    for (const it of shelf.all()) {
      const explained = there.has(it.id) || it.bases.includes("") || partial || rescue.isPerson(it.id);
      if (!explained) shelf.meet(it, null);
    }
    await rescue.putAside();
    tellDamaged();
  }

  /** Another tab has changed something, or may have while this one slept. */
  async function refresh() {
    if (!opened) return;
    const before = shelf.shown();
    // Not what other tabs have noted: they are there to save it themselves.
    recover(({ version }) => version === 0);
    try {
      await look();
    } catch (error) {
      return;
    }
    settle(before);
    shelf.retry();
    push();
  }

  /** Once more the page that the reader sees: what it had kept and is not there now was taken up elsewhere, or cleared. */
  async function comeBack() {
    const before = shelf.shown();
    const { drafts } = before;
    for (const it of shelf.all()) if (!it.lost && !journal.drafts.has(it.id)) it.drafts = emptyDrafts();
    await journal.drafts.enter();
    for (const it of shelf.all()) shelf.keepDrafts(it);
    if (!same(before.drafts, drafts)) show("");
  }

  /** All was cleared, here or in another tab: none of it may come back from here. */
  function forget() {
    journal.clear();
    shelf.clear();
    rescue.clear();
    settings.clear();
    removed = null;
    tell({ type: "clear" });
    show("");
  }

  /** It could not be cleared: what the database has is there still. */
  async function showAgain() {
    if (!shelf.shown().dirty) shelf.clear();
    await look();
    shelf.show(wished());
    show("");
  }

  /** @param {string} id */
  function choose(id) {
    shelf.show(id);
    journal.choose(id);
    setSetting("person", id);
    show("");
  }

  /** @param {string} key @param {any} value */
  async function setSetting(key, value) {
    settings.set(key, value);
    try {
      await database.run(["settings"], "readwrite", (stores) => asked(stores.settings.put(value, key)), true);
    } catch (error) {
      // What is lost with it is a convenience.
    }
  }

  /** Puts a person there who is not yet in the database, and shows them. @param {Parameters<typeof shelf.put>[0]} given */
  function enter(given) {
    const it = shelf.put({ ...given, dirty: true });
    shelf.write(it);
    choose(it.id);
    push();
  }

  /** Whom to show at first: whom this tab showed last, or any. */
  const wished = () => [journal.chosen(), settings.get("person")].find((id) => shelf.get(id)) || shelf.first();

  return {
    async open() {
      await journal.drafts.enter();
      recover(() => true);
      tellDamaged();
      let answered = false;
      const looking = look()
        .catch(explain)
        .then(() => (answered = true));
      await atMost(looking);
      if (!answered) trouble("silent");
      shelf.show(wished());
      const first = shelf.shown();
      const found = first.left && first.left.version > 0 && first.dirty && !first.conflict;
      show(found ? "上次离开时没来得及存的改动，已经找回。" : "");
      opened = true;
      if (answered) push();
      else {
        looking.then(() => {
          over("silent", "blocked");
          settle(first, "存着的记录刚读出来，已经显示。");
          push();
        });
      }
      // A page that slept may have missed what the others said. One that is left may not come back.
      const wake = () => (document.visibilityState === "visible" ? refresh() : push());
      document.addEventListener("visibilitychange", wake);
      window.addEventListener("pageshow", ({ persisted }) => void (persisted && comeBack().then(wake)));
      window.addEventListener("pagehide", journal.drafts.leave);
    },

    save(notebook) {
      const it = shelf.shown();
      onPage = notebook;
      const ours = !same(it.notebook, notebook);
      it.notebook = notebook;
      if (!ours) return false;
      note = "";
      shelf.note(it);
      report();
      window.clearTimeout(pushTimer);
      pushTimer = window.setTimeout(push, it.noted ? WRITE_AFTER_MS : 0);
      return true;
    },

    saveDrafts(drafts) {
      const it = shelf.shown();
      const { lost } = it;
      it.drafts = drafts;
      shelf.keepDrafts(it);
      if (lost !== it.lost) report();
    },

    choose,

    add(name) {
      const first = shelf.shown();
      // Whoever has written nothing yet is one of several now.
      if (!first.saved && !first.dirty) shelf.write(Object.assign(first, { dirty: true }));
      enter({ id: newId(), name, notebook: emptyNotebook() });
    },

    rename(id, name) {
      const it = shelf.get(id);
      if (!it) return;
      Object.assign(it, { name, named: true, dirty: it.dirty || !it.saved, failed: false });
      if (it.dirty) shelf.write(it);
      report();
      push();
    },

    remove(id) {
      const it = shelf.get(id);
      if (!it) return;
      removed = it;
      shelf.remove(id);
      journal.drafts.forget(id);
      if (shelf.current() === id) choose(shelf.first());
      else report();
      database
        .run(["people"], "readwrite", ({ people }) => asked(people.delete(id)))
        .then(() => tellTabs("changed"))
        .catch(explain);
    },

    restore() {
      if (!removed) return;
      const { id, name, notebook, drafts } = removed;
      removed = null;
      const lost = !journal.drafts.keep(id, drafts);
      enter({ id, name, notebook, drafts, lost });
    },

    resolve(choice) {
      const it = shelf.shown();
      if (!it.conflict) return;
      const { kind, theirs } = it.conflict;
      it.conflict = null;
      if (choice === "theirs" && !theirs) {
        shelf.remove(it.id);
        journal.drafts.forget(it.id);
        return choose(shelf.first());
      }
      if (choice === "theirs" && theirs) shelf.takeOver(it, theirs);
      else {
        const from = kind === "left" ? null : it.saved;
        if (choice === "both" && theirs) it.notebook = mergedNotebooks(from, it.notebook, theirs.notebook);
        Object.assign(it, { saved: theirs && theirs.notebook, bases: [theirs ? theirs.revision : ""], dirty: true });
        shelf.note(it);
      }
      take(it.notebook);
      report();
      push();
    },

    async forgetDamaged() {
      // It is gone from the page when it is gone from the device, and not before.
      await rescue.forget().then(() => over("damaged"), explain);
      // There may be room now, or a place.
      shelf.retry();
      push();
    },

    async clear() {
      forget();
      // First what is in it, which needs nobody's leave; then itself, which waits for other tabs to let go of it.
      const emptied = database.run(STORES, "readwrite", async (stores) => {
        for (const store of STORES) stores[store].clear();
      });
      const isEmpty = await atMost(emptied);
      // The others forget nothing that stays.
      if (isEmpty) tellTabs("cleared");
      const isGone = await atMost(database.remove());
      if (!isEmpty && !isGone) {
        await atMost(showAgain().catch(explain));
        return false;
      }
      if (!isEmpty) tellTabs("cleared");
      over("full", "newer", "unreadable", "silent", "blocked");
      return true;
    },

    settings: { get: async (key) => settings.get(key), set: setSetting },

    ...createBranchStore(database),
  };
}
