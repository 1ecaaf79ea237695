/** Sorting that never holds the page up. */

import { breath } from "./transfer.js";

/** So many comparisons are made before the browser may do something else. */
const AT_ONCE = 4000;

const COLLATOR = new Intl.Collator("zh-Hans-CN", { numeric: true });

/**
 * Items in the order of their texts, alike ones as they were.
 * @param {number[]} items
 * @param {(item: number) => string} text
 * @returns {Promise<number[]>}
 */
export async function sortedBy(items, text) {
  let compared = 0;
  let runs = items.map((item) => [item]);
  while (runs.length > 1) {
    const merged = [];
    for (let at = 0; at < runs.length; at += 2) {
      const [left, right = []] = runs.slice(at, at + 2);
      const run = [];
      let [l, r] = [0, 0];
      while (l < left.length || r < right.length) {
        const takesLeft = r === right.length || (l < left.length && COLLATOR.compare(text(left[l]), text(right[r])) <= 0);
        run.push(takesLeft ? left[l++] : right[r++]);
        compared += 1;
        if (compared % AT_ONCE === 0) await breath();
      }
      merged.push(run);
    }
    runs = merged;
  }
  return runs.flat();
}
