"""The plan as a book, read back from the file by what EPUB 3.3 says of it.

`make editions` also runs epubcheck, where that is installed.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from scripts.site import checks, epub
from scripts.site.plan import Plan, squeeze
from tests.conftest import SITE_URL
from tests.site.markup import read

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"

type Book = dict[str, bytes]


def opened(data: bytes) -> Book:
    """The files of a package by their names, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def data(built_site: Path) -> bytes:
    """The book of the built site."""
    return (built_site / epub.ADDRESS).read_bytes()


@pytest.fixture(scope="module")
def book(data: bytes) -> Book:
    """Its files."""
    return opened(data)


def description(book: Book) -> Element:
    """The book's own description."""
    return ElementTree.fromstring(book["EPUB/package.opf"])


def page(book: Book, name: str) -> Element:
    """A page of the book; what is not well-formed fails here."""
    return ElementTree.fromstring(book[f"EPUB/{name}"])


def pages(book: Book) -> Iterator[tuple[str, Element]]:
    """All pages by their names."""
    for name in book:
        if name.endswith(".xhtml"):
            file = name.removeprefix("EPUB/")
            yield file, page(book, file)


def spine(book: Book) -> list[str]:
    """The pages in the order in which they are read."""
    described = description(book)
    files = {item.get("id"): item.get("href", "") for item in described.iter(f"{OPF}item")}
    return [files[item.get("idref")] for item in described.iter(f"{OPF}itemref")]


def words(element: Element) -> str:
    """The text of what has the class of the plan's words."""
    found = [each for each in element.iter() if each.get("class") == "words"]
    return "".join("".join(each.itertext()) for each in found)


def ids(element: Element) -> set[str]:
    """The ids of a page."""
    return {each.get("id", "") for each in element.iter()} - {""}


def test_by_its_first_bytes_it_is_an_epub(data: bytes, book: Book) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    container = ElementTree.fromstring(book["META-INF/container.xml"])
    (root,) = (each for each in container.iter() if each.tag.endswith("}rootfile"))
    assert root.get("full-path") == "EPUB/package.opf"


def test_it_lists_all_its_files_and_no_others(book: Book, plan: Plan) -> None:
    items = list(description(book).iter(f"{OPF}item"))
    listed = {f"EPUB/{item.get('href')}" for item in items}
    assert listed == set(book) - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    assert len(items) == len(listed) == len({item.get("id") for item in items})
    assert [item.get("href") for item in items if item.get("properties") == "nav"] == ["nav.xhtml"]
    assert spine(book) == ["title.xhtml", "nav.xhtml", *(f"{it.id}.xhtml" for it in plan.units)]


def test_read_in_order_it_is_the_source(book: Book, root: Path) -> None:
    source = (root / "docs/2024/source.txt").read_text(encoding="utf-8")
    read_in_order = "".join(words(page(book, name)) for name in spine(book))
    assert squeeze(read_in_order) == squeeze(source)


def test_a_unit_has_the_words_and_the_ids_of_its_page(
    book: Book, built_site: Path, plan: Plan
) -> None:
    for unit in plan.units:
        chapter = page(book, f"{unit.id}.xhtml")
        assert squeeze(words(chapter)) == unit.text
        assert ids(chapter) == {unit.id, *(sentence.id for sentence in unit.sentences)}
        assert ids(chapter) <= set(read(built_site / unit.url / "index.html").ids)
        sentences = [each for each in chapter.iter() if each.get("class") == "sentence"]
        assert ["".join(each.itertext()) for each in sentences] == [
            sentence.text for sentence in unit.sentences
        ]


def test_every_link_lands_in_the_book_or_on_the_site(book: Book, built_site: Path) -> None:
    outside = 0
    for name, element in pages(book):
        for each in element.iter():
            link = each.get("href")
            if link is None:
                continue
            url, anchor = urldefrag(link)
            if url.startswith(SITE_URL):
                outside += 1
                path = built_site / url.removeprefix(SITE_URL)
                assert path.exists(), link
                assert not anchor or anchor in read(path / "index.html").ids, link
            else:
                target = (PurePosixPath("EPUB") / (url or name)).as_posix()
                assert target in book, f"{name}: {link}"
                assert not anchor or anchor in ids(page(book, url or name)), f"{name}: {link}"
    assert outside > len(book)


def test_each_sentence_leads_to_its_address(book: Book, plan: Plan) -> None:
    for unit in plan.units:
        numbers = [
            (each.get("href"), each.get("data-number"))
            for each in page(book, f"{unit.id}.xhtml").iter()
            if each.get("class") == "number"
        ]
        assert numbers == [
            (f"{SITE_URL}{unit.url}#{sentence.id}", str(sentence.number))
            for sentence in unit.sentences
        ]


def test_the_contents_are_the_plan_s_with_provisions_under_their_headings(
    book: Book, plan: Plan
) -> None:
    contents = next(
        each for each in page(book, "nav.xhtml").iter(f"{XHTML}nav") if each.get(TYPE) == "toc"
    )
    links = [(each.get("href"), each.text) for each in contents.iter(f"{XHTML}a")]
    assert links == [(f"{unit.id}.xhtml", unit.name) for unit in plan.units]
    below = [
        each.get("href")
        for inner in contents.findall(f"{XHTML}ol/{XHTML}li/{XHTML}ol")
        for each in inner.iter(f"{XHTML}a")
    ]
    assert below == [f"{unit.id}.xhtml" for unit in plan.units if unit.kind == "provision"]


def test_every_page_of_it_says_that_it_is_not_official_and_what_it_is_made_from(
    book: Book, plan: Plan, root: Path
) -> None:
    sha256 = checks.source_sha256(root)
    for name, element in pages(book):
        told = "".join(element.itertext())
        if name != "nav.xhtml":
            assert "非官方" in told, name
            assert f"由{plan.issuer}印发，以正式文件为准" in told, name
            assert sha256[:12] in told, name
    assert sha256 in book["EPUB/title.xhtml"].decode()


def test_it_is_in_chinese_and_described_as_the_plan(book: Book, plan: Plan) -> None:
    described = description(book)
    for name, text in (("title", plan.title), ("creator", plan.issuer), ("language", "zh-CN")):
        assert [each.text for each in described.iter(f"{DC}{name}")] == [text]
    named = described.get("unique-identifier")
    assert [each.get("id") for each in described.iter(f"{DC}identifier")] == [named]
    for name, element in pages(book):
        assert element.get("lang") == "zh-CN", name


def test_the_same_plan_makes_the_same_bytes_without_a_day_of_issue(
    data: bytes, book: Book, plan: Plan, root: Path
) -> None:
    assert epub.plan_epub(root, plan, SITE_URL, checks.source_sha256(root)) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len({info.date_time for info in package.infolist()}) == 1
    assert f">{epub.MODIFIED}<" in book["EPUB/package.opf"].decode()
    assert not [
        name for name, content in book.items() if str(plan.inferred_year).encode() in content
    ]


def test_without_an_address_of_the_site_nothing_leads_there(plan: Plan, root: Path) -> None:
    for _, element in pages(opened(epub.plan_epub(root, plan, "", "0" * 64))):
        links = [each.get("href", "") for each in element.iter() if each.get("href")]
        assert links
        assert not [link for link in links if ":" in link or link.startswith("2024")]
