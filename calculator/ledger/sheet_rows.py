"""Rows out of one sheet of a workbook, in one pass; what is hidden or merged there, in another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from calculator.json_input import shown
from calculator.ledger.cells import Broken, Cell, Formula
from calculator.ledger.package import DEEPEST, Damaged, local, parse
from calculator.ledger.rows import MOST_COLUMNS, MOST_ROWS, Row, Unreadable, letters
from calculator.ledger.workbook import (
    TOO_LONG,
    Part,
    TextHandler,
    Workbook,
    unescaped,
)

MOST_RANGES = 100_000

_NUMBER = re.compile(
    r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,9})?", re.ASCII
)
_COLUMN = re.compile(r"[A-Z]{1,3}", re.ASCII)
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.ASCII)
_OUTSIDE = re.compile(rb"<(?:[\w.-]+:)?(mergeCell|col)\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_EMPTY_ROW = re.compile(
    rb'<row r="\d+"[^<>]*+(?:(?<=/)>|>(?:<c r="[A-Z]+\d+"[^<>]*+(?<=/)>)*+</row>)'
)
_CDATA = b"<![CDATA["
_LONGEST_TAG = 1 << 20


@cache
def _index(column: str) -> int:
    """The number from 0 of the column with these letters. Raises ValueError where none has them."""
    number = 0
    for letter in column if _COLUMN.fullmatch(column) else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    if not 1 <= number <= MOST_COLUMNS:
        raise ValueError(column)
    return number - 1


def rows(book: Workbook, part: Part) -> Iterator[Row]:
    """The rows of a sheet in which something stands. Raises Unreadable."""
    handler = _RowsHandler(book)
    try:
        for _ in parse(_without_empty_rows(book.package.chunks(part.name), handler), handler):
            ready, handler.ready = handler.ready, []
            yield from ready
    except Damaged as damage:
        yield from handler.ready
        message = f"文件从这里起坏了（{damage}）。请重新下载，或在 Excel、WPS 里另存后再试。"
        row, index = max(handler.number, 1), max(handler.index, 0)
        raise Unreadable(message, row=row, index=index) from None


def _without_empty_rows(chunks: Iterator[bytes], handler: "_RowsHandler") -> Iterator[bytes]:
    """The sheet without rows that hold formats only: who formats a column may have a million."""
    plain, before = True, b""
    for chunk in chunks:
        # In a CDATA section what looks like a row may be text.
        plain = plain and _CDATA not in before + chunk
        before = chunk[-len(_CDATA) :]
        kept, count = _EMPTY_ROW.subn(b"", chunk) if plain else (chunk, 0)
        handler.numbered = handler.numbered or count > 0
        yield kept


class _RowsHandler(TextHandler):
    """Makes rows of the elements of a sheet: sheetData, row, c; in a cell f, v, is and t."""

    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self.strings, self.formats = book.strings, book.formats
        self.ready: list[Row] = []
        self.number = self.index = 0
        self.numbered = False
        self.inside = self.in_row = self.in_cell = False
        self.cells: list[Cell] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        # A sheet has millions of elements, so what all handlers do stands here once more.
        self.depth += 1
        if self.depth > DEEPEST:
            raise Damaged("XML 嵌套得太深")
        tag = local(name)
        if self.in_cell:
            if tag in ("v", "t"):
                self.gathering = self.valued = True
            elif tag == "f":
                self.formula = True
            elif tag == "rPh":
                self.guide += 1
            elif tag in ("c", "row"):
                raise Damaged("一格套在另一格里")
        elif tag == "c" and self.in_row:
            self._start_cell(attributes)
        elif tag == "row" and self.inside:
            self._start_row(attributes.get("r"))
        elif tag == "sheetData":
            self.inside = True

    def _start_row(self, stated: str | None) -> None:
        number = self.number + 1 if stated is None and not self.numbered else _positive(stated)
        if self.in_row or not self.number < number <= MOST_ROWS:
            raise Damaged(f"行号“{shown(str(stated))}”重复、乱序或不是行号")
        self.number, self.index, self.in_row = number, -1, True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        if stated is None:
            index = self.index + 1
        else:
            column = stated.rstrip("0123456789")
            try:
                index = _index(column)
            except ValueError:
                raise Damaged(f"单元格“{shown(stated)}”的列号不是列号") from None
            if index <= self.index or stated != f"{column}{self.number}":
                raise Damaged(f"单元格“{shown(stated)}”重复、乱序或不在它的行里")
        if index >= MOST_COLUMNS:
            raise Damaged("一行里的单元格太多")
        self.index, self.in_cell = index, True
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s")
        self.formula = self.valued = False
        self.clear()

    def end(self, name: str) -> None:
        self.depth -= 1
        tag = local(name)
        if self.in_cell:
            if tag in ("v", "t"):
                self.gathering = False
            elif tag == "rPh":
                self.guide -= 1
            elif tag == "c":
                self.in_cell = False
                if (value := self._value()) is not None:
                    self.cells += [None] * (self.index - len(self.cells))
                    self.cells.append(value)
        elif tag == "row":
            if self.cells:
                self.ready.append(Row(number=self.number, cells=self.cells))
                self.cells = []
            self.in_row = False
        elif tag == "sheetData":
            self.inside = False

    def _value(self) -> Cell:
        if not self.valued:
            return Formula("=") if self.formula else None
        if self.long:
            return TOO_LONG
        text = self.gathered
        if not text:
            # A formula whose result is empty text says that it is text.
            return Formula("=") if self.formula and self.kind == "n" else None
        match self.kind:
            case "n":
                return self._number(text.strip())
            case "s":
                return self._shared(text)
            case "str" | "inlineStr":
                return unescaped(text)
            case "b":
                known = {"1": True, "0": False, "true": True, "false": False}
                return known.get(text, Broken(f"“{shown(text)}”不是 TRUE 或 FALSE。"))
            case "e":
                return Broken(f"这一格是错误值 {shown(text)}，不是内容。请改正公式或重新填写。")
            case "d":
                return _iso_day(text)
        return Broken("这一格的类型认不出。请在 Excel 或 WPS 里另存后再试。")

    def _number(self, text: str) -> Cell:
        if not _NUMBER.fullmatch(text):
            return Broken("这一格在文件里标作数字，却不是数字。请重新填写。")
        number = int(text) if text.lstrip("+-").isdigit() else float(text)
        style = _positive(self.style or "0")
        if not 0 <= style < len(self.formats):
            return number
        form = self.formats[style]
        return number if form is None else form(number)

    def _shared(self, text: str) -> Cell:
        at = _positive(text)
        if not 0 <= at < len(self.strings):
            return Broken("这一格的文字在文件里找不到。请在 Excel 或 WPS 里另存后再试。")
        return self.strings[at]


def _positive(text: str | None) -> int:
    """The number that a text is; -1 where it is none, or out of all bounds."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


def _iso_day(text: str) -> Cell:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return Broken("这一格在文件里标作日期，却不是日期。请重新填写。")


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """A rectangle of cells, rows numbered from 1 and columns from 0, the last ones included."""

    top: int
    bottom: int
    left: int
    right: int

    def __str__(self) -> str:
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outside:
    """What a sheet says outside of its rows: which cells are merged, which columns hidden."""

    merged: list[Range]
    hidden: list[range]


def outside(book: Workbook, part: Part) -> Outside:
    """What the sheet says around its rows, which are skipped unread. Raises Damaged."""
    found = Outside(merged=[], hidden=[])
    for tag in _tags(book.package.chunks(part.name)):
        attributes = {
            key.decode("utf-8", "replace"): (one or other).decode("utf-8", "replace")
            for key, one, other in _ATTRIBUTE.findall(tag[2])
        }
        if len(found.merged) + len(found.hidden) == MOST_RANGES:
            raise Damaged(f"合并的单元格多于 {MOST_RANGES} 处")
        if tag[1] == b"mergeCell":
            found.merged.append(_range(attributes.get("ref", "")))
        elif _is_hidden(attributes):
            first, last = (_positive(attributes.get(key, "")) for key in ("min", "max"))
            found.hidden.append(range(first - 1, last))
    return found


def _is_hidden(column: dict[str, str]) -> bool:
    shown = column.get("hidden", "0") in ("0", "false", "off")
    return not shown or not column.get("width", "1").strip("0.")


def _tags(chunks: Iterator[bytes]) -> Iterator[re.Match[bytes]]:
    """The tags for merged cells and columns. In XML no text of a cell can look like one."""
    kept = b""
    for chunk in chunks:
        whole, closed, rest = (kept + chunk).rpartition(b">")
        if b"mergeCell" in whole or b"col" in whole:
            yield from _OUTSIDE.finditer(whole + closed)
        kept = rest if b"<" in rest else b""
        if len(kept) > _LONGEST_TAG:
            raise Damaged("有一个标签太长")


def _range(text: str) -> Range:
    match = _RANGE.fullmatch(text)
    if not match:
        raise Damaged(f"合并的范围“{shown(text)}”读不出来")
    left, top, right, bottom = match.groups()
    try:
        columns = sorted(map(_index, (left, right or left)))
    except ValueError:
        raise Damaged(f"合并的范围“{text}”读不出来") from None
    lines = sorted(map(int, (top, bottom or top)))
    return Range(top=lines[0], bottom=lines[1], left=columns[0], right=columns[1])
