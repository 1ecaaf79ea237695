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
WITHOUT_WORDS = {**TERM, "words": MAY_BE_EMPTY, "unless": TEXTS}
OPTIONAL = {"group": TEXT, "meaning": TEXT}
OF_A_KIND = {
    "binding": {"unless": TEXTS},
    "audience": {"within": ID},
    "task": {"kindred": TEXTS},
    "number": {"reading": ID, "silence": TEXT, "ask": TEXT},
}


def _texts(value: object) -> bool:
    return TEXTS.holds(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A term, such as 农村党员 (an audience) or 主题党日 (a method).

    `words` name it; `kindred` words are near it, and that they are is our judgement.
    """

    kind: str
    id: str
    label: str
    words: tuple[str, ...]
    kindred: tuple[str, ...]
    unless: tuple[str, ...]
    group: str | None
    meaning: str | None
    within: str | None
    reading: str | None
    silence: str | None
    ask: str | None

    @property
    def forms(self) -> tuple[str, ...]:
        """All words on which a tag may rest."""
        return self.words + self.kindred


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
            kindred=tuple(table.get("kindred", ())),
            unless=tuple(table.get("unless", ())),
            group=table.get("group"),
            meaning=table.get("meaning"),
            within=table.get("within"),
            reading=table.get("reading"),
            silence=table.get("silence"),
            ask=table.get("ask"),
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
        for word in term.forms
        for at in re.finditer(rf"(?<!\d)(?:{re.escape(word)})", text)
    ]
    return sorted((one for one in found if not _inside_another(one, found)), key=lambda m: m.start)


def told(term: Term, text: str) -> str:
    """A term's label, with the words that the text has instead where it does not name the term."""
    words = [match.word for match in matches(text, [term])]
    kindred = [word for word in dict.fromkeys(words) if word in term.kindred]
    if not kindred or len(kindred) < len(set(words)):
        return term.label
    return f"{term.label}（原文写{''.join(f'“{word}”' for word in kindred)}）"


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
        for table, place in tables(file, kind):
            wordless = kind == "binding" and table.get("words") == []
            required = WITHOUT_WORDS if wordless else TERM
            yield from keys(table, required, OPTIONAL | OF_A_KIND.get(kind, {}), place)
            yield from _others(file, kind, table, place)
            yield from _numbers_meaning(kind, table, place)
        yield from twice(file, kind, "id")
        yield from _word_twice(file, kind)


def _others(
    file: dict[str, Any], kind: str, table: dict[str, Any], place: Place
) -> Iterator[tuple[str, Place]]:
    """The terms that a term names are others of its kind; the wider one is within no other."""
    others = [other for other, _ in tables(file, kind) if other is not table]
    within = table.get("within")
    if within is not None and within not in [
        other.get("id") for other in others if "within" not in other
    ]:
        yield f"`within` must name one {kind} that is within no other, not {within!r}", place
    unless = table.get("unless")
    for name in unless if isinstance(unless, list) else []:
        if name not in [other.get("id") for other in others]:
            yield f"`unless` must name other terms of {kind}, not {name!r}", (*place, "unless")


def _numbers_meaning(kind: str, table: dict[str, Any], place: Place) -> Iterator[tuple[str, Place]]:
    """A number that no rule computes is explained; of a silence it is said whom to ask."""
    if kind == "number" and "meaning" not in table:
        yield "`meaning` is missing: say what the number is, since no rule computes it", place
    if ("silence" in table) != ("ask" in table):
        yield "`silence` and `ask` stand together or not at all", place


def _word_twice(file: dict[str, Any], kind: str) -> Iterator[tuple[str, Place]]:
    """A word is listed for one term of its kind."""
    seen: dict[str, object] = {}
    for table, place in tables(file, kind):
        for key in ("words", "kindred"):
            words = table.get(key)
            for word in words if isinstance(words, list) else []:
                if word in seen:
                    yield f"the word {word!r} is listed for {seen[word]!r} already", (*place, key)
                elif isinstance(word, str):
                    seen[word] = table.get("id")
