"""Rows of a table, whatever kind of file they come from, and the error of a place in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from calculator.errors import InputError, Problem
from calculator.ledger.cells import Cell

MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576
"""As many as a sheet of Excel can have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row, numbered from 1 as a spreadsheet does."""

    number: int
    cells: Sequence[Cell]
    shifted: str | None = None
    """What is wrong where there are more cells than headings, so that none is surely what it is."""

    def has(self, index: int) -> bool:
        """Whether the row goes as far as the column numbered from 0."""
        return index < len(self.cells)


class Unreadable(Exception):
    """Why a table cannot be read further than `row`, and the `index` of the column from 0."""

    def __init__(self, message: str, *, row: int, index: int = 0) -> None:
        super().__init__(message)
        self.row, self.index = row, index


def refusal(message: str, *, row: int | None = None, key: str | None = None) -> InputError:
    """The error of a file that is not read for one reason."""
    return InputError([Problem(row=row, key=key, message=message)])


def letters(index: int) -> str:
    """The letters that a spreadsheet gives to the column numbered from 0."""
    found, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
