"""What a first visit to a page downloads, against a stock Material page with the same content.

The stock site is made of the articles of this one, put into Material as it comes. Both are opened
in Chromium with nothing kept, and left until they ask for nothing more: what they asked for is
counted as a host sends it, with gzip. What a service worker keeps for later is no page's.
"""

import gzip
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from scripts.bench.building import build, mkdocs
from scripts.bench.tables import table
from scripts.tools import chromium
from scripts.tools.server import serve

ARTICLE = re.compile(r'<article class="md-content__inner[^>]*>(.*)</article>', re.DOTALL)
NOT_PAGES = {"404.html"}

STOCK = """
site_name: Stock
theme:
  name: material
  language: zh
  font: false
plugins:
  - material/search:
      lang: zh
markdown_extensions: [md_in_html]
"""
STEADY_MS = 1500
"""After this long without a request a page is taken to be whole."""


def main() -> None:
    """Print the table: the heaviest pages first, by what they weigh against stock."""
    print("Weighing the pages; this takes some minutes ...", file=sys.stderr, flush=True)
    with TemporaryDirectory() as ours, TemporaryDirectory() as stock:
        build(ours)
        pages = articles(Path(ours))
        build_stock(Path(stock), pages)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.chromium(), args=list(chromium.FLAGS)
            )
            own = weights(browser, Path(ours), list(pages))
            others = weights(browser, Path(stock, "site"), list(pages))
            browser.close()
    rows = [
        [page or "/", *figures(own[page]), *figures(others[page]), ratio(own[page], others[page])]
        for page in sorted(pages, key=lambda page: own[page][1] / others[page][1], reverse=True)
    ]
    head = ["page", "files", "bytes, gzip", "stock: files", "bytes, gzip", "ratio"]
    print(table(head, rows))


def articles(folder: Path) -> dict[str, str]:
    """The content of each page of the built site that is a page of the theme, by its address."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        address = path.relative_to(folder).as_posix().removesuffix("index.html")
        article = ARTICLE.search(path.read_text(encoding="utf-8"))
        if article and address not in NOT_PAGES:
            found[address] = article[1]
    return found


def build_stock(folder: Path, pages: dict[str, str]) -> None:
    """A site of Material as it comes, with the same articles at the same addresses."""
    (folder / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    for address, content in pages.items():
        path = folder / "docs" / address / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<div>\n{content}\n</div>\n", encoding="utf-8")
    mkdocs([], folder)


def weights(browser: Browser, folder: Path, pages: list[str]) -> dict[str, tuple[int, int]]:
    """Number of files and bytes of each page's first visit."""
    found = {}
    with serve(folder) as site:
        for address in pages:
            context = browser.new_context(locale="zh-CN", service_workers="block")
            page = context.new_page()
            site.asked.clear()
            page.goto(site.url + address)
            asked = -1
            while asked != len(site.asked):
                asked = len(site.asked)
                page.wait_for_timeout(STEADY_MS)
            found[address] = len(set(site.asked)), sum(map(sent, files(folder, site.asked)))
            context.close()
    return found


def files(folder: Path, asked: list[str]) -> set[Path]:
    """The files behind the addresses."""
    paths = {folder / path for path in asked}
    return {path / "index.html" if path.is_dir() else path for path in paths}


def sent(path: Path) -> int:
    """Bytes that a host sends for a file."""
    return len(gzip.compress(path.read_bytes(), 9))


def figures(weight: tuple[int, int]) -> list[str]:
    """A weight's two cells."""
    return [str(weight[0]), f"{weight[1]:,}"]


def ratio(own: tuple[int, int], stock: tuple[int, int]) -> str:
    """How much a page weighs of its peer."""
    return f"{own[1] / stock[1]:.2f}"
