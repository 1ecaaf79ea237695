"""TOML files that people edit: read with the line of every key, and checked for keys and types."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scripts.site import texts
from scripts.site.faults import Fault, SiteError

type Place = tuple[str | int, ...]
"""The keys and list positions that lead to a value, such as ("quota", 0, "quote")."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value must be: in the words of a message, and as a test."""

    words: str
    holds: Callable[[object], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _are_texts(value: object) -> bool:
    if not isinstance(value, list) or not all(map(_is_text, value)):
        return False
    return 0 < len(value) == len(set(value))


TEXT = Kind("text in quotation marks", _is_text)
TEXTS = Kind("a list of different texts in quotation marks", _are_texts)
# To Python a bool is an int, and a time of day a date.
NUMBER = Kind("a whole number above 0", lambda value: type(value) is int and value > 0)
DATE = Kind("a date such as 2024-01-01", lambda value: type(value) is date)
TABLE = Kind("a table", lambda value: isinstance(value, dict))
TABLES = Kind(
    "tables",
    lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TomlFile:
    """A file read: its tables, and the line of each key."""

    file: str
    table: dict[str, Any]
    lines: Mapping[Place, int]

    def fault(self, message: str, *place: str | int) -> Fault:
        """The fault at a key, or at the nearest table around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return Fault(self.file, self.lines.get(place, 1), message)


def read(root: Path, file: str) -> TomlFile:
    """The file of the project at `root`. Raises SiteError where it is not TOML."""
    source = texts.read(root, file)
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else len(source.splitlines())
        raise SiteError([Fault(file, line, f"not TOML: {error}")]) from None
    return TomlFile(file=file, table=table, lines=_lines(source))


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


def tables(parent: dict[str, Any], name: str) -> Iterator[tuple[dict[str, Any], Place]]:
    """The table of that name, or the tables in the list of that name; none that are not."""
    found = parent.get(name)
    if isinstance(found, dict):
        yield found, (name,)
    elif isinstance(found, list):
        yield from ((item, (name, n)) for n, item in enumerate(found) if isinstance(item, dict))


def twice(file: dict[str, Any], name: str, key: str) -> Iterator[tuple[str, Place]]:
    """No two tables have one id: what is wrong, and where."""
    seen: list[object] = []
    for table, place in tables(file, name):
        if key in table and table[key] in seen:
            yield f"duplicate id: there is another {name} {table[key]!r}", (*place, key)
        seen += [table[key]] if key in table else []


def keys(
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
        elif not known[key].holds(value):
            yield f"`{key}` must be {known[key].words}, not {value!r:.60}", (*place, key)
