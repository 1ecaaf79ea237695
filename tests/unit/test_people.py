"""Days and years left, and the days whose trainings count for a person."""

from datetime import date
from fractions import Fraction

import pytest

from calculator import History, Person
from calculator.model import Span
from calculator.people import days_left, situation, years, years_left

PERIOD = Span(date(2024, 1, 1), date(2028, 12, 31))
ALL_DAYS = 366 + 365 + 365 + 365 + 366


@pytest.mark.parametrize(
    ("as_of", "days", "in_years"),
    [
        (date(2023, 6, 1), ALL_DAYS, Fraction(5)),
        (date(2023, 12, 31), ALL_DAYS, Fraction(5)),
        (date(2024, 1, 1), ALL_DAYS - 1, 4 + Fraction(365, 366)),
        (date(2026, 12, 31), 365 + 366, Fraction(2)),
        (date(2028, 12, 29), 2, Fraction(2, 366)),
        (date(2028, 12, 30), 1, Fraction(1, 366)),
        (date(2028, 12, 31), 0, Fraction(0)),
        (date(2029, 6, 1), 0, Fraction(0)),
    ],
)
def test_what_is_left_comes_after_the_day(as_of: date, days: int, in_years: Fraction) -> None:
    assert days_left(as_of, PERIOD) == days
    assert years_left(as_of, PERIOD) == in_years


def test_part_of_a_year_is_left_of_a_stretch_that_ends_within_it() -> None:
    stretch = Span(date(2024, 7, 1), date(2025, 3, 31))
    assert years_left(date(2024, 1, 1), stretch) == Fraction(184, 366) + Fraction(90, 365)


def test_the_calendar_years_of_the_period() -> None:
    assert list(years()) == [2024, 2025, 2026, 2027, 2028]


@pytest.mark.parametrize(
    ("joined", "as_of", "counted", "supposed"),
    [
        (None, date(2026, 6, 30), Span(PERIOD.start, date(2026, 6, 30)), PERIOD),
        (None, date(2029, 6, 30), PERIOD, PERIOD),
        (None, date(2024, 1, 1), Span(PERIOD.start, PERIOD.start), PERIOD),
        (None, date(2023, 12, 31), None, PERIOD),
        (date(2020, 1, 1), date(2029, 6, 30), PERIOD, PERIOD),
        (
            date(2025, 3, 1),
            date(2026, 6, 30),
            Span(date(2025, 3, 1), date(2026, 6, 30)),
            Span(date(2025, 3, 1), PERIOD.end),
        ),
        (date(2027, 1, 1), date(2026, 6, 30), None, Span(date(2027, 1, 1), PERIOD.end)),
        (PERIOD.end, PERIOD.end, Span(PERIOD.end, PERIOD.end), Span(PERIOD.end, PERIOD.end)),
        (date(2029, 1, 1), date(2029, 6, 30), None, None),
    ],
)
def test_the_days_whose_trainings_count(
    joined: date | None, as_of: date, counted: Span | None, supposed: Span | None
) -> None:
    found = situation(History(person=Person(joined=joined)), as_of)
    assert (found.counted, found.supposed) == (counted, supposed)
