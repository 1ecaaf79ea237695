/** What the page knows about keeping: whose notebook it shows, what other tabs have done, what is wrong. */

import { FIRST, FIRST_NAME } from "./migrations.js";
import { same } from "./shapes.js";

/** @typedef {import("./types.js").Keeping} Keeping */
/** @typedef {import("./types.js").Trouble} Trouble */

/**
 * @typedef {{type: "kept"} & Pick<Keeping, "people" | "current" | "conflict" | "unsaved" | "note">
 *   | {type: "removed", message: string}
 *   | {type: "trouble", trouble: Trouble}
 *   | {type: "trouble-over", code: Trouble["code"]}} KeepingAction
 */

/** @returns {Keeping} */
export function initialKeeping() {
  return {
    people: [{ id: FIRST, name: FIRST_NAME, records: 0, unsaved: false }],
    current: FIRST,
    conflict: null,
    unsaved: false,
    note: "",
    removed: "",
    troubles: [],
  };
}

/** What holds of keeping when all is cleared: that nothing can be kept is as it was. @param {Keeping} keeping */
export function clearedKeeping({ troubles }) {
  return { ...initialKeeping(), troubles: troubles.filter(({ code }) => code === "missing") };
}

/** @param {Keeping} keeping */
export function personShown({ people, current }) {
  return people.find(({ id }) => id === current) || people[0];
}

/** Whose notebook is shown, where that needs saying. @param {Keeping} keeping */
export function nameShown(keeping) {
  const { name } = personShown(keeping);
  return keeping.people.length > 1 || name !== FIRST_NAME ? name : "";
}

/**
 * @param {Keeping} keeping
 * @param {{type: string}} action
 * @returns {Keeping}
 */
export function reduceKeeping(keeping, action) {
  const ours = /** @type {KeepingAction} */ (action);
  switch (ours.type) {
    case "kept": {
      const { type, ...told } = ours;
      const next = { ...keeping, ...told };
      return same(next, keeping) ? keeping : next;
    }
    case "removed":
      return { ...keeping, removed: ours.message };
    case "trouble": {
      if (keeping.troubles.some((known) => same(known, ours.trouble))) return keeping;
      const others = keeping.troubles.filter(({ code }) => code !== ours.trouble.code);
      return { ...keeping, troubles: [...others, ours.trouble] };
    }
    case "trouble-over": {
      const troubles = keeping.troubles.filter(({ code }) => code !== ours.code);
      return troubles.length === keeping.troubles.length ? keeping : { ...keeping, troubles };
    }
    default:
      return keeping;
  }
}
