/** A person's notebook put in the place of the one that it was made from, and of no other. */

import { asked } from "./database.js";
import { isKept, rawText, same } from "./shapes.js";

/** @typedef {import("./types.js").Kept} Kept */
/** @typedef {import("./shelf.js").Shelved} Shelved */

/**
 * Within one transaction: what is there is replaced only where it is what ours was made from.
 * @param {{[name in import("./database.js").StoreName]: IDBObjectStore}} stores
 * @param {Shelved} it
 * @param {string} revision  the new one
 * @returns {Promise<{aside: boolean, kept: Kept} | {aside: boolean, theirs: Kept | null}>}
 */
export async function replace({ people, rescue }, it, revision) {
  const { id, bases, notebook, dirty, named } = it;
  const there = await asked(people.get(id));
  const stored = isKept(there) ? there : null;
  const aside = there !== undefined && !stored;
  if (aside) rescue.add(rawText(there));
  const known = aside || bases.includes(stored ? stored.revision : "");
  const alike = stored !== null && same(stored.notebook, notebook);
  if (dirty && !known && !alike) return { aside, theirs: stored };
  // Only a name was to be written, and there is nobody left to bear it.
  if (!dirty && !stored) return { aside, theirs: null };
  const keeps = stored && (alike || !dirty) ? stored : { id, name: it.name, revision, notebook };
  const kept = { ...keeps, name: named || !stored ? it.name : stored.name };
  await asked(people.put(kept));
  return { aside, kept };
}
