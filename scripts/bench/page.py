"""How long a reader waits for the verdict: from the last keystroke of a change to the new answer.

The page holds a history and has its calculator up. A record is changed again and again; each change
ends with the Enter key, and is over when the page shows the new assessment. Beside it stands how
long the page's thread was blocked by a task at the most: a browser reports tasks over 50 ms.

Changes come one right after the other, or each after a pause of its own, in which the calculator
has begun to work out what else there is to tell. That is most where no question is answered.
"""

import json
import statistics
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import FilePayload, Page, sync_playwright

from scripts.bench import samples
from scripts.bench.building import build
from scripts.bench.tables import table
from scripts.tools import chromium
from scripts.tools.server import serve

SIZES = (12, 100, 500)
CHANGES = 60
LONGEST_PAUSE_MS = 800
START_MS = 120_000
CHANGED: dict[str, Any] = {
    "start": "2025-06-02",
    "topic": "改这一条",
    "hours": 4,
    "concentrated": "yes",
}

WATCH = """() => {
  window.blocked = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.blocked.push(duration);
  }).observe({ type: "longtask" });
}"""
CHANGE = """([hours]) => new Promise((resolve) => {
  const find = (name) => document.querySelector(`#calculator [data-part="${name}"]`);
  const input = document.querySelector('#calculator [name="hours"]');
  const shown = find("findings");
  const before = shown.textContent;
  const began = performance.now();
  const look = () => {
    if (shown.textContent === before) return;
    observer.disconnect();
    resolve(performance.now() - began);
  };
  const observer = new MutationObserver(look);
  observer.observe(shown, { childList: true });
  input.value = hours;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.form.requestSubmit();
})"""


def main() -> None:
    """Print the table."""
    print("Measuring the page's answers; this takes some minutes ...", file=sys.stderr, flush=True)
    rows = []
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        build(name)
        browser = playwright.chromium.launch(
            executable_path=chromium.chromium(), args=list(chromium.FLAGS)
        )
        with serve(Path(name)) as site:
            for size in SIZES:
                for open_ in (False, True):
                    page = browser.new_context(locale="zh-CN").new_page()
                    page.goto(f"{site.url}calculator/")
                    history = json.loads(samples.history(size - 1, open_=open_))
                    history["records"].append(CHANGED)
                    bring(page, history)
                    answers = "none" if open_ else "most"
                    for pauses in (False, True):
                        kind = "after a pause" if pauses else "at once"
                        rows.append([str(size), answers, kind, *measured(page, pauses=pauses)])
                    page.context.close()
        browser.close()
    print(
        table(
            ["records", "answered", "changed", "median, ms", "95 %, ms", "longest task, ms"], rows
        )
    )


def bring(page: Page, history: Any) -> None:
    """Import a history, and wait for its assessment."""
    content = json.dumps(history, ensure_ascii=False).encode()
    file = FilePayload(name="a.json", mimeType="application/json", buffer=content)
    page.set_input_files("#history-file", file)
    page.click("[data-act=replace]", timeout=START_MS)
    page.wait_for_function(
        "() => document.querySelector('[data-part=document]').value !== ''", timeout=START_MS
    )


def measured(page: Page, *, pauses: bool) -> list[str]:
    """Median, 95th percentile and longest blocking of the changes."""
    random = Random(CHANGES)
    page.evaluate(WATCH)
    taken = []
    for number in range(CHANGES):
        if pauses:
            page.wait_for_timeout(random.uniform(0, LONGEST_PAUSE_MS))
        page.locator("[data-record]").filter(has_text=CHANGED["topic"]).locator(
            "[data-act=edit]"
        ).click()
        if pauses:
            page.wait_for_timeout(random.uniform(0, LONGEST_PAUSE_MS))
        taken.append(page.evaluate(CHANGE, [f"{number % 7 + 1}.5"]))
    blocked = page.evaluate("() => window.blocked")
    percentiles = statistics.quantiles(taken, n=100)
    longest = f"{max(blocked):.0f}" if blocked else "under 50"
    return [f"{statistics.median(taken):.1f}", f"{percentiles[94]:.1f}", longest]
