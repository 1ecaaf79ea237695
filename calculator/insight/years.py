"""What counts year by year: information, since the totals and the share are over the period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calculator import amounts
from calculator.insight.questions import concentrated
from calculator.model import Finding, Interval
from calculator.people import year_span, years
from calculator.rules import Subject
from calculator.shares import Shares


class Standing(StrEnum):
    """Where a year stands on the as-of day."""

    OVER = "over"
    RUNNING = "running"
    TO_COME = "to_come"


@dataclass(frozen=True, kw_only=True, slots=True)
class Year:
    """A calendar year of the period.

    `empty`: nothing counts in it, surely or perhaps. `counted` and `theory` are in 学时, days
    converted by reading `eight-hours`; low is what surely counts, high all that may. `shares` is
    the share of theory of this year alone, None where nothing surely counts. `annual` is the
    finding on a secretary's year, None for others.
    """

    year: int
    standing: Standing
    empty: bool
    counted: Interval
    theory: Interval
    shares: Shares | None
    annual: Finding | None


def by_year(subject: Subject, findings: tuple[Finding, ...]) -> Iterator[Year]:
    """Each calendar year of the period (reading `period`), with what counts in it."""
    annual = {each.year: each for each in findings if each.year is not None and each.hours}
    for year in years():
        counted = subject.counts.count(year_span(year), concentrated, by_day=True)
        yield Year(
            year=year,
            standing=_standing(year, subject.situation.as_of),
            empty=not counted.all,
            counted=counted.mixed,
            theory=Interval(
                amounts.total(one.of_theory.low for one in counted.sure),
                amounts.total(one.of_theory.high for one in counted.all),
            ),
            shares=subject.counts.theory(counted).shares,
            annual=annual.get(year),
        )


def _standing(year: int, as_of: date) -> Standing:
    whole = year_span(year)
    if as_of < whole.start:
        return Standing.TO_COME
    return Standing.OVER if as_of >= whole.end else Standing.RUNNING
