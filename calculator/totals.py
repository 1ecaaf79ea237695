"""A total of 天 or 学时 against a quota of the shape “不少于…天或…学时”."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from calculator import amounts
from calculator.model import Interval, Step
from calculator.quotas import HOURS_PER_DAY, Amounts
from calculator.trainings import Portion
from calculator.treatment import READINGS, Treatment


class Reached(Enum):
    """Whether a line is reached, whatever the open answers turn out to be."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """A total, judged: by days alone, else by hours alone, else by both together.

    `days` and `hours` are summed over the portions that give each; `mixed` is the sum in 学时
    with every portion in it. Low ends hold what surely counts, high ends also what is open.
    """

    quota: Amounts
    portions: Sequence[Portion]
    days: Interval
    hours: Interval
    mixed: Interval
    by: Step
    reached: Reached

    @property
    def on_the_line(self) -> bool:
        """Whether a sum that decided equals the quota exactly (reading `inclusive`)."""
        if self.by is Step.DAYS:
            return self.days.low == self.quota.days
        if self.by is Step.HOURS:
            return self.hours.low == self.quota.hours
        return self.quota.hours in (self.mixed.low, self.mixed.high)

    @property
    def converted(self) -> bool:
        """Whether the step that decided rests on reading `eight-hours`."""
        return self.by is Step.MIXED and any(portion.converted for portion in self.portions)

    @property
    def remaining_hours(self) -> Interval:
        """学时 still wanting, by the step that needs the fewest; low if all that is open counts."""
        return Interval(
            low=max(Fraction(0), self.quota.hours - max(self.mixed.high, self.hours.high)),
            high=max(Fraction(0), self.quota.hours - max(self.mixed.low, self.hours.low)),
        )

    @property
    def remaining_days(self) -> Interval:
        """天 still wanting, by the step that needs the fewest; low if all that is open counts."""
        return Interval(
            low=max(
                Fraction(0), self.quota.days - max(self.mixed.high / HOURS_PER_DAY, self.days.high)
            ),
            high=max(
                Fraction(0), self.quota.days - max(self.mixed.low / HOURS_PER_DAY, self.days.low)
            ),
        )


def _sum(values: Sequence[tuple[bool, Fraction | None]]) -> Interval:
    low = sum((value for certain, value in values if certain and value is not None), Fraction(0))
    high = sum((value for _, value in values if value is not None), Fraction(0))
    return Interval(low, high)


def judge(
    portions: Sequence[Portion], quota: Amounts, treatment: Treatment = READINGS
) -> Judgement:
    """Whether `portions` reach `quota`, and which step decided."""
    days = _sum([(portion.certain, portion.days) for portion in portions])
    hours = _sum([(portion.certain, portion.hours) for portion in portions])
    mixed = amounts.added(
        portion.mixed if portion.certain else Interval(Fraction(0), portion.mixed.high)
        for portion in portions
    )
    reaches = operator.ge if treatment.inclusive else operator.gt
    by, reached = Step.MIXED, Reached.OPEN
    if reaches(days.low, quota.days):
        by, reached = Step.DAYS, Reached.YES
    elif reaches(hours.low, quota.hours):
        by, reached = Step.HOURS, Reached.YES
    elif treatment.eight_hours and reaches(mixed.low, quota.hours):
        reached = Reached.YES
    elif not (
        reaches(mixed.high, quota.hours)
        if treatment.eight_hours
        else reaches(days.high, quota.days) or reaches(hours.high, quota.hours)
    ):
        reached = Reached.NO
    return Judgement(
        quota=quota,
        portions=portions,
        days=days,
        hours=hours,
        mixed=mixed,
        by=by,
        reached=reached,
    )
