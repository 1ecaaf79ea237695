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
 * @typedef {{kept: true} | {kept: false, code: "missing" | "full"} | {kept: false, code: "theirs", notebook: Notebook}} Saved
 *
 * @typedef {object} Keeper
 * @property {() => Promise<{notebook: Notebook, drafts: Drafts, troubles: Trouble[]}>} load
 * @property {(notebook: Notebook) => Promise<Saved>} save
 * @property {(drafts: Drafts) => Promise<void>} saveDrafts
 * @property {() => void} adopt  what another tab has kept is seen; the next save may replace it
 * @property {() => Promise<void>} forgetDamaged
 * @property {() => Promise<void>} clear
 * @property {(listener: (theirs: Notebook) => void) => void} watch
 */

const PREFIX = "dangyuan-xueshi-zicha/1/";
const NOTEBOOK = `${PREFIX}notebook`;
const DRAFTS = `${PREFIX}drafts`;
const DAMAGED = `${PREFIX}damaged`;

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
 * A store of the browser's, or null where there is none (private mode, or forbidden).
 * @param {() => Storage} get
 */
function available(get) {
  try {
    const storage = get();
    storage.setItem(`${PREFIX}probe`, "1");
    storage.removeItem(`${PREFIX}probe`);
    return storage;
  } catch (error) {
    return null;
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

/** @returns {Keeper} */
export function createKeeper() {
  const lasting = available(() => window.localStorage);
  // A tab's own draft comes first: another tab's must not stand in its form after a reload.
  const ofTab = available(() => window.sessionStorage);
  /** What this tab last saw kept; anything else there was written by another. */
  let seen = lasting ? lasting.getItem(NOTEBOOK) : null;

  /** @param {string} raw @returns {Trouble} */
  function putAside(raw) {
    try {
      if (lasting) {
        lasting.setItem(DAMAGED, raw);
        lasting.removeItem(NOTEBOOK);
        seen = null;
      }
    } catch (error) {
      // No room for a second copy: the first stays where it is, and no save may take it for its own.
      seen = "";
    }
    return { code: "damaged", raw };
  }

  return {
    async load() {
      /** @type {Trouble[]} */
      const troubles = [];
      if (!lasting) troubles.push({ code: "missing", raw: "" });
      const aside = lasting && lasting.getItem(DAMAGED);
      if (aside) troubles.push({ code: "damaged", raw: aside });
      let notebook = emptyNotebook();
      if (seen !== null) {
        const read = parseNotebook(seen);
        if (read) notebook = read;
        else troubles.push(putAside(seen));
      }
      const drafts = parseDrafts((ofTab && ofTab.getItem(DRAFTS)) || (lasting && lasting.getItem(DRAFTS)));
      const { editing } = drafts;
      if (editing && !notebook.records.some(({ id }) => id === editing.id)) {
        return { notebook, drafts: { fresh: editing.fields, editing: null }, troubles };
      }
      return { notebook, drafts, troubles };
    },

    async save(notebook) {
      if (!lasting) return { kept: false, code: "missing" };
      const raw = kept(notebook, emptyNotebook());
      const there = lasting.getItem(NOTEBOOK);
      if (there !== seen && there !== raw) {
        const theirs = there === null ? emptyNotebook() : parseNotebook(there);
        if (theirs) return { kept: false, code: "theirs", notebook: theirs };
        putAside(there || "");
        if (lasting.getItem(NOTEBOOK) !== null) return { kept: false, code: "full" };
      }
      try {
        put(lasting, NOTEBOOK, raw);
        seen = raw;
        return { kept: true };
      } catch (error) {
        return { kept: false, code: "full" };
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
      if (lasting) lasting.removeItem(DAMAGED);
    },

    async clear() {
      if (ofTab) ofTab.removeItem(DRAFTS);
      if (lasting) for (const key of [NOTEBOOK, DRAFTS, DAMAGED]) lasting.removeItem(key);
      seen = null;
    },

    watch(listener) {
      window.addEventListener("storage", (event) => {
        if (event.storageArea !== lasting || (event.key !== NOTEBOOK && event.key !== null)) return;
        const there = lasting ? lasting.getItem(NOTEBOOK) : null;
        if (there === seen) return;
        const theirs = there === null ? emptyNotebook() : parseNotebook(there);
        if (theirs) listener(theirs);
      });
    },
  };
}
