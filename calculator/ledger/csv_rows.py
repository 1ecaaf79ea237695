"""Rows out of CSV files: comma, tab or semicolon, UTF-8 or GB18030."""

import csv
import re
from collections.abc import Iterator

from calculator.json_input import LONGEST_TEXT
from calculator.ledger.cells import Broken, is_empty
from calculator.ledger.columns import HEADING_ROWS, headings, is_heading_row
from calculator.ledger.rows import MOST_COLUMNS, Row, Unreadable, refusal

_DELIMITERS = ",\t;"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LONGEST_HEADING = 65_536
"""What of a row is looked at to tell the delimiter, in characters."""

_SIGNATURES = {
    b"\xd0\xcf\x11\xe0": "文件其实是 Excel 工作簿。请把扩展名改回 .xls，另存为 .xlsx 后再试。",
    b"PK\x03\x04": "文件其实是 Excel 工作簿或压缩文件。如果是工作簿，请把扩展名改为 .xlsx 后再试。",
    b"%PDF": "文件其实是 PDF。请在 Excel 或 WPS 里另存为 .xlsx 后再试。",
}


def csv_rows(data: bytes) -> Iterator[Row]:
    """The rows of a CSV file. Raises InputError, and Unreadable where only a part is broken."""
    text = decoded(data)
    delimiter = _delimiter(text)
    if "\0" in text:
        place = text.index("\0")
        raise _at(text[:place], delimiter, "这一格里有空字符，不是文本。请另存为 .xlsx 后再试。")
    return _rows(text, delimiter)


def decoded(data: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without BOM, else GB18030.

    Raises InputError where it is neither, and Unreadable where a part of it is not.
    """
    for signature, message in _SIGNATURES.items():
        if data.startswith(signature):
            raise refusal(message)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf_16(data):
        raise refusal("文件是 UTF-16 编码。请另存为“CSV UTF-8”或 .xlsx 后再试。")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        utf_8 = error.object[: error.start].decode()
    message = "这一格的文字既不是 UTF-8 也不是 GBK（GB18030）编码，读不出来。"
    if _has_heading(utf_8):
        raise _at(utf_8, _delimiter(utf_8), message)
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        gb18030 = data[: error.start].decode("gb18030")
    likely = max(utf_8, gb18030, key=len)
    raise _at(likely, _delimiter(likely), message)


def _looks_like_utf_16(data: bytes) -> bool:
    """Whether the first rows, read as UTF-16, hold a ledger's heading."""
    start = data[:_LONGEST_HEADING]
    return any(
        _has_heading(start.decode(encoding, "ignore")) for encoding in ("utf-16-le", "utf-16-be")
    )


def _first_rows(text: str) -> list[str]:
    rows = text.split("\n", HEADING_ROWS)[:HEADING_ROWS]
    return [row[:_LONGEST_HEADING].rstrip("\r") for row in rows]


def _has_heading(text: str) -> bool:
    return any(
        is_heading_row(headings(row.split(delimiter)))
        for delimiter in _DELIMITERS
        for row in _first_rows(text)
    )


def _delimiter(text: str) -> str:
    """The delimiter under which the first row that can head a ledger shows most headings.

    Below that a topic may hold any words, with any delimiter between them.
    """
    for row in _first_rows(text):
        known = {
            delimiter: sum(each.column is not None for each in found)
            for delimiter in _DELIMITERS
            if is_heading_row(found := headings(row.split(delimiter)))
        }
        if known:
            return max(known, key=lambda delimiter: known[delimiter])
    return _DELIMITERS[0]


def _lines(text: str) -> Iterator[str]:
    # Not str.splitlines, which also ends lines at characters that may stand in a topic; not
    # io.StringIO, which holds four bytes a character.
    return (line[0] for line in _LINE.finditer(text))


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    started = ended = number = 0

    def lines() -> Iterator[str]:
        nonlocal ended
        for line in _lines(text):
            ended += len(line)
            yield line

    reader = csv.reader(lines(), delimiter=delimiter, strict=True)
    while True:
        number, started = number + 1, ended
        try:
            cells = next(reader, None)
        except csv.Error:
            raise _broken_field(text, started, delimiter, number) from None
        if cells is None:
            return
        if len(cells) > MOST_COLUMNS:
            message = f"这一行有 {len(cells)} 格，不像一份台账。"
            raise Unreadable(message, row=number, index=MOST_COLUMNS)
        yield Row(number=number, cells=cells)


def _broken_field(text: str, start: int, delimiter: str, number: int) -> Unreadable:
    """The first field of the row from `start` on that the csv module does not read."""
    field = re.compile(rf'(?:"(?:[^"]|"")*+"|[^"{delimiter}\r\n][^{delimiter}\r\n]*+)?+{delimiter}')
    index = 0
    while (found := field.match(text, start)) and len(found[0]) < csv.field_size_limit():
        index, start = index + 1, found.end()
    if found or text[start : start + 1] != '"':
        message = f"文字超过 {LONGEST_TEXT} 个字符，不像台账里的一格。"
    else:
        message = "引号没有成对，从这一格起读不下去。文字里的引号要写成两个。"
    return Unreadable(message, row=number, index=index)


def _at(before: str, delimiter: str, message: str) -> Unreadable:
    """What is wrong right after the text `before`."""
    row = index = 0
    try:
        for each in _rows(before, delimiter):
            row, index = each.number, max(len(each.cells) - 1, 0)
    except Unreadable as broken:
        # The place is in a field whose closing quote would come later.
        return Unreadable(message, row=broken.row, index=broken.index)
    if not before or before.endswith(("\r", "\n")):
        row, index = row + 1, 0
    return Unreadable(message, row=row, index=index)


def checked(rows: Iterator[Row], heading: Row, *, ended: bool) -> Iterator[Row]:
    """The rows below the heading, with a mark where commas or an end of file shifted or cut them.

    `ended` is whether the last line has its end.
    """
    width = len(heading.cells)
    row = next(rows, None)
    while row is not None:
        following = next(rows, None)
        cells = list(row.cells)
        shifted = None
        if not all(map(is_empty, cells[width:])):
            more = len(cells) - width
            shifted = f"这一行比表头多出 {more} 格，可能是文字里有分隔符却没有加引号。"
        elif following is None and not ended and len(cells) < width:
            cut = Broken("文件到这一格就断了，可能没有下载完整。如果是完整的，请把这一行补齐。")
            cells[-1:] = [cut] * (width - len(cells) + 1)
        yield Row(number=row.number, cells=cells, shifted=shifted)
        row = following
