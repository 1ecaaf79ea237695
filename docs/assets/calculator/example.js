/** An example to try: made up, and marked as such wherever it is shown. */

import { emptyFields, newId } from "./history.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Fields} Fields */

/** @type {Partial<Fields>} */
const SURE = { concentrated: "yes", off_job: "no", county_level: "no" };

/** @type {Partial<Fields>[]} */
const RECORDS = [
  { ...SURE, start: "2024-04-10", topic: "示例：党课", hours: "4", theory: "yes" },
  { ...SURE, start: "2024-07-02", end: "2024-07-04", topic: "示例：党员轮训班", days: "3", theory: "yes", off_job: "yes", county_level: "yes" },
  { ...SURE, start: "2024-11-20", topic: "示例：技能培训", hours: "6", theory: "no" },
  { ...SURE, start: "2025-03-18", topic: "示例：专题讲座", hours: "3", theory: "yes" },
  { ...SURE, start: "2025-06-16", end: "2025-06-18", topic: "示例：集中培训", days: "3", hours: "24", theory: "yes", theory_hours: "12" },
  { start: "2025-10-22", topic: "示例：视频学习会", hours: "12", theory: "yes" },
  { ...SURE, start: "2026-03-05", topic: "示例：报告会", hours: "4" },
  { ...SURE, start: "2026-05-12", topic: "示例：业务培训", hours: "7.5", theory: "no" },
];

/** @returns {Entry[]} */
export function example() {
  return RECORDS.map((fields) => ({ id: newId(), fields: { ...emptyFields(), ...fields } }));
}
