"""The search against Material's own: what is downloaded, and the time from key to results.

Material's own is its worker, Lunr's Chinese and the index that its plugin writes for this site; its
box is a part of its bundle, which nothing else here needs, and so has a line of its own.
A keystroke is over when the new results are in the page and laid out.
"""

import gzip
import statistics
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli
import material
from playwright.sync_api import Page, sync_playwright

from scripts.bench.building import ENVIRONMENT, build
from scripts.bench.tables import table
from scripts.environment import ROOT
from scripts.tools import chromium
from scripts.tools.server import serve

MATERIAL = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
BUNDLE = "bundle.*.min.js"
STOCK = "workers/search.*.min.js", "lunr/min/lunr.stemmer.support.min.js", "lunr/min/lunr.zh.min.js"
TYPED = (
    "以学铸魂", "二百八十学时", "第十四条第2句", "高铁上当乘务员的党员", "党员一年要上几天课",
    "zhongxinzu", "主提党日", "農村黨員", "组织关系转接需要什么材料", "中央组织部 评估",
)  # fmt: skip
SLOWER = (1, 4)
"""How many times slower than this machine a processor is made to be."""

STOCK_INDEX = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
plugins = [{"material/search": {"lang": "zh"}}]
build(load_config("mkdocs.yml", plugins=plugins, site_dir=sys.argv[1]))
"""

KEY = """query => new Promise((resolve) => {
  const box = document.querySelector(".md-search__input");
  const list = document.querySelector(".md-search-result__list");
  const began = performance.now();
  const observer = new MutationObserver(() => {
    observer.disconnect();
    list.getBoundingClientRect();
    resolve(performance.now() - began);
  });
  observer.observe(box.closest(".md-search"), { childList: true, subtree: true, attributes: true, characterData: true });
  box.value = query;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
})"""  # noqa: E501


def main() -> None:
    """Print the tables."""
    print("Measuring the search; this takes a minute ...", file=sys.stderr, flush=True)
    with TemporaryDirectory() as ours, TemporaryDirectory() as stock:
        build(ours)
        command = [sys.executable, "-c", STOCK_INDEX, stock]
        subprocess.run(command, cwd=ROOT, check=True, env=ENVIRONMENT, capture_output=True)
        files = {
            "Material's": [
                *(path for name in STOCK for path in MATERIAL.glob(name)),
                Path(stock, "search", "search_index.json"),
            ],
            "Material's bundle, with the box": list(MATERIAL.glob(BUNDLE)),
            "this site's, with the box": sorted(Path(ours, "assets", "search").glob("*/*")),
        }
        sizes = [[name, *map(str, size(paths))] for name, paths in files.items()]
        print(table(["search", "files", "bytes", "gzip", "Brotli"], sizes), end="\n\n")
        print(table(["processor", "keystrokes", "median, ms", "95 %, ms", "most"], times(ours)))


def size(paths: Iterable[Path]) -> tuple[int, int, int, int]:
    """Number of files, and bytes as they are, with gzip and with Brotli."""
    contents = [path.read_bytes() for path in paths]
    return (
        len(contents),
        sum(map(len, contents)),
        sum(len(gzip.compress(content, 9)) for content in contents),
        sum(len(brotli.compress(content)) for content in contents),
    )


def times(folder: str) -> list[list[str]]:
    """Rows of the second table."""
    rows = []
    with sync_playwright() as playwright, serve(Path(folder)) as site:
        browser = playwright.chromium.launch(
            executable_path=chromium.chromium(), args=list(chromium.FLAGS)
        )
        for slower in SLOWER:
            page = browser.new_context(locale="zh-CN").new_page()
            with page.expect_response("**/index.txt"):
                page.goto(f"{site.url}2024/05/")
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            taken = keystrokes(page)
            percentiles = statistics.quantiles(taken, n=100)
            figures = (statistics.median(taken), percentiles[94], max(taken))
            name = "this machine's" if slower == 1 else f"{slower} times slower"
            rows.append([name, str(len(taken)), *(f"{figure:.1f}" for figure in figures)])
            page.context.close()
        browser.close()
    return rows


def keystrokes(page: Page) -> list[float]:
    """Milliseconds for each character of the queries typed one by one, three times over."""
    page.focus(".md-search__input")
    page.evaluate(KEY, "学")
    return [
        page.evaluate(KEY, query[:length])
        for _ in range(3)
        for query in TYPED
        for length in range(1, len(query) + 1)
    ]
