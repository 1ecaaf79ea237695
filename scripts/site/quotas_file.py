"""calculator/quotas.toml, checked by itself: syntax, keys, types, and what must go together.

The calculator trusts this file, and reads it when it is imported. So the site's build checks it
first, and a mistake in it is told with its line.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from scripts.site import texts
from scripts.site.faults import Fault, SiteError, stop_at

FILE = "calculator/quotas.toml"

type Place = tuple[str | int, ...]
"""The keys and list positions that lead to a value, such as ("quota", 0, "quote")."""


class Kind(StrEnum):
    """What a value must be, in the words of a message."""

    TEXT = "text in quotation marks"
    NUMBER = "a whole number above 0"
    DATE = "a date such as 2024-01-01"
    BINDING = "hard, soft, elsewhere or lifts"
    TABLE = "a table"
    TABLES = "tables"


FILE_KEYS = {"plan": Kind.TABLE, "quota": Kind.TABLES, "reading": Kind.TABLES}
CITATION = {"page": Kind.TEXT, "sentence": Kind.TEXT, "quote": Kind.TEXT}
PLAN = {
    "edition": Kind.TEXT,
    "title": Kind.TEXT,
    "text_sha256": Kind.TEXT,
    "period": Kind.TABLE,
}
PERIOD = {"start": Kind.DATE, "end": Kind.DATE, **CITATION}
BINDINGS = ("hard", "soft", "elsewhere", "lifts")
QUOTA = {"rule": Kind.TEXT, "title": Kind.TEXT, "binding": Kind.BINDING, **CITATION}
AMOUNTS = {
    "relation": Kind.TEXT,
    "years": Kind.NUMBER,
    "days": Kind.NUMBER,
    "hours": Kind.NUMBER,
    "percent": Kind.NUMBER,
}
READING = {"id": Kind.TEXT, "title": Kind.TEXT, "text": Kind.TEXT}
OTHERWISE = {"otherwise": Kind.TEXT}


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotasFile:
    """The file read: its tables, and the line of each key."""

    plan: dict[str, Any]
    quotas: list[dict[str, Any]]
    lines: Mapping[Place, int]

    def citations(self) -> Iterator[tuple[dict[str, Any], Place]]:
        """The tables that quote a sentence, each with its place."""
        yield self.plan["period"], ("plan", "period")
        yield from ((quota, ("quota", place)) for place, quota in enumerate(self.quotas))

    def fault(self, message: str, *place: str | int) -> Fault:
        """The fault at a key, or at the nearest table around it."""
        return Fault(FILE, _line(self.lines, place), message)


def read(root: Path) -> QuotasFile:
    """The file of the project at `root`. Raises SiteError naming every fault found."""
    source = texts.read(root, FILE)
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else len(source.splitlines())
        raise SiteError([Fault(FILE, line, f"not TOML: {error}")]) from None
    lines = _lines(source)
    stop_at(Fault(FILE, _line(lines, place), message) for message, place in _faults(table))
    return QuotasFile(plan=table["plan"], quotas=table["quota"], lines=lines)


def _lines(source: str) -> dict[Place, int]:
    """The line of every table and key. Values over several lines are not looked into."""
    found: dict[Place, int] = {}
    table: Place = ()
    counts: dict[str, int] = {}
    for line, content in enumerate(source.splitlines(), 1):
        if header := re.match(r"\s*(\[\[?)\s*([\w.-]+)\s*\]", content):
            table = tuple(header[2].split("."))
            found.setdefault(table, line)
            if header[1] == "[[":
                place = counts.setdefault(header[2], 0)
                counts[header[2]] += 1
                table = (*table, place)
            found[table] = line
        elif key := re.match(r"\s*([\w-]+)\s*=", content):
            found[*table, key[1]] = line
    return found


def _line(lines: Mapping[Place, int], place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _faults(file: dict[str, Any]) -> Iterator[tuple[str, Place]]:
    """What is wrong, and at which key."""
    yield from _keys(file, FILE_KEYS, {}, ())
    for plan, place in _tables(file, "plan"):
        yield from _keys(plan, PLAN, {}, place)
        for period, _ in _tables(plan, "period"):
            yield from _keys(period, PERIOD, {}, (*place, "period"))
            yield from _order(period, (*place, "period"))
    for quota, place in _tables(file, "quota"):
        yield from _keys(quota, QUOTA, AMOUNTS, place)
        yield from _amounts(quota, place)
    for reading, place in _tables(file, "reading"):
        yield from _keys(reading, READING, OTHERWISE, place)
    yield from _twice(file, "quota", "rule")
    yield from _twice(file, "reading", "id")


def _tables(parent: dict[str, Any], name: str) -> Iterator[tuple[dict[str, Any], Place]]:
    """The table of that name, or the tables in the list of that name; none that are not."""
    found = parent.get(name)
    if isinstance(found, dict):
        yield found, (name,)
    elif isinstance(found, list):
        yield from ((item, (name, n)) for n, item in enumerate(found) if isinstance(item, dict))


def _twice(file: dict[str, Any], name: str, key: str) -> Iterator[tuple[str, Place]]:
    """No two tables have one id."""
    seen: list[object] = []
    for table, place in _tables(file, name):
        if key in table and table[key] in seen:
            yield f"duplicate id: there is a {name} {table[key]!r} already", (*place, key)
        seen += [table[key]] if key in table else []


def _keys(
    table: dict[str, Any],
    required: dict[str, Kind],
    optional: dict[str, Kind],
    place: Place,
) -> Iterator[tuple[str, Place]]:
    """A table has the keys it must have and may have, no others, and each is what it must be."""
    known = {**required, **optional}
    for key in required:
        if key not in table:
            yield f"`{key}` is missing: there must be {', '.join(required)}", place
    for key, value in table.items():
        if key not in known:
            yield f"unknown key `{key}`: use {', '.join(known)}", (*place, key)
        elif not _is(known[key], value):
            yield f"`{key}` must be {known[key]}, not {value!r:.60}", (*place, key)


def _is(kind: Kind, value: object) -> bool:
    """Whether a value is what it must be."""
    match kind:
        case Kind.TEXT:
            return isinstance(value, str) and bool(value)
        case Kind.NUMBER:
            # To Python a bool is an int, and a time of day a date.
            return type(value) is int and value > 0
        case Kind.DATE:
            return type(value) is date
        case Kind.BINDING:
            return value in BINDINGS
        case Kind.TABLE:
            return isinstance(value, dict)
        case Kind.TABLES:
            return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _order(period: dict[str, Any], place: Place) -> Iterator[tuple[str, Place]]:
    """The period starts before it ends."""
    start, end = period.get("start"), period.get("end")
    if type(start) is date and type(end) is date and end < start:
        yield f"the period ends on {end}, before it starts", (*place, "end")


def _amounts(quota: dict[str, Any], place: Place) -> Iterator[tuple[str, Place]]:
    """A quota that asks for an amount has days and hours, or a percentage, and its relation."""
    asks = quota.get("binding") in ("hard", "soft")
    if ("days" in quota) != ("hours" in quota):
        yield "`days` and `hours` stand together or not at all", (*place, "days")
    if asks and not quota.keys() & {"days", "hours", "percent"}:
        yield "a quota that is hard or soft needs `days` and `hours`, or `percent`", place
    if asks and "relation" not in quota:
        yield "a quota that is hard or soft needs its `relation`, such as 不少于", place
