// @ts-check
/**
 * A sentence's number is a link to it. Following it also copies the absolute address; where a
 * browser cannot copy (WeChat's often cannot), the address is shown, selected, to be copied by hand.
 * From there, from the link below a heading and from a selection, a place can be cited in all forms.
 */
import { copyText } from "./copy.js";
import { arrive, placeIn, placeOf, selected, sentences } from "./places.js";

const FAILED = "没有载入，请检查网络后再试";

/** The place where the reader is told. Its line is there from the start: only then are changes of it read out. */
const slip = document.createElement("div");
const line = document.createElement("p");
slip.className = "slip";
line.setAttribute("role", "status");
slip.append(line);

function clear() {
  line.textContent = "";
  slip.replaceChildren(line);
}

/** @param {HTMLElement} back what has the focus when the slip is gone */
function closeButton(back) {
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "关闭";
  close.addEventListener("click", () => {
    clear();
    back.focus({ preventScroll: true });
  });
  return close;
}

/**
 * @param {Element} inside something within the words of a unit
 * @param {import("./places.js").Place} place
 * @param {HTMLElement | null} back what has the focus when the sheet is gone
 */
async function cite(inside, place, back) {
  clear();
  try {
    const { open } = await import("./cite.js");
    open(/** @type {HTMLElement} */ (inside.closest(".words")), place, back);
  } catch {
    line.textContent = FAILED;
  }
}

/**
 * @param {Element} start
 * @param {Element} end
 * @param {HTMLElement | null} back what has the focus when the sheet is gone
 */
function citeButton(start, end, back) {
  const place = placeOf(start, end);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `引用${sentences(place)}`;
  button.addEventListener("click", () => cite(start, place, back));
  return button;
}

/** @param {import("./places.js").Place} place */
function keepButton(place) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "收进摘句";
  button.addEventListener("click", async () => {
    try {
      const { add } = await import("./basket.js");
      line.textContent = add(place);
    } catch {
      line.textContent = FAILED;
    }
  });
  return button;
}

/**
 * @param {HTMLAnchorElement} link
 * @param {string} name which sentence it is, such as 第3句
 */
async function give(link, name) {
  clear();
  const sentence = /** @type {Element} */ (link.closest(".sentence"));
  const ways = [citeButton(sentence, sentence, link), keepButton(placeOf(sentence, sentence)), closeButton(link)];
  if (await copyText(link.href)) {
    line.textContent = `${name}的链接已复制`;
    slip.append(...ways);
    return;
  }
  line.textContent = `这个浏览器不能自动复制，请长按下面的链接复制（${name}）：`;
  const field = document.createElement("input");
  field.readOnly = true;
  field.value = link.href;
  field.setAttribute("aria-label", `${name}的链接`);
  slip.append(field, ...ways);
  field.focus({ preventScroll: true });
  field.select();
}

document.addEventListener("click", (event) => {
  const target = event.target;
  if (!(target instanceof Element) || slip.contains(target)) return;
  // What was told stays until the reader does the next thing, however long that takes.
  clear();
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = target.closest(".sentence-link, .unit-link");
  if (!(link instanceof HTMLAnchorElement)) return;
  // The browser's own way would take the focus away again, and on the whole text the page too.
  event.preventDefault();
  if (link.matches(".unit-link")) {
    void cite(link, placeIn(/** @type {HTMLElement} */ (link.closest(".words"))), link);
    return;
  }
  location.hash = link.parentElement?.id ?? "";
  void give(link, `第${link.dataset.number}句`);
});

/** @type {number | undefined} */
let settling;
document.addEventListener("selectionchange", () => {
  clearTimeout(settling);
  settling = setTimeout(() => {
    const range = selected();
    if (!range) return;
    clear();
    slip.append(citeButton(...range, null), keepButton(placeOf(...range)));
  }, 300);
});

document.body.append(slip);

function tellArrival() {
  const told = arrive();
  if (told) line.textContent = told;
}

addEventListener("hashchange", tellArrival);
tellArrival();
