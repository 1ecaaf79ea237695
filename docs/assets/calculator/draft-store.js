/**
 * Drafts on this device. Each tab has its own, under a key with its id, so that none writes over another's. Those of a
 * tab that is gone are taken up by the next one that opens: they move. They lie in localStorage, where every tab can
 * clear them, and in sessionStorage only where that takes nothing more.
 */

import { FIRST, VERSION } from "./migrations.js";
import { createPresence } from "./presence.js";
import { emptyDrafts, isDrafts, same } from "./shapes.js";
import { keysOf, parsed, put, today } from "./storages.js";

/** @typedef {import("./types.js").Drafts} Drafts */

/**
 * @typedef {object} DraftStore
 * @property {() => Promise<void>} enter  learns which tabs are there; before it nobody else's drafts are taken up
 * @property {() => void} leave  lets others take up this tab's drafts
 * @property {(id: string) => Drafts} get  this tab's
 * @property {(id: string) => Drafts} takeUp  what a tab that is gone has left, the newest, which is this tab's from now on
 * @property {(id: string, drafts: Drafts) => boolean} keep  false: they could not be written anywhere
 * @property {(id: string) => boolean} has  whether this tab's are still there
 * @property {(id: string) => void} forget  a person's, of all tabs
 */

/**
 * @param {string} name  ours alone: it ends with the site's path
 * @param {Storage | null} lasting
 * @param {Storage | null} ofTab
 * @returns {DraftStore}
 */
export function createDraftStore(name, lasting, ofTab) {
  const DRAFTS = `${name}:drafts:`;
  const TAB = `${name}:tab`;
  /** Where they lay when the page knew one person, and when all tabs had one place. In both storages. */
  const OLD = `${name}drafts`;
  /** @param {string} id */
  const sharedKey = (id) => DRAFTS + id;

  const presence = createPresence(name);
  /** This tab's id. */
  let tab = "";
  /** The tab's id before its last reload, if that is not still there. */
  let former = "";
  /** Tabs that were gone when this one opened. @type {Set<string>} */
  let gone = new Set();

  /** @param {string} id */
  const ownKey = (id) => `${DRAFTS}${tab}:${id}`;

  /** Of which tab a key is: "" where all tabs had one place. @param {string} key */
  function tabOf(key) {
    const rest = key.slice(DRAFTS.length);
    return rest.slice(0, Math.max(rest.indexOf(":"), 0));
  }

  /**
   * What can be read and is of no newer version of the page. A damaged draft is not worth a word: it was never a record.
   * @param {Storage | null} storage
   * @param {string} key
   * @returns {{drafts: Drafts, at: number} | null}
   */
  function read(storage, key) {
    const value = storage && parsed(storage.getItem(key));
    if (!value) return null;
    const { version, drafts, at = 0 } = key === OLD ? { version: 0, drafts: value } : value;
    const now = drafts && today({ id: FIRST, drafts }, version);
    return now && isDrafts(now.drafts) ? { drafts: now.drafts, at } : null;
  }

  /** Whether a newer version of the page has written in a tab: that is not written over. @param {string} id */
  function isNewer(id) {
    const start = `${DRAFTS}${id}:`;
    const raws = [ofTab, lasting].flatMap((storage) => (storage ? keysOf(storage, start).map((key) => storage.getItem(key)) : []));
    return raws.some((raw) => (parsed(raw) || {}).version > VERSION);
  }

  /** In sessionStorage there are only those that are newer than in the other. @param {string} id */
  const own = (id) => read(ofTab, ownKey(id)) || read(lasting, ownKey(id));

  /** Where drafts of a person may lie that are no other tab's any more, the best first. @param {string} id */
  function left(id) {
    const places = [ofTab, lasting].flatMap((storage) => {
      if (!storage) return [];
      const keys = keysOf(storage, DRAFTS).filter((key) => key.endsWith(`:${id}`) && gone.has(tabOf(key)));
      return [...keys, sharedKey(id), ...(id === FIRST ? [OLD] : [])].map((key) => ({ storage, key }));
    });
    /** @param {{storage: Storage, key: string}} place */
    const rank = ({ storage, key }) => (storage === ofTab ? 2 : 0) + (former && tabOf(key) === former ? 1 : 0);
    return places
      .flatMap((place) => {
        const found = read(place.storage, place.key);
        return found ? [{ ...place, ...found }] : [];
      })
      .sort((one, other) => rank(other) - rank(one) || other.at - one.at);
  }

  /** @param {string} id @param {Drafts} drafts */
  function keep(id, drafts) {
    const key = ownKey(id);
    if (same(drafts, emptyDrafts())) {
      for (const storage of [lasting, ofTab]) if (storage) put(storage, key, null);
      return true;
    }
    const raw = JSON.stringify({ version: VERSION, at: Date.now(), drafts });
    if (ofTab) put(ofTab, TAB, tab);
    if (!lasting || !put(lasting, key, raw)) return ofTab !== null && put(ofTab, key, raw);
    if (ofTab) put(ofTab, key, null);
    return true;
  }

  return {

    async enter() {
      // Where it cannot be known who is there, a page that comes back goes on as it was.
      if (tab && !presence.knows) return;
      const known = tab || (ofTab && ofTab.getItem(TAB)) || "";
      tab = await presence.enter(isNewer(known) ? "" : known);
      const living = await presence.living();
      former = living.has(known) ? "" : known;
      const others = [ofTab, lasting].flatMap((storage) => keysOf(storage, DRAFTS)).map(tabOf);
      gone = new Set(others.filter((other) => other && other !== tab && !living.has(other)));
    },

    leave: presence.leave,

    get(id) {
      const found = own(id);
      return found ? found.drafts : emptyDrafts();
    },

    takeUp(id) {
      for (const { storage, key, drafts } of left(id)) {
        if (same(drafts, emptyDrafts())) continue;
        const raw = storage.getItem(key);
        // Where there is no room for both, there is for one.
        put(storage, key, null);
        if (!keep(id, drafts)) put(storage, key, raw);
        return drafts;
      }
      return emptyDrafts();
    },

    keep,

    has: (id) => own(id) !== null,

    forget(id) {
      for (const storage of [lasting, ofTab]) {
        if (!storage) continue;
        const keys = keysOf(storage, DRAFTS).filter((key) => key.endsWith(`:${id}`));
        for (const key of [...keys, ...(id === FIRST ? [OLD] : [])]) put(storage, key, null);
      }
    },
  };
}
