"""Findings in the making: amounts judged against a quota, with figures and explanation."""

from collections.abc import Sequence
from datetime import date

from calculator import explain
from calculator.explain import Lines
from calculator.model import Figure, Finding, Interval, Remaining, Verdict
from calculator.people import Situation
from calculator.quotas import PLAN, QUOTAS, READINGS, share, total
from calculator.shares import shares
from calculator.totals import Reached, judge
from calculator.trainings import Portion, record_indexes


class Total:
    """A total of the trainings in a stretch of time against its quota, to become a finding."""

    def __init__(
        self,
        *,
        rule: str,
        year: int | None,
        as_of: date,
        until: date,
        question: str,
        portions: Sequence[Portion],
    ) -> None:
        self.rule, self.year, self.as_of, self.until = rule, year, as_of, until
        self.question, self.portions = question, portions
        self.judgement = judge(portions, total(rule))

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
            return self._finding(
                Verdict.UNDETERMINED, explain.open_total(self.judgement, self.question)
            )
        lines = explain.short_total(self.judgement, self.until, self.as_of)
        return self._finding(short if self.over else Verdict.NOT_YET, lines)

    def met_or_undetermined(self, silence: Lines) -> Finding:
        """Met if the whole quota is reached; less says nothing, as the plan gives no pro-rating."""
        if self.judgement.reached is Reached.YES:
            return self.judged(short=Verdict.UNDETERMINED)
        lines = (
            explain.open_total(self.judgement, self.question)
            if self.judgement.reached is Reached.OPEN
            else []
        )
        return self._finding(Verdict.UNDETERMINED, lines + silence)

    def undetermined(self, silence: Lines) -> Finding:
        """Figures only: whether the quota applies at all is not written."""
        return self._finding(Verdict.UNDETERMINED, silence, decided=False)

    def not_required(self, lines: Lines) -> Finding:
        """Figures only: the requirement is lifted, also where it is reached."""
        return self._finding(Verdict.NOT_REQUIRED, lines, decided=False)

    def _finding(self, verdict: Verdict, lines: Lines, *, decided: bool = True) -> Finding:
        judgement = self.judgement
        wanting = decided and verdict is not Verdict.MET
        return Finding(
            rule=self.rule,
            year=self.year,
            verdict=verdict,
            by=judgement.by if decided else None,
            hours=Figure(reached=judgement.mixed, required=judgement.quota.hours),
            days=Figure(reached=judgement.days, required=judgement.quota.days),
            remaining=Remaining(
                hours=judgement.remaining_hours, days=judgement.remaining_days, until=self.until
            )
            if wanting
            else None,
            readings=_readings(
                self.portions,
                eight_hours=judgement.converted,
                inclusive=decided and judgement.on_the_line,
            ),
            explanation=(
                *explain.entered(self.portions, self.question),
                *explain.total(judgement, QUOTAS[self.rule]),
                *lines,
            ),
            records=record_indexes(self.portions),
        )


class TheoryShare:
    """The share of theory in what counts, against its quota, to become a finding."""

    rule = "theory-share"

    def __init__(self, situation: Situation, portions: Sequence[Portion]) -> None:
        self.situation, self.portions = situation, portions
        self.line = share(self.rule)
        self.shares = shares(portions)

    @property
    def reached(self) -> Reached:
        """Whether the line is reached; open too where nothing is surely counted."""
        if self.shares is None:
            return Reached.OPEN
        if self.shares.least.part >= self.line:
            return Reached.YES
        return Reached.NO if self.shares.greatest.part < self.line else Reached.OPEN

    def judged(self) -> Finding:
        """Reached or not, where the quota applies as it stands."""
        if self.reached is Reached.YES:
            return self._finding(Verdict.MET, [])
        if self.reached is Reached.OPEN:
            return self._finding(Verdict.UNDETERMINED, [])
        over = self.situation.as_of >= PLAN.period.end
        return self._finding(Verdict.NOT_MET if over else Verdict.NOT_YET, [])

    def met_or_undetermined(self, silence: Lines) -> Finding:
        """Met if the line is reached; a smaller share says nothing."""
        if self.reached is Reached.YES:
            return self.judged()
        return self._finding(Verdict.UNDETERMINED, silence)

    def undetermined(self, silence: Lines) -> Finding:
        """Figures only: whether the quota applies at all is not written."""
        return self._finding(Verdict.UNDETERMINED, silence, decided=False)

    def _finding(self, verdict: Verdict, lines: Lines, *, decided: bool = True) -> Finding:
        found, line = self.shares, self.line
        percent = remaining = None
        inclusive = False
        if found is not None:
            least, greatest = found.least, found.greatest
            inclusive = decided and line in (least.part, greatest.part)
            percent = Figure(
                reached=Interval(least.part * 100, greatest.part * 100), required=line * 100
            )
        if found is not None and decided:
            remaining = Remaining(
                theory=Interval(greatest.theory_wanting(line), least.theory_wanting(line)),
                room=Interval(least.room(line), greatest.room(line)),
                until=PLAN.period.end,
            )
        return Finding(
            rule=self.rule,
            verdict=verdict,
            percent=percent,
            remaining=remaining,
            readings=_readings(
                self.portions,
                eight_hours=found is not None and found.converted,
                inclusive=inclusive,
                total=True,
            ),
            explanation=(
                *explain.entered(self.portions, explain.CONCENTRATED_QUESTION),
                *explain.theory(found, line, self.portions),
                *lines,
            ),
            records=record_indexes(self.portions),
        )


def _readings(
    counted: Sequence[Portion], *, eight_hours: bool, inclusive: bool, total: bool = False
) -> tuple[str, ...]:
    """The readings that a result rests on, in the order of `quotas.toml`."""
    rests_on = {
        "eight-hours": eight_hours,
        "inclusive": inclusive,
        "period": True,
        "by-day": any(portion.divided for portion in counted),
        "total": total,
        "yourself": bool(counted),
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
