"""A row of a ledger: what it tells of its person, and the record in it, or what is wrong."""

import sys
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from calculator import history
from calculator.errors import Problem
from calculator.json_input import PRIVATE_NUMBER, Mistake
from calculator.ledger import cells
from calculator.ledger.cells import Cell
from calculator.ledger.columns import Column, Heading
from calculator.ledger.members import Identity, Member, People
from calculator.ledger.rows import Row
from calculator.model import Answer, Record, Span

MOST_PROBLEMS = 10_000
"""Nobody reads more; a column that was taken wrongly makes one in every row."""


# The same few days, amounts and answers stand in thousands of rows: each is read once, and its
# value is one object however many records hold it.
_remembered = lru_cache(maxsize=1 << 14, typed=True)
_answer = _remembered(cells.answer)
_amount = _remembered(cells.amount)
_span = _remembered(cells.span)


_PRIVATE = "这一格像是身份证号或手机号，本站不读取、不保存。请看这一行是不是错了位，或把它删去。"


def _name(cell: Cell) -> str:
    if PRIVATE_NUMBER.search(name := cells.text(cell)):
        raise Mistake(_PRIVATE)
    return name


def _text(cell: Cell) -> str:
    return sys.intern(cells.text(cell))


def _public(cell: Cell) -> str:
    """Text of a ledger that has private columns, which a row may have shifted into another."""
    if PRIVATE_NUMBER.fullmatch(text := _text(cell)):
        raise Mistake(_PRIVATE)
    return text


_PERSON: dict[str, tuple[Column, Callable[[Cell], Any]]] = {
    "roles": (Column.ROLES, cells.roles),
    "joined": (Column.JOINED, cells.day),
    "infirm": (Column.INFIRM, cells.flag),
    "military": (Column.MILITARY, cells.flag),
    "as_of": (Column.AS_OF, cells.day),
}
_RECORD_COLUMNS = (
    Column.START,
    Column.END,
    Column.TOPIC,
    Column.ORGANISER,
    Column.DAYS,
    Column.HOURS,
    Column.CONCENTRATED,
    Column.THEORY,
    Column.THEORY_HOURS,
    Column.OFF_JOB,
    Column.COUNTY_LEVEL,
    Column.DISTINCT,
)


class RowReader:
    """Takes what it knows from the cells of one row, and notes every mistake with its column."""

    def __init__(
        self,
        row: Row,
        columns: Mapping[Column, Heading],
        places: Sequence[tuple[Column, int]],
        problems: list[Problem],
        *,
        private: bool,
    ) -> None:
        self.number, self.columns, self.problems = row.number, columns, problems
        self.shifted, self.text = row.shifted, _public if private else _text
        width = len(row.cells)
        self.cells = {
            column: cell
            for column, index in places
            if index < width and not cells.is_empty(cell := row.cells[index])
        }
        self.sound = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in any column that is understood."""
        return not self.cells and not self.shifted

    def into(self, people: People) -> bool:
        """Add what the row tells of its person; whether that is a record or a mistake."""
        identity = people.named(
            self.take(Column.NAME, _name, ""), self.take(Column.BRANCH, _name, "")
        )
        if self.shifted:
            # What the other cells hold may be private, and would be quoted where it makes no sense.
            self.wrong(max(self.columns, key=lambda each: self.columns[each].index), self.shifted)
            self.miss(people, identity)
            return True
        if Column.NAME in self.columns and not identity.name and self.sound:
            self.wrong(Column.NAME, "缺少姓名，不知道是谁的记录。")
        person = {
            key: self.take(column, read, None)
            for key, (column, read) in _PERSON.items()
            if column in self.cells
        }
        record = self.record() if any(each in self.cells for each in _RECORD_COLUMNS) else None
        if not self.sound:
            self.miss(people, identity)
            return True
        member = people.members.get(identity) or Member()
        for key, value in person.items():
            known = getattr(member, key)
            if known is not None and known != value:
                column = _PERSON[key][0]
                self.wrong(column, "同一个人在前面的行里填的不一样，不能确定以哪个为准。")
        if not self.sound:
            self.miss(people, identity)
            return True
        for key, value in person.items():
            setattr(member, key, value)
        if record:
            member.records.append(record)
            member.rows.append(self.number)
        people.keep(identity, member)
        return record is not None

    def miss(self, people: People, identity: Identity) -> None:
        """Note that the row could not be read, where it tells whose it is."""
        if identity.name or Column.NAME not in self.columns:
            people.miss(identity, self.number)

    def record(self) -> Record | None:
        """The record in the row; None, with the reasons noted, where it cannot be read."""
        days, hours = self.amounts()
        theory = self.take(Column.THEORY, _answer, Answer.UNKNOWN)
        theory_hours = self.theory_hours()
        if theory_hours is not None and Column.THEORY not in self.cells:
            # A number of theory hours answers the question.
            theory = Answer.YES if theory_hours else Answer.NO
        if theory_hours == 0 and theory is Answer.NO:
            theory_hours = None
        topic = self.take(Column.TOPIC, self.text, "")
        organiser = self.take(Column.ORGANISER, self.text, "")
        concentrated = self.take(Column.CONCENTRATED, _answer, Answer.UNKNOWN)
        off_job = self.take(Column.OFF_JOB, _answer, Answer.UNKNOWN)
        county_level = self.take(Column.COUNTY_LEVEL, _answer, Answer.UNKNOWN)
        distinct = self.take(Column.DISTINCT, cells.flag, False)
        span = self.span()
        if not self.sound or span is None:
            return None
        record = Record(
            start=span.start,
            end=span.end,
            topic=topic,
            organiser=organiser,
            days=days,
            hours=hours,
            concentrated=concentrated,
            theory=theory,
            theory_hours=theory_hours,
            off_job=off_job,
            county_level=county_level,
            distinct=distinct,
        )
        for key, message in history.contradictions(record):
            self.wrong(_COLUMN_OF_KEY[key], message)
        return record if self.sound else None

    def amounts(self) -> tuple[Fraction | None, Fraction | None]:
        """天 and 学时; a unit in a cell wins over its column's."""
        found: dict[Column, Fraction] = {}
        for column in (Column.DAYS, Column.HOURS):
            amount = self.take(column, _amount, None)
            if amount is None:
                continue
            unit = {"天": Column.DAYS, "学时": Column.HOURS, None: column}[amount.unit]
            if found.setdefault(unit, amount.value) != amount.value:
                self.wrong(column, f"和前一栏都是{amount.unit or unit}，数量却不同。")
        if not found and self.sound:
            column = Column.HOURS if Column.HOURS in self.columns else Column.DAYS
            self.wrong(column, "天数和学时至少要填一项。")
        return found.get(Column.DAYS), found.get(Column.HOURS)

    def theory_hours(self) -> Fraction | None:
        """学时 of theory in a training that is partly theory."""
        amount = self.take(Column.THEORY_HOURS, _amount, None)
        if amount is not None and amount.unit == "天":
            self.wrong(Column.THEORY_HOURS, "应当是学时，不是天。")
        return amount.value if amount is not None else None

    def span(self) -> Span | None:
        """The days of the training."""
        if Column.START not in self.cells:
            self.wrong(Column.START, "缺少日期。合并的单元格请先取消合并，每一行都填上。")
            return None
        try:
            return _span(self.cells[Column.START], self.cells.get(Column.END))
        except cells.EndMistake as mistake:
            self.wrong(Column.END, str(mistake))
        except Mistake as mistake:
            self.wrong(Column.START, str(mistake))
        return None

    def take[T](self, column: Column, read: Callable[[Cell], T], default: T) -> T:
        """The cell of `column` as `read` understands it; `default` where it is empty or wrong."""
        if column not in self.cells:
            return default
        try:
            return read(self.cells[column])
        except Mistake as mistake:
            self.wrong(column, str(mistake))
            return default

    def wrong(self, column: Column, message: str) -> None:
        """Note a mistake in `column`, by the heading that the ledger gives it."""
        self.sound = False
        heading = self.columns.get(column)
        key = heading.text if heading else column.value
        # One more than is listed tells that there are more.
        if len(self.problems) <= MOST_PROBLEMS:
            self.problems.append(Problem(row=self.number, key=key, message=message))


_COLUMN_OF_KEY = {"theory_hours": Column.THEORY_HOURS, "theory": Column.THEORY}
