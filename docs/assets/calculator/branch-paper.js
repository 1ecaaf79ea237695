/** A branch's list on paper: all whom the filter leaves, whatever page is shown. */

import { filterInWords } from "./branch-filters.js";
import { shownColumns, tableRow } from "./branch-table.js";
import { part } from "./dom.js";
import { canPrint, print } from "./printing.js";
import { breath } from "./transfer.js";

/** So many rows are made before the browser may do something else. */
const ROWS_AT_ONCE = 16;

const CHANGED = "没有打印：还没准备好，名单就变了。请再按一次“打印名单”。";
const UNPRINTABLE = "这个浏览器不能打印。请换一个浏览器打开本页，读入台账再打印。";

/**
 * @param {HTMLElement} section
 * @param {import("./state.js").Store} store
 * @param {(branch: import("./types.js").Branch) => number[]} people  who is listed, in order
 * @param {(text: string) => void} tell
 * @param {() => void} after  called when the paper is put away
 * @returns {() => Promise<void>} prints the list
 */
export function createPaper(section, store, people, tell, after) {
  const paper = part(section, "branch-paper-rows");
  let preparing = false;
  /** The rows of the last list go while others may already be asked for. */
  let cleared = Promise.resolve();

  async function clear() {
    for (let count = 1; paper.lastChild; count += 1) {
      paper.lastChild.remove();
      if (count % ROWS_AT_ONCE === 0) await breath();
    }
  }

  function putAway() {
    cleared = clear();
    after();
  }

  return async () => {
    const { branch } = store.state();
    if (!branch || !branch.legend || preparing) return;
    if (!canPrint()) {
      tell(UNPRINTABLE);
      return;
    }
    preparing = true;
    const { legend, lines, asOf, filter, order, taken } = branch;
    const columns = shownColumns(legend, branch.applying);
    const found = people(branch);
    await cleared;
    await clear();
    for (const [count, person] of found.entries()) {
      paper.append(tableRow(legend, columns, lines[person], person, taken.files));
      if (count % ROWS_AT_ONCE) continue;
      tell(`正在准备打印：${count} / ${found.length}`);
      await breath();
    }
    tell("");
    preparing = false;
    const now = store.state().branch;
    if (!now || now.lines !== lines || now.filter !== filter || now.order !== order) {
      cleared = clear();
      if (now) tell(CHANGED);
      return;
    }
    const chosen = filterInWords(legend, filter);
    part(section, "branch-paper").textContent = [
      `打印于 ${store.state().today}`,
      asOf ? `算到 ${asOf}` : "算到台账写的日期，没写的算到打印这天",
      chosen ? `只列出：${chosen}` : "列出全部",
    ].join("。");
    part(section, "branch-shown").textContent = `共 ${found.length} 人`;
    print("branch", putAway);
  };
}
