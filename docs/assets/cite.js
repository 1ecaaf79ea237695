// @ts-check
/** The control for citing: which sentences are meant, arriving at a range of them, and the sheet of forms. */
import { copyText } from "./copy.js";
import { forms, sentences } from "./citation.js";

const RANGE = /^((?:[a-z0-9-]+-)?)s(\d+)-s(\d+)$/;
const root = new URL("..", import.meta.url);

/**
 * @param {Element} start a sentence
 * @param {Element} end a sentence of the same unit, not before it
 * @returns {import("./citation.js").Place}
 */
export function placeOf(start, end) {
  const words = /** @type {HTMLElement} */ (start.closest(".words"));
  const all = [...words.querySelectorAll(".sentence")];
  const [first, last] = [all.indexOf(start) + 1, all.indexOf(end) + 1];
  const hash = first === last ? `#s${first}` : `#s${first}-s${last}`;
  // On the whole text a sentence's link leads to the page of its own unit.
  const link = /** @type {HTMLAnchorElement} */ (start.querySelector(".sentence-link"));
  const url = new URL(hash, link.href).href;
  const number = /\/(\d\d)\/#/.exec(url);
  return {
    unit: words.dataset.name ?? "",
    first,
    last,
    text: all.slice(first - 1, last).map((each) => each.textContent).join(""),
    url,
    short: number ? new URL(`${Number(number[1])}/${hash}`, root).href : url,
  };
}

/** @returns {[Element, Element] | null} the first and the last sentence of what is selected, if there are several */
export function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const touched = [...document.querySelectorAll(".sentence")].filter((each) => range.intersectsNode(each));
  const [start, end] = [touched[0], touched[touched.length - 1]];
  if (touched.length < 2 || start.closest(".words") !== end.closest(".words")) return null;
  return [start, end];
}

/** Light the sentences that the address names, and go there. @returns {string} what to tell the reader, or "" */
export function arrive() {
  for (const each of document.querySelectorAll(".sentence-cited")) each.classList.remove("sentence-cited");
  const named = RANGE.exec(decodeURIComponent(location.hash.slice(1)));
  if (!named) return "";
  const [first, last] = [Number(named[2]), Number(named[3])];
  const found = [];
  for (let number = first; number <= last; number++) {
    const sentence = document.getElementById(`${named[1]}s${number}`);
    if (!sentence) break;
    found.push(sentence);
  }
  if (!found.length) return "";
  for (const each of found) each.classList.add("sentence-cited");
  found[0].scrollIntoView();
  return `已定位到${sentences({ first, last: first + found.length - 1 })}`;
}

/**
 * @param {import("./citation.js").Place} place
 * @param {HTMLElement | null} back what has the focus when the sheet is gone
 */
export function open(place, back) {
  const sheet = document.createElement("dialog");
  sheet.className = "cite";
  sheet.setAttribute("aria-labelledby", "note-cite");
  const title = document.createElement("h2");
  title.id = "note-cite";
  title.textContent = `引用${place.unit}${sentences(place)}`;
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const list = document.createElement("ul");
  for (const [name, text] of forms(place)) {
    const button = document.createElement("button");
    const shown = document.createElement("textarea");
    button.type = "button";
    button.textContent = `复制${name}`;
    shown.readOnly = true;
    shown.rows = 2;
    shown.value = text;
    shown.setAttribute("aria-label", name);
    button.addEventListener("click", async () => {
      if (await copyText(text, sheet)) {
        told.textContent = `${name}已复制`;
        return;
      }
      told.textContent = "这个浏览器不能自动复制，请长按选中的文字复制";
      shown.focus();
      shown.select();
    });
    const entry = document.createElement("li");
    entry.append(button, shown);
    list.append(entry);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "关闭";
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("close", () => {
    sheet.remove();
    back?.focus({ preventScroll: true });
  });
  sheet.append(title, told, list, close);
  document.body.append(sheet);
  sheet.showModal();
}
