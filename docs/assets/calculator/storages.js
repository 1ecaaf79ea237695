/** The browser's storages of texts, any of which may be missing, full, or filled by another version of the page. */

import { VERSION, migrated } from "./migrations.js";

/**
 * A store of the browser's, or null where there is none: forbidden, or one that takes nothing, as in old private
 * windows. One that is merely full is a store: what it keeps can be read.
 * @param {() => Storage} get
 * @param {string} probe  a key to try it with
 */
export function available(get, probe) {
  try {
    const storage = get();
    return storage.length > 0 || put(storage, probe, "1") ? storage : null;
  } catch (error) {
    return null;
  } finally {
    try {
      get().removeItem(probe);
    } catch (error) {
      // There is none.
    }
  }
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @param {string | null} raw  null removes it
 */
export function put(storage, key, raw) {
  try {
    if (raw === null) storage.removeItem(key);
    else storage.setItem(key, raw);
    return true;
  } catch (error) {
    return false;
  }
}

/** @param {Storage | null} storage @param {string} start */
export function keysOf(storage, start) {
  return storage ? Object.keys(storage).filter((key) => key.startsWith(start)).sort() : [];
}

/** @param {string | null} raw @returns {any} undefined where it cannot be read */
export function parsed(raw) {
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
export function today(value, version) {
  if (!(version >= 0 && version <= VERSION)) return null;
  try {
    return migrated(value, version);
  } catch (error) {
    return null;
  }
}
