/** What is kept and cannot be read: told of, put aside in a place of its own, and removed when the reader says so. */

import { asked } from "./database.js";
import { isKept, rawText } from "./shapes.js";

/** @typedef {import("./journal.js").Left} Left */
/** @typedef {import("./database.js").Read} Read */

/**
 * Something damaged and where it lies: put aside, in a person's place, left by a page, or where it was put aside before
 * there was a database.
 * @typedef {{raw: string, rescue?: IDBValidKey, person?: IDBValidKey, left?: Left, old?: boolean}} Damaged
 */

/**
 * @param {import("./database.js").Database} database
 * @param {import("./journal.js").Journal} journal
 */
export function createRescue(database, journal) {
  /** @type {Damaged[]} */
  let damaged = journal.damaged().map((raw) => ({ raw, old: true }));

  /** What is being removed: who read the database just before must not bring it back. @type {Damaged[]} */
  let going = [];

  /** @param {Damaged} one */
  const isGoing = ({ raw, rescue, person }) =>
    going.some((each) => each.raw === raw && each.rescue === rescue && each.person === person);

  /** @param {Damaged} each */
  function forgetHere({ raw, left, old }) {
    if (left) journal.forgetLeft(left);
    if (old) journal.forgetDamaged([raw]);
  }

  return {
    /** All of it, as it stands. */
    text: () => damaged.map(({ raw }) => raw).join("\n\n"),

    /** @param {string} id */
    isPerson: (id) => damaged.some(({ person }) => person === id),

    /** @param {Left} left */
    add(left) {
      const known = damaged.some((each) => each.left && each.left.key === left.key && each.raw === left.raw);
      if (!known) damaged.push({ raw: left.raw, left });
    },

    /** What the database has of it. @param {Read} people @param {Read} rescue */
    found(people, rescue) {
      const there = [
        ...rescue.values.map(({ key, value }) => ({ raw: rawText(value), rescue: key })),
        ...people.values.filter(({ value }) => !isKept(value)).map(({ key, value }) => ({ raw: rawText(value), person: key })),
      ];
      damaged = [
        ...there.filter((each) => !isGoing(each)),
        ...damaged.filter(({ rescue, person }) => rescue === undefined && person === undefined),
      ];
    },

    /** Moves to its own place what lies elsewhere. Where there is no room it stays, and is offered all the same. */
    async putAside() {
      const moving = damaged.filter((each) => each.rescue === undefined);
      if (!moving.length) return;
      try {
        const keys = await database.run(
          ["people", "rescue"],
          "readwrite",
          async ({ people, rescue }) => {
            const given = [];
            for (const { raw, person } of moving) {
              const there = person === undefined || rawText(await asked(people.get(person))) === raw;
              given.push(there ? await asked(rescue.add(raw)) : undefined);
              if (there && person !== undefined) people.delete(person);
            }
            return given;
          },
          true,
        );
        moving.forEach((each, index) => Object.assign(each, { rescue: keys && keys[index], person: undefined }));
        moving.forEach(forgetHere);
      } catch (error) {
        // It is where it was.
      }
    },

    /** Removes what was told of, and nothing that was not. */
    async forget() {
      const told = damaged;
      damaged = [];
      going = told;
      told.forEach(forgetHere);
      try {
        await database.run(["people", "rescue"], "readwrite", async ({ people, rescue }) => {
          for (const { raw, rescue: key, person } of told) {
            if (key !== undefined) rescue.delete(key);
            else if (person !== undefined && rawText(await asked(people.get(person))) === raw) people.delete(person);
          }
        });
      } finally {
        going = [];
      }
    },

    clear() {
      damaged = [];
    },
  };
}
