"""JSON that people may have edited: read exactly, with every mistake noted at its place.

It is written exactly, too.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from typing import Any

from calculator.errors import InputError, Problem

# No amount of training needs more; the bounds keep a slip such as 1e999 from becoming arithmetic.
LARGEST_AMOUNT = 100_000
LONGEST_NUMBER = 24
"""As many characters as an amount has at most, written out as a decimal or as it was typed."""

LONGEST_TEXT = 32_767
"""As many characters as a cell of Excel can hold."""

LONGEST_GUARDED = LONGEST_TEXT + 2
"""A text with an apostrophe before and after it, which keep spreadsheets from taking it wrongly."""

# A person's history is some hundred records, and a hundred thousand are still read. What has more
# parts, or is longer, than its records can be would fill a browser's memory before it is refused.
MOST_VALUES, MOST_VALUES_A_RECORD = 500_000, 16
LONGEST_JSON, LONGEST_RECORD = 20_000_000, 1000
MOST_PROBLEMS = 1000

# A history is five levels deep. Some thousands end a browser's Python without an exception.
DEEPEST = 30

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
# Characters that neither a workbook nor a terminal can show, and halves of characters.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# In groups and in full-width digits too. 16 digits may be two dates, and decimals are an amount's.
PRIVATE_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.．])(?:"
    r"(?:(?:00)?86[- ]?)?[1１]\d{2}(?:\d{8}|[- ]\d{4}[- ]\d{4})(?!\d)"
    r"|\d{6}[- ]\d{8}[- ]\d{3}[\dXxＸｘ](?!\d)"
    r"|\d{15}(?!\d)|\d{17,}[XxＸｘ]?"
    # As a spreadsheet writes a number of so many digits.
    r"|\d\.\d{8,}[Ee]\+?1\d(?!\d))"
)
"""What looks like an identity or a phone number."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Mistake(Exception):
    """What is wrong with one value; its place is added where the value was taken from."""


class _NotANumber:
    """A number that JSON does not have (NaN, Infinity) or that is out of all bounds."""


# Of the many numbers and days of a long history few are different. Kept once each, they take a
# tenth of the memory, which is also looked through faster.
_kept_once = lru_cache(maxsize=1 << 12)
_date = _kept_once(date.fromisoformat)


@_kept_once
def _number(literal: str) -> Fraction | _NotANumber:
    if len(literal) > LONGEST_NUMBER:
        return _NotANumber()
    exponent = int(literal.lower().partition("e")[2] or 0)
    if abs(exponent) > LONGEST_NUMBER or not can_be_written(value := Fraction(literal)):
        return _NotANumber()
    return value


def places(value: Fraction) -> int:
    """How many decimals there is room for in a number, written out."""
    return max(0, LONGEST_NUMBER - len(f"{int(value)}."))


def can_be_written(value: Fraction) -> bool:
    """Whether a number, written out, is no longer than numbers may be; 1e-24 would be."""
    room: int = 10 ** places(value)
    return room % value.denominator == 0


class JsonObject(dict[str, Any]):
    """A JSON object that remembers which of its keys stood in it more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs) if len(self) < len(pairs) else {}
        self.repeated = sorted(key for key, count in counts.items() if count > 1)


def _depth(text: str) -> int:
    """How deep the arrays and objects of a JSON text lie in each other."""
    brackets = re.finditer(r"[][{}]", _STRING.sub("", text))
    return max(accumulate(1 if bracket[0] in "[{" else -1 for bracket in brackets), default=0)


def _is_too_much(text: str) -> bool:
    """Whether a JSON text is more than the records in it can be, at a glance."""
    records = text.count('"start"')
    values = sum(map(text.count, ",[{"))
    return len(text) > max(LONGEST_JSON, LONGEST_RECORD * records) or values > max(
        MOST_VALUES, MOST_VALUES_A_RECORD * records
    )


def parsed(text: str) -> Any:
    """JSON text as plain values, objects as JsonObject, numbers exact. Raises InputError."""
    if _is_too_much(text):
        raise InputError([Problem(message="文件里的内容太多，不像一个人的培训记录，没有读取。")])
    if _depth(text) > DEEPEST:
        raise InputError([Problem(message="JSON 嵌套得太深，不是一份培训记录。")])
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_int=_number,
            parse_float=_number,
            parse_constant=lambda _: _NotANumber(),
            object_pairs_hook=JsonObject,
        )
    except json.JSONDecodeError as error:
        place = f"第{error.lineno}行第{error.colno}个字符"
        message = f"不是有效的 JSON：{place}处读不下去。请用本站导出的文件，或改正后再试。"
    raise InputError([Problem(message=message)])


class Reader:
    """Takes the keys of one object, one by one, and notes every mistake with its place."""

    def __init__(
        self, table: Any, problems: list[Problem], *, record: int | None = None, path: str = ""
    ) -> None:
        self.problems, self.record, self.path = problems, record, path
        self.is_object = self.sound = isinstance(table, JsonObject)
        self.table = table if isinstance(table, JsonObject) else JsonObject([])
        self.left = set(self.table)
        if not self.is_object:
            self._note(Problem(record=record, key=path or None, message="应当是一个对象 {…}。"))
        for key in self.table.repeated:
            self.wrong(key, "出现了两次，请删去一个。")

    def wrong(self, key: str, message: str) -> None:
        """Note a mistake at `key`."""
        self.sound = False
        name = shown(key) or '""'
        place = f"{self.path}.{name}" if self.path else name
        self._note(Problem(record=self.record, key=place, message=message))

    def _note(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) == MOST_PROBLEMS:
            more = Problem(message=f"有 {MOST_PROBLEMS} 处读不出来，后面的没有再看。")
            raise InputError([*self.problems, more])

    def lacks(self, *keys: str, null: bool = False) -> bool:
        """Whether an object is there, but none of `keys` (a null being none, if `null`)."""
        absent = (key not in self.table or (null and self.table[key] is None) for key in keys)
        return self.is_object and all(absent)

    def take[T](self, key: str, read: Callable[[Any], T], default: T, *, null: bool = False) -> T:
        """The value at `key` as `read` understands it; `default` for none or an allowed null."""
        self.left.discard(key)
        if key not in self.table or (null and self.table[key] is None):
            return default
        try:
            return read(self.table[key])
        except Mistake as mistake:
            self.wrong(key, str(mistake))
            return default

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in sorted(self.left):
            self.wrong(key, "没有这个项目，请检查名称是否写错。")


def date_value(value: Any) -> date:
    """A day of the calendar, written as 2025-03-05."""
    if not isinstance(value, str):
        raise Mistake("应当是日期，写成 2025-03-05 的样子。")
    if not _ISO_DATE.fullmatch(value):
        raise Mistake(f"“{shown(value)}”不是写成 2025-03-05 样子的日期。")
    try:
        return _date(value)
    except ValueError:
        raise Mistake(f"日历上没有“{value}”这一天。") from None


def amount_value(value: Any) -> Fraction:
    """An amount of 天 or 学时: 0 is one."""
    if isinstance(value, _NotANumber) or (isinstance(value, Fraction) and value > LARGEST_AMOUNT):
        raise Mistake(
            f"应当是 0 到 {LARGEST_AMOUNT} 之间的数，写出来最多 {LONGEST_NUMBER} 个字符。"
        )
    if not isinstance(value, Fraction):
        raise Mistake("应当是数字，例如 4 或 1.5。")
    if value < 0:
        raise Mistake("不能小于 0。")
    return value


def text_value(value: Any, longest: int = LONGEST_TEXT) -> str:
    """Text that every kind of file can hold; it may be empty."""
    if not isinstance(value, str):
        raise Mistake("应当是文字。")
    if len(value) > longest:
        raise Mistake(f"文字超过 {LONGEST_TEXT} 个字符，请缩短。")
    if unfit := _UNFIT.search(value):
        raise Mistake(f"文字里有看不见的控制字符（{_code(unfit[0])}），请删去。")
    return value


def flag_value(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Mistake("应当是 true 或 false。")
    return value


def list_value(value: Any) -> list[Any]:
    """A list of whatever stands in it."""
    if not isinstance(value, list):
        raise Mistake("应当是一个列表 […]。")
    return value


def shown(value: str, longest: int = LONGEST_NUMBER) -> str:
    """Foreign text as an error quotes it: on one line, not long, with nothing invisible in it.

    Of what looks like an identity or a phone number only the beginning is quoted: a shifted row
    has it where a date should be.
    """
    # Before it is cut: without its end a number does not look like one.
    known = PRIVATE_NUMBER.sub(lambda number: f"{number[0][:3]}＊＊＊", value[: 10 * longest])
    cut = known if len(known) <= longest else known[:longest] + "…"
    return "".join(each if each.isprintable() or each == "\u3000" else _code(each) for each in cut)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


_MARK = "\0"
_MARKED = re.compile(r'"\\u0000([\d.]+)"')


def written_out(value: Decimal) -> str:
    """A decimal in all its digits, without an exponent."""
    return f"{value:f}"


def as_text(value: Any) -> str:
    """A decimal as text, for `json.dumps`: a page's script reads numbers as floats."""
    if not isinstance(value, Decimal):
        raise TypeError(value)
    return written_out(value)


def encoder(separators: tuple[str, str] = (", ", ": ")) -> Callable[[Any], str]:
    """What makes JSON text, on one line, of plain values; decimals are numbers in all their digits.

    The encoder of `json` knows none, so they are marked on the way: no text that is read has a
    null character.
    """
    encode = json.JSONEncoder(
        ensure_ascii=False, separators=separators, default=lambda value: _MARK + as_text(value)
    ).encode

    def encoded(value: Any) -> str:
        text = encode(value)
        return _MARKED.sub(r"\1", text) if "\\u0000" in text else text

    return encoded
