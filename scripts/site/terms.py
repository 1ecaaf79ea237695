"""terms.toml: what sentences are tagged with, each term with its words in the plan."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.site import toml_file
from scripts.site.faults import Fault, stop_at
from scripts.site.toml_file import TABLES, TEXT, TEXTS, Kind, Place, TomlFile, keys, tables, twice

FIELDS = {
    "binding": "binding",
    "audiences": "audience",
    "actors": "actor",
    "tasks": "task",
    "methods": "method",
    "platforms": "platform",
    "works": "work",
    "regulations": "regulation",
    "numbers": "number",
}
"""The keys of a sentence in front matter, and the table that lists what may stand there."""

MAY_BE_EMPTY = Kind("a list of different texts, or []", lambda value: value == [] or _texts(value))
ID = Kind(
    "letters and hyphens, such as party-day",
    lambda value: isinstance(value, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", value) is not None,
)
TERM = {"id": ID, "label": TEXT, "words": TEXTS}
CLAIMS_NOTHING = {**TERM, "words": MAY_BE_EMPTY}
OPTIONAL = {"group": TEXT, "meaning": TEXT}
OF_A_KIND = {"audience": {"within": ID}, "number": {"reading": ID}}


def _texts(value: object) -> bool:
    return TEXTS.holds(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A term, such as 农村党员 (an audience) or 主题党日 (a method)."""

    kind: str
    id: str
    label: str
    words: tuple[str, ...]
    group: str | None
    meaning: str | None
    within: str | None
    reading: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """Where a word of a term stands in a text."""

    start: int
    end: int
    term: Term
    word: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """The file read: terms in its order, and the words that contain a numeral and count nothing."""

    all: tuple[Term, ...]
    uncounted: tuple[str, ...]
    source: TomlFile

    def of(self, kind: str) -> tuple[Term, ...]:
        """The terms of a kind, in the order of the file."""
        return tuple(term for term in self.all if term.kind == kind)

    def get(self, kind: str, name: str) -> Term:
        """The term of that kind and id. Raises KeyError."""
        return {term.id: term for term in self.of(kind)}[name]

    def fault(self, term: Term, message: str, key: str = "id") -> Fault:
        """The fault at a key of a term."""
        return self.source.fault(message, term.kind, self.of(term.kind).index(term), key)


def read(root: Path, file: str) -> Terms:
    """The terms in `file`, named from the project's root. Raises SiteError naming its faults."""
    source = toml_file.read(root, file)
    stop_at(source.fault(message, *place) for message, place in _faults(source.table))
    terms = (
        Term(
            kind=kind,
            id=table["id"],
            label=table["label"],
            words=tuple(table["words"]),
            group=table.get("group"),
            meaning=table.get("meaning"),
            within=table.get("within"),
            reading=table.get("reading"),
        )
        for kind in FIELDS.values()
        for table in source.table[kind]
    )
    return Terms(all=tuple(terms), uncounted=tuple(source.table["uncounted"]), source=source)


def matches(text: str, terms: Iterable[Term]) -> list[Match]:
    """Where words of `terms` stand in a text, in order. Within a longer word none stands.

    基层党组织 does not stand where 基层党组织书记 does, if both are words of the terms.
    """
    found = [
        Match(at.start(), at.end(), term, word)
        for term in terms
        for word in term.words
        for at in re.finditer(rf"(?<!\d)(?:{re.escape(word)})", text)
    ]
    return sorted((one for one in found if not _inside_another(one, found)), key=lambda m: m.start)


def _inside_another(one: Match, others: list[Match]) -> bool:
    length = one.end - one.start
    return any(
        other.start <= one.start and one.end <= other.end and other.end - other.start > length
        for other in others
    )


def _faults(file: dict[str, Any]) -> Iterator[tuple[str, Place]]:
    """What is wrong, and at which key."""
    yield from keys(file, {"uncounted": TEXTS, **dict.fromkeys(FIELDS.values(), TABLES)}, {}, ())
    for kind in FIELDS.values():
        required = CLAIMS_NOTHING if kind == "binding" else TERM
        for table, place in tables(file, kind):
            yield from keys(table, required, OPTIONAL | OF_A_KIND.get(kind, {}), place)
            yield from _wider(file, kind, table, place)
            yield from _numbers_meaning(kind, table, place)
        yield from twice(file, kind, "id")
        yield from _word_twice(file, kind)


def _wider(
    file: dict[str, Any], kind: str, table: dict[str, Any], place: Place
) -> Iterator[tuple[str, Place]]:
    """The wider term is one of the same table that is within no other."""
    within = table.get("within")
    known = [other.get("id") for other, _ in tables(file, kind) if "within" not in other]
    if within is not None and within not in known:
        yield f"`within` must name one {kind} that is within no other, not {within!r}", place


def _numbers_meaning(kind: str, table: dict[str, Any], place: Place) -> Iterator[tuple[str, Place]]:
    """A number that no rule computes is explained."""
    if kind == "number" and "meaning" not in table:
        yield "`meaning` is missing: say what the number is, since no rule computes it", place


def _word_twice(file: dict[str, Any], kind: str) -> Iterator[tuple[str, Place]]:
    """A word is listed for one term of its kind."""
    seen: dict[str, object] = {}
    for table, place in tables(file, kind):
        words = table.get("words")
        for word in words if isinstance(words, list) else []:
            if word in seen:
                yield f"the word {word!r} is listed for {seen[word]!r} already", (*place, "words")
            elif isinstance(word, str):
                seen[word] = table.get("id")
