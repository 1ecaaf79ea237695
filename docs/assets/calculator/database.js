/** An IndexedDB database as promises: opened when first needed, upgraded step by step, given up when another needs it. */

import { migrated } from "./migrations.js";

export const STORES = /** @type {const} */ (["people", "settings", "rescue", "branch"]);

/** @typedef {typeof STORES[number]} StoreName */

/**
 * What makes a database what it is.
 * @typedef {object} Plan
 * @property {string} name
 * @property {((old: any) => any)[]} steps  from each version to the next; as many as its version
 * @property {() => void} onBlocked  another page holds an older version open
 * @property {() => void} onReplaced  another page has opened a newer version; this connection is closed
 *
 * @typedef {object} Database
 * @property {<T>(names: readonly StoreName[], mode: IDBTransactionMode, work: Work<T>, create?: boolean) => Promise<T | null>} run
 *   Does the work in one transaction. Gives its result once it is committed, null where there is no database and
 *   none is to be made. Rejects, and nothing is changed, where anything fails.
 * @property {() => Promise<void>} remove
 * @property {() => Promise<any[]>} peek  the people in a database of any version, just as they stand
 */

/**
 * @template T
 * @typedef {(stores: {[name in StoreName]: IDBObjectStore}) => Promise<T>} Work
 */

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * All values of a store. Where the browser cannot read all of them, those that it can, and how many it cannot.
 * @typedef {{values: {key: IDBValidKey, value: any}[], unread: number}} Read
 *
 * @param {IDBObjectStore} store
 * @returns {Promise<Read>}
 */
export async function readAll(store) {
  const keys = await asked(store.getAllKeys());
  const values = [];
  let unread = 0;
  for (const key of keys) {
    try {
      values.push({ key, value: await readOne(store, key) });
    } catch (error) {
      unread += 1;
    }
  }
  return { values, unread };
}

/** @param {IDBObjectStore} store @param {IDBValidKey} key */
function readOne(store, key) {
  return new Promise((resolve, reject) => {
    const request = store.get(key);
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      // One that cannot be read must not undo the reading of the others.
      event.preventDefault();
      event.stopPropagation();
      reject(request.error);
    };
  });
}

/**
 * Brings a database to the last version.
 * @param {IDBDatabase} database
 * @param {IDBTransaction} transaction
 * @param {number} from
 * @param {Plan["steps"]} steps
 */
function upgrade(database, transaction, from, steps) {
  for (const name of STORES) {
    if (database.objectStoreNames.contains(name)) continue;
    database.createObjectStore(name, name === "people" ? { keyPath: "id" } : name === "rescue" ? { autoIncrement: true } : {});
  }
  if (from === 0) return;
  const cursors = transaction.objectStore("people").openCursor();
  cursors.onsuccess = () => {
    const cursor = cursors.result;
    if (!cursor) return;
    let next = cursor.value;
    try {
      next = { ...migrated(cursor.value, from, steps), id: cursor.key };
    } catch (error) {
      // What no step can take is left as it is. Reading finds it damaged, and puts it aside.
    }
    cursor.update(next);
    cursor.continue();
  };
}

/** @returns {IDBFactory} */
function factory() {
  const { indexedDB } = window;
  if (!indexedDB) throw new DOMException("no indexedDB", "SecurityError");
  return indexedDB;
}

/**
 * @param {Plan} plan
 * @returns {Database}
 */
export function createDatabase({ name, steps, onBlocked, onReplaced }) {
  /** @type {IDBDatabase | null} */
  let connection = null;
  /** @type {Promise<IDBDatabase | null> | null} */
  let opening = null;

  /** @param {IDBDatabase} database */
  function adopt(database) {
    connection = database;
    database.onclose = () => {
      if (connection === database) connection = null;
    };
    database.onversionchange = (event) => {
      database.close();
      if (connection === database) connection = null;
      // Without a new version it is being removed, as the reader asked.
      if (event.newVersion !== null) onReplaced();
    };
    return database;
  }

  /**
   * @param {boolean} create
   * @returns {Promise<IDBDatabase | null>}
   */
  function open(create) {
    return new Promise((resolve, reject) => {
      const request = factory().open(name, steps.length);
      let absent = false;
      request.onblocked = onBlocked;
      request.onupgradeneeded = ({ oldVersion }) => {
        const transaction = /** @type {IDBTransaction} */ (request.transaction);
        if (oldVersion === 0 && !create) {
          absent = true;
          transaction.abort();
        } else upgrade(request.result, transaction, oldVersion, steps);
      };
      request.onsuccess = () => resolve(adopt(request.result));
      request.onerror = (event) => {
        event.preventDefault();
        if (absent) resolve(null);
        else reject(request.error);
      };
    });
  }

  /** @param {boolean} create */
  async function connected(create) {
    while (!connection) {
      const mine = opening || (opening = open(create).finally(() => (opening = null)));
      const opened = await mine;
      // Whoever looked first may not have wanted to make one.
      if (!opened && !create) return null;
    }
    return connection;
  }

  /**
   * @template T
   * @param {IDBDatabase} database
   * @param {readonly StoreName[]} names
   * @param {IDBTransactionMode} mode
   * @param {Work<T>} work
   * @returns {Promise<T>}
   */
  function transact(database, names, mode, work) {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode);
      /** @type {T} */
      let result;
      /** @type {unknown} */
      let failure = null;
      transaction.oncomplete = () => (failure ? reject(failure) : resolve(result));
      transaction.onabort = () => reject(failure || transaction.error);
      const stores = /** @type {{[name in StoreName]: IDBObjectStore}} */ (
        Object.fromEntries(names.map((store) => [store, transaction.objectStore(store)]))
      );
      work(stores).then(
        (value) => (result = value),
        (error) => {
          failure = error;
          try {
            transaction.abort();
          } catch (ended) {
            // It has ended by itself, and tells so.
          }
        },
      );
    });
  }

  return {
    async run(names, mode, work, create = false) {
      const database = await connected(create);
      if (!database) return null;
      try {
        return await transact(database, names, mode, work);
      } catch (error) {
        // The connection closed between two uses. Once more, with a new one.
        if (connection || !(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
        const again = await connected(create);
        return again && transact(again, names, mode, work);
      }
    },

    remove() {
      if (connection) connection.close();
      connection = null;
      return new Promise((resolve, reject) => {
        const request = factory().deleteDatabase(name);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      });
    },

    async peek() {
      const request = factory().open(name);
      const database = await asked(request);
      try {
        return await transact(database, ["people"], "readonly", ({ people }) => asked(people.getAll()));
      } finally {
        database.close();
      }
    },
  };
}

/** What is wrong, as the reader is told of it. @param {unknown} error @returns {import("./types.js").Trouble["code"]} */
export function codeOf(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return "full";
  if (name === "VersionError") return "newer";
  return name === "SecurityError" || name === "InvalidStateError" || name === "NotAllowedError" ? "missing" : "unreadable";
}
