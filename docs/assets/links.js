// @ts-check
/**
 * A sentence's number is a link to it. Following it also copies the absolute address; where a
 * browser cannot copy (WeChat's often cannot), the address is shown, selected, to be copied by hand.
 */
import { copyText } from "./copy.js";

const SHOWN = 4000;
/** @type {number | undefined} */
let hiding;

/** @returns {HTMLElement} the place where the reader is told, made when first needed */
function slip() {
  const there = document.getElementById("slip");
  if (there) return there;
  const made = document.createElement("div");
  made.id = "slip";
  made.className = "slip";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}

/** @param {HTMLElement} where */
function hideLater(where) {
  hiding = setTimeout(() => where.replaceChildren(), SHOWN);
}

/**
 * @param {string} address
 * @param {string} name which sentence it is, such as 第3句
 */
async function give(address, name) {
  const where = slip();
  clearTimeout(hiding);
  const line = document.createElement("p");
  where.replaceChildren(line);
  if (await copyText(address)) {
    line.textContent = `${name}的链接已复制`;
    hideLater(where);
    return;
  }
  line.textContent = `这个浏览器不能自动复制，请长按下面的链接复制（${name}）：`;
  const field = document.createElement("input");
  field.readOnly = true;
  field.value = address;
  field.setAttribute("aria-label", `${name}的链接`);
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "关闭";
  close.addEventListener("click", () => where.replaceChildren());
  where.append(field, close);
  field.focus({ preventScroll: true });
  field.select();
}

document.addEventListener("click", (event) => {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const target = event.target;
  const link = target instanceof Element ? target.closest(".sentence-link") : null;
  if (!(link instanceof HTMLAnchorElement)) return;
  // The browser's own way would take the focus away again, and on the whole text the page too.
  event.preventDefault();
  location.hash = link.parentElement?.id ?? "";
  void give(link.href, `第${link.dataset.number}句`);
});
