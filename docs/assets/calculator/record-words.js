/** A record in words, on one line; what is remarked on it; where it stands in the files that were read. */

/** @typedef {import("./types.js").HistoryRecord} HistoryRecord */
/** @typedef {import("./types.js").Taken} Taken */

/** @param {HistoryRecord} record */
export function recordInWords({ start, end, topic, days, hours, theory_hours: theory }) {
  return [
    end === start ? start : `${start} 至 ${end}`,
    topic || "（没有写主题）",
    days === null ? "" : `${days} 天`,
    hours === null ? "" : `${hours} 学时`,
    theory === null ? "" : `其中理论 ${theory} 学时`,
  ]
    .filter(Boolean)
    .join("，");
}

/** The remarks on each record, by its id. @type {WeakMap<import("./types.js").Assessed, Map<string, string[]>>} */
const remarks = new WeakMap();

/**
 * What the calculator remarks on a record.
 * @param {import("./types.js").Outcome} outcome
 * @param {string} id
 * @returns {string[]}
 */
export function remarksOn(outcome, id) {
  if (outcome.kind !== "assessed") return [];
  const known = remarks.get(outcome) || new Map();
  if (!remarks.has(outcome)) {
    remarks.set(outcome, known);
    for (const { message, records } of outcome.assessment.notices) {
      for (const index of records) known.set(outcome.ids[index], [...(known.get(outcome.ids[index]) || []), message]);
    }
  }
  return known.get(id) || [];
}

/**
 * The word by which what records stand in is counted: rows where all files are tables, else records.
 * @param {import("./types.js").FileTold[]} files
 */
export function unitOf(files) {
  return files.every(({ by_row: byRow }) => byRow) ? "行" : "条";
}

/**
 * The place of a record, as whoever wrote the file counts.
 * @param {Taken} taken
 * @param {[file: number, row: number]} place
 */
export function placeInWords({ files }, [file, row]) {
  return `${files.length > 1 ? `“${files[file].name}”` : ""}第 ${row} ${unitOf([files[file]])}`;
}
