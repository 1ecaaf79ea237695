/**
 * Keeps the notebook and the drafts on this device. Behind these few functions, so that what keeps them can change.
 *
 * Nothing kept is ever overwritten unseen: what cannot be read is put aside, and what another tab wrote is reported.
 */

import { emptyFields, emptyNotebook } from "./history.js";

/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Drafts} Drafts */
/** @typedef {import("./types.js").Trouble} Trouble */

/**
 * What became of a notebook to keep. `damaged` tells of what stood in its place, put aside before.
 * @typedef {{kept: true, damaged?: Trouble}
 *   | {kept: false, code: "missing" | "full", damaged?: Trouble}
 *   | {kept: false, code: "theirs", notebook: Notebook, damaged?: undefined}} Saved
 *
 * @typedef {object} Keeper
 * @property {() => Promise<{notebook: Notebook, drafts: Drafts, troubles: Trouble[]}>} load
 * @property {(notebook: Notebook) => Promise<Saved>} save
 * @property {(drafts: Drafts) => Promise<void>} saveDrafts
 * @property {() => void} adopt  what another tab has kept is seen; the next save may replace it
 * @property {() => Promise<void>} forgetDamaged  removes what was told of as damaged, and nothing that was not
 * @property {() => Promise<void>} clear
 * @property {(listener: (theirs: Notebook | null) => void) => void} watch  null: what was written cannot be read
 */

const PREFIX = "dangyuan-xueshi-zicha/1";

/**
 * Whether a value has the shape of a pattern: objects by their keys, lists by their one element, else by type.
 * @param {any} value
 * @param {any} pattern
 * @returns {boolean}
 */
function shaped(value, pattern) {
  if (Array.isArray(pattern)) return Array.isArray(value) && value.every((item) => shaped(item, pattern[0]));
  if (typeof pattern !== "object") return typeof value === typeof pattern;
  if (typeof value !== "object" || value === null) return false;
  return Object.keys(pattern).every((key) => shaped(value[key], pattern[key]));
}

const ENTRY = { id: "", fields: emptyFields() };
const TERM = { id: "", role: "", start: "", end: "" };
const PATTERN = { ...emptyNotebook(), person: { ...emptyNotebook().person, roles: [TERM] }, records: [ENTRY] };

/**
 * @param {string} raw
 * @returns {Notebook | null} null where it is not one
 */
function parseNotebook(raw) {
  try {
    const value = JSON.parse(raw);
    return shaped(value, PATTERN) ? value : null;
  } catch (error) {
    return null;
  }
}

/**
 * @param {string | null} raw
 * @returns {Drafts}
 */
function parseDrafts(raw) {
  try {
    const value = JSON.parse(raw || "null");
    if (shaped(value, { fresh: emptyFields() }) && (value.editing === null || shaped(value.editing, ENTRY))) return value;
  } catch (error) {
    // A draft that cannot be read is not worth a word: it was never a record.
  }
  return emptyDrafts();
}

/**
 * A store of the browser's, or null where there is none: forbidden, or one that takes nothing, as in old private
 * windows. One that is merely full is a store: what it keeps can be read.
 * @param {() => Storage} get
 */
function available(get) {
  try {
    const storage = get();
    return storage.length > 0 || takes(storage) ? storage : null;
  } catch (error) {
    return null;
  }
}

/** @param {Storage} storage */
function takes(storage) {
  try {
    storage.setItem(`${PREFIX}/probe`, "1");
    storage.removeItem(`${PREFIX}/probe`);
    return true;
  } catch (error) {
    return false;
  }
}

/**
 * The text to keep, or null where there is nothing to keep.
 * @param {object} value
 * @param {object} empty
 */
function kept(value, empty) {
  const raw = JSON.stringify(value);
  return raw === JSON.stringify(empty) ? null : raw;
}

/** @returns {Drafts} */
function emptyDrafts() {
  return { fresh: emptyFields(), editing: null };
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @param {string | null} raw
 */
function put(storage, key, raw) {
  if (raw === null) storage.removeItem(key);
  else storage.setItem(key, raw);
}

/**
 * @param {string} base  the path of the site: others of the same host keep theirs under their own
 * @returns {Keeper}
 */
export function createKeeper(base) {
  const [NOTEBOOK, DRAFTS, DAMAGED] = ["notebook", "drafts", "damaged"].map((name) => `${PREFIX}${base}${name}`);
  const lasting = available(() => window.localStorage);
  // A tab's own draft comes first: another tab's must not stand in its form after a reload.
  const ofTab = available(() => window.sessionStorage);
  /** What this tab last saw kept; anything else there was written by another. */
  let seen = lasting ? lasting.getItem(NOTEBOOK) : null;

  /** What was told of as damaged, by the keys it stands under. @type {Map<string, string>} */
  const told = new Map();

  /** Finds what was put aside, by this tab or another. @param {Storage} storage @returns {string} the next key for such */
  function recall(storage) {
    const keys = Object.keys(storage).filter((key) => key.startsWith(`${DAMAGED}/`));
    for (const key of keys.sort()) told.set(key, storage.getItem(key) || "");
    return `${DAMAGED}/${1 + Math.max(0, ...keys.map((key) => Number(key.slice(DAMAGED.length + 1)) || 0))}`;
  }

  /** Moves aside what stands in the notebook's place. @param {Storage} storage @param {string} raw */
  function putAside(storage, raw) {
    const key = recall(storage);
    try {
      storage.setItem(key, raw);
      told.set(key, raw);
      told.delete(NOTEBOOK);
      storage.removeItem(NOTEBOOK);
      seen = null;
    } catch (error) {
      // No room for a second copy: the first stays where it is, and no save may take it for its own.
      told.set(NOTEBOOK, raw);
      seen = "";
    }
  }

  /** @returns {Trouble} */
  const damage = () => ({ code: "damaged", raw: [...told.values()].join("\n\n") });

  return {
    async load() {
      /** @type {Trouble[]} */
      const troubles = [];
      if (!lasting) troubles.push({ code: "missing", raw: "" });
      const notebook = seen === null ? emptyNotebook() : parseNotebook(seen);
      if (lasting) recall(lasting);
      if (lasting && seen !== null && !notebook) putAside(lasting, seen);
      if (told.size) troubles.push(damage());
      const drafts = parseDrafts((ofTab && ofTab.getItem(DRAFTS)) || (lasting && lasting.getItem(DRAFTS)));
      return { notebook: notebook || emptyNotebook(), drafts, troubles };
    },

    async save(notebook) {
      if (!lasting) return { kept: false, code: "missing" };
      const raw = kept(notebook, emptyNotebook());
      const there = lasting.getItem(NOTEBOOK);
      if (there !== told.get(NOTEBOOK)) told.delete(NOTEBOOK);
      const unseen = there !== seen && there !== raw;
      const theirs = there === null ? emptyNotebook() : unseen && parseNotebook(there);
      if (unseen && theirs) return { kept: false, code: "theirs", notebook: theirs };
      if (unseen && there !== null) putAside(lasting, there);
      const damaged = told.size ? damage() : undefined;
      if (told.has(NOTEBOOK)) return { kept: false, code: "full", damaged };
      try {
        put(lasting, NOTEBOOK, raw);
        seen = raw;
        return { kept: true, damaged };
      } catch (error) {
        return { kept: false, code: "full", damaged };
      }
    },

    async saveDrafts(drafts) {
      for (const storage of [ofTab, lasting]) {
        try {
          if (storage) put(storage, DRAFTS, kept(drafts, emptyDrafts()));
        } catch (error) {
          // Full: the draft stays on the page, and saving the notebook tells of it.
        }
      }
    },

    adopt() {
      seen = lasting ? lasting.getItem(NOTEBOOK) : null;
    },

    async forgetDamaged() {
      for (const [key, raw] of told) if (lasting && lasting.getItem(key) === raw) lasting.removeItem(key);
      if (told.has(NOTEBOOK)) seen = null;
      told.clear();
    },

    async clear() {
      if (lasting) recall(lasting);
      if (ofTab) ofTab.removeItem(DRAFTS);
      if (lasting) for (const key of [NOTEBOOK, DRAFTS, ...told.keys()]) lasting.removeItem(key);
      told.clear();
      seen = null;
    },

    watch(listener) {
      window.addEventListener("storage", (event) => {
        if (event.storageArea !== lasting || (event.key !== NOTEBOOK && event.key !== null)) return;
        const there = lasting ? lasting.getItem(NOTEBOOK) : null;
        if (there === seen) return;
        listener(there === null ? emptyNotebook() : parseNotebook(there));
      });
    },
  };
}
