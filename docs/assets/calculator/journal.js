/**
 * What is written the moment it is typed, since a tab may be ended in the middle: drafts, and notebooks until the
 * database has them. In localStorage and sessionStorage, under the site's own path.
 */

import { newId } from "./history.js";
import { FIRST, VERSION, migrated } from "./migrations.js";
import { emptyDrafts, isDrafts, isKept, same } from "./shapes.js";

/** @typedef {import("./types.js").Drafts} Drafts */
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
 * @property {(id: string) => Drafts} drafts
 * @property {(id: string, drafts: Drafts) => boolean} keepDrafts  false: they could not be written anywhere
 * @property {() => string} chosen  the person this tab is about, or ""
 * @property {(id: string) => void} choose
 * @property {() => void} clear  removes all that is the self-check's
 * @property {(listener: (message: string) => void) => void} listen  to other tabs, where they have no other way
 * @property {(message: string) => void} signal
 */

const PREFIX = "dangyuan-xueshi-zicha/1";

/** What follows the site's path in our keys. Another site below ours has a path there, which has none of these forms. */
const OURS = /^(notebook|drafts|damaged\/\d+|:(drafts|journal|person|signal|probe)(:.*)?)$/;

/**
 * A store of the browser's, or null where there is none: forbidden, or one that takes nothing, as in old private
 * windows. One that is merely full is a store: what it keeps can be read.
 * @param {() => Storage} get
 */
function available(get) {
  try {
    const storage = get();
    return storage.length > 0 || put(storage, `${PREFIX}/:probe`, "1") ? storage : null;
  } catch (error) {
    return null;
  } finally {
    try {
      get().removeItem(`${PREFIX}/:probe`);
    } catch (error) {
      // There is none.
    }
  }
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @param {string | null} raw
 */
function put(storage, key, raw) {
  try {
    if (raw === null) storage.removeItem(key);
    else storage.setItem(key, raw);
    return true;
  } catch (error) {
    return false;
  }
}

/** @param {string | null} raw @returns {any} undefined where it cannot be read */
function parsed(raw) {
  if (raw === null) return undefined;
  try {
    return JSON.parse(raw);
  } catch (error) {
    return undefined;
  }
}

/**
 * What is kept of a person in the shape of today, or null.
 * @param {any} value
 * @param {number} version
 */
function today(value, version) {
  if (!(version >= 0 && version <= VERSION)) return null;
  try {
    return migrated(value, version);
  } catch (error) {
    return null;
  }
}

/**
 * @param {string} name  ours alone: it ends with the site's path
 * @returns {Journal}
 */
export function createJournal(name) {
  const OLD_NOTEBOOK = `${name}notebook`;
  const OLD_DRAFTS = `${name}drafts`;
  const OLD_DAMAGED = `${name}damaged/`;
  const JOURNAL = `${name}:journal:`;
  const PERSON = `${name}:person`;
  const SIGNAL = `${name}:signal`;
  const lasting = available(() => window.localStorage);
  // A tab's own draft comes first: another tab's must not stand in its form after a reload.
  const ofTab = available(() => window.sessionStorage);
  const page = newId();
  /** @param {string} id */
  const journalKey = (id) => `${JOURNAL}${page}:${id}`;
  /** @param {string} id */
  const draftsKey = (id) => `${name}:drafts:${id}`;
  /** People whose drafts a newer version of the page has written. @type {Set<string>} */
  const locked = new Set();

  /** @param {Storage | null} storage @param {string} start */
  const keys = (storage, start) => (storage ? Object.keys(storage).filter((key) => key.startsWith(start)).sort() : []);

  /** @param {Storage | null} storage @param {string} id @returns {Drafts | null} */
  function draftsIn(storage, id) {
    const value = storage && parsed(storage.getItem(draftsKey(id)));
    if (value && value.version > VERSION) locked.add(id);
    const old = storage && id === FIRST ? parsed(storage.getItem(OLD_DRAFTS)) : undefined;
    for (const [drafts, version] of [[value && value.drafts, value && value.version], [old, 0]]) {
      const read = drafts && today({ id, drafts }, version);
      if (read && isDrafts(read.drafts)) return read.drafts;
    }
    // A draft that cannot be read is not worth a word: it was never a record.
    return null;
  }

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
        for (const key of keys(storage, JOURNAL)) {
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
      return lasting ? keys(lasting, OLD_DAMAGED).map((key) => lasting.getItem(key) || "") : [];
    },

    forgetDamaged(raw) {
      for (const key of keys(lasting, OLD_DAMAGED)) if (lasting && raw.includes(lasting.getItem(key) || "")) put(lasting, key, null);
    },

    drafts(id) {
      return draftsIn(ofTab, id) || draftsIn(lasting, id) || emptyDrafts();
    },

    keepDrafts(id, drafts) {
      if (locked.has(id)) return false;
      const raw = same(drafts, emptyDrafts()) ? null : JSON.stringify({ version: VERSION, drafts });
      let kept = raw === null;
      for (const storage of [ofTab, lasting]) {
        if (!storage) continue;
        if (put(storage, draftsKey(id), raw)) kept = true;
        // The newer one is there, or there is none.
        if (kept && id === FIRST) put(storage, OLD_DRAFTS, null);
      }
      return kept;
    },

    chosen: () => (ofTab && ofTab.getItem(PERSON)) || "",

    choose(id) {
      if (ofTab) put(ofTab, PERSON, id);
    },

    clear() {
      for (const storage of [lasting, ofTab]) {
        for (const key of keys(storage, name)) if (storage && OURS.test(key.slice(name.length))) put(storage, key, null);
      }
      locked.clear();
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
