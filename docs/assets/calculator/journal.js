/**
 * What is written the moment it is typed, since a tab may be ended in the middle: drafts (draft-store.js), and notebooks
 * until the database has them. Under the site's own path in localStorage, and in sessionStorage only what that does not
 * take: no other tab can clear it there.
 */

import { createDraftStore } from "./draft-store.js";
import { newId } from "./history.js";
import { VERSION } from "./migrations.js";
import { isKept } from "./shapes.js";
import { available, keysOf, parsed, put, today } from "./storages.js";

/** @typedef {import("./types.js").Kept} Kept */

/**
 * A notebook that some page had not yet in the database. `revisions` are those it may replace: the one it began from,
 * and the one that was on its way there. `kept` is null where the text cannot be read.
 * @typedef {{key: string, raw: string, kept: Kept | null, revisions: string[], version: number}} Left
 *
 * @typedef {object} Journal
 * @property {(kept: Kept, revisions: string[]) => boolean} note  false: it could not be written
 * @property {(id: string) => void} drop  the database has it, or it is not wanted
 * @property {() => Left[]} left  what pages that are gone have left, and what stood here before there was a database
 * @property {(left: Left) => void} forgetLeft
 * @property {() => string[]} damaged  what the page put aside before there was a database
 * @property {(raw: string[]) => void} forgetDamaged
 * @property {import("./draft-store.js").DraftStore} drafts
 * @property {() => string} chosen  the person this tab is about, or ""
 * @property {(id: string) => void} choose
 * @property {() => void} clear  removes all that is the self-check's
 * @property {(listener: (message: string) => void) => void} listen  to other tabs, where they have no other way
 * @property {(message: string) => void} signal
 */

const PREFIX = "dangyuan-xueshi-zicha/1";

/** What follows the site's path in our keys. Another site below ours has a path there, which has none of these forms. */
const OURS = /^(notebook|drafts|damaged\/\d+|:(drafts|journal|person|tab|signal|probe)(:.*)?)$/;

/**
 * @param {string} name  ours alone: it ends with the site's path
 * @returns {Journal}
 */
export function createJournal(name) {
  const OLD_NOTEBOOK = `${name}notebook`;
  const OLD_DAMAGED = `${name}damaged/`;
  const JOURNAL = `${name}:journal:`;
  const PERSON = `${name}:person`;
  const SIGNAL = `${name}:signal`;
  const PROBE = `${name}:probe`;
  const lasting = available(() => window.localStorage, PROBE);
  const ofTab = available(() => window.sessionStorage, PROBE);
  const page = newId();
  /** @param {string} id */
  const journalKey = (id) => `${JOURNAL}${page}:${id}`;

  /** @param {string} key @param {string} raw @returns {Left} */
  function read(key, raw) {
    const value = parsed(raw);
    if (key === OLD_NOTEBOOK) {
      const kept = value === undefined ? null : today({ notebook: value }, 0);
      return { key, raw, kept: isKept(kept) ? kept : null, revisions: [""], version: 0 };
    }
    const { kept: old = null, revisions = [], version = NaN } = value || {};
    const kept = old && today(old, version);
    return { key, raw, kept: isKept(kept) ? kept : null, revisions: Array.isArray(revisions) ? revisions : [], version };
  }

  return {

    note(kept, revisions) {
      const raw = JSON.stringify({ version: VERSION, kept, revisions });
      // Where one is full, the other may have room: that is enough for a reload.
      return [lasting, ofTab].some((storage) => storage !== null && put(storage, journalKey(kept.id), raw));
    },

    drop(id) {
      for (const storage of [lasting, ofTab]) if (storage) put(storage, journalKey(id), null);
    },

    left() {
      /** @type {Left[]} */
      const found = [];
      for (const storage of [lasting, ofTab]) {
        for (const key of keysOf(storage, JOURNAL)) {
          if (storage && !key.startsWith(`${JOURNAL}${page}:`)) found.push(read(key, storage.getItem(key) || ""));
        }
      }
      const old = lasting && lasting.getItem(OLD_NOTEBOOK);
      if (old !== null) found.push(read(OLD_NOTEBOOK, old));
      // What a newer version of the page has left is for that version to take up.
      return found.filter(({ version }) => !(version > VERSION));
    },

    forgetLeft({ key, raw }) {
      for (const storage of [lasting, ofTab]) if (storage && storage.getItem(key) === raw) put(storage, key, null);
    },

    damaged() {
      return lasting ? keysOf(lasting, OLD_DAMAGED).map((key) => lasting.getItem(key) || "") : [];
    },

    forgetDamaged(raw) {
      for (const key of keysOf(lasting, OLD_DAMAGED)) if (lasting && raw.includes(lasting.getItem(key) || "")) put(lasting, key, null);
    },

    drafts: createDraftStore(name, lasting, ofTab),

    chosen: () => (ofTab && ofTab.getItem(PERSON)) || "",

    choose(id) {
      if (ofTab) put(ofTab, PERSON, id);
    },

    clear() {
      for (const storage of [lasting, ofTab]) {
        for (const key of keysOf(storage, name)) if (storage && OURS.test(key.slice(name.length))) put(storage, key, null);
      }
    },

    listen(listener) {
      window.addEventListener("storage", ({ key, newValue }) => {
        if (key === SIGNAL && newValue) listener(newValue.split(" ")[0]);
        // Not by this version of the page: it is told of as what a page has left.
        else if (key === OLD_NOTEBOOK || key === null) listener("changed");
      });
    },

    signal(message) {
      if (!lasting) return;
      // Its coming is the signal; nothing is left of it.
      put(lasting, SIGNAL, `${message} ${newId()}`);
      put(lasting, SIGNAL, null);
    },
  };
}

/** @param {string} base  the path of the site: others of the same host keep theirs under their own */
export function nameOf(base) {
  return `${PREFIX}${base}`;
}
