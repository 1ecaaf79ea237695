"""The way to a quota: the hours that count, added up over time, and the pace from here on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from calculator import amounts
from calculator.model import Answer, Finding, Interval, Span, Training, Verdict
from calculator.people import DAY, Situation, year_span, years
from calculator.quotas import PLAN, TOTALS
from calculator.rules import Subject
from calculator.trainings import within

YEAR_ENDS = frozenset(year_span(year).end for year in years())

NOTHING = Interval(Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class Point:
    """学时 that count up to the end of a day: low surely, high with all that is open."""

    day: date
    amount: Interval

    @property
    def closing(self) -> bool:
        """Whether the day is the last of a year of the period."""
        return self.day in YEAR_ENDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Path:
    """The way to a total's quota, in 学时 (readings `eight-hours` and `by-day`).

    `steps` begin on the eve of the first day that counts and end on the as-of day, or on the last
    of the period; `planned` go on from there, with what comes later and what is only supposed.
    Each year that ends on the way has a point. Both are empty where the finding has no figures,
    `planned` also where nothing is planned.
    """

    finding: Finding
    steps: tuple[Point, ...] = ()
    planned: tuple[Point, ...] = ()

    @property
    def paced(self) -> bool:
        """Whether there is a way to go and time for it: from the last step to the quota.

        Not where the plan does not say whether the whole quota is this person's.
        """
        left = self.finding.remaining
        if self.finding.unwritten:
            return False
        return left is not None and bool(left.hours and left.hours.high and left.days_left)


class _Entry(NamedTuple):
    """学时 spread evenly over the days from `start` to `end`."""

    start: date
    end: date
    low: Fraction
    high: Fraction


def paths(findings: Iterable[Finding], subject: Subject) -> Iterator[Path]:
    """The way of each total that is the person's concern, in the findings' order."""
    for finding in findings:
        if finding.rule in TOTALS and finding.verdict is not Verdict.NOT_APPLICABLE:
            yield _path(finding, subject) if finding.hours else Path(finding=finding)


def _path(finding: Finding, subject: Subject) -> Path:
    situation = subject.situation
    last = PLAN.period.end
    here = max(min(situation.as_of, last), PLAN.period.start - DAY)
    counted = situation.counted or Span(here + DAY, here)
    entered = [
        *(_entry(one, counted, Answer.YES) for one in finding.sure),
        *(_entry(one, counted, Answer.UNKNOWN) for one in finding.open),
    ]
    steps = [Point(counted.start - DAY, NOTHING)]
    if counted.start <= counted.end:
        steps += _added(entered, NOTHING, counted)
    coming = list(_coming(subject, situation, here))
    return Path(
        finding=finding,
        steps=tuple(steps),
        planned=tuple(_added(coming, steps[-1].amount, Span(here, last))) if coming else (),
    )


def _coming(subject: Subject, situation: Situation, here: date) -> Iterator[_Entry]:
    """What counts later than `here`; what is only supposed counts from there at the earliest."""
    whole = situation.supposed
    if whole is None:
        return
    later = whole.overlap(Span(here + DAY, date.max))
    for one in subject.counts.trainings:
        part = within(one, later, by_day=True) if later else None
        if part is not None and later is not None and part.concentrated is not Answer.NO:
            yield _entry(part, later, part.concentrated)
    for one in subject.counts.supposed:
        part = within(one, whole, by_day=True)
        if part is not None and part.concentrated is not Answer.NO:
            entry = _entry(part, whole, part.concentrated)
            yield entry._replace(start=max(entry.start, here), end=max(entry.end, here))


def _entry(part: Training, stretch: Span, counts: Answer) -> _Entry:
    inside = Span(part.start, part.end).overlap(stretch)
    assert inside is not None
    low = part.least if counts is Answer.YES else Fraction(0)
    return _Entry(inside.start, inside.end, low, part.most)


def _added(entries: Sequence[_Entry], before: Interval, stretch: Span) -> Iterator[Point]:
    """The sum so far at the end of each day on which an entry, a year or the stretch ends."""
    waiting = sorted(entries, key=lambda entry: entry.start, reverse=True)
    days = {entry.end for entry in entries} | {stretch.end}
    days |= {day for day in YEAR_ENDS if stretch.start <= day <= stretch.end}
    running: list[_Entry] = []
    low, high = before.low, before.high
    for day in sorted(days):
        while waiting and waiting[-1].start <= day:
            running.append(waiting.pop())
        done = [entry for entry in running if entry.end <= day]
        running = [entry for entry in running if entry.end > day]
        low += amounts.total(entry.low for entry in done)
        high += amounts.total(entry.high for entry in done)
        parts = [
            (entry, Fraction((day - entry.start).days + 1, (entry.end - entry.start).days + 1))
            for entry in running
        ]
        yield Point(
            day,
            Interval(
                low + amounts.total(entry.low * part for entry, part in parts),
                high + amounts.total(entry.high * part for entry, part in parts),
            ),
        )
