// @ts-check
/** The sheet of forms in which a place is cited. Loaded when it is first asked for. */
import { add } from "./basket.js";
import { forms, nameOf } from "./citation.js";
import { copyText } from "./copy.js";
import { placeIn, sentences } from "./places.js";
import { codes } from "./qr.js";

/** @typedef {import("./places.js").Place} Place */

const NO_CODE = "二维码没有载入，请检查网络后重新打开";
const SELECTED = "这个浏览器不能自动复制，请长按选中的文字复制";

const template = /** @type {HTMLTemplateElement} */ (document.getElementById("note-cite-sheet"));
const root = new URL("..", import.meta.url).href;
const source = {
  issuer: template.dataset.issuer ?? "",
  title: template.dataset.title ?? "",
  year: Number(template.dataset.year),
  site: template.dataset.site || root,
};

/**
 * @template {Element} T
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {T}
 */
const find = (within, selector) => /** @type {T} */ (within.querySelector(selector));

/**
 * @param {HTMLElement} words the words of a unit
 * @param {Place} meant the place to begin with
 * @param {HTMLElement | null} back what has the focus when the sheet is gone
 */
export function open(words, meant, back) {
  const sheet = /** @type {HTMLDialogElement} */ (find(template.content, "dialog").cloneNode(true));
  const [first, last] = /** @type {HTMLSelectElement[]} */ ([...sheet.querySelectorAll("select")]);
  choices(first, last, meant);
  /** @param {string} text */
  const tell = (text) => (find(sheet, "[role=status]").textContent = text);

  /** The codes of the place that is chosen now. @type {ReturnType<typeof codes>} */
  let shown;

  const current = () => placeIn(words, Number(first.value), Number(first.value) && Number(last.value));

  function show() {
    tell("");
    const start = Number(first.value);
    last.disabled = !start;
    for (const option of last.options) option.disabled = Number(option.value) < start;
    if (Number(last.value) < start) last.value = first.value;
    const place = current();
    const made = forms(place, source, new Date());
    fill(sheet, place, made);
    const asked = (shown = codes(place, made.short, template.dataset.site ? root : undefined));
    asked.then(
      // What comes late for a range that is no longer chosen is not shown.
      (code) => asked === shown && illustrate(sheet, place, made.short, code),
      () => asked === shown && tell(NO_CODE),
    );
  }

  sheet.addEventListener("change", show);
  sheet.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button) return;
    if (button.matches(".cite-keep")) {
      tell(add(current()));
      return;
    }
    if (button.matches(".cite-close")) {
      sheet.close();
      return;
    }
    const shown = /** @type {HTMLTextAreaElement} */ (find(/** @type {Element} */ (button.parentElement), "textarea"));
    if (await copyText(shown.value, sheet)) {
      tell(`${button.dataset.name}已复制`);
      return;
    }
    tell(SELECTED);
    shown.focus();
    shown.select();
  });
  sheet.addEventListener("close", () => {
    sheet.remove();
    back?.focus({ preventScroll: true });
  });
  document.body.append(sheet);
  show();
  sheet.showModal();
}

/** @param {HTMLSelectElement} first @param {HTMLSelectElement} last @param {Place} meant */
function choices(first, last, meant) {
  if (!meant.count) find(/** @type {Element} */ (first.closest("dialog")), ".cite-range").remove();
  for (let number = 1; number <= meant.count; number++) {
    for (const select of [first, last]) select.add(new Option(`第${number}句`, String(number)));
  }
  first.value = String(meant.first);
  last.value = String(meant.last || 1);
}

/** @param {HTMLDialogElement} sheet @param {Place} place @param {ReturnType<typeof forms>} made */
function fill(sheet, place, made) {
  find(sheet, "h2").textContent = `引用${place.unit}${sentences(place)}`;
  for (const [form, text] of Object.entries(made)) {
    /** @type {HTMLTextAreaElement} */ (find(sheet, `[data-form=${form}]`)).value = text;
  }
}

/**
 * @param {HTMLDialogElement} sheet
 * @param {Place} place
 * @param {string} short what the code leads to
 * @param {Awaited<ReturnType<typeof codes>>} code
 */
function illustrate(sheet, place, short, code) {
  const image = /** @type {HTMLImageElement} */ (find(sheet, "img"));
  image.src = code.png;
  image.alt = `${place.unit}${sentences(place)}的二维码，扫开是 ${short}`;
  for (const kind of /** @type {const} */ (["svg", "png"])) {
    const link = /** @type {HTMLAnchorElement} */ (find(sheet, `[data-code=${kind}]`));
    link.href = code[kind];
    link.download = `${nameOf(place)}.${kind}`;
  }
}
