"""Prints the whole text of a built site on A4, as a reader would, with what only paper can have.

It is printed twice, since Chromium cannot name the page to which a link leads: the first time tells
on which page each unit begins, and the second has that in the contents.
"""

import io
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route
from pypdf import PdfReader, PdfWriter
from pypdf.generic import Fit, IndirectObject, NameObject, TextStringObject

from scripts.pdf import glyphs
from scripts.site.plan import EDITION, Plan
from scripts.tools.server import TYPES

FULL = f"{EDITION}/full/"
NOWHERE = "https://site.invalid/"
"""The address of a site that does not know its own."""

SHEET = """
@page {{
  size: A4;
  @top-left {{ color: #444; content: "{title}"; font: 8pt var(--font-sans) }}
  @top-right {{ color: #444; content: "{address}"; font: 8pt var(--font-sans) }}
  @bottom-center {{ color: #444; content: "所据文本 SHA-256 {sum}…"; font: 8pt var(--font-sans) }}
}}
@page :first {{
  @top-left {{ content: none }}
  @top-right {{ content: none }}
}}
"""
"""What stands on the sheets beside what print.css puts there, which does not know the plan."""

FILL = """
(pages) => {
  for (const link of document.querySelectorAll(".print-contents a")) {
    link.dataset.page = pages[link.hash.slice(1)];
  }
}
"""

UNLINK = """
() => {
  for (const link of document.querySelectorAll("a[href]:not([href^='#'])")) {
    link.removeAttribute("href");
  }
}
"""


def make(browser: Browser, site: Path, plan: Plan, sha256: str) -> bytes:
    """The PDF of a site built from `plan`. `sha256` is that of the source."""
    site_url = address_of(site)
    # The site's policy allows no style but its own, and this one is for paper only.
    page = browser.new_page(bypass_csp=True, service_workers="block", locale="zh-CN")
    page.route("**/*", lambda route: _answer(route, site, site_url or NOWHERE))
    page.goto((site_url or NOWHERE) + FULL)
    if not site_url:
        page.evaluate(UNLINK)
    address = f"{site_url}{plan.address()}"
    page.add_style_tag(content=SHEET.format(title=plan.title, address=address, sum=sha256[:12]))
    page.evaluate(FILL, begins(PdfReader(io.BytesIO(_print(page)))))
    printed = _print(page)
    page.close()
    return _finished(printed, plan)


def address_of(site: Path) -> str:
    """The address that a built site has, by its own pages; empty where it does not know it."""
    html = (site / FULL / "index.html").read_text(encoding="utf-8")
    canonical = re.search(r'<link rel="canonical" href="([^"]+)"', html)
    return canonical[1].removesuffix(FULL) if canonical else ""


def begins(pdf: PdfReader) -> dict[str, int]:
    """The page, from 1, on which each place begins to which something in the PDF leads."""
    found = {}
    for name, destination in pdf.named_destinations.items():
        number = pdf.get_destination_page_number(destination)
        if number is not None:
            found[name.removeprefix("/")] = number + 1
    return found


def _answer(route: Route, site: Path, site_url: str) -> None:
    """Give what a server would, out of the folder. Scripts are left out: paper needs none."""
    url = route.request.url.partition("?")[0]
    path = site / url.removeprefix(site_url)
    path = path / "index.html" if url.endswith("/") else path
    if url.startswith(site_url) and path.suffix != ".js" and path.is_file():
        route.fulfill(path=path, content_type=TYPES.get(path.suffix))
    else:
        route.abort()


def _print(page: Page) -> bytes:
    return page.pdf(prefer_css_page_size=True, tagged=True)


def _finished(printed: bytes, plan: Plan) -> bytes:
    """What was printed, with bookmarks, title, language and issuer, and not when it was printed."""
    writer = PdfWriter(clone_from=io.BytesIO(printed))
    glyphs.mend(writer)
    _bookmark(writer, plan)
    writer.metadata = {
        "/Title": plan.title,
        "/Author": plan.issuer,
        "/Subject": "非官方网站制作，以正式文件为准。",
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def _bookmark(writer: PdfWriter, plan: Plan) -> None:
    """Add bookmarks. Chromium's own say twice what a heading says that begins a page."""
    places = writer.named_destinations
    made: dict[str, IndirectObject] = {}
    for unit in plan.units:
        place: Any = places[f"/{unit.id}"]
        section = plan.section(unit)
        made[unit.id] = writer.add_outline_item(
            title=unit.name,
            page_number=writer.get_destination_page_number(place),
            parent=made[section.id] if section else None,
            fit=Fit.xyz(top=float(place["/Top"])),
        )
