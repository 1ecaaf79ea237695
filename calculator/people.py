"""Who a rule speaks to: offices held, joining, and the days that count for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from calculator.model import History, Person, Role, RoleName, Span
from calculator.quotas import PLAN

DAY = timedelta(days=1)


class Tenure(Enum):
    """For how much of a stretch of time an office was held."""

    NONE = "none"
    PART = "part"
    WHOLE = "whole"


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """What the rules need to know of a person, as of a day.

    `counted` is the stretch of days whose trainings count: in the period, not before joining,
    not after the as-of day; `supposed` the same for trainings that are only supposed, which may
    come after it. None where there is no such day.
    """

    as_of: date
    person: Person
    secretary: Tenure
    secretary_years: dict[int, Tenure]
    cadre: Tenure
    joined_late: bool
    counted: Span | None
    supposed: Span | None

    @property
    def both_roles(self) -> bool:
        """Held both roles at any time in the period; which prevails is not written."""
        return self.secretary is not Tenure.NONE and self.cadre is not Tenure.NONE


def years() -> range:
    """The calendar years of the period (reading `period`)."""
    return range(PLAN.period.start.year, PLAN.period.end.year + 1)


def year_span(year: int) -> Span:
    """1 January to 31 December of `year`."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def days_left(as_of: date, stretch: Span) -> int:
    """How many days of `stretch` come after `as_of`."""
    return max(0, (stretch.end - max(as_of, stretch.start - DAY)).days)


def years_left(as_of: date, stretch: Span) -> Fraction:
    """How many calendar years of `stretch` come after `as_of`, the days of each as its parts."""
    left = Fraction(0)
    for year in range(stretch.start.year, stretch.end.year + 1):
        inside = stretch.overlap(year_span(year))
        assert inside is not None
        left += Fraction(days_left(as_of, inside), year_span(year).days)
    return left


def terms(roles: Iterable[Role], name: RoleName) -> list[Span]:
    """The terms in one office, in order; terms that touch or overlap are one."""
    spans = sorted(
        (Span(role.start or date.min, role.end or date.max) for role in roles if role.role is name),
        key=lambda span: span.start,
    )
    joined: list[Span] = []
    for span in spans:
        if joined and (joined[-1].end == date.max or span.start <= joined[-1].end + DAY):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def undated(roles: Iterable[Role], name: RoleName) -> bool:
    """Whether a term in an office has neither a first day nor a last: it lasts for ever then."""
    return any(role.role is name and role.start is None and role.end is None for role in roles)


def tenure(held: list[Span], stretch: Span, until: date | None = None) -> Tenure:
    """For how much of `stretch`, as far as `until`, one of the terms `held` lasted.

    A term that touches the stretch makes at least PART of it, also one that begins after `until`.
    """
    within = [term for term in held if term.overlap(stretch)]
    end = min(until, stretch.end) if until else stretch.end
    start = min(stretch.start, end)
    if any(term.start <= start and term.end >= end for term in within):
        return Tenure.WHOLE
    return Tenure.PART if within else Tenure.NONE


def situation(history: History, as_of: date) -> Situation:
    """The person's situation under the plan on the day `as_of`."""
    person, period = history.person, PLAN.period
    secretary = terms(person.roles, RoleName.SECRETARY)
    joined = person.joined
    first = max(period.start, joined) if joined else period.start
    last = min(period.end, as_of)
    return Situation(
        as_of=as_of,
        person=person,
        secretary=tenure(secretary, period, as_of),
        secretary_years={year: tenure(secretary, year_span(year)) for year in years()},
        cadre=tenure(terms(person.roles, RoleName.CADRE), period, as_of),
        joined_late=joined is not None and joined > period.start,
        counted=Span(first, last) if first <= last else None,
        supposed=Span(first, period.end) if first <= period.end else None,
    )
