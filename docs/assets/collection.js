// @ts-check
/** The page of what a reader has collected: in order, and as Markdown, formatted text, a file and slides. */
import { collect, collected } from "./basket.js";
import { forms } from "./citation.js";
import { copyText } from "./copy.js";
import { picked } from "./picking.js";

/** @typedef {import("./places.js").Place} Place */
/** @typedef {{unzipSync: (file: Uint8Array) => import("./picking.js").Files, zipSync: (files: import("./picking.js").Files) => Uint8Array<ArrayBuffer>}} Zip */

const root = new URL("..", import.meta.url).href;
const ZIP = new URL("fflate.js", import.meta.url).href;
const ID = /^(\d{4})\/(.+?)(?:-s(\d+)(?:-s(\d+))?)?$/;
const NOT_COPIED = "这个浏览器不能自动复制，请长按选中下面的文字复制";
const FAILED = "没有载入，请检查网络后再试";
const PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

/**
 * @template {Element} T
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {T}
 */
const find = (within, selector) => /** @type {T} */ (within.querySelector(selector));

const page = find(document, "#collection");
const line = find(page, "[role=status]");
const entry = /** @type {HTMLTemplateElement} */ (find(page, "template"));
const { issuer = "", title = "", year, site } = /** @type {HTMLElement} */ (find(document, "#note-cite-sheet")).dataset;
const source = { issuer, title, year: Number(year), site: site || root };

/** @type {Map<string, Place>} */
const known = new Map();

/** @param {string} id @returns {Promise<Place | null>} null where there is no such place */
async function placeOf(id) {
  const named = ID.exec(id);
  const kept = known.get(id);
  if (kept || !named) return kept ?? null;
  const answer = await fetch(`${root}embed/${id}/`);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(answer.statusText);
  const quoted = find(new DOMParser().parseFromString(await answer.text(), "text/html"), "blockquote");
  const place = {
    unit: quoted.getAttribute("data-unit") ?? "",
    first: Number(named[3] ?? 0),
    last: Number(named[4] ?? named[3] ?? 0),
    count: Number(quoted.getAttribute("data-count")),
    path: `${named[1]}/${named[2]}/`,
    paragraphs: [...quoted.querySelectorAll("p")].map((each) => each.textContent ?? ""),
  };
  known.set(id, place);
  return place;
}

/** @returns {Promise<[string, Place][]>} */
async function all() {
  const ids = collected();
  const places = await Promise.all(ids.map(placeOf));
  return ids.flatMap((id, at) => {
    const place = places[at];
    return place ? [/** @type {[string, Place]} */ ([id, place])] : [];
  });
}

async function show() {
  const places = await all();
  find(page, ".collection-none").toggleAttribute("hidden", places.length > 0);
  find(page, ".collection-some").toggleAttribute("hidden", !places.length);
  find(page, "ol").replaceChildren(...places.map(([id, place], at) => shown(id, place, at, places.length)));
}

/** @param {string} id @param {Place} place @param {number} at @param {number} count */
function shown(id, place, at, count) {
  const item = /** @type {Element} */ (find(entry.content, "li").cloneNode(true));
  const { inText, link } = forms(place, source, new Date());
  find(item, "blockquote").append(...place.paragraphs.map((each) => element("p", each)));
  const way = /** @type {HTMLAnchorElement} */ (find(item, "a"));
  way.textContent = inText;
  way.href = root + link.slice(source.site.length);
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (item.querySelectorAll("button"))) {
    const by = Number(button.dataset.move ?? 0);
    button.setAttribute("aria-label", `${button.textContent}：${inText}`);
    button.disabled = Boolean(by) && !(at + by in [...Array(count).keys()]);
    button.addEventListener("click", async () => {
      const ids = collected().filter((each) => each !== id);
      if (by) ids.splice(at + by, 0, id);
      collect(ids);
      await show();
      line.textContent = by ? `${inText}移到第${at + by + 1}处` : `已去掉${inText}`;
      const next = find(page, `li:nth-child(${Math.min(at + by, ids.length - 1) + 1}) button:not(:disabled)`);
      (/** @type {HTMLElement | null} */ (next) ?? /** @type {HTMLElement} */ (find(page, ".collection-none"))).focus();
    });
  }
  return item;
}

/** @param {string} name @param {string} text */
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** @param {Place[]} places @returns {{markdown: string, html: string}} quotations, and below them the references */
function written(places) {
  const made = places.map((place) => forms(place, source, new Date()));
  const references = made.map(({ gbt2025 }, at) => `[${at + 1}] ${gbt2025}`);
  const list = references.map((each) => element("p", each).outerHTML);
  return {
    markdown: [...made.map(({ markdown }) => markdown), references.join("\n\n")].join("\n\n") + "\n",
    html: [...made.map(({ html }) => html), "<h2>参考文献</h2>", ...list].join("\n"),
  };
}

/** @param {string} name @param {BlobPart} content @param {string} type */
function download(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // The browser reads the address after the click; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** @param {string} html @returns {boolean} whether it was copied, with its formatting */
function copyFormatted(html) {
  const holder = document.createElement("div");
  holder.className = "copy-source";
  holder.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  document.body.append(holder);
  getSelection()?.selectAllChildren(holder);
  const copied = document.execCommand("copy");
  getSelection()?.removeAllRanges();
  holder.remove();
  return copied;
}

/** @param {Place} place @returns {string[]} the names of its slides: of a whole unit, the heading's too */
function slidesOf({ path, first, last, count }) {
  const unit = path.split("/")[1];
  const numbers = first ? [first, last] : [1, count];
  /** @type {string[]} */
  const names = first || unit === "closing" ? [] : [unit];
  for (let number = numbers[0]; number <= numbers[1]; number++) names.push(`${unit}-s${number}`);
  return names;
}

/** @param {Place[]} places */
async function slides(places) {
  line.textContent = "正在做幻灯片…";
  const edition = places[0].path.split("/")[0];
  /** @type {[Zip, Response]} */
  const [{ unzipSync, zipSync }, answer] = await Promise.all([import(ZIP), fetch(`${root}${edition}/slides/full.pptx`)]);
  if (!answer.ok) throw new Error(answer.statusText);
  const deck = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  const names = [...new Set(places.flatMap(slidesOf))];
  download("zhaiju.pptx", zipSync(picked(deck, names)), PPTX);
  line.textContent = "幻灯片已下载；没有反应的，从右上角在浏览器打开本页再试";
}

/** @type {{[action: string]: (places: Place[]) => Promise<void>}} */
const actions = {
  async markdown(places) {
    const { markdown } = written(places);
    const field = /** @type {HTMLTextAreaElement} */ (find(page, "textarea"));
    field.value = markdown;
    const copied = await copyText(markdown);
    field.hidden = copied;
    line.textContent = copied ? "Markdown 已复制" : NOT_COPIED;
    if (!copied) field.select();
  },
  async formatted(places) {
    const copied = copyFormatted(written(places).html);
    line.textContent = copied ? "已复制，可以粘贴到 Word 和 WPS" : "这个浏览器不能自动复制，请用“复制 Markdown”";
  },
  async html(places) {
    const head = `<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<title>《规划》摘句</title>\n`;
    download("zhaiju.html", `${head}${written(places).html}\n</html>\n`, "text/html");
    line.textContent = "网页文件已下载，Word 和 WPS 可以打开";
  },
  slides,
  async clear() {
    collect([]);
    await show();
    line.textContent = "已清空";
  },
};

page.addEventListener("click", async (event) => {
  const button = event.target instanceof Element && event.target.closest("button");
  const action = button && actions[button.dataset.do ?? ""];
  if (!action) return;
  try {
    await action((await all()).map(([, place]) => place));
  } catch {
    line.textContent = FAILED;
  }
});
addEventListener("storage", () => void show());
show().catch(() => (line.textContent = FAILED));
