"""A total of 天 or 学时 against a quota of the shape “不少于…天或…学时”."""

import operator
from dataclasses import dataclass
from fractions import Fraction

from calculator.model import Interval, Outcome, Step
from calculator.quotas import HOURS_PER_DAY, Amounts
from calculator.trainings import Count
from calculator.treatment import READINGS, Treatment


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What counts, judged: by its days alone, else by its hours alone, else by both together."""

    quota: Amounts
    count: Count
    by: Step
    outcome: Outcome

    @property
    def on_the_line(self) -> bool:
        """Whether a sum that decided equals the quota exactly (reading `inclusive`)."""
        if self.by is Step.DAYS:
            return self.count.days.low == self.quota.days
        if self.by is Step.HOURS:
            return self.count.hours.low == self.quota.hours
        return self.quota.hours in (self.count.mixed.low, self.count.mixed.high)

    @property
    def converted(self) -> bool:
        """Whether the step that decided rests on reading `eight-hours`."""
        return self.by is Step.MIXED and self.count.converted

    @property
    def remaining_hours(self) -> Interval:
        """学时 still wanting, by the step that needs the fewest; low if all that is open counts.

        The most that both together can be is never less than the most of one alone.
        """
        count = self.count
        return Interval(
            low=_wanting(self.quota.hours, count.mixed.high),
            high=_wanting(self.quota.hours, count.mixed.low, count.hours.low),
        )

    @property
    def remaining_days(self) -> Interval:
        """天 still wanting, by the step that needs the fewest; low if all that is open counts."""
        count = self.count
        return Interval(
            low=_wanting(self.quota.days, count.mixed.high / HOURS_PER_DAY),
            high=_wanting(self.quota.days, count.mixed.low / HOURS_PER_DAY, count.days.low),
        )


def _wanting(line: Fraction, *reached: Fraction) -> Fraction:
    return max(Fraction(0), line - max(reached))


def judge(count: Count, quota: Amounts, treatment: Treatment = READINGS) -> Judgement:
    """Whether what counts reaches `quota`, and which step decided."""
    reaches = operator.ge if treatment.inclusive else operator.gt
    by, outcome = Step.MIXED, Outcome.OPEN
    if reaches(count.days.low, quota.days):
        by, outcome = Step.DAYS, Outcome.REACHED
    elif reaches(count.hours.low, quota.hours):
        by, outcome = Step.HOURS, Outcome.REACHED
    elif treatment.eight_hours and reaches(count.mixed.low, quota.hours):
        outcome = Outcome.REACHED
    elif not (
        reaches(count.mixed.high, quota.hours)
        if treatment.eight_hours
        else reaches(count.days.high, quota.days) or reaches(count.hours.high, quota.hours)
    ):
        outcome = Outcome.SHORT
    return Judgement(quota=quota, count=count, by=by, outcome=outcome)
