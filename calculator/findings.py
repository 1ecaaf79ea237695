"""Findings in the making: amounts judged against a quota, with figures and explanation."""

import operator
from datetime import date

from calculator import explain
from calculator.explain import Lines
from calculator.model import Figure, Finding, Interval, Remaining, Verdict
from calculator.quotas import QUOTAS, READINGS, amounts, share
from calculator.shares import Shares, room, surplus, wanting
from calculator.totals import Reached, judge
from calculator.trainings import Count
from calculator.treatment import Treatment


class TotalFinding:
    """A total of the trainings in a stretch of time against its quota, to become a finding."""

    def __init__(
        self,
        *,
        rule: str,
        year: int | None,
        start: date,
        until: date,
        as_of: date,
        question: str,
        count: Count,
        treatment: Treatment,
    ) -> None:
        self.rule, self.year, self.start, self.until = rule, year, start, until
        self.as_of, self.question, self.count = as_of, question, count
        self.judgement = judge(count.portions, amounts(rule), treatment)

    @property
    def over(self) -> bool:
        """Whether the last day of the stretch has come."""
        return self.as_of >= self.until

    def judged(self, *, short: Verdict) -> Finding:
        """Reached or not, where the quota applies as it stands; `short`: not, and time is over."""
        reached = self.judgement.reached
        if reached is Reached.YES:
            return self._finding(Verdict.MET, explain.met_total(self.judgement))
        if reached is Reached.OPEN:
            return self._finding(Verdict.UNDETERMINED, self._open() + explain.ask())
        lines = explain.short_total(self.judgement, self.start, self.until, self.as_of)
        return self._finding(short if self.over else Verdict.NOT_YET, lines)

    def met_or_undetermined(self, silence: Lines) -> Finding:
        """Met if the whole quota is reached; less says nothing, as the plan gives no pro-rating."""
        if self.judgement.reached is Reached.YES:
            return self.judged(short=Verdict.UNDETERMINED)
        return self._finding(Verdict.UNDETERMINED, self._open() + silence)

    def undetermined(self, silence: Lines) -> Finding:
        """Figures only: whether the quota applies at all is not written."""
        return self._finding(Verdict.UNDETERMINED, silence, decided=False)

    def not_required(self, lines: Lines) -> Finding:
        """Figures only: the requirement is lifted, also where it is reached."""
        return self._finding(Verdict.NOT_REQUIRED, lines, decided=False)

    def _open(self) -> Lines:
        if self.judgement.reached is not Reached.OPEN:
            return []
        return explain.open_total(self.judgement, self.question)

    def _finding(self, verdict: Verdict, lines: Lines, *, decided: bool = True) -> Finding:
        judgement, count = self.judgement, self.count
        remaining = None
        if decided and verdict is not Verdict.MET:
            remaining = Remaining(
                hours=judgement.remaining_hours, days=judgement.remaining_days, until=self.until
            )
        return Finding(
            rule=self.rule,
            year=self.year,
            verdict=verdict,
            by=judgement.by if decided else None,
            hours=Figure(reached=judgement.mixed, required=judgement.quota.hours),
            days=Figure(reached=judgement.days, required=judgement.quota.days),
            remaining=remaining,
            readings=_readings(
                count,
                eight_hours=judgement.converted,
                inclusive=decided and judgement.on_the_line,
            ),
            explanation=(
                *explain.entered(count, self.question),
                *explain.total(judgement, QUOTAS[self.rule]),
                *lines,
            ),
            records=count.records,
            divided=count.divided,
        )


class ShareFinding:
    """The share of theory in what counts, against its quota, to become a finding."""

    rule = "theory-share"

    def __init__(
        self,
        *,
        as_of: date,
        until: date,
        count: Count,
        shares: Shares | None,
        treatment: Treatment,
    ) -> None:
        self.as_of, self.until, self.count, self.shares = as_of, until, count, shares
        self.line = share(self.rule)
        self.reached = self._reached(treatment)

    def _reached(self, treatment: Treatment) -> Reached:
        """Whether the line is reached; open too where nothing is surely counted."""
        reaches = operator.ge if treatment.inclusive else operator.gt
        if self.shares is None or (self.shares.converted and not treatment.eight_hours):
            return Reached.OPEN
        if reaches(self.shares.least.part, self.line):
            return Reached.YES
        return Reached.OPEN if reaches(self.shares.greatest.part, self.line) else Reached.NO

    def judged(self) -> Finding:
        """Reached or not, where the quota applies as it stands."""
        if self.reached is Reached.YES:
            return self._finding(Verdict.MET, [])
        if self.reached is Reached.OPEN:
            return self._finding(Verdict.UNDETERMINED, explain.open_share(self.count, self.shares))
        if self.as_of >= self.until:
            return self._finding(Verdict.NOT_MET, [])
        return self._finding(Verdict.NOT_YET, [])

    def met_or_undetermined(self, silence: Lines) -> Finding:
        """Met if the line is reached; a smaller share says nothing."""
        if self.reached is Reached.YES:
            return self.judged()
        return self._finding(Verdict.UNDETERMINED, silence)

    def undetermined(self, silence: Lines) -> Finding:
        """Figures only: whether the quota applies at all is not written."""
        return self._finding(Verdict.UNDETERMINED, silence, decided=False)

    def _finding(self, verdict: Verdict, lines: Lines, *, decided: bool = True) -> Finding:
        found, line, count = self.shares, self.line, self.count
        percent = remaining = None
        inclusive = False
        if found is not None:
            least, greatest = found.least.part, found.greatest.part
            inclusive = decided and line in (least, greatest)
            percent = Figure(reached=Interval(least * 100, greatest * 100), required=line * 100)
        if found is not None and decided:
            beyond = surplus(count.portions, line)
            remaining = Remaining(
                theory=None if verdict is Verdict.MET else wanting(beyond, line),
                room=room(beyond, line),
                until=self.until,
            )
        return Finding(
            rule=self.rule,
            verdict=verdict,
            percent=percent,
            remaining=remaining,
            readings=_readings(
                count,
                eight_hours=found is not None and found.converted,
                inclusive=inclusive,
                total=True,
            ),
            explanation=(
                *explain.entered(count, explain.CONCENTRATED_QUESTION),
                *explain.theory(found, line),
                *explain.outlook(verdict, remaining, line),
                *lines,
            ),
            records=count.records,
            divided=count.divided,
        )


def _readings(
    count: Count, *, eight_hours: bool, inclusive: bool, total: bool = False
) -> tuple[str, ...]:
    """The readings that a result rests on, in the order of `quotas.toml`."""
    rests_on = {
        "eight-hours": eight_hours,
        "inclusive": inclusive,
        "period": True,
        "by-day": bool(count.divided),
        "total": total,
        "yourself": count.answered,
    }
    return tuple(reading for reading in READINGS if rests_on[reading])


def elsewhere(rule: str, because: str, year: int | None = None) -> Finding:
    """The number for this person stands in another document, as the rule `because` says."""
    return Finding(
        rule=rule,
        year=year,
        verdict=Verdict.ELSEWHERE,
        explanation=tuple(explain.elsewhere(because)),
    )


def not_applicable(rule: str, lines: Lines, year: int | None = None) -> Finding:
    """The rule is not about this person or this year."""
    return Finding(rule=rule, year=year, verdict=Verdict.NOT_APPLICABLE, explanation=tuple(lines))
