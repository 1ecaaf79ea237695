"""Ledgers written: files that Excel and WPS open cleanly, and that are read back the same."""

import codecs
import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from calculator import amounts
from calculator.json_input import written_out
from calculator.ledger.cells import guarded
from calculator.ledger.columns import Column
from calculator.ledger.workbook import escaped
from calculator.model import Answer, History, Record, Role, RoleName

ANSWERS = {Answer.YES: "是", Answer.NO: "否", Answer.UNKNOWN: "不清楚"}
ROLES = {RoleName.SECRETARY: "基层党组织书记", RoleName.CADRE: "党员干部"}

TITLE = "培训台账"
"""The name of the sheet that a history is written to."""

_FIRST_DAY = date(1900, 3, 1)
"""The first day from which workbooks number days as the calendar does."""

type Value = str | int | float | Decimal | date | None


def _roles(roles: Sequence[Role]) -> str:
    return "；".join(ROLES[role.role] + _term(role) for role in roles)


def _term(role: Role) -> str:
    if role.start is None and role.end is None:
        return ""
    return f"（{role.start or ''}至{role.end or '今'}）"


def _flag(value: bool) -> str | None:
    return "是" if value else None


# What each column holds of a record, in the order in which columns are written.
_OF_RECORD: dict[Column, Callable[[Record], Value]] = {
    Column.START: lambda record: record.start,
    Column.END: lambda record: record.end,
    Column.TOPIC: lambda record: guarded(record.topic),
    Column.ORGANISER: lambda record: guarded(record.organiser),
    Column.DAYS: lambda record: amounts.exact(record.days),
    Column.HOURS: lambda record: amounts.exact(record.hours),
    Column.CONCENTRATED: lambda record: ANSWERS[record.concentrated],
    Column.THEORY: lambda record: ANSWERS[record.theory],
    Column.THEORY_HOURS: lambda record: amounts.exact(record.theory_hours),
    Column.OFF_JOB: lambda record: ANSWERS[record.off_job],
    Column.COUNTY_LEVEL: lambda record: ANSWERS[record.county_level],
    Column.DISTINCT: lambda record: _flag(record.distinct),
}
_OF_PERSON: dict[Column, Callable[[History], Value]] = {
    Column.ROLES: lambda history: _roles(history.person.roles) or None,
    Column.JOINED: lambda history: history.person.joined,
    Column.INFIRM: lambda history: _flag(history.person.infirm),
    Column.MILITARY: lambda history: _flag(history.person.military),
    Column.AS_OF: lambda history: history.as_of,
}


def rows(history: History) -> Iterator[list[Value]]:
    """The heading and a row a record. What is said of the person stands in every row.

    Columns about the person are there only where something is said; a person without records has
    one row.
    """
    person = {column: value for column, of in _OF_PERSON.items() if (value := of(history))}
    yield [*person, *_OF_RECORD]
    for record in history.records:
        yield [*person.values(), *(of(record) for of in _OF_RECORD.values())]
    if person and not history.records:
        yield list(person.values())


def csv_pieces(table: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """A table as CSV for Excel and WPS, a row a piece: UTF-8 with BOM, lines ended by CRLF."""
    lead = codecs.BOM_UTF8
    for line in _lines(table, delimiter=","):
        yield lead + line.encode()
        lead = b""


def pasted_lines(table: Iterable[Sequence[Value]]) -> Iterator[str]:
    """A table as text that can be pasted into a sheet: its cells are separated by tabs."""
    return _lines(table, delimiter="\t")


def _lines(table: Iterable[Sequence[Value]], *, delimiter: str) -> Iterator[str]:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for row in table:
        writer.writerow(map(_cell, row))
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def _cell(value: Value) -> str | int | float | date:
    if isinstance(value, Decimal):
        return written_out(value)
    return "" if value is None else value


def csv_bytes(table: Iterable[Sequence[Value]]) -> bytes:
    """A table as CSV, whole."""
    return b"".join(csv_pieces(table))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Another sheet of a workbook, of two columns: what something is, and sentences about it.

    `rows` are asked for once the table is written.
    """

    title: str
    rows: Iterable[Sequence[Value]]


def xlsx_bytes(table: Iterable[Sequence[Value]], title: str = TITLE) -> bytes:
    """A table as a workbook of one sheet, the heading kept in sight. Needs openpyxl."""
    return b"".join(xlsx_pieces(table, title))


def xlsx_pieces(
    table: Iterable[Sequence[Value]],
    title: str = TITLE,
    *,
    wide: Collection[str] = (Column.TOPIC, Column.ORGANISER),
    notes: Sheet | None = None,
) -> Iterator[bytes]:
    """The workbook in pieces: an empty one for each row, and all of it at the end.

    `wide` are the headings of the columns that hold sentences; `notes` is a sheet behind the table.
    """
    from openpyxl import Workbook  # Only who writes a workbook needs to have it.
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    def cell(value: Value, font: Any = None) -> Any:
        if isinstance(value, date) and value < _FIRST_DAY:
            # A workbook has no number for it; as text it is read back the same.
            value = value.isoformat()
        if isinstance(value, Decimal):
            # Spreadsheets keep 15 digits of a number.
            value = written_out(value)
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet)
        # Text is text, whatever it begins with, and openpyxl would cut what is long once escaped.
        made._value = escaped(value)  # type: ignore[attr-defined]
        made.data_type = "s"
        if font:
            made.font = font
        return made

    rows = iter(table)
    heading = next(rows)
    # Written row by row: a roster of many people is never whole in memory.
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for index, value in enumerate(heading, start=1):
        width = 30 if value in wide else 14
        sheet.column_dimensions[get_column_letter(index)].width = width
    bold = Font(bold=True)
    sheet.append([cell(value, bold) for value in heading])
    yield b""
    for row in rows:
        sheet.append([cell(value) for value in row])
        yield b""
    if notes:
        sheet = book.create_sheet(notes.title)
        sheet.column_dimensions["A"].width = 30
        sheet.column_dimensions["B"].width = 90
        for name, told in notes.rows:
            made = [cell(name, bold), cell(told)]
            for each in made:
                each.alignment = Alignment(wrap_text=True, vertical="top")
            sheet.append(made)
            yield b""
    data = io.BytesIO()
    book.save(data)
    yield data.getvalue()
