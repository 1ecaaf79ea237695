/** Who a person is, in the words of the page itself. */

import { all, find } from "./dom.js";

/**
 * What is said of a person: offices with their terms, what was ticked, and when they joined.
 * @param {HTMLElement} root
 * @param {{roles: {role: string, start: string | null, end: string | null}[], joined: string | null, infirm: boolean, military: boolean}} person
 * @returns {string[]}
 */
export function personInWords(root, person) {
  const offices = all(root, "[data-role]").flatMap((block) => {
    const terms = person.roles.filter(({ role }) => role === block.dataset.role);
    const name = find(block, "[data-name]").textContent || "";
    return terms.map(({ start, end }) => (start || end ? `${name}（${termInWords(start, end)}）` : name));
  });
  const ticked = /** @type {const} */ (["infirm", "military"]).flatMap((key) => (person[key] ? [kindName(root, key)] : []));
  const joined = person.joined ? [`${person.joined} 入党`] : [];
  const said = [...offices, ...ticked];
  return [...(said.length ? said : [kindName(root, "member")]), ...joined];
}

/** A term with a day at one end at least. @param {string | null} start @param {string | null} end */
const termInWords = (start, end) => (start ? `${start} 至 ${end || "今"}` : `至 ${end}`);

/** @param {HTMLElement} root @param {string} kind */
const kindName = (root, kind) => find(root, `[name=kind][value=${kind}] + span`).textContent || "";

/**
 * The kind of person whose requirements are shown: where someone is of several, the last in the calculator's order.
 * @param {HTMLElement} root
 * @param {{roles: {role: string}[], infirm: boolean, military: boolean}} person
 */
export function kindOf(root, { roles, infirm, military }) {
  const is = new Set(["member", ...roles.map(({ role }) => role), infirm && "infirm", military && "military"]);
  const kinds = /** @type {HTMLInputElement[]} */ (all(root, "[name=kind]")).filter(({ value }) => is.has(value));
  return kinds[kinds.length - 1];
}
