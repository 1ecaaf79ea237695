"""Reads the plan from docs/2024/ and checks each page by itself.

`index.md` lists the units in reading order; every other file is one unit. What is wrong is
collected file by file, so that one build names all of a page's faults.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.site import frontmatter, tags, terms
from scripts.site.faults import Fault, SiteError, stop_at
from scripts.site.frontmatter import Document
from scripts.site.plan import (
    EDITION,
    INDEX,
    NUMBERING,
    Plan,
    Sentence,
    Standing,
    Unit,
    split,
    squeeze,
    value,
)
from scripts.site.terms import Terms

FOLDER = Path("docs") / EDITION
TERMS = "terms.toml"
COMPUTED = "computed"
ID = re.compile(r"notice|overview|closing|section-[2-9]|[0-9]{2}")


def read(root: Path) -> Plan:
    """The plan of the project at `root`. Raises SiteError naming files and lines."""
    index = _document(root, INDEX)
    stop_at([*_listing(root, index), *_standings(index), *_year(index)])
    standings = tuple(
        Standing(id=name, label=words["label"], meaning=words["meaning"])
        for name, words in index.meta["standings"].items()
    )
    words = terms.read(root, (FOLDER / TERMS).as_posix())
    documents = {name: _document(root, name) for name in index.meta["units"]}
    known = {standing.id for standing in standings}
    for name, document in documents.items():
        stop_at([*_words(document), *_number(document, name), *_facts(document, known, words)])
    units = tuple(_unit(document, name) for name, document in documents.items())
    stop_at(_gaps(index, units))
    tagged = [(sentence.text, sentence.tags) for unit in units for sentence in unit.sentences]
    stop_at(tags.unused(tagged, words))
    issuer, title = _issue(units[0])
    return Plan(
        issuer=issuer,
        title=title,
        inferred_year=index.meta["inferred_year"],
        standings=standings,
        terms=words,
        units=units,
    )


def _document(root: Path, name: str) -> Document:
    return frontmatter.read(root, (FOLDER / f"{name}.md").as_posix())


def _mapping(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _listing(root: Path, index: Document) -> Iterator[Fault]:
    """`units` names each file of the folder exactly once."""
    units = index.meta.get("units")
    if not isinstance(units, list) or not units:
        yield Fault(index.file, 1, "front matter needs `units`: the ids in reading order")
        return
    seen: set[str] = set()
    for place, name in enumerate(units):
        line = index.line("units", str(place))
        path = FOLDER / f"{name}.md"
        if not isinstance(name, str):
            yield Fault(index.file, line, f"id {name!r} is not text: put it in quotation marks")
        elif ID.fullmatch(name) is None:
            message = f"{name!r} is no id: use notice, overview, section-2 …, 01 … or closing"
            yield Fault(index.file, line, message)
        elif name in seen:
            yield Fault(index.file, line, f"duplicate id {name!r}: list each unit once")
        elif not (root / path).is_file():
            yield Fault(index.file, line, f"missing file {path.as_posix()}: restore it")
        seen.add(str(name))
    for path in sorted((root / FOLDER).glob("*.md")):
        if path.stem not in seen | {INDEX}:
            file = (FOLDER / path.name).as_posix()
            yield Fault(file, 1, f"not listed in {index.file}: add it to `units`")


def _standings(index: Document) -> Iterator[Fault]:
    """Each standing has a label and a meaning."""
    standings = index.meta.get("standings")
    if not isinstance(standings, dict) or COMPUTED not in standings:
        message = f"front matter needs `standings`, `{COMPUTED}` among them"
        yield Fault(index.file, index.line("standings"), message)
        return
    for name, words in standings.items():
        if (
            not isinstance(words, dict)
            or {"label", "meaning"} != set(words)
            or not all(isinstance(word, str) for word in (name, *words.values()))
        ):
            message = f"the standing {name!r} must be text with a `label` and a `meaning` of text"
            yield Fault(index.file, index.line("standings", str(name)), message)


def _year(index: Document) -> Iterator[Fault]:
    """The year of issue, which the text does not give, is one of the plan's own."""
    year = index.meta.get("inferred_year")
    if type(year) is not int or not int(EDITION) <= year <= int(EDITION) + 4:
        message = f"front matter needs `inferred_year`: a year from {EDITION} on, as a number"
        yield Fault(index.file, index.line("inferred_year"), message)


def _heading(document: Document) -> tuple[int, str]:
    """The line and words of the heading, without white space; (1, "") where there is none."""
    headings = ((line, text[2:]) for line, text in document.body if text.startswith("# "))
    line, text = next(headings, (1, ""))
    return line, squeeze(text)


def _lines(document: Document) -> list[tuple[int, str]]:
    """The lines below the heading, each without white space; an empty one ends a paragraph."""
    return [(line, squeeze(text)) for line, text in document.body if not text.startswith("# ")]


def _words(document: Document) -> Iterator[Fault]:
    """A heading stands first; below it, a line is exactly one sentence."""
    filled = [text.startswith("# ") for _, text in document.body if text.strip()]
    if any(filled[1:]):
        yield Fault(document.file, _heading(document)[0], "a page has one heading, and first")
    for line, text in _lines(document):
        sentences = split(text)
        if text and not text.endswith("。"):
            yield Fault(document.file, line, f"the sentence “…{text[-12:]}” does not end with 。")
        elif len(sentences) > 1:
            message = f"a line holds one sentence: break it after “…{sentences[0][-12:]}”"
            yield Fault(document.file, line, message)


def _kind(name: str) -> str:
    return "provision" if name.isdigit() else "heading" if name.startswith("section-") else name


def _number(document: Document, name: str) -> Iterator[Fault]:
    """The number in the heading is the one in the file's name."""
    line, heading = _heading(document)
    numbering = NUMBERING.match(heading)
    number = value(numbering[1] or numbering[2]) if numbering else None
    named = {"provision": name, "heading": name.removeprefix("section-"), "overview": "1"}
    expected = named.get(_kind(name))
    if number != (int(expected) if expected else None):
        yield Fault(document.file, line, f"the heading “{heading}” has not the number of {name!r}")
    title = document.meta.get("title", heading)
    if not isinstance(title, str) or not title:
        message = "a unit without a heading needs a `title` of ours, in text"
        yield Fault(document.file, document.line("title"), message)


def _facts(document: Document, standings: set[str], words: Terms) -> Iterator[Fault]:
    """Each sentence has one known standing, rules exactly when it is computed, and sound tags."""
    facts = _mapping(document.meta.get("sentences"))
    lines = [(line, text) for line, text in _lines(document) if text]
    names = {f"s{place}": line_and_text for place, line_and_text in enumerate(lines, 1)}
    for name, (line, _) in names.items():
        if name not in facts:
            message = f"{name} has no standing: add `{name}: {{standing: …}}` to the front matter"
            yield Fault(document.file, line, message)
    for name, fact in facts.items():
        line = document.line("sentences", str(name))
        if name not in names:
            yield Fault(document.file, line, f"there is no {name}: the page ends at s{len(names)}")
        elif not _is_fact(fact):
            keys = ", ".join(terms.FIELDS)
            message = f"{name} must be {{standing: …, rules: […]}}, and may have {keys}"
            yield Fault(document.file, line, message)
        elif fact["standing"] not in standings:
            message = f"unknown standing {fact['standing']!r}: use {', '.join(sorted(standings))}"
            yield Fault(document.file, line, message)
        elif (fact["standing"] == COMPUTED) != bool(fact.get("rules")):
            yield Fault(document.file, line, f"{name} has rules exactly when it is `{COMPUTED}`")
        else:
            yield from tags.faults(document, name, fact, names[name][1], words)


def _is_fact(fact: object) -> bool:
    """Whether this is a standing by its name, and known keys; rules are a list of names."""
    known = {"standing", "rules", *terms.FIELDS}
    if not isinstance(fact, dict) or not {"standing"} <= set(fact) <= known:
        return False
    rules = fact.get("rules", [])
    return isinstance(rules, list) and all(isinstance(it, str) for it in (fact["standing"], *rules))


def _unit(document: Document, name: str) -> Unit:
    """The unit in a file that was checked."""
    line, heading = _heading(document)
    numbering = NUMBERING.match(heading)
    mark = numbering[0] if numbering else ""
    title = document.meta.get("title") or heading.removeprefix(mark).removesuffix("。")
    paragraphs: list[list[Sentence]] = [[]]
    for at, text in _lines(document):
        if text:
            count = sum(map(len, paragraphs))
            paragraphs[-1].append(_sentence(document, f"s{count + 1}", text, at))
        elif paragraphs[-1]:
            paragraphs.append([])
    return Unit(
        id=name,
        kind=_kind(name),
        number=value(numbering[1] or numbering[2]) if numbering else None,
        numbering=mark,
        title=title,
        heading=heading,
        paragraphs=tuple(tuple(paragraph) for paragraph in paragraphs if paragraph),
        file=document.file,
        line=line,
    )


def _sentence(document: Document, name: str, text: str, line: int) -> Sentence:
    fact = document.meta["sentences"][name]
    return Sentence(
        id=name,
        text=text,
        standing=fact["standing"],
        rules=tuple(fact.get("rules", ())),
        tags=tags.tags(fact),
        file=document.file,
        line=line,
    )


def _gaps(index: Document, units: tuple[Unit, ...]) -> Iterator[Fault]:
    """Provisions count from one and section headings from two, without a gap."""
    for kind, first in (("provision", 1), ("heading", 2)):
        numbered = [(place, unit) for place, unit in enumerate(units) if unit.kind == kind]
        for expected, (place, unit) in enumerate(numbered, first):
            if unit.number != expected:
                message = f"missing {kind} {expected}: {unit.id!r} stands in its place"
                yield Fault(index.file, index.line("units", str(place)), message)
                break


def _issue(notice: Unit) -> tuple[str, str]:
    """Who issued the plan, and its title, from the first heading: 中共中央办公厅印发《…》."""
    words = re.fullmatch(r"(.+)印发《(.+)》", notice.heading)
    if words is None:
        raise SiteError([Fault(notice.file, notice.line, "the plan begins with “…印发《…》”")])
    return words[1], words[2]
