"""Records as people type them into a form: dates and amounts as text, understood as in a ledger.

A record of a form has the keys of a history's record; `start`, `end` and the amounts may be text
such as 2024.3.5-3.9, 8学时 or 半天. What cannot be read is told at its key, and never guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from calculator import amounts, history
from calculator.errors import InputError, Problem
from calculator.json_input import JsonObject, Mistake, parsed
from calculator.ledger import cells
from calculator.model import Record

_AMOUNTS = {"days": "天", "hours": "学时"}
_KEYS = {unit: key for key, unit in _AMOUNTS.items()}

# The same text is read again with each assessment of a page.
_remembered = lru_cache(maxsize=1 << 12)
_span = _remembered(cells.span)
_amount = _remembered(cells.amount)


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood:
    """What a typed record was understood as: a record, or the mistakes in it, of no index yet.

    `plain` are its dates and amounts as a history has them, where they were typed otherwise.
    """

    record: Record | None
    plain: Mapping[str, Any] | None
    problems: tuple[Problem, ...]


# A page has all its records assessed at each change, and all but one are as they were.
@lru_cache(maxsize=1 << 13)
def understood(text: str) -> Understood:
    """What the JSON object of a typed record says. What it lacks or has too much is told, too."""
    problems: list[Problem] = []
    try:
        table = parsed(text)
    except InputError as error:
        return Understood(record=None, plain=None, problems=tuple(error.problems))
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
