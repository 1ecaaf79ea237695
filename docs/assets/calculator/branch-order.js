/** Those whom a filter leaves, in the order asked for: the ledger's or by name, never by figures. */

import { filtered } from "./branch-state.js";
import { sortedBy } from "./sorting.js";

/** @typedef {import("./types.js").Branch} Branch */

/**
 * @param {import("./state.js").Store} store
 * @param {(branch: Branch) => void} show  called when there is another order
 */
export function createOrder(store, show) {
  /** People by their indexes; made anew when there are others or another order is asked for. */
  let order = { of: /** @type {unknown} */ (null), by: "ledger", people: /** @type {number[]} */ ([]) };

  return {
    /** @param {Branch} branch */
    async sort({ lines, order: by }) {
      order = { of: lines, by, people: [] };
      const own = order;
      const texts = lines.map(({ name, branch: of }) => (by === "name" ? `${name}\n${of}` : `${of}\n${name}`));
      const people = await sortedBy([...lines.keys()], (person) => texts[person]);
      if (order !== own) return;
      own.people = people;
      const now = store.state().branch;
      if (now && now.lines === lines && now.order === by) show(now);
    },
    /** By their indexes. @param {Branch} branch */
    people({ lines, filter, order: by }) {
      const found = filtered(lines, filter);
      const known = by !== "ledger" && order.of === lines && order.by === by;
      if (!known || !order.people.length) return found;
      const wanted = new Set(found);
      return order.people.filter((person) => wanted.has(person));
    },
  };
}
