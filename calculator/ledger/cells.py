"""What stands in one cell of a ledger: dates, amounts, answers, as people type them.

A cell is text, a number or a day, as CSV and XLSX files give them. Whatever is not certain is a
Mistake, never a guess.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from calculator.json_input import (
    LARGEST_AMOUNT,
    LONGEST_GUARDED,
    LONGEST_NUMBER,
    Mistake,
    can_be_written,
    shown,
    text_value,
    written_out,
)
from calculator.model import Answer, Role, RoleName, Span


@dataclass(frozen=True, slots=True)
class Formula:
    """What stands in a cell whose formula was saved without its result."""

    text: str


@dataclass(frozen=True, slots=True)
class Broken:
    """What stands in a cell that cannot be read as it stands: merged, an error value, cut off."""

    message: str


type Cell = str | int | float | date | Formula | Broken | None
"""`datetime` is a `date`; an empty cell is None or blank text."""

YES = ("是", "对", "√", "✓", "✔", "☑", "y", "yes", "true", "集中", "脱产", "理论")
NO = ("否", "不是", "×", "✗", "✘", "x", "n", "no", "false", "不集中", "不脱产", "非理论")
UNKNOWN = ("不清楚", "不确定", "不详", "未知", "待定", "?", "unknown")

SECRETARY = ("基层党组织书记", "书记", "党委书记", "党总支书记", "党支部书记", "支部书记")
CADRE = ("党员干部", "干部")
MEMBER = (
    "党员",
    "普通党员",
    "正式党员",
    "预备党员",
    "群众党员",
    "党支部副书记",
    "支部副书记",
    "副书记",
    "委员",
    "支部委员",
    "支委",
    "组织委员",
    "宣传委员",
    "纪检委员",
    "党小组长",
    "小组长",
    "组长",
)

ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!")
)
"""What a spreadsheet shows where a formula fails; a CSV file keeps it as text."""

FORMULA_SIGNS = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""

_EXCEL_DAY_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 61, 2_958_465

# One sign throughout: 2024.3-5 may as well be two months.
_DAY = re.compile(
    r"(?:(?P<year>\d{4})(?P<sign>[-/.]))?(?P<month>\d{1,2})(?(sign)(?P=sign)|[-/.])(?P<day>\d{1,2})[日号]?"
    r"|(?:(?P<年>\d{4})年)?(?P<月>\d{1,2})月(?P<日>\d{1,2})[日号]?",
    re.ASCII,
)
_DAY_PARTS = (("year", "年"), ("month", "月"), ("day", "日"))
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"\d{5}", re.ASCII)
_DAY_ONLY = re.compile(r"(\d{1,2})[日号]?", re.ASCII)
_CLOCK = re.compile(
    r"(?:(?<=\d)[T ]|(?<=日|号)[T ]?)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$", re.ASCII
)
_RANGE = re.compile(r"\s*(?:至|到|~|〜|[—―─]+|–|−)\s*")
_ROLE = re.compile(r"(.*?)\((.*)\)")
# Word and PDF files have spaces on both sides of each digit; a clock's time may follow the day's.
_LOOSE = re.compile(r" *([-/.年月]) *| +(?=[日号])")
_SIGNS = str.maketrans({"。": ".", "‐": "-", "﹣": "-"})
"""What keyboards and PDF files have for the signs within a date."""

_NO_DAY = re.compile(r"\d{4}(?:[-/.]\d{1,2}|年\d{1,2}月)", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{2}([-/.])\d{1,2}\1\d{1,2}", re.ASCII)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?|\.\d+) *(天|日|学时)?", re.ASCII)


def folded(text: str) -> str:
    """Text as it is compared: full-width forms folded, surrounding white space gone.

    Only forms of one character are: under NFKC, which makes two of some, 8² would be 82.
    """
    return (text if text.isascii() else "".join(map(_folded, text))).strip()


@cache
def _folded(character: str) -> str:
    form, _, simple = unicodedata.decomposition(character).partition(" ")
    same = form in ("<wide>", "<compat>", "<noBreak>") and len(simple) == 4
    return chr(int(simple, 16)) if same else character


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


@dataclass(frozen=True, kw_only=True, slots=True)
class PartialDay:
    """A day whose year or month may stand in another place of the same row."""

    year: int | None
    month: int | None
    day: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PartialSpan:
    """The days that one cell names: one, or the first and last of a range."""

    start: PartialDay
    end: PartialDay | None


def typed(cell: Cell) -> str | int | float | date | None:
    """What is typed in a cell. Raises Mistake for what is no value: an error, a bare formula."""
    if isinstance(cell, Formula):
        raise Mistake("这一格是公式，文件里没有存它的结果。请在 Excel 或 WPS 里打开、保存后再试。")
    if isinstance(cell, Broken):
        raise Mistake(cell.message)
    if not isinstance(cell, str):
        return cell
    word = text_value(cell.strip(), LONGEST_GUARDED)
    if word.startswith("#") and word.upper() in ERRORS:
        raise Mistake(f"这一格是错误值 {word}，不是内容。请改正公式或重新填写。")
    return word


def text(cell: Cell) -> str:
    """The text of a cell. Raises Mistake where no cell of a spreadsheet can hold it."""
    value = typed(cell)
    if value is None:
        return ""
    written = str(value)
    if is_padded(written) and written.startswith("'") and written.endswith("'"):
        written = written[1:-1]
    elif written.startswith("'") and needs_guard(written):
        written = written[1:]
    return text_value(written)


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula or an error, and that is read back as it is."""
    if is_padded(text):
        return f"'{text}'"
    return "'" + text if needs_guard(text) else text


def is_padded(text: str) -> bool:
    """Whether white space begins or ends a text, which would be lost without apostrophes."""
    bare = text.strip("'")
    return bare != bare.strip()


def needs_guard(text: str) -> bool:
    """Whether a spreadsheet takes a text for a formula or an error, unless an apostrophe leads."""
    bare = text.lstrip("'")
    return bare.startswith(FORMULA_SIGNS) or text_value(bare.strip()).upper() in ERRORS


def dates(cell: Cell, *, last: bool = False) -> PartialSpan:
    """The day or the range of days in a cell; of a `last` day 9日 is enough. Raises Mistake."""
    cell = typed(cell)
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return PartialSpan(start=_whole(day), end=None)
    if isinstance(cell, bool) or cell is None:
        raise Mistake("应当是日期，例如 2025-03-05。")
    if isinstance(cell, int | float):
        return PartialSpan(start=_whole(_from_serial(cell)), end=None)
    text = _LOOSE.sub(r"\1", _CLOCK.sub("", folded(cell).translate(_SIGNS)))
    if _SERIAL.fullmatch(text):
        return PartialSpan(start=_whole(_from_serial(int(text))), end=None)
    start, end = _ends(text)
    if end is None:
        # A bare 9 may be anything; in a range the first day tells what it is.
        day_only = last and start.endswith(("日", "号"))
        return PartialSpan(start=_day(start, cell, last=day_only), end=None)
    return PartialSpan(start=_day(start, cell), end=_day(end, cell, last=True))


def _ends(text: str) -> tuple[str, str | None]:
    parts = _RANGE.split(text)
    if len(parts) == 2:
        return parts[0], parts[1]
    # A plain hyphen is both a separator within a date and a sign of a range.
    if len(parts) == 1 and not _DAY.fullmatch(text) and text.count("-") % 2:
        parts = text.split("-")
        middle = len(parts) // 2
        return "-".join(parts[:middle]).strip(), "-".join(parts[middle:]).strip()
    return text, None


def _whole(day: date) -> PartialDay:
    return PartialDay(year=day.year, month=day.month, day=day.day)


def _from_serial(serial: float) -> date:
    if isinstance(serial, int) and (match := _COMPACT.fullmatch(str(serial))):
        year, month, day = map(int, match.groups())
        return _calendar(year, month, day)
    # 2025 is a year and 202503 a month, whatever day Excel counts by these numbers.
    found = excel_day(serial) if 10_000 <= serial < 100_000 else None
    if found is None:
        raise Mistake(f"“{shown(str(serial))}”不是日期。请写成 2025-03-05 的样子。")
    return found


def excel_day(serial: float) -> date | None:
    """The day that Excel counts as `serial`; None where it is none.

    Excel takes 1900 for a leap year, so what it counts before that year's March is not certain.
    """
    if not _FIRST_SERIAL <= serial < _LAST_SERIAL + 1:
        return None
    return _EXCEL_DAY_ZERO + timedelta(days=int(serial))


def _day(text: str, cell: str, *, last: bool = False) -> PartialDay:
    if match := _COMPACT.fullmatch(text):
        year, month, day = map(int, match.groups())
        return PartialDay(year=year, month=month, day=day)
    if match := _DAY.fullmatch(text):
        year_written, month_written, day_written = (
            match[sign] or match[character] for sign, character in _DAY_PARTS
        )
        return PartialDay(
            year=int(year_written) if year_written else None,
            month=int(month_written),
            day=int(day_written),
        )
    if last and (match := _DAY_ONLY.fullmatch(text)):
        return PartialDay(year=None, month=None, day=int(match[1]))
    why = ""
    if _NO_DAY.fullmatch(text):
        why = "：没有写是哪一天"
    elif _SHORT_YEAR.fullmatch(text):
        why = "：年份要写四位"
    raise Mistake(f"“{shown(cell)}”读不出日期{why}。请写成 2025-03-05 的样子。")


class EndMistake(Mistake):
    """What is wrong with the last day, where it stands in a cell of its own."""


def span(start: Cell, end: Cell) -> Span:
    """The days from the cells for the first and the last day. Raises Mistake.

    A range in the first cell needs no second one. A year may stand on either side, but must stand
    somewhere.
    """
    named = dates(start)
    first, last = named.start, named.end
    apart = not is_empty(end)
    if apart:
        last = _last_day(end, last)
    if first.year is None and (last is None or last.year is None):
        raise Mistake("日期没有写年份。请写成 2025-03-05 的样子。")
    begin = _complete(first, year=last.year if last else None, month=None)
    try:
        finish = _complete(last, year=begin.year, month=begin.month) if last else begin
        if finish < begin:
            year = "跨年的，后一个日期也要写年份。" if last and last.year is None else ""
            raise Mistake(f"结束日期 {finish} 早于开始日期 {begin}。{year}")
    except Mistake as mistake:
        raise (EndMistake(str(mistake)) if apart else mistake) from None
    return Span(begin, finish)


def _last_day(end: Cell, already: PartialDay | None) -> PartialDay:
    if already is not None:
        raise EndMistake("开始日期一栏已经是一段日期，结束日期就不要再填。")
    try:
        other = dates(end, last=True)
    except Mistake as mistake:
        raise EndMistake(str(mistake)) from None
    if other.end is not None:
        raise EndMistake("结束日期应当只有一天。")
    return other.start


def _complete(day: PartialDay, *, year: int | None, month: int | None) -> date:
    wanted_year = day.year if day.year is not None else year
    wanted_month = day.month if day.month is not None else month
    assert wanted_year is not None
    assert wanted_month is not None
    return _calendar(wanted_year, wanted_month, day.day)


def _calendar(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Mistake(f"日历上没有 {year}年{month}月{day}日 这一天。") from None


def digits(number: float) -> str:
    """A number as it was typed: a float's shortest decimal, without an exponent."""
    shortest = repr(number)
    return written_out(Decimal(shortest)) if "e" in shortest else shortest


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """An amount, and the unit that stands in the cell itself: 天, 学时 or none."""

    value: Fraction
    unit: str | None


def amount(cell: Cell) -> Amount:
    """The amount in a cell. Raises Mistake: what cannot be read is never 0."""
    cell = typed(cell)
    if isinstance(cell, bool | date) or cell is None:
        raise Mistake("应当是数量，例如 8、8学时、1.5天或半天。")
    words = folded(cell if isinstance(cell, str) else digits(cell))
    if words == "半天":
        return Amount(value=Fraction(1, 2), unit="天")
    match = _AMOUNT.fullmatch(words)
    if not match or len(words) > LONGEST_NUMBER:
        raise Mistake(f"“{shown(words)}”读不出数量。请写成 8、8学时、1.5天或半天的样子。")
    value = Fraction(match[1])
    if not can_be_written(value):
        raise Mistake(f"“{shown(words)}”的小数太长。写出来最多 {LONGEST_NUMBER} 个字符。")
    if value > LARGEST_AMOUNT:
        raise Mistake(f"数量应当在 0 到 {LARGEST_AMOUNT} 之间。")
    return Amount(value=value, unit="天" if match[2] == "日" else match[2])


def answer(cell: Cell) -> Answer:
    """The answer in a cell; an empty one is 不清楚. Raises Mistake."""
    if is_empty(cell):
        return Answer.UNKNOWN
    if isinstance(cell, bool):
        return Answer.YES if cell else Answer.NO
    words = folded(text(cell)).lower()
    for answers, variants in ((Answer.YES, YES), (Answer.NO, NO), (Answer.UNKNOWN, UNKNOWN)):
        if words in variants:
            return answers
    raise Mistake(f"“{shown(words)}”不是“是”“否”或“不清楚”。")


def flag(cell: Cell) -> bool:
    """Yes or no; an empty cell is no. Raises Mistake, also for 不清楚."""
    if is_empty(cell):
        return False
    if (given := answer(cell)) is Answer.UNKNOWN:
        raise Mistake("这一栏只能填“是”或“否”。")
    return given is Answer.YES


def roles(cell: Cell) -> tuple[Role, ...]:
    """The offices in a cell for 身份; none for an ordinary member. Raises Mistake.

    Several are separated by semicolons; a term stands in brackets: 书记（2026-07-01至今）.
    """
    if is_empty(cell):
        return ()
    found = (_role(part.strip()) for part in re.split("[;、,]", folded(text(cell))) if part.strip())
    return tuple(role for role in found if role)


def _role(words: str) -> Role | None:
    match = _ROLE.fullmatch(words)
    name, term = (match[1].strip(), match[2]) if match else (words, None)
    if name in MEMBER:
        return None
    if name not in SECRETARY + CADRE or (term and "副" in term):
        if "副" in words:
            raise Mistake(f"身份“{shown(words)}”看不出是不是书记。副书记请写“副书记”或“党员”。")
        raise Mistake(f"身份“{shown(words)}”认不出。请填基层党组织书记、党员干部或党员。")
    start, end = _term(term) if term else (None, None)
    return Role(
        role=RoleName.SECRETARY if name in SECRETARY else RoleName.CADRE, start=start, end=end
    )


def _term(words: str) -> tuple[date | None, date | None]:
    ends = _RANGE.split(words)
    if len(ends) != 2:
        raise Mistake(f"任期“{shown(words)}”应当写成 2026-07-01至2027-06-30 的样子。")
    start, end = (None if part.strip() in ("", "今") else day(part) for part in ends)
    if start and end and end < start:
        raise Mistake(f"任职结束日期 {end} 早于开始日期 {start}。")
    return start, end


def day(cell: Cell) -> date:
    """The one whole day in a cell. Raises Mistake."""
    named = dates(cell)
    if named.end is not None or named.start.year is None or named.start.month is None:
        raise Mistake("应当是有年月日的一天，例如 2025-03-05。")
    return _calendar(named.start.year, named.start.month, named.start.day)
