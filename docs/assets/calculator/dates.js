/** Dates as they are typed. No date is understood here: the calculator alone does that. */

import { input } from "./dom.js";

/**
 * Has the calendar beside a date's field fill it in, as if it had been typed.
 * @param {HTMLInputElement} field
 */
export function fillFromCalendar(field) {
  const calendar = input(/** @type {HTMLElement} */ (field.parentElement), "[data-calendar-of]");
  calendar.addEventListener("input", (event) => event.stopPropagation());
  calendar.addEventListener("change", (event) => {
    event.stopPropagation();
    const { value } = calendar;
    calendar.value = "";
    if (!value) return;
    field.value = value;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  });
}

/** How a date was read, in words; empty where it was typed so. @param {string} text @param {string} date */
export const readAs = (text, date) => (text.trim() === date ? "" : `读作：${date}`);
