/**
 * Which tabs of the self-check are there. Each holds a lock of the browser's, which goes with the tab however that ends:
 * nothing a tab could write of itself would be taken back when it is killed.
 */

import { newId } from "./history.js";

/** A page that is reloaded may be told of before the one it replaces is gone. */
const PATIENCE_MS = 1000;

/** @param {string} name */
export function createPresence(name) {
  const LOCK = `${name}:tab:`;
  /** Lets go of the lock that is held. @type {() => void} */
  let release = () => undefined;

  /**
   * Holds a tab's lock until it is let go of.
   * @param {string} id
   * @param {AbortSignal} [signal]
   * @returns {Promise<boolean>} false: another tab has it
   */
  async function hold(id, signal) {
    try {
      return await new Promise((resolve, reject) => {
        const held = () => {
          resolve(true);
          return new Promise((end) => (release = () => end(undefined)));
        };
        navigator.locks.request(LOCK + id, signal ? { signal } : {}, held).catch(reject);
      });
    } catch (error) {
      return false;
    }
  }

  return {
    /** Whether it can be known which tabs are there. */
    knows: Boolean(navigator.locks),

    /**
     * The tab's id: the one that it had, unless another tab has it too, as where a tab was duplicated.
     * @param {string} former  "" for none
     */
    async enter(former) {
      const impatience = new AbortController();
      const timer = setTimeout(() => impatience.abort(), PATIENCE_MS);
      const held = former !== "" && (await hold(former, impatience.signal));
      clearTimeout(timer);
      if (held) return former;
      const id = newId();
      // Nobody else asks for it.
      hold(id);
      return id;
    },

    /** The ids of the tabs that are there: of none where it cannot be known. @returns {Promise<Set<string>>} */
    async living() {
      /** @type {Promise<LockManagerSnapshot>} */
      const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, {}));
      const asked = (async () => navigator.locks.query())();
      const { held = [] } = await Promise.race([asked, late]).catch(() => /** @type {LockManagerSnapshot} */ ({}));
      const ours = held.map(({ name: lock = "" }) => lock).filter((lock) => lock.startsWith(LOCK));
      return new Set(ours.map((lock) => lock.slice(LOCK.length)));
    },

    leave: () => release(),
  };
}
