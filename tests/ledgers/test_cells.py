"""Cells as people type them: what each means, and what is not guessed."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from calculator.json_input import Mistake
from calculator.ledger import cells
from calculator.ledger.cells import Cell, Formula
from calculator.model import Answer, Role, RoleName, Span


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2024-03-05", None, "2024-03-05"),
        ("2024/3/5", "", "2024-03-05"),
        ("2024.3.5", None, "2024-03-05"),
        ("2024年3月5日", None, "2024-03-05"),
        ("20240305", None, "2024-03-05"),
        (20240305, None, "2024-03-05"),
        ("２０２４．３．５", None, "2024-03-05"),
        (" 2024-03-05 09:30 ", None, "2024-03-05"),
        (45721, None, "2025-03-05"),
        (45721.75, None, "2025-03-05"),
        ("45721", None, "2025-03-05"),
        (date(2024, 3, 5), None, "2024-03-05"),
        (datetime(2024, 3, 5, 9, 30), None, "2024-03-05"),
        ("2024.3.5-3.9", None, "2024-03-05 2024-03-09"),
        ("2024。3。5", None, "2024-03-05"),
        ("2024. 3. 5", None, "2024-03-05"),
        ("2024年 3月5日 - 9日", None, "2024-03-05 2024-03-09"),
        ("2024.3.5-9", None, "2024-03-05 2024-03-09"),
        ("2024.3.5—3.9", None, "2024-03-05 2024-03-09"),
        ("2024.3.5－9", None, "2024-03-05 2024-03-09"),
        ("2024年3月5日至9日", None, "2024-03-05 2024-03-09"),
        ("2024/3/5~2024/3/9", None, "2024-03-05 2024-03-09"),
        ("2024-03-05-2024-03-09", None, "2024-03-05 2024-03-09"),
        ("2024.12.30-2025.1.2", None, "2024-12-30 2025-01-02"),
        ("2024.3.5", "3.9", "2024-03-05 2024-03-09"),
        ("3.5", "2024.3.9", "2024-03-05 2024-03-09"),
        ("2024.3.5", 45360, "2024-03-05 2024-03-09"),
        ("2024 年 3 月 5 日", None, "2024-03-05"),
        ("2024年3月5 日", None, "2024-03-05"),
        ("2024 年 3 月 5 号", None, "2024-03-05"),
        ("2024 年 3 月 5 日至 9 日", None, "2024-03-05 2024-03-09"),
        ("2024\u00a0年\u3000３ 月 5 日 － 9 日", None, "2024-03-05 2024-03-09"),
        ("2024年03月05日08:30", None, "2024-03-05"),
        ("2024 年 3 月 5 日 08:30", None, "2024-03-05"),
        ("2024.3.5―3.9", None, "2024-03-05 2024-03-09"),
        ("2024.3.5──9", None, "2024-03-05 2024-03-09"),
        ("2024.3.5〜9", None, "2024-03-05 2024-03-09"),
        ("2024‐03‐05", None, "2024-03-05"),
        ("2024\u201103\u201105", None, "2024-03-05"),
        ("2024.3.5‐9", None, "2024-03-05 2024-03-09"),
        ("2024.3.5﹣9", None, "2024-03-05 2024-03-09"),
        ("2024年3月5日", "9日", "2024-03-05 2024-03-09"),
        ("2024.3.5", " 9 号 ", "2024-03-05 2024-03-09"),
        ("3.5", "2024年3月9日", "2024-03-05 2024-03-09"),
    ],
)
def test_dates(start: Cell, end: Cell, days: str) -> None:
    first, _, last = days.partition(" ")
    assert cells.span(start, end) == Span(
        date.fromisoformat(first), date.fromisoformat(last or first)
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("3.5", None),
        ("3.5-3.9", None),
        ("5", None),
        ("2024.2.30", None),
        ("2024.13.1", None),
        ("20241305", None),
        (20241305, None),
        (3.5, None),
        (60, None),
        (2_958_466, None),
        (-1, None),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        ("待定", None),
        ("2024-3-5-9", None),
        ("2024.12.30-1.2", None),
        ("2024.3.9", "2024.3.5"),
        ("2024.3.5-3.9", "2024.3.9"),
        ("2024.3.5", "3.6-3.9"),
        ("2024.3.5", "五日"),
        ("2024.3.5", "9"),
        ("2024.3.5", 9),
        ("2024.3.28", "2日"),
        ("2024.2.5", "30日"),
        ("3.5", "9日"),
        ("5日", None),
        ("5日", "2024.3.9"),
        ("2024年3月5 9日", None),
        ("2024.3.508:30", None),
        ("2024年3月5日25:30", None),
        ("0000-01-01", None),
        (Formula("=A1"), None),
    ],
)
def test_dates_that_are_not_certain(start: Cell, end: Cell) -> None:
    with pytest.raises(Mistake):
        cells.span(start, end)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2024年3月", "没有写是哪一天"),
        ("2024.3", "没有写是哪一天"),
        ("24.3.5", "年份要写四位"),
        ("2024.12.30-1.2", "跨年的，后一个日期也要写年份"),
    ],
)
def test_why_a_date_is_not_certain(written: str, why: str) -> None:
    with pytest.raises(Mistake, match=why):
        cells.span(written, None)


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        (8, 8, None),
        ("8", 8, None),
        ("８", 8, None),
        ("8学时", 8, "学时"),
        ("8 学时", 8, "学时"),
        ("1天", 1, "天"),
        ("1日", 1, "天"),
        ("半天", Fraction(1, 2), "天"),
        ("1.5天", Fraction(3, 2), "天"),
        (0.25, Fraction(1, 4), None),
        ("0.25", Fraction(1, 4), None),
        (".5", Fraction(1, 2), None),
        (0.1, Fraction(1, 10), None),
        (0, 0, None),
        (1e-05, Fraction(1, 100_000), None),
        ("33.3333333333333333333", Fraction("33.3333333333333333333"), None),
    ],
)
def test_amounts(cell: Cell, value: Fraction, unit: str | None) -> None:
    assert cells.amount(cell) == cells.Amount(value=Fraction(value), unit=unit)


@pytest.mark.parametrize(
    "cell",
    [
        "若干",
        -4,
        "-4",
        "8小时",
        "8课时",
        "1天4学时",
        "约8",
        "8+4",
        "1e3",
        1e300,
        float("nan"),
        float("inf"),
        True,
        date(2024, 3, 5),
        100_001,
        "9" * 30,
        # As a history's number it would be a character longer than can be read.
        "." + "3" * 23,
        1e-30,
        "#REF!",
        Formula("=B2*8"),
    ],
)
def test_amounts_that_are_never_zero(cell: Cell) -> None:
    with pytest.raises(Mistake):
        cells.amount(cell)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        (None, Answer.UNKNOWN),
        ("  ", Answer.UNKNOWN),
        ("是", Answer.YES),
        ("√", Answer.YES),
        ("Ｙ", Answer.YES),
        (True, Answer.YES),
        ("否", Answer.NO),
        ("×", Answer.NO),
        ("no", Answer.NO),
        (False, Answer.NO),
        ("不清楚", Answer.UNKNOWN),
        ("？", Answer.UNKNOWN),
    ],
)
def test_answers(cell: Cell, answer: Answer) -> None:
    assert cells.answer(cell) is answer


@pytest.mark.parametrize("cell", ["可能", "1", 1, 0, "线上", Formula("=A1")])
def test_what_is_no_answer(cell: Cell) -> None:
    with pytest.raises(Mistake):
        cells.answer(cell)


def test_a_flag_is_yes_or_no() -> None:
    assert cells.flag("是")
    assert not cells.flag(None)
    with pytest.raises(Mistake):
        cells.flag("不清楚")


SECRETARY, CADRE = RoleName.SECRETARY, RoleName.CADRE


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        (None, []),
        ("党员", []),
        ("党支部副书记", []),
        ("书记", [Role(role=SECRETARY)]),
        ("基层党组织书记；党员干部", [Role(role=SECRETARY), Role(role=CADRE)]),
        ("书记（2026-07-01至今）", [Role(role=SECRETARY, start=date(2026, 7, 1))]),
        ("党员干部(至2025-12-31)", [Role(role=CADRE, end=date(2025, 12, 31))]),
        (
            "书记（2024.1.1至2025.6.30）；书记（2026.1.1至今）",
            [
                Role(role=SECRETARY, start=date(2024, 1, 1), end=date(2025, 6, 30)),
                Role(role=SECRETARY, start=date(2026, 1, 1)),
            ],
        ),
    ],
)
def test_roles(cell: Cell, roles: list[Role]) -> None:
    assert cells.roles(cell) == tuple(roles)


@pytest.mark.parametrize(
    "cell", ["主任", "书记（去年）", "书记（2026-07-01至2026-01-01）", "书记（7月至今）"]
)
def test_roles_that_are_not_certain(cell: Cell) -> None:
    with pytest.raises(Mistake):
        cells.roles(cell)


@pytest.mark.parametrize(
    "cell", ["书记（副）", "（副）书记", "（副书记）", "书记/副书记", "支部书记(副职)"]
)
def test_who_may_be_a_deputy_is_no_secretary(cell: Cell) -> None:
    with pytest.raises(Mistake, match="副书记请写"):
        cells.roles(cell)


def test_text() -> None:
    assert cells.text(None) == ""
    assert cells.text(" 党课 ") == "党课"
    assert cells.text("'=1+1") == "=1+1"
    assert cells.text("'小岗村'精神 ") == "'小岗村'精神"
    assert cells.text("' 党课 '") == " 党课 "
    assert cells.text("' 党课") == "' 党课"
    assert cells.text(3) == "3"
    with pytest.raises(Mistake):
        cells.text("长" * 32_768)
