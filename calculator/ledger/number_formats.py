"""What a number in a workbook shows: a number format makes a date, a percentage, 2天 of it."""

import re
from collections.abc import Callable

from calculator.json_input import shown
from calculator.ledger.cells import Broken, Cell, digits, excel_day

type Shown = Callable[[int | float], Cell]

DAYS_TO_1904 = 1462

# Number formats that files name by number only, as Excel and WPS in Chinese understand them.
_DAYS = (14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58)
_PARTS = (*range(17, 22), 27, *range(32, 37), 45, 46, 47, 50, 52, 55, 56, 57)
BUILT_IN = {
    **dict.fromkeys(_DAYS, "yyyy-mm-dd"),
    **dict.fromkeys(_PARTS, "yyyy-mm"),
    9: "0%",
    10: "0.00%",
}

_ASIDE = re.compile(r"\[(?!(?:h+|m+|s+)\])[^]]*\]|_.|\*.", re.IGNORECASE)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_NUMBER = re.compile(r"general|g/通用格式|[#0?,.]*[#0?](?:e[+-]0+)?", re.IGNORECASE)


def shown_number(code: str, *, from_1904: bool) -> Shown | None:
    """What a number shows in the format `code`; None where it is just the number."""
    positive = _ASIDE.sub("", code.split(";")[0])
    if ";" in code and not positive:
        return _invisible
    signs = _LITERAL.sub("", positive).lower().replace("am/pm", "h")
    if "general" not in signs and re.search("[ymdhs]|aaa", signs):
        if not ("d" in signs and "m" in signs):
            return _part_of_a_day
        shift = DAYS_TO_1904 if from_1904 else 0
        return lambda number: _day(number, shift)
    if "%" in signs:
        return _percentage
    written = _NUMBER.sub("\0", _LITERAL.sub(r"\1\2", positive), count=1)
    if any(each.isalpha() for each in written):
        return lambda number: written.replace("\0", digits(number))
    return None


def _day(number: int | float, shift: int) -> Cell:
    return excel_day(number + shift) or Broken(
        f"“{shown(str(number))}”的格式是日期，但不是 1900-03-01 到 9999-12-31 的一天。"
    )


def _part_of_a_day(number: int | float) -> Cell:
    return Broken("这一格的格式只显示时刻、星期或年月，看不出是哪一天。请写成 2025-03-05 的样子。")


def _percentage(number: int | float) -> Cell:
    return Broken("这一格是百分比。请写成数量，例如 8 或 1.5。")


def _invisible(number: int | float) -> Cell:
    return Broken("这一格的格式让内容显示不出来。请改成“常规”格式后核对。")
