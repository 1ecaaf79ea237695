/**
 * The people as this page has them, and how that goes together with what stands in the database: what is ours and not
 * there yet, what another tab has changed, and where only the reader can say which of two is right.
 */

import { emptyNotebook } from "./history.js";
import { FIRST, FIRST_NAME } from "./migrations.js";
import { emptyDrafts, same } from "./shapes.js";

/** @typedef {import("./types.js").Notebook} Notebook */
/** @typedef {import("./types.js").Drafts} Drafts */
/** @typedef {import("./types.js").Kept} Kept */
/** @typedef {import("./types.js").Named} Named */
/** @typedef {import("./types.js").Conflict} Conflict */
/** @typedef {import("./journal.js").Left} Left */

/**
 * A person as this page has them. `saved` is the notebook as the database has it for all we know, null where it has
 * none; `bases` are the revisions that ours may replace, "" for none there.
 * @typedef {object} Shelved
 * @property {string} id
 * @property {string} name
 * @property {boolean} named  the name is to be written
 * @property {Notebook} notebook
 * @property {Notebook | null} saved
 * @property {string[]} bases
 * @property {Drafts} drafts
 * @property {boolean} dirty  the notebook is to be written
 * @property {boolean} noted  if it is, the journal has it
 * @property {boolean} failed  it could not be written
 * @property {boolean} lost  the drafts could not be written
 * @property {{kind: Conflict["kind"], theirs: Kept | null} | null} conflict
 * @property {Left | null} left  whence it was recovered
 *
 * @typedef {ReturnType<typeof createShelf>} Shelf
 */

/** @param {import("./journal.js").Journal} journal */
export function createShelf(journal) {
  /** @type {Map<string, Shelved>} */
  const people = new Map();
  let current = FIRST;

  /** @param {Partial<Shelved> & {id: string, name: string, notebook: Notebook}} given @returns {Shelved} */
  function put(given) {
    const it = {
      named: false,
      saved: null,
      bases: [""],
      drafts: journal.drafts.get(given.id),
      dirty: false,
      noted: false,
      failed: false,
      lost: false,
      conflict: null,
      left: null,
      ...given,
    };
    people.set(it.id, it);
    return it;
  }

  /** The person shown. */
  function shown() {
    return people.get(current) || put({ id: current, name: FIRST_NAME, notebook: emptyNotebook() });
  }

  /** The journal need not have it any more. @param {Shelved} it */
  function done(it) {
    journal.drop(it.id);
    if (it.left) journal.forgetLeft(it.left);
    it.left = null;
    it.noted = false;
  }

  /** @param {Shelved} it */
  function write(it) {
    it.noted = journal.note({ id: it.id, name: it.name, revision: it.bases[0], notebook: it.notebook }, it.bases);
  }

  /** Notes at once what the database has not, if there is something. @param {Shelved} it */
  function note(it) {
    it.dirty = it.saved ? !same(it.notebook, it.saved) : it.dirty || !same(it.notebook, emptyNotebook());
    it.failed = false;
    if (it.dirty) write(it);
    else done(it);
  }

  /** It is as the database has it now. @param {Shelved} it @param {Kept} theirs */
  function takeOver(it, theirs) {
    const { name, notebook, revision } = theirs;
    Object.assign(it, { notebook, saved: notebook, bases: [revision], dirty: false, failed: false, conflict: null });
    if (!it.named) it.name = name;
    done(it);
  }

  /** @param {Shelved} it */
  function keepDrafts(it) {
    it.lost = !journal.drafts.keep(it.id, it.drafts);
  }

  /** @param {string} id */
  function remove(id) {
    const it = people.get(id);
    if (it) done(it);
    people.delete(id);
  }

  /**
   * Another than ours stands in its place. Nobody is asked where ours has nothing that is not there.
   * @param {Shelved} it
   * @param {Kept | null} theirs  null: the person was removed
   */
  function meet(it, theirs) {
    const drafted = !theirs && !same(it.drafts, emptyDrafts());
    // Whoever removed the person has removed them where they were kept.
    if (drafted) keepDrafts(it);
    if (it.dirty || drafted) it.conflict = { kind: !theirs ? "gone" : it.left ? "left" : "changed", theirs };
    else if (theirs) takeOver(it, theirs);
    else remove(it.id);
  }

  /** @param {Kept} kept  a person as the database has them */
  function absorb(kept) {
    const { id, name, revision, notebook } = kept;
    const it = people.get(id);
    if (!it) return void put({ id, name, notebook, saved: notebook, bases: [revision] });
    if (!it.named) it.name = name;
    if (same(it.notebook, notebook)) takeOver(it, { ...kept, notebook: it.notebook });
    else if (!it.dirty) takeOver(it, kept);
    else if (!it.bases.includes(revision)) meet(it, kept);
    else Object.assign(it, { conflict: null, saved: notebook, bases: [revision] });
  }

  /** Takes up what a page that is gone has left. @param {Left} left @param {Kept} kept */
  function recover(left, { id, name, notebook }) {
    const there = people.get(id);
    // One at a time: what else is left of the same person is taken up the next time.
    if (there && there.dirty) return;
    if (there && there.saved && same(there.saved, notebook)) return journal.forgetLeft(left);
    const it = there || put({ id, name, notebook });
    Object.assign(it, { notebook, saved: null, bases: left.revisions, dirty: true, left });
    write(it);
    // It has moved. What stood here before there was a database is removed only when that has it.
    if (it.noted && left.version > 0) journal.forgetLeft(left);
  }

  /** @param {Shelved} it */
  const endangered = (it) => it.conflict !== null || it.failed || it.lost || (it.dirty && !it.noted);

  /** @returns {Named[]} */
  function named() {
    return [...people.values()]
      .sort((one, other) => Number(other.id === FIRST) - Number(one.id === FIRST) || one.name.localeCompare(other.name, "zh"))
      .map((it) => ({ id: it.id, name: it.name, records: it.notebook.records.length, unsaved: endangered(it) }));
  }

  return {
    put,
    shown,
    write,
    note,
    takeOver,
    keepDrafts,
    remove,
    meet,
    absorb,
    recover,
    named,
    /** @param {string} id */
    get: (id) => people.get(id),
    all: () => [...people.values()],
    current: () => current,
    /** @param {string} id */
    show(id) {
      current = id;
    },
    /** Whom to show where nobody was chosen. */
    first: () => (people.has(FIRST) || !people.size ? FIRST : [...people.keys()][0]),
    /** The next whose notebook or name is to be written. */
    waiting: () => [...people.values()].find((it) => (it.dirty || it.named) && !it.conflict && !it.failed),
    /** What could not be written may be by now. */
    retry() {
      for (const it of people.values()) it.failed = false;
    },
    clear() {
      people.clear();
      current = FIRST;
    },
  };
}
