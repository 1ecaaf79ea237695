// @ts-check
/**
 * 大字版 and 深色: what a reader chose is applied before the first paint, so this script blocks.
 * Without it, and without a choice, the page follows the system's colours.
 */
(function () {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Other sites of the same host keep theirs under their own paths.
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const prefix = "reader" + new URL("..", script.src).pathname;
  /** @type {Record<string, string>} what was chosen and could not be stored: it lasts as long as the page */
  const unstored = {};

  /**
   * @param {"size" | "scheme"} name
   * @returns {string} the choice, or "" for none
   */
  function read(name) {
    if (name in unstored) return unstored[name];
    try {
      return localStorage.getItem(prefix + name) || "";
    } catch {
      return "";
    }
  }

  /**
   * @param {"size" | "scheme"} name
   * @param {string} value "" takes the choice back
   */
  function write(name, value) {
    try {
      if (value) localStorage.setItem(prefix + name, value);
      else localStorage.removeItem(prefix + name);
      delete unstored[name];
    } catch {
      unstored[name] = value;
    }
  }

  function isDark() {
    return read("scheme") ? read("scheme") === "dark" : dark.matches;
  }

  function apply() {
    root.classList.remove("no-js");
    root.dataset.size = read("size");
    root.dataset.scheme = read("scheme");
    const size = document.getElementById("set-size");
    const scheme = document.getElementById("set-scheme");
    if (size) size.setAttribute("aria-pressed", String(read("size") === "large"));
    if (scheme) scheme.setAttribute("aria-pressed", String(isDark()));
  }

  apply();
  dark.addEventListener?.("change", apply);
  addEventListener("storage", apply);
  addEventListener("DOMContentLoaded", function () {
    const settings = document.getElementById("settings");
    if (settings) settings.hidden = false;
    document.getElementById("set-size")?.addEventListener("click", function () {
      write("size", read("size") === "large" ? "" : "large");
      apply();
    });
    document.getElementById("set-scheme")?.addEventListener("click", function () {
      const next = isDark() ? "light" : "dark";
      write("scheme", (next === "dark") === dark.matches ? "" : next);
      apply();
    });
    apply();
  });
})();
