"""Ledgers read: every row becomes a record or says why not, and nothing is guessed."""

from array import array
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from calculator.errors import InputError, Problem
from calculator.json_input import Mistake
from calculator.ledger import cells, naming
from calculator.ledger.cells import Cell
from calculator.ledger.columns import Column, Heading, by_column, headings, unused
from calculator.ledger.members import Identity, Member, People
from calculator.ledger.row_reader import MOST_PROBLEMS, RowReader
from calculator.ledger.rows import Row
from calculator.ledger.tables import Table, read
from calculator.model import History
from calculator.uncollected import uncollected


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """What a ledger holds, and what of it could not be read."""

    headings: Sequence[Heading]
    sheet: str | None
    other_sheets: tuple[str, ...]
    members: Mapping[Identity, Member]
    problems: Sequence[Problem]
    capped: bool
    """Whether there are more problems, which are too many to be listed."""

    passed: Sequence[int]
    """The numbers of the rows that hold neither a record nor a mistake."""

    sums: Sequence[int]
    """The numbers of the rows that add others up, which are nobody's and are passed over."""

    notes: Sequence[int]
    """The numbers of the rows that are signed or explain, which are nobody's too."""

    everyone: Mapping[Identity, Sequence[int]]
    """Everyone, in the ledger's order, and the numbers of the rows of theirs that could not be
    read. Who has no other rows is not among the members."""

    spellings: Mapping[Identity, Sequence[str]]
    """The ways in which names are written that differ by white space only."""

    @property
    def refusal(self) -> list[Problem]:
        """Why it is refused, where every row has to be sound."""
        more = Problem(message=f"错误太多，只列出了前 {len(self.problems)} 处。")
        return [*self.problems, *[more] * self.capped]


@uncollected()
def read_ledger(name: str, data: bytes) -> Ledger:
    """The ledger in a CSV or XLSX file.

    Raises InputError where the file or its heading cannot be read; mistakes in rows are
    `problems`, and the other rows are there all the same.
    """
    steps = reading(name, data)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            ledger: Ledger = end.value
            return ledger


def reading(name: str, data: bytes) -> Generator[int, None, Ledger]:
    """Read a ledger as `read_ledger` does, pausing after each row to tell its number."""
    return (yield from _ledger(read(name, data)))


def one_history(ledger: Ledger) -> History:
    """The history of a ledger that is one person's. Raises InputError, also for any bad row."""
    if ledger.problems:
        raise InputError(ledger.refusal)
    if len(ledger.members) > 1:
        message = f"这份台账里有 {len(ledger.members)} 个人。请用支部台账的功能，或每人一份。"
        raise InputError([Problem(message=message)])
    return next((member.history for member in ledger.members.values()), History())


def _ledger(table: Table) -> Generator[int, None, Ledger]:
    found, rows = _settled(headings(next(table.rows).cells), table.rows)
    columns = by_column(found)
    places = [(column, heading.index) for column, heading in columns.items()]
    private = any(each.private for each in found)
    people = People()
    problems: list[Problem] = []
    passed, sums, notes = array("I"), array("I"), array("I")
    for row in rows:
        if Column.NAME in columns and _is_sum(row, columns):
            sums.append(row.number)
        elif Column.NAME in columns and _is_note(row, columns):
            notes.append(row.number)
        else:
            reader = RowReader(row, columns, places, problems, private=private)
            if reader.is_empty or not reader.into(people):
                passed.append(row.number)
        yield row.number
    capped = len(problems) > MOST_PROBLEMS
    del problems[MOST_PROBLEMS:]
    problems += _without_branch(people, columns)
    return Ledger(
        headings=found,
        sheet=table.sheet,
        other_sheets=table.others,
        members=people.members,
        problems=problems,
        capped=capped,
        passed=passed,
        sums=sums,
        notes=notes,
        everyone=people.unread,
        spellings={
            who: sorted(written) for who, written in people.spelled.items() if len(written) > 1
        },
    )


_LOOKED_AT = 100
"""So many rows tell whether a column holds answers."""


def _settled(
    found: Sequence[Heading], rows: Iterator[Row]
) -> tuple[Sequence[Heading], Iterator[Row]]:
    """The headings, each doubtful one settled by what stands below it, and the rows again."""
    doubtful = [each for each in found if each.doubtful and each.column]
    if not doubtful:
        return found, rows
    looked_at = list(islice(rows, _LOOKED_AT))
    others = [each for each in doubtful if not _holds_answers(looked_at, each.index)]
    settled = [unused(each) if each in others else each for each in found]
    return settled, chain(looked_at, rows)


def _holds_answers(rows: Sequence[Row], index: int) -> bool:
    """Whether at least half of what is filled in answers a question.

    What does not is a mistake then, as anywhere.
    """
    column = [row.cells[index] for row in rows if row.has(index)]
    filled = [cell for cell in column if not cells.is_empty(cell)]
    return 2 * sum(map(_is_answer, filled)) >= len(filled)


def _is_answer(cell: Cell) -> bool:
    try:
        cells.answer(cell)
    except Mistake:
        return False
    return True


def _is_sum(row: Row, columns: Mapping[Column, Heading]) -> bool:
    name, start = columns[Column.NAME].index, columns[Column.START].index
    branch = columns[Column.BRANCH].index if Column.BRANCH in columns else None
    return naming.is_sum(row.cells, name=name, branch=branch, start=start)


def _is_note(row: Row, columns: Mapping[Column, Heading]) -> bool:
    name, start = columns[Column.NAME].index, columns[Column.START].index
    return naming.is_note(row.cells, name=name, start=start)


def _without_branch(people: People, columns: Mapping[Column, Heading]) -> Iterator[Problem]:
    """Takes out whom the ledger names with a branch in some rows and without one in others.

    They may be one person or two; either would be a guess.
    """
    named = {identity.name for identity in people.unread if identity.branch}
    for identity in [each for each in people.unread if not each.branch and each.name in named]:
        del people.unread[identity]
        for row in people.members.pop(identity, Member()).rows:
            message = (
                f"这一行没有写支部，别的行里“{identity.name}”写了，不能确定是不是同一个人。请补上。"
            )
            yield Problem(row=row, key=columns[Column.BRANCH].text, message=message)
