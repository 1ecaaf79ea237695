"""Reads a PDF of the plan back: whose words it has, where they are, and where it leads."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from scripts.pdf.sheets import FULL, begins
from scripts.site import checks
from scripts.site.plan import SOURCE, Plan, Unit, squeeze

A4 = (595, 842)
"""Width and height in points."""
SERIF = "Serif"
"""In the names of the fonts that the plan's words are set in, and of no others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A page: its text, and of that the plan's `words`, both without white space."""

    text: str
    words: str
    size: tuple[int, int]
    links: tuple[str, ...]
    missing_fonts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """A PDF, page by page; the page (from 1) on which each place begins; bookmarks with theirs."""

    sheets: tuple[Sheet, ...]
    starts: dict[str, int]
    bookmarks: tuple[tuple[str, int], ...]
    about: dict[str, str]


def read(made: bytes) -> Printed:
    """What can be read of a PDF."""
    pdf = PdfReader(io.BytesIO(made))
    about = {name: str(value) for name, value in (pdf.metadata or {}).items()}
    about["/Lang"] = str(pdf.root_object.get("/Lang", ""))
    return Printed(
        sheets=tuple(map(_sheet, pdf.pages)),
        starts=begins(pdf),
        bookmarks=tuple(_bookmarks(pdf, pdf.outline)),
        about=about,
    )


def _bookmarks(pdf: PdfReader, outline: Iterable[Any]) -> Iterator[tuple[str, int]]:
    for each in outline:
        if isinstance(each, list):
            yield from _bookmarks(pdf, each)
        else:
            yield str(each.title), (pdf.get_destination_page_number(each) or 0) + 1


def faults(printed: Printed, plan: Plan, site_url: str) -> Iterator[str]:
    """What is wrong with a PDF of the plan. `site_url` is empty where it is not known."""
    missing = [unit.id for unit in plan.units if unit.id not in printed.starts]
    if missing:
        yield f"the contents lead nowhere at {', '.join(missing)}"
        return
    front = printed.starts[plan.units[0].id] - 1
    yield from _words(printed.sheets[front:], plan)
    yield from _contents(printed.sheets[:front], plan, printed.starts)
    if printed.bookmarks != tuple((unit.name, printed.starts[unit.id]) for unit in plan.units):
        yield f"the bookmarks are not the units with their pages: {printed.bookmarks}"
    yield from _links(printed.sheets, plan, site_url)
    yield from _each(printed.sheets)


def _words(sheets: Sequence[Sheet], plan: Plan) -> Iterator[str]:
    """What is set in the plan's type is its words and no others."""
    found = "".join(sheet.words for sheet in sheets)
    expected = "".join(unit.text for unit in plan.units)
    if found != expected:
        yield checks.not_the_words(found, expected)[1]


def _contents(sheets: Sequence[Sheet], plan: Plan, starts: dict[str, int]) -> Iterator[str]:
    """Each unit is listed with the page on which it begins."""
    listed = "".join(sheet.text for sheet in sheets)
    for unit in plan.units:
        if f"{unit.name}{starts[unit.id]}" not in listed:
            yield f"the contents do not give page {starts[unit.id]} for {unit.name}"


def _links(sheets: Sequence[Sheet], plan: Plan, site_url: str) -> Iterator[str]:
    """What leads out of the PDF leads to the site's units, sentences and files: to each of them."""
    found = {link for sheet in sheets for link in sheet.links}
    places = {f"{unit.url}#{anchor}" for unit in plan.units for anchor in _anchors(unit)}
    expected = {site_url + each for each in places | {"", FULL, plan.address(SOURCE)}}
    if found != (expected if site_url else set()):
        yield f"it leads to {sorted(found - expected)}, and not to {sorted(expected - found)}"


def _anchors(unit: Unit) -> list[str]:
    return [unit.id, *(sentence.id for sentence in unit.sentences)]


def _each(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Each page is A4, says what it is and which it is, and has its fonts in it."""
    for number, sheet in enumerate(sheets, 1):
        if sheet.size != A4:
            yield f"page {number} is {sheet.size} points and not {A4}"
        for words in ("非官方", f"{number}/{len(sheets)}"):
            if words not in sheet.text:
                yield f"page {number} does not say “{words}”"
        for font in sheet.missing_fonts:
            yield f"page {number} does not have the font {font} in it"


def _sheet(page: PageObject) -> Sheet:
    words = []

    def visit(text: str, _cm: Any, _tm: Any, font: DictionaryObject | None, _size: float) -> None:
        if font is not None and SERIF in _name(font):
            words.append(text)

    text = page.extract_text(visitor_text=visit)
    fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
    return Sheet(
        text=squeeze(text),
        words=squeeze("".join(words)),
        size=(round(page.mediabox.width), round(page.mediabox.height)),
        links=tuple(_leading_out(page)),
        missing_fonts=tuple(
            _name(font) for each in fonts.values() if not _embedded(font := each.get_object())
        ),
    )


def _leading_out(page: PageObject) -> Iterator[str]:
    for annotation in page.annotations or []:
        action = annotation.get_object().get("/A", {})
        if "/URI" in action:
            yield str(action["/URI"])


def _embedded(font: DictionaryObject) -> bool:
    """Whether the shapes of a font are in the file. Those of Type 3 are its own."""
    if str(font["/Subtype"]) == "/Type3":
        return True
    return any(f"/FontFile{kind}" in _descriptor(font) for kind in ("", "2", "3"))


def _name(font: DictionaryObject) -> str:
    return str(_descriptor(font)["/FontName"])


def _descriptor(font: DictionaryObject) -> DictionaryObject:
    """What describes a font; one of many characters has another within it."""
    within: Any = font.get("/DescendantFonts")
    inner: Any = within[0].get_object() if within else font
    described: DictionaryObject = inner["/FontDescriptor"].get_object()
    return described
