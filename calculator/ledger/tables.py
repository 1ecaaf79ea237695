"""Rows out of CSV and XLSX files, with the numbers a spreadsheet gives them."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.errors import InputError, Problem
from calculator.ledger.cells import Cell, Formula
from calculator.ledger.columns import HEADING_ROWS, headings, is_heading_row

LARGEST_UNPACKED = 1 << 30
LARGEST_RATIO = 200
"""A workbook that unpacks to more bytes, or to more times its size, is no ledger."""

_DELIMITERS = ",\t;"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row, numbered from 1 as a spreadsheet does."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The rows of a ledger from its heading on; `others` are sheets that were not read."""

    rows: Iterator[Row]
    sheet: str | None = None
    others: tuple[str, ...] = ()


def read(name: str, data: bytes) -> Table:
    """The table in a file, told apart by its name. Raises InputError."""
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("csv", "txt", "tsv"):
        return read_csv(data)
    if suffix == "xlsx":
        return read_xlsx(data)
    if suffix == "xls":
        raise refusal(f"“{name}”是旧版 Excel 格式。请在 Excel 或 WPS 里另存为 .xlsx 后再试。")
    raise refusal(f"“{name}”不是能读的文件。请用 .json、.csv 或 .xlsx 文件。")


def read_csv(data: bytes) -> Table:
    """The rows of a CSV file: comma, tab or semicolon, UTF-8 or GB18030. Raises InputError."""
    text = decoded(data)
    if "\0" in text:
        raise refusal("文件里有空字符，不是文本表格。请另存为 CSV 或 .xlsx 后再试。")
    return _from_heading(_csv_rows(text, _delimiter(text)))


def decoded(data: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without BOM, else GB18030. Raises InputError."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal("文件是 UTF-16 编码。请另存为“CSV UTF-8”或 .xlsx 后再试。")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        message = "这一行的文字既不是 UTF-8 也不是 GBK（GB18030）编码，读不出来。"
        raise refusal(message, row=row) from None


def _delimiter(text: str) -> str:
    """The delimiter under which the first rows show most headings that we know."""

    def known(delimiter: str) -> int:
        rows = text.split("\n", HEADING_ROWS)[:HEADING_ROWS]
        found = [headings(row.rstrip("\r").split(delimiter)) for row in rows]
        return max(sum(each.column is not None for each in row) for row in found)

    return max(_DELIMITERS, key=known)


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error:
            message = "引号没有成对，或一个格子里的文字太长，从这一行起读不下去。"
            raise refusal(message, row=number) from None
        if cells is None:
            return
        yield Row(number=number, cells=cells)


def read_xlsx(data: bytes) -> Table:
    """The rows of the first sheet with a ledger's heading. Raises InputError.

    Needs openpyxl. A formula is read by the result that was saved with it.
    """
    from openpyxl import load_workbook  # Only who opens a workbook needs to have it.

    _refuse_bombs(data)
    try:
        values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(data), read_only=True)
    except Exception:  # openpyxl raises whatever its parsers do on a broken file
        raise _no_workbook() from None
    names = [sheet.title for sheet in values.worksheets]
    for sheet, written in zip(values.worksheets, formulas.worksheets, strict=True):
        first = _from_heading_or_none(_xlsx_rows(sheet, written))
        if first is not None:
            others = tuple(name for name in names if name != sheet.title)
            return Table(rows=first, sheet=sheet.title, others=others)
    raise _no_heading()


def _xlsx_rows(sheet: Any, written: Any) -> Iterator[Row]:
    # What a file says of its own dimensions cannot be relied on.
    sheet.reset_dimensions()
    written.reset_dimensions()
    pairs = zip(sheet.iter_rows(values_only=True), written.iter_rows(values_only=True), strict=True)
    number = 0
    while True:
        number += 1
        try:
            pair = next(pairs, None)
        except Exception:  # as above: a part of the file that is only now unpacked
            raise _no_workbook(row=number) from None
        if pair is None:
            return
        yield Row(number=number, cells=tuple(map(_value, *pair)))


def _value(value: Cell, written: Any) -> Cell:
    if value is None and isinstance(written, str) and written.startswith("="):
        return Formula(written)
    return value


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise _no_workbook() from None
    if unpacked > min(LARGEST_UNPACKED, LARGEST_RATIO * len(data)):
        raise refusal("文件解开后异常地大，不像一份台账，没有读取。")


def _from_heading(rows: Iterator[Row]) -> Table:
    found = _from_heading_or_none(rows)
    if found is None:
        raise _no_heading()
    return Table(rows=found)


def _from_heading_or_none(rows: Iterator[Row]) -> Iterator[Row] | None:
    for row in rows:
        if is_heading_row(headings(row.cells)):
            return _chain(row, rows)
        if row.number >= HEADING_ROWS:
            break
    return None


def _chain(first: Row, rest: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rest


def _no_heading() -> InputError:
    return refusal(
        f"前 {HEADING_ROWS} 行里没有找到表头。表头至少要有“开始日期”，以及“天数”或“学时”。"
    )


def _no_workbook(row: int | None = None) -> InputError:
    return refusal(
        "这个 .xlsx 文件读不出来：可能没下载完整、加了密码，或不是 Excel 文件。", row=row
    )


def refusal(message: str, *, row: int | None = None) -> InputError:
    """The error of a file that is not read for one reason."""
    return InputError([Problem(row=row, message=message)])
