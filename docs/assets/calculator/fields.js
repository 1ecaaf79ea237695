/** What a record consists of, by the keys that the form, the page's records and the history have in common. */

export const TEXTS = /** @type {const} */ (["start", "end", "topic", "organiser", "days", "hours", "theory_hours"]);
export const AMOUNTS = /** @type {const} */ (["days", "hours", "theory_hours"]);
export const ANSWERS = /** @type {const} */ (["concentrated", "theory", "off_job", "county_level"]);
