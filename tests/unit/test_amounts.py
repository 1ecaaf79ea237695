"""Amounts: exact inside, rounded only to be shown, and never across a line."""

from decimal import Decimal
from fractions import Fraction

import pytest

from calculator import amounts
from calculator.model import Interval

F = Fraction


@pytest.mark.parametrize(
    ("days", "hours", "low", "high"),
    [
        (None, F(6), 6, 6),
        (F(2), None, 16, 16),
        (F(2), F(16), 16, 16),
        (F(2), F(12), 12, 16),
        (F(2), F(20), 16, 20),
        (F(0), F(8), 0, 8),
        (None, F(0), 0, 0),
    ],
)
def test_mixed(days: Fraction | None, hours: Fraction | None, low: int, high: int) -> None:
    assert amounts.mixed(days, hours) == Interval(F(low), F(high))
    assert amounts.conflicting(days, hours) is (low != high)


@pytest.mark.parametrize(
    ("value", "places", "line", "shown"),
    [
        (F(1, 3), 2, None, "0.33"),
        (F(2, 3), 2, None, "0.67"),
        (F(5, 1000), 2, None, "0.01"),  # half-way rounds up
        (F(15, 1000), 2, None, "0.02"),
        (F(4995, 100), 1, F(50), "49.9"),  # half-way, but not across the line
        (F(4996, 100), 1, F(50), "49.9"),
        (F(4994, 100), 1, F(50), "49.9"),
        (F(5004, 100), 1, F(50), "50"),
        (F(50), 1, F(50), "50"),
        (F(9996, 100), 1, F(50), "100"),  # another line than the one it stands against
        (F(8), 2, F(8), "8"),
        (F(15, 1000), 2, F(15, 1000), "0.02"),  # on the line is not below it
    ],
)
def test_rounding(value: Fraction, places: int, line: Fraction | None, shown: str) -> None:
    assert str(amounts.number(amounts.nearest(value, places, line))) == shown


def test_what_is_wanting_is_rounded_up_and_what_is_allowed_down() -> None:
    assert amounts.enough(F(1, 3)) == F(34, 100)
    assert amounts.at_most(F(2, 3)) == F(66, 100)
    assert amounts.enough(F(7)) == amounts.at_most(F(7)) == 7


def test_an_interval_of_one_figure_is_shown_as_one() -> None:
    assert amounts.shown_interval(Interval(F(8), F(8))) == "8"
    assert amounts.shown_interval(Interval(F(8), F(25, 2))) == "8 至 12.5"


def test_both_ends_of_an_interval_are_shown_below_the_line_where_they_are() -> None:
    below = F(159999, 1000)
    assert amounts.shown(below) == "159.99"
    assert amounts.shown(below + 1) == "161"
    assert amounts.shown_interval(Interval(below, below)) == "159.99"
    assert amounts.shown_interval(Interval(below, F(160))) == "159.99 至 160"
    assert amounts.shown_interval(Interval(F(8), below)) == "8 至 159.99"
    assert [amounts.shown(F(line) - F(1, 1000)) for line in (5, 20, 35, 40, 280)] == [
        "4.99",
        "19.99",
        "34.99",
        "39.99",
        "279.99",
    ]


def test_a_part_is_shown_as_a_percentage_to_one_place() -> None:
    half = F(1, 2)
    assert amounts.shown_percent(F(1, 3), half) == "33.3%"
    assert amounts.shown_percent(half, half) == "50%"
    assert amounts.shown_percent(F(4996, 10000), half) == "49.9%"  # below the line, and shown so
    assert amounts.shown_percent(F(4996, 10000), F(1, 3)) == "50%"


def test_an_amount_that_was_entered_comes_back_the_same() -> None:
    assert amounts.exact(None) is None
    assert str(amounts.exact(F(8))) == "8"
    assert str(amounts.exact(F(0))) == "0"
    assert str(amounts.exact(F(1, 8))) == "0.125"
    assert repr(amounts.exact(F(1, 10_000))) == "0.0001"
    assert amounts.exact(F(1, 100_000)) == Decimal("0.00001")
    assert repr(amounts.exact(F("0.123456789012345"))) == "0.123456789012345"
    assert amounts.exact(F("0.1234567890123456")) == Decimal("0.1234567890123456")
    assert amounts.exact(F("33.3333333333333333333")) == Decimal("33.3333333333333333333")
    assert amounts.exact(F("99999.9999999999999")) == Decimal("99999.9999999999999")
