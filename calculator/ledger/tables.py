"""Rows out of CSV and XLSX files, with the numbers a spreadsheet gives them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from calculator.errors import InputError, Problem
from calculator.ledger import csv_rows, sheet_rows
from calculator.ledger.cells import Broken, Cell, Formula, is_empty
from calculator.ledger.columns import HEADING_ROWS, Heading, headings, is_heading_row
from calculator.ledger.package import Damaged
from calculator.ledger.rows import Row, Unreadable, letters, refusal
from calculator.ledger.workbook import Part, Workbook

__all__ = ["Row", "Table", "read", "read_csv", "read_xlsx"]

_SAVE_AS = ("xls", "xlsm", "xlsb", "xlt", "xltx", "et", "ods", "numbers")


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The rows of a ledger from its heading on; `others` are sheets that were not read."""

    rows: Iterator[Row]
    sheet: str | None = None
    others: tuple[str, ...] = ()


def read(name: str, data: bytes) -> Table:
    """The table in a file, told apart by its name. Raises InputError, as its rows do."""
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("csv", "txt", "tsv"):
        return read_csv(data)
    if suffix == "xlsx":
        return read_xlsx(data)
    if suffix in _SAVE_AS:
        raise refusal(f"“{name}”不是 .xlsx 格式。请在 Excel 或 WPS 里另存为 .xlsx 后再试。")
    raise refusal(f"“{name}”不是能读的文件。请用 .json、.csv 或 .xlsx 文件。")


def read_csv(data: bytes) -> Table:
    """The rows of a CSV file: comma, tab or semicolon, UTF-8 or GB18030. Raises InputError."""
    with _placed([]):
        rows = csv_rows.csv_rows(data)
        heading = _heading(rows)
    if heading is None:
        raise _no_heading()
    found = headings(heading.cells)
    below = csv_rows.checked(rows, heading, ended=data.endswith((b"\n", b"\r")))
    return Table(rows=_from(heading, below, found))


def read_xlsx(data: bytes) -> Table:
    """The rows of the first sheet in sight that has a ledger's heading. Raises InputError.

    A formula is read by the result that was saved with it.
    """
    try:
        book = Workbook(data)
        for part in sorted(book.sheets, key=lambda part: part.hidden):
            with _placed([]):
                rows = sheet_rows.rows(book, part)
                heading = _heading(rows)
            if heading:
                return _sheet(book, part, heading, rows)
    except Damaged as damage:
        raise refusal(
            f"这个 .xlsx 文件坏了：{damage}。请重新下载，或在 Excel、WPS 里另存后再试。"
        ) from None
    raise _no_heading()


def _sheet(book: Workbook, part: Part, heading: Row, rows: Iterator[Row]) -> Table:
    if part.hidden:
        raise refusal(f"有表头的工作表“{part.title}”是隐藏的。请取消隐藏，或把它删去后再试。")
    found = headings(heading.cells)
    outside = sheet_rows.outside(book, part)
    known = {each.index: each for each in found if each.column}
    problems = [
        *_hidden(heading, known, outside.hidden),
        *_merged_headings(heading, known, outside.merged),
    ]
    if problems:
        raise InputError(problems)
    others = tuple(other.title for other in book.sheets if other is not part)
    below = _marked(rows, heading.number, known, outside.merged)
    return Table(rows=_from(heading, below, found), sheet=part.title, others=others)


def _heading(rows: Iterator[Row]) -> Row | None:
    """The row that heads the ledger, its rows being next; None where none does."""
    for row in rows:
        if row.number > HEADING_ROWS:
            break
        if is_heading_row(headings(row.cells)):
            return row
    return None


def _from(heading: Row, below: Iterator[Row], found: Sequence[Heading]) -> Iterator[Row]:
    """The rows from the heading on. Raises InputError where they cannot be read further."""
    for index, cell in enumerate(heading.cells):
        if isinstance(cell, Formula | Broken):
            message = "这一列的表头是错误值、没有结果的公式，或者太长。请重新填写。"
            raise refusal(message, row=heading.number, key=f"{letters(index)} 列")

    def rows() -> Iterator[Row]:
        with _placed(found):
            yield from chain([heading], below)

    return rows()


@contextmanager
def _placed(found: Sequence[Heading]) -> Iterator[None]:
    """Tell of what is Unreadable by the heading of its column."""
    try:
        yield
    except Unreadable as broken:
        names = [each.text for each in found if each.index == broken.index]
        key = names[0] if names else f"{letters(broken.index)} 列"
        raise refusal(str(broken), row=broken.row, key=key) from None


def _hidden(
    heading: Row, known: Mapping[int, Heading], hidden: Sequence[range]
) -> Iterator[Problem]:
    for index, each in known.items():
        if any(index in columns for columns in hidden):
            message = f"{each.letter} 列是隐藏的。请取消隐藏，核对后再试；不用的话把它删去。"
            yield Problem(row=heading.number, key=each.text, message=message)


def _merged_headings(
    heading: Row, known: Mapping[int, Heading], merged: Sequence[sheet_rows.Range]
) -> Iterator[Problem]:
    for each in merged:
        if each.top <= heading.number <= each.bottom and each.left < each.right:
            for index in _within(each, known):
                message = f"表头合并了 {each}，看不出内容在哪一列。请取消合并。"
                yield Problem(row=heading.number, key=known[index].text, message=message)


def _marked(
    rows: Iterator[Row], top: int, known: Mapping[int, Heading], merged: Sequence[sheet_rows.Range]
) -> Iterator[Row]:
    """The rows, with a mark in each cell we understand that shows what stands in another.

    Of merged cells only the first holds what all of them show. Merged empty cells are harmless.
    """
    waiting = [each for each in merged if each.bottom > top and _within(each, known)]
    waiting.sort(key=lambda each: each.top, reverse=True)
    current: list[tuple[sheet_rows.Range, bool]] = []
    for row in rows:
        current = [(each, filled) for each, filled in current if each.bottom >= row.number]
        while waiting and waiting[-1].top <= row.number:
            each = waiting.pop()
            # A row that is not here is empty; those down to the heading are gone by.
            first = row.number == each.top and not is_empty(_cell(row, each.left))
            if each.bottom >= row.number:
                current.append((each, first or each.top <= top))
        if len(current) > len(known):
            raise Unreadable("合并的单元格互相重叠。请取消合并。", row=row.number)
        yield _with_marks(row, known, current) if current else row


def _with_marks(
    row: Row, known: Mapping[int, Heading], current: Sequence[tuple[sheet_rows.Range, bool]]
) -> Row:
    cells = list(row.cells)
    for each, filled in current:
        for index in _within(each, known):
            is_first = (row.number, index) == (each.top, each.left)
            if not is_first and (filled or not is_empty(_cell(row, index))):
                cells += [None] * (index + 1 - len(cells))
                cells[index] = Broken(
                    f"{each} 是合并的单元格，只有第一格有内容。请取消合并，每一格都填上。"
                )
    return Row(number=row.number, cells=cells)


def _within(each: sheet_rows.Range, known: Mapping[int, Heading]) -> list[int]:
    return [index for index in known if each.left <= index <= each.right]


def _cell(row: Row, index: int) -> Cell:
    return row.cells[index] if index < len(row.cells) else None


def _no_heading() -> InputError:
    return refusal(
        f"前 {HEADING_ROWS} 行里没有找到表头。表头至少要有“开始日期”，以及“天数”或“学时”。"
    )
