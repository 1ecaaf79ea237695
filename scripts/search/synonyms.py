"""Reads `synonyms.toml`: readers' own words, and where in the plan they lead. Checked."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.site import texts
from scripts.site.faults import Fault, SiteError, stop_at
from scripts.site.plan import Plan

FILE = "scripts/search/synonyms.toml"
KINDS = ("topic", "amount", "audience", "role", "worker", "question")
KEYS = {"general": list, "stop": str, "absent": str, "concept": list, "page": list}
CONCEPT = {"kind": str, "says": str, "words": list, "at": list}
PAGE = {"at": str, "name": str, "says": str}


@dataclass(frozen=True, kw_only=True, slots=True)
class Concept:
    """Words that readers use (`says`), the plan's words for them, and the places that answer.

    A place is a position in the list of all headings and sentences. No places: wherever the words
    stand.
    """

    kind: str
    says: tuple[str, ...]
    words: tuple[str, ...]
    at: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnPage:
    """A page of ours, by what it is looked for."""

    at: str
    name: str
    says: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Synonyms:
    """The whole table."""

    general: tuple[int, ...]
    stop: tuple[str, ...]
    absent: tuple[str, ...]
    concepts: tuple[Concept, ...]
    pages: tuple[OwnPage, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A heading or a sentence: the name by which it is cited, its words and its page's heading."""

    name: str
    text: str
    heading: str


def places(plan: Plan) -> list[Place]:
    """All headings and sentences of the plan, in reading order: `05`, `05#s1`, `05#s2`."""
    found = []
    for unit in plan.units:
        if unit.heading:
            found.append(Place(name=unit.id, text=unit.heading, heading=unit.heading))
        found += [
            Place(name=f"{unit.id}#{sentence.id}", text=sentence.text, heading=unit.heading)
            for sentence in unit.sentences
        ]
    return found


def read(root: Path, plan: Plan) -> Synonyms:
    """The table of the project at `root`. Raises SiteError naming every fault found."""
    source = texts.read(root, FILE)
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise SiteError([Fault(FILE, 1, f"not TOML: {error}")]) from None
    known = places(plan)
    stop_at(Fault(FILE, _line(source, near), what) for what, near in _faults(table, known))
    order: dict[str, list[int]] = {}
    for number, place in enumerate(known):
        order.setdefault(place.name, []).append(number)
        if "#" in place.name:
            order.setdefault(place.name.partition("#")[0] + "#", []).append(number)

    def numbers(names: list[str]) -> tuple[int, ...]:
        return tuple(number for name in names for number in order[name])

    return Synonyms(
        general=numbers(table["general"]),
        stop=tuple(table["stop"].split()),
        absent=tuple(table["absent"].split()),
        concepts=tuple(
            Concept(
                kind=concept.get("kind", KINDS[0]),
                says=tuple(dict.fromkeys(concept["says"].split())),
                words=tuple(concept.get("words", ())),
                at=numbers(concept.get("at", [])),
            )
            for concept in table["concept"]
        ),
        pages=tuple(
            OwnPage(at=page["at"], name=page["name"], says=tuple(page["says"].split()))
            for page in table["page"]
        ),
    )


def _line(source: str, near: str) -> int:
    """The first line that has the text `near`; 1 where none has."""
    lines = source.splitlines()
    return next((number for number, line in enumerate(lines, 1) if near and near in line), 1)


def _faults(table: dict[str, Any], known: list[Place]) -> Iterator[tuple[str, str]]:
    """What is wrong, and a piece of the line it is in."""
    yield from _shape(table, KEYS, set(KEYS), "")
    if set(table) != set(KEYS):
        return
    by_name: dict[str, list[Place]] = {}
    for place in known:
        by_name.setdefault(place.name, []).append(place)
        by_name.setdefault(place.name.partition("#")[0] + "#", []).append(place)
    for name in table["general"]:
        if name not in by_name:
            yield f"`general` names {name!r}, and there is no such place", name
    whole = "\n".join(place.text for place in known)
    for concept in table["concept"]:
        near = str(concept.get("says", ""))[:30]
        faults = list(_shape(concept, CONCEPT, {"says"}, near))
        yield from faults
        if not faults:
            yield from _claims(concept, by_name, whole, near)
    for page in table["page"]:
        yield from _shape(page, PAGE, set(PAGE), str(page.get("says", ""))[:30])


def _shape(
    table: Mapping[str, Any], types: Mapping[str, type], required: set[str], near: str
) -> Iterator[tuple[str, str]]:
    """A table has its keys and no others, each of its type."""
    for key in sorted(required - set(table)):
        yield f"`{key}` is missing", near
    for key, value in table.items():
        if key not in types:
            yield f"unknown key `{key}`: use {', '.join(types)}", near or key
        elif not isinstance(value, types[key]):
            yield f"`{key}` must be of type {types[key].__name__}", near or key


def _claims(
    concept: Mapping[str, Any], by_name: Mapping[str, list[Place]], whole: str, near: str
) -> Iterator[tuple[str, str]]:
    """One of the plan's words stands in each place that the concept leads to."""
    kind, words, at = concept.get("kind", KINDS[0]), concept.get("words", []), concept.get("at", [])
    if kind not in KINDS:
        yield f"unknown kind {kind!r}: use {', '.join(KINDS)}", near
    if kind != "question" and not words:
        yield "the plan's `words` for it are missing", near
    for word in words:
        if word not in whole:
            yield f"“{word}” stands nowhere in the plan", near
    for name in at:
        if name not in by_name:
            yield f"`at` names {name!r}, and there is no such place", near
        for place in by_name.get(name, []):
            if words and not any(word in place.text + place.heading for word in words):
                yield f"none of its words stands in {name}, “{place.text[:24]}…”", near
