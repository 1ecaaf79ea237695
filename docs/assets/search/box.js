// @ts-check
/**
 * The search box. The index is fetched once, when the page is idle or the box is asked for; from then on nothing is asked
 * of the network. Results are links, each to a sentence: Enter follows the first, arrows go from one to the next, Escape closes.
 */
import { Search } from "./engine.js";

/** @typedef {import("./types.js").Result} Result */

/** Characters of a sentence that are shown; before the first mark, so many of them. */
const SHOWN = 110;
const LEAD = 24;
/** Old WebViews never say that a composition is over: so it is taken to be after this long without a keystroke. */
const COMPOSED_MS = 1200;

/** Where this folder is, the site's root is three above. */
const SITE = new URL("../../../", import.meta.url).href;

/** @template {Element} T @param {string} selector @returns {T} */
const part = (selector) => /** @type {T} */ (document.querySelector(`.md-search ${selector}`));

/** @type {Promise<Search> | null} */
let loading = null;

/** @returns {Promise<Search>} */
function load() {
  loading ||= fetch(new URL("index.txt", import.meta.url).href)
    .then((response) => {
      if (!response.ok) throw new Error(`index.txt: ${response.status}`);
      return response.arrayBuffer();
    })
    .then((bytes) => new Search(JSON.parse(new TextDecoder("gb18030").decode(bytes))))
    .catch((error) => {
      // The next keystroke tries again.
      loading = null;
      throw error;
    });
  return loading;
}

/** @param {string} name @param {string} className @param {string} [text] */
function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** The plan's words with those that were found marked, cut where they are too long. @param {Result} result */
function words({ text, marks }) {
  const line = element("p", "search-words");
  let from = 0;
  let to = text.length;
  if (text.length > SHOWN) {
    from = marks.length ? Math.max(0, Math.min(marks[0].from - LEAD, text.length - SHOWN)) : 0;
    to = Math.min(text.length, Math.max(from + SHOWN, marks.length ? marks[0].to : 0));
  }
  if (from) line.append(element("span", "search-cut", "……"));
  let at = from;
  for (const mark of marks) {
    if (mark.from >= to || mark.to <= at) continue;
    line.append(text.slice(at, mark.from), element("mark", "", text.slice(Math.max(at, mark.from), Math.min(to, mark.to))));
    at = Math.min(to, mark.to);
  }
  line.append(text.slice(at, to));
  if (to < text.length) line.append(element("span", "search-cut", "……"));
  return line;
}

/** @param {Result} result */
function item(result) {
  const kind = result.own ? " search-own" : result.sentence ? "" : " search-heading";
  const line = element("li", `md-search-result__item${kind}`);
  const link = document.createElement("a");
  link.className = "md-search-result__link";
  link.href = SITE + result.url;
  const place = element("div", "search-place");
  if (result.own) {
    place.append(element("b", "", "本站的页面，不是规划原文"));
    link.append(place, result.title);
  } else {
    place.append(result.sentence ? element("span", "", result.title) : element("span", "", "标题"));
    if (result.sentence) place.append(element("b", "", `第${result.sentence}句`));
    link.append(place, words(result));
  }
  line.append(link);
  return line;
}

function start() {
  const box = /** @type {HTMLElement | null} */ (document.querySelector(".masthead .md-search"));
  if (!box) return;
  const form = /** @type {HTMLFormElement} */ (part("form"));
  const input = /** @type {HTMLInputElement} */ (part("input"));
  const output = /** @type {HTMLElement} */ (part(".md-search__output"));
  const meta = /** @type {HTMLElement} */ (part(".md-search-result__meta"));
  const nothing = /** @type {HTMLElement} */ (part(".search-nothing"));
  const list = /** @type {HTMLElement} */ (part("ol"));
  const back = /** @type {HTMLButtonElement} */ (part(".search-back"));
  let asked = 0;
  let composing = false;
  let waiting = 0;

  const links = () => /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll("a")]);
  const isOpen = () => box.hasAttribute("data-open");

  /** @param {boolean} open */
  function show(open) {
    box?.toggleAttribute("data-open", open);
    back.hidden = !open;
    output.hidden = !open || !input.value.trim() || !meta.textContent;
  }

  /** @param {Result[]} results */
  function draw(results) {
    const found = results.filter(({ own }) => !own).length;
    meta.textContent = found ? `规划原文里找到 ${found} 处` : `规划原文里没有找到“${input.value.trim()}”`;
    nothing.hidden = results.length > 0;
    list.replaceChildren(...results.map(item));
    output.firstElementChild?.scrollTo(0, 0);
    show(true);
  }

  async function ask() {
    clearTimeout(waiting);
    const query = input.value;
    asked += 1;
    const mine = asked;
    if (!query.trim()) {
      list.replaceChildren();
      meta.textContent = "";
      nothing.hidden = true;
      show(isOpen());
      return;
    }
    try {
      const search = await load();
      if (mine === asked) draw(search.search(query));
    } catch {
      if (mine !== asked) return;
      draw([]);
      meta.textContent = "搜索没有装好，请检查网络后再试";
    }
  }

  const close = () => show(false);

  input.addEventListener("compositionstart", () => (composing = true));
  input.addEventListener("compositionend", () => {
    composing = false;
    void ask();
  });
  input.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) composing = false;
    if (!composing) return void ask();
    clearTimeout(waiting);
    waiting = setTimeout(() => void ask(), COMPOSED_MS);
  });
  input.addEventListener("focus", () => {
    show(true);
    load().catch(() => undefined);
  });
  box.addEventListener("keydown", (event) => {
    // While an input method composes, keys belong to it; 229 is what old browsers say then.
    if (event.isComposing || event.keyCode === 229) return;
    const stops = [input, ...links()];
    const at = stops.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (at < 0 || output.hidden) return;
      event.preventDefault();
      const next = stops[(at + (event.key === "ArrowDown" ? 1 : -1) + stops.length) % stops.length];
      next.focus();
      // A link's focus shows the whole result, its first line included.
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
      input.blur();
    } else if (at > 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // Whoever types on goes on typing.
      input.focus();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Enter may come before the answer.
    void ask().then(() => {
      const [first] = links();
      if (first) first.click();
    });
  });
  form.addEventListener("reset", () => {
    setTimeout(() => {
      void ask();
      input.focus();
    });
  });
  back.addEventListener("click", () => {
    close();
    input.blur();
  });
  list.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a") && !event.ctrlKey && !event.metaKey) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (isOpen() && event.target instanceof Node && !box.contains(event.target)) close();
  });
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !box.contains(event.relatedTarget)) close();
  });
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const typing = target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !["/", "s", "f"].includes(event.key)) return;
    event.preventDefault();
    input.focus();
  });

  // What was typed before this script came.
  if (input.value) void ask();

  const spare = /** @type {{connection?: {saveData?: boolean}}} */ (navigator).connection?.saveData;
  const soon = () => load().catch(() => undefined);
  if (spare) return;
  if ("requestIdleCallback" in window) window.requestIdleCallback(soon, { timeout: 4000 });
  else setTimeout(soon, 1000);
}

start();
