"""Histories as people type them into forms: dates and amounts as text, understood as in a ledger.

A record of a form has the keys of a history's record; `start`, `end` and the amounts may be text
such as 2024.3.5-3.9, 8学时 or 半天. The person's dates and the as-of date may be text too, each of
one whole day: 2020.7.1. What cannot be read is told at its key, and never guessed.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from calculator import amounts, history
from calculator.errors import InputError, Problem
from calculator.json_input import JsonObject, Mistake, parsed
from calculator.ledger import cells
from calculator.model import History, Record

_AMOUNTS = {"days": "天", "hours": "学时"}
_NAMING = frozenset({"records", "perhaps"})
"""The keys at which documents name records."""

_KEYS = {unit: key for key, unit in _AMOUNTS.items()}

# The same text is read again with each assessment of a page.
_remembered = lru_cache(maxsize=1 << 12)
_span = _remembered(cells.span)
_amount = _remembered(cells.amount)
_day = _remembered(cells.day)


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood:
    """What a typed record was understood as: a record, or the mistakes in it, of no index yet.

    `plain` are its dates and amounts as a history has them, where they were typed otherwise.
    """

    record: Record | None
    plain: Mapping[str, Any] | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TypedHistory:
    """A history whose records were typed: of those that can be read, the others being told of.

    `places` are where the history's records stand among those that were typed, counted from 0.
    `plain` of all that were typed, and the `problems` of those that cannot be read, by the same
    places. `dates` are the person's and the as-of date as a history has them, by their keys, where
    they were typed otherwise.
    """

    history: History
    dates: Mapping[str, str]
    places: tuple[int, ...]
    plain: tuple[Mapping[str, Any] | None, ...]
    problems: tuple[Problem, ...]

    def placed(self, value: Any) -> Any:
        """A document in which records are named by their places, not by the history's indexes."""
        if not self.problems:
            return value
        if isinstance(value, dict):
            return {
                key: self._places(part) if key in _NAMING else self.placed(part)
                for key, part in value.items()
            }
        return [self.placed(part) for part in value] if isinstance(value, list | tuple) else value

    def _places(self, indexes: Sequence[int]) -> list[int]:
        return [self.places[index] for index in indexes]


def typed_history(values: Mapping[str, Any]) -> TypedHistory:
    """The history of `{"person", "as_of", "records": [text, …]}`, each text a typed record's JSON.

    Person and as-of date are as in a history, but that their dates may be as they were typed.
    Raises InputError for what is wrong with them, with what is wrong with records beside it.
    """
    head = {key: values[key] for key in ("person", "as_of")}
    of_person = parsed(json.dumps({"schema": history.SCHEMA, **head, "records": []}))
    return _gathered(of_person, [understood(text) for text in values["records"]])


def planned(texts: Sequence[str]) -> tuple[Record, ...]:
    """Typed records that are only planned. Raises InputError at `plus[0].start` and the like."""
    read = [understood(text) for text in texts]
    problems = [
        replace(problem, key=f"plus[{at}].{problem.key}" if problem.key else f"plus[{at}]")
        for at, one in enumerate(read)
        for problem in one.problems
    ]
    if problems:
        raise InputError(problems)
    return tuple(one.record for one in read if one.record)


def lenient(text: str) -> TypedHistory:
    """A history document, record by record: also one that stands as it was typed.

    Raises InputError for what is wrong with the rest of it, and where no record can be read.
    """
    value = parsed(text)
    if not isinstance(value, JsonObject) or not isinstance(value.get("records"), list):
        # Says what is wrong with it.
        return TypedHistory(
            history=history.from_value(value), dates={}, places=(), plain=(), problems=()
        )
    listed, value["records"] = value["records"], []
    found = _gathered(value, [_understood(one) for one in listed])
    if found.problems and not found.places:
        raise InputError(list(found.problems))
    return found


def _gathered(head: JsonObject, read: Sequence[Understood]) -> TypedHistory:
    problems = [
        replace(problem, record=at) for at, one in enumerate(read) for problem in one.problems
    ]
    mistakes: list[Problem] = []
    dates = dict(_dates(head, mistakes))
    try:
        of_person = history.from_value(head)
    except InputError as error:
        mistakes += error.problems
    if mistakes:
        raise InputError([*mistakes, *problems])
    return TypedHistory(
        history=replace(of_person, records=tuple(one.record for one in read if one.record)),
        dates=dates,
        places=tuple(at for at, one in enumerate(read) if one.record),
        plain=tuple(one.plain or None for one in read),
        problems=tuple(problems),
    )


def _dates(head: JsonObject, mistakes: list[Problem]) -> Iterator[tuple[str, str]]:
    """Put the dates beside a history's records into the plain form; those typed otherwise."""
    for table, key, place in _dated(head):
        text = table.get(key)
        if not isinstance(text, str):
            continue
        try:
            table[key] = _day(text).isoformat()
        except Mistake as mistake:
            mistakes.append(Problem(key=place, message=str(mistake)))
            table[key] = None
        else:
            if table[key] != text:
                yield place, table[key]


def _dated(head: JsonObject) -> Iterator[tuple[JsonObject, str, str]]:
    """Where such dates stand: the object, the key in it, and what mistakes call the place."""
    yield head, "as_of", "as_of"
    person = head.get("person")
    if not isinstance(person, JsonObject):
        return
    yield person, "joined", "person.joined"
    roles = person.get("roles")
    for at, role in enumerate(roles if isinstance(roles, list) else []):
        if isinstance(role, JsonObject):
            for key in ("start", "end"):
                yield role, key, f"person.roles[{at}].{key}"


def day(text: str) -> date:
    """The one whole day that was typed, its year included. Raises InputError."""
    try:
        return _day(text)
    except Mistake as mistake:
        raise InputError([Problem(message=str(mistake))]) from None


# A page has all its records assessed at each change, and all but one are as they were.
@lru_cache(maxsize=1 << 13)
def understood(text: str) -> Understood:
    """What the JSON object of a typed record says. What it lacks or has too much is told, too."""
    try:
        return _understood(parsed(text))
    except InputError as error:
        return Understood(record=None, plain=None, problems=tuple(error.problems))


def _understood(table: Any) -> Understood:
    problems: list[Problem] = []
    plain = _Typed(table, problems).plain() if isinstance(table, JsonObject) else {}
    if problems:
        return Understood(record=None, plain=None, problems=tuple(problems))
    if isinstance(table, JsonObject):
        table.update(plain)
    found = history.record(table, problems)
    return Understood(record=found, plain=plain and _shown(plain), problems=tuple(problems))


def _shown(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: amounts.exact(value) if isinstance(value, Fraction) else value
        for key, value in plain.items()
    }


class _Typed:
    """One typed record, and where its mistakes go."""

    def __init__(self, table: JsonObject, problems: list[Problem]) -> None:
        self.table, self.problems = table, problems

    def plain(self) -> dict[str, Any]:
        """The dates and amounts that were typed, as a history has them."""
        found = self._dates() | self._amounts()
        theory_hours = self.table.get("theory_hours")
        if isinstance(theory_hours, str):
            found["theory_hours"] = self._read("theory_hours", self._theory_hours, theory_hours)
        return found

    def _dates(self) -> dict[str, Any]:
        start, end = self.table.get("start"), self.table.get("end")
        if not isinstance(start, str) or not isinstance(end, str | None):
            return {}
        try:
            span = _span(start, end)
        except cells.EndMistake as mistake:
            self._wrong("end", str(mistake))
        except Mistake as mistake:
            self._wrong("start", str(mistake))
        else:
            return {"start": span.start.isoformat(), "end": span.end.isoformat()}
        return {}

    def _amounts(self) -> dict[str, Any]:
        """天 and 学时; a unit that was typed wins over the field's."""
        typed = {key: self.table[key] for key in _AMOUNTS if isinstance(self.table.get(key), str)}
        if not typed:
            return {}
        found: dict[str, Fraction | None] = dict.fromkeys(typed)
        given = [key for key in _AMOUNTS if key not in typed and self.table.get(key) is not None]
        for key, text in typed.items():
            amount = self._read(key, _amount, text)
            if amount is None:
                continue
            meant = _KEYS[amount.unit] if amount.unit else key
            if meant in given or found.get(meant) is not None:
                self._wrong(key, f"“{text}”和另一栏都是{_AMOUNTS[meant]}，请只留一个。")
            found[meant] = amount.value
        return found

    def _theory_hours(self, text: str) -> Fraction:
        amount = _amount(text)
        if amount.unit == _AMOUNTS["days"]:
            raise Mistake("应当是学时，不是天。")
        return amount.value

    def _read[T](self, key: str, read: Callable[[str], T], text: str) -> T | None:
        try:
            return read(text)
        except Mistake as mistake:
            self._wrong(key, str(mistake))
            return None

    def _wrong(self, key: str, message: str) -> None:
        self.problems.append(Problem(key=key, message=message))
