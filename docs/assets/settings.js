// @ts-check
/**
 * 大字版 and 深色: what a reader chose is applied before the first paint, so this script blocks.
 * Without it, and without a choice, the page follows the system's colours.
 */
(function () {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  /** @type {Record<string, string>} what was chosen, also where nothing can be stored */
  const chosen = {};

  /**
   * @param {"size" | "scheme"} name
   * @returns {string} the choice, or "" for none
   */
  function read(name) {
    try {
      return localStorage.getItem("reader." + name) || "";
    } catch {
      return chosen[name] || "";
    }
  }

  /**
   * @param {"size" | "scheme"} name
   * @param {string} value "" takes the choice back
   */
  function write(name, value) {
    chosen[name] = value;
    try {
      if (value) localStorage.setItem("reader." + name, value);
      else localStorage.removeItem("reader." + name);
    } catch {
      // A private window has no storage: the choice lasts as long as the page.
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
