/** Finding and filling the elements that the page's template has. Text only ever becomes text. */

/**
 * The element playing a part of the page. The template and the modules must agree: a missing part is a defect.
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement}
 */
export function part(root, name) {
  return find(root, `[data-part="${name}"]`);
}

/**
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement}
 */
export function slot(root, name) {
  return find(root, `[data-slot="${name}"]`);
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(root, selector) {
  const element = root.querySelector(selector);
  if (!element) throw new Error(`no element ${selector}`);
  return /** @type {HTMLElement} */ (element);
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function all(root, selector) {
  return [...root.querySelectorAll(selector)].map((element) => /** @type {HTMLElement} */ (element));
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLInputElement}
 */
export function input(root, selector) {
  return /** @type {HTMLInputElement} */ (find(root, selector));
}

/**
 * The one element of a template, new.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function fromTemplate(id) {
  const template = /** @type {HTMLTemplateElement} */ (find(document, `#${id}`));
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  return /** @type {HTMLElement} */ (copy.firstElementChild);
}

/**
 * Gives a parent its children, touching nothing that stands where it should: the focus stays, and what is open.
 * @param {HTMLElement} parent
 * @param {HTMLElement[]} children
 */
export function arrange(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(/** @type {HTMLElement} */ (child))) child.remove();
  children.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] || null);
  });
}

const FOCUSABLE = "a, button, summary, input, textarea";

/**
 * Draws what stands in an element anew. The keyboard stays at what stands in the same place of the same part, by its id.
 * @param {HTMLElement} at
 * @param {() => void} draw
 */
export function keepingFocus(at, draw) {
  const held = at.contains(document.activeElement) ? document.activeElement : null;
  const holder = held && held.closest("[id]");
  const place = holder ? [...holder.querySelectorAll(FOCUSABLE)].indexOf(held) : -1;
  draw();
  if (!holder || at.contains(document.activeElement)) return;
  const again = document.getElementById(holder.id);
  const target = again && again.querySelectorAll(FOCUSABLE)[place];
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/**
 * A function that makes an element of a value, and makes none again of one that is as the last time.
 * @template V
 * @param {(value: V) => HTMLElement} make
 * @returns {(values: V[]) => HTMLElement[]}
 */
export function remade(make) {
  /** @type {Map<string, HTMLElement>} */
  let known = new Map();
  return (values) => {
    const keys = values.map((value) => JSON.stringify(value));
    known = new Map(keys.map((key, at) => [key, known.get(key) || make(values[at])]));
    return keys.map((key) => /** @type {HTMLElement} */ (known.get(key)));
  };
}

/** A date, and a figure with its unit. */
const WHOLE = /(\d{4}-\d{2}-\d{2}|[\d.]+ (?:学时|天))/;

/**
 * Replaces what an element holds by a text, in which no line ends within a date, or between a figure and its unit.
 * @param {HTMLElement} at
 * @param {string} text
 */
export function write(at, text) {
  at.textContent = "";
  // Splitting by a group puts what it matched at the odd places.
  for (const [index, piece] of text.split(WHOLE).entries()) {
    if (index % 2 === 0) {
      at.append(piece);
      continue;
    }
    const whole = document.createElement("span");
    whole.className = "check-whole";
    whole.textContent = piece;
    at.append(whole);
  }
}

/**
 * A new element with a text.
 * @param {string} name
 * @param {string} [text]
 */
export function element(name, text = "") {
  const made = document.createElement(name);
  write(made, text);
  return made;
}

/** Long enough for a screen reader to notice that a live region was emptied. */
const EMPTY_MS = 100;

/** What live regions are about to say. @type {WeakMap<HTMLElement, number>} */
const waiting = new WeakMap();

/**
 * Shows a text, or hides the element where there is none. A live region is never hidden, and emptied before
 * it is filled: otherwise the same text a second time, or the first after hiding, would not be read out.
 * @param {HTMLElement} at
 * @param {string} text
 */
export function say(at, text) {
  if (at.getAttribute("role") !== "status") {
    if (at.textContent !== text) write(at, text);
    at.hidden = text === "";
    return;
  }
  window.clearTimeout(waiting.get(at));
  at.textContent = "";
  if (text) waiting.set(at, window.setTimeout(write, EMPTY_MS, at, text));
}

/**
 * Calls back for clicks on elements with `data-act`, now and later ones.
 * @param {HTMLElement} root
 * @param {{[act: string]: (button: HTMLElement) => void}} acts
 */
export function onAct(root, acts) {
  root.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-act]");
    if (!(button instanceof HTMLElement)) return;
    const act = acts[button.dataset.act || ""];
    if (act) act(button);
  });
}

/**
 * Takes a double click in a list for one: under the pointer is another item once the first has gone.
 * @param {HTMLElement} list
 */
export function itemsClickedOnce(list) {
  const stop = (/** @type {MouseEvent} */ event) => void (event.detail > 1 && event.stopPropagation());
  list.addEventListener("click", stop, { capture: true });
}

/**
 * Takes a double click on a form's button for one: the second would send what the first has emptied.
 * @param {HTMLElement} button
 */
export function clickedOnce(button) {
  button.addEventListener("click", (event) => {
    if (event.detail > 1) event.preventDefault();
  });
}
