/** A record in words, on one line, and where it stands in the files that were read. */

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

/**
 * The place of a record, as whoever wrote the file counts.
 * @param {Taken} taken
 * @param {[file: number, row: number]} place
 */
export function placeInWords({ files }, [file, row]) {
  const { name, by_row: byRow } = files[file];
  return `${files.length > 1 ? `“${name}”` : ""}第 ${row} ${byRow ? "行" : "条"}`;
}
