/** 逐条看: what the calculator found, and what it remarks on. */

import { element, find, part } from "./dom.js";
import { applies, createFindings } from "./finding.js";
import { isOutdated } from "./insight.js";
import { invites } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Assessed} Assessed */

/**
 * A link to a record, by its number.
 * @param {number} index
 * @param {string} id
 */
export function recordLink(index, id) {
  const link = element("a", `第 ${index + 1} 条`);
  link.setAttribute("href", `#record-${id}`);
  return link;
}

/**
 * @param {HTMLElement} root
 * @param {string} site  address of the site's root
 * @returns {(state: State, before: State | null) => void} how to show a state
 */
export function resultsView(root, site) {
  const shown = part(root, "assessment");
  const { rules, remarks } = createFindings(root, site, "finding", recordLink);
  const [showApplying, showOthers, showRemarks] = [rules(), rules(), remarks()];

  /** @param {Assessed} outcome */
  function show({ assessment, ids }) {
    const { findings, notices } = assessment;
    const others = findings.filter((finding) => !applies(finding));
    showApplying(part(shown, "findings"), findings.filter(applies), ids);
    part(shown, "others").hidden = others.length === 0;
    part(shown, "others-summary").textContent = `另有 ${others.length} 项不适用`;
    showOthers(part(shown, "others-list"), others, ids);
    part(shown, "notices").hidden = notices.length === 0;
    showRemarks(part(shown, "notice-list"), notices, ids);
  }

  const machine = /** @type {HTMLTextAreaElement} */ (part(shown, "document"));
  const copy = /** @type {HTMLButtonElement} */ (find(shown, "[data-act=copy-document]"));
  const print = /** @type {HTMLButtonElement} */ (find(shown, "[data-act=print-report]"));

  /** The machine-readable result, which comes a moment after the others. @param {State} state */
  function showDocument(state) {
    const outdated = isOutdated(state, "document");
    copy.disabled = outdated;
    machine.value = outdated ? "" : state.insight.document;
  }

  return (state, before) => {
    const { outcome } = state;
    shown.setAttribute("aria-busy", String(state.stale));
    print.disabled = state.stale;
    if (!before || isOutdated(before, "document") !== isOutdated(state, "document")) showDocument(state);
    if (before && before.outcome === outcome) return;
    shown.hidden = outcome.kind !== "assessed" || invites(state);
    if (outcome.kind === "assessed") show(outcome);
  };
}
