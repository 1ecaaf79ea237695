"""Reads built HTML without trusting it: ids, links, what is inline, and the plan's words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from scripts.site.plan import Plan, Sentence, Unit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Page:
    """What the tests ask of one page."""

    path: Path
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    metas: list[dict[str, str]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    words: str = ""
    sentences: dict[str, str] = field(default_factory=dict)


class Reader(HTMLParser):
    """Fills a Page while reading it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.open: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.page.inline += [f"{tag} {name}" for name in found if name.startswith("on")]
        if "style" in found or tag == "style":
            self.page.inline.append(f"{tag} style")
        if tag == "script" and "src" not in found:
            self.page.inline.append("script")
        if "id" in found:
            self.page.ids.append(found["id"])
        if tag == "meta":
            self.page.metas.append(found)
        if tag in ("h1", "h2", "h3"):
            self.page.headings.append(tag)
        for name in ("href", "src"):
            if name in found:
                self.page.links.append(found[name])
        if tag not in VOID:
            self.open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        classes = {name for _, found in self.open for name in found.get("class", "").split()}
        if "words" in classes:
            self.page.words += data
        for _, found in self.open:
            if found.get("class") == "sentence":
                name = found["id"]
                self.page.sentences[name] = self.page.sentences.get(name, "") + data


@cache
def read(path: Path) -> Page:
    """The page at `path`."""
    page = Page(path=path)
    Reader(page).feed(path.read_text(encoding="utf-8"))
    return page


def pages(site: Path) -> list[Page]:
    """All pages of a built site."""
    return [read(path) for path in sorted(site.rglob("*.html"))]


def html(site: Path, path: str) -> str:
    """The HTML of the page at an address of a built site."""
    return (site / path / "index.html").read_text(encoding="utf-8")


def all_sentences(plan: Plan) -> Iterator[tuple[Unit, Sentence]]:
    """Every sentence of the plan, in reading order."""
    for unit in plan.units:
        for sentence in unit.sentences:
            yield unit, sentence
