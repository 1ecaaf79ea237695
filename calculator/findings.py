"""Findings in the making: what counts, judged against a quota, with figures and explanation."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calculator import explain
from calculator.explain import Lines
from calculator.model import (
    Absence,
    AbsenceKind,
    Figure,
    Finding,
    Interval,
    Outcome,
    PerYear,
    Remaining,
    Span,
    Verdict,
)
from calculator.people import days_left, years_left
from calculator.quotas import QUOTAS, READINGS, amounts, share
from calculator.shares import Theory, room, wanting
from calculator.totals import judge
from calculator.trainings import Count
from calculator.treatment import Treatment


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruling:
    """A rule's verdict, and how to make the finding: what else there is to say of it.

    To ask what another treatment would give, the verdict is enough. `settled_by` are the outcomes
    of the amount that give a verdict other than undetermined: none, where the amount settles
    nothing.
    """

    rule: str
    year: int | None = None
    verdict: Verdict
    settled_by: frozenset[Outcome] = frozenset()
    finding: Callable[[], Finding]


NEITHER: frozenset[Outcome] = frozenset()
EITHER_WAY = frozenset({Outcome.REACHED, Outcome.SHORT})
REACHED_ONLY = frozenset({Outcome.REACHED})


class TotalFinding:
    """A total of the trainings in a stretch of time against its quota, to become a ruling."""

    def __init__(
        self,
        *,
        rule: str,
        year: int | None,
        stretch: Span,
        as_of: date,
        question: explain.Question,
        count: Count,
        treatment: Treatment,
    ) -> None:
        self.rule, self.year, self.stretch = rule, year, stretch
        self.as_of, self.question, self.count = as_of, question, count
        self.judgement = judge(count, amounts(rule), treatment)

    @property
    def over(self) -> bool:
        """Whether the last day of the stretch has come."""
        return self.as_of >= self.stretch.end

    def judged(self, *, short: Verdict) -> Ruling:
        """Reached or not, where the quota applies as it stands; `short`: not, and time is over."""
        outcome, by = self.judgement.outcome, EITHER_WAY
        if outcome is Outcome.REACHED:
            return self._ruling(Verdict.MET, by, lambda _: explain.met_total(self.judgement))
        if outcome is Outcome.OPEN:
            return self._ruling(Verdict.UNDETERMINED, by, lambda _: self._open() + explain.ask())
        return self._ruling(short if self.over else Verdict.NOT_YET, by, self._wanting)

    def met_or_undetermined(self, silence: Callable[[], Lines]) -> Ruling:
        """Met if the whole quota is reached; less says nothing, as the plan gives no pro-rating."""
        outcome, by = self.judgement.outcome, REACHED_ONLY
        if outcome is Outcome.REACHED:
            return self.judged(short=Verdict.NOT_MET)
        if outcome is Outcome.OPEN:
            return self._ruling(Verdict.UNDETERMINED, by, lambda _: silence() + self._open())
        return self._ruling(
            Verdict.UNDETERMINED,
            by,
            lambda remaining: silence() + self._wanting(remaining, of_the_whole=True),
        )

    def undetermined(self, silence: Callable[[], Lines]) -> Ruling:
        """Figures only: whether the quota applies at all is not written."""
        return self._figures(Verdict.UNDETERMINED, silence)

    def not_required(self, lines: Callable[[], Lines]) -> Ruling:
        """Figures only: the requirement is lifted, also where it is reached."""
        return self._figures(Verdict.NOT_REQUIRED, lines)

    def _open(self) -> Lines:
        return explain.open_total(self.judgement)

    def _wanting(self, remaining: Remaining | None, *, of_the_whole: bool = False) -> Lines:
        assert remaining is not None
        return explain.wanting_total(remaining, over=self.over, of_the_whole=of_the_whole)

    def _figures(self, verdict: Verdict, lines: Callable[[], Lines]) -> Ruling:
        return Ruling(
            rule=self.rule,
            year=self.year,
            verdict=verdict,
            finding=lambda: self._finding(verdict, lambda _: lines(), NEITHER),
        )

    def _ruling(
        self,
        verdict: Verdict,
        by: frozenset[Outcome],
        lines: Callable[[Remaining | None], Lines],
    ) -> Ruling:
        return Ruling(
            rule=self.rule,
            year=self.year,
            verdict=verdict,
            settled_by=by,
            finding=lambda: self._finding(verdict, lines, by),
        )

    def _remaining(self, *, paced: bool) -> Remaining:
        hours, days = self.judgement.remaining_hours, self.judgement.remaining_days
        left = years_left(self.as_of, self.stretch)
        return Remaining(
            hours=hours,
            days=days,
            until=self.stretch.end,
            days_left=days_left(self.as_of, self.stretch),
            per_year=PerYear(hours=_per_year(hours, left), days=_per_year(days, left))
            if paced and left >= 1 and self.year is None
            else None,
        )

    def _finding(
        self,
        verdict: Verdict,
        lines: Callable[[Remaining | None], Lines],
        by: frozenset[Outcome],
    ) -> Finding:
        judgement, count, decided = self.judgement, self.count, bool(by)
        remaining = None
        if decided and verdict is not Verdict.MET:
            remaining = self._remaining(paced=by is EITHER_WAY)
        return Finding(
            rule=self.rule,
            year=self.year,
            verdict=verdict,
            by=judgement.by if decided else None,
            hours=Figure(reached=count.mixed, required=judgement.quota.hours),
            days=Figure(reached=count.days, required=judgement.quota.days),
            absences=_absences_of_total(count),
            figure_notes=explain.figure_notes(count),
            remaining=remaining,
            readings=_readings(
                count,
                eight_hours=judgement.converted,
                inclusive=decided and judgement.on_the_line,
            ),
            explanation=(
                *explain.entered(count, self.question),
                *explain.total(judgement, self.rule),
                *lines(remaining),
            ),
            sure=count.sure,
            open=count.open,
        )


class ShareFinding:
    """The share of theory in what counts, against its quota, to become a ruling."""

    rule = "theory-share"

    def __init__(self, *, as_of: date, stretch: Span, theory: Theory, treatment: Treatment) -> None:
        self.as_of, self.stretch, self.theory, self.count = as_of, stretch, theory, theory.count
        self.line = share(self.rule)
        self.outcome = self._outcome(treatment)

    @property
    def over(self) -> bool:
        """Whether the last day of the stretch has come."""
        return self.as_of >= self.stretch.end

    @property
    def _on_the_line(self) -> bool:
        """Whether the least share equals the quota exactly."""
        return self.theory.shares is not None and self.theory.shares.least.part == self.line

    def _outcome(self, treatment: Treatment) -> Outcome:
        """Whether the line is reached; open too where nothing is surely counted."""
        reaches = operator.ge if treatment.inclusive else operator.gt
        shares = self.theory.shares
        if shares is None or (shares.converted and not treatment.eight_hours):
            return Outcome.OPEN
        if reaches(shares.least.part, self.line):
            return Outcome.REACHED
        return Outcome.OPEN if reaches(shares.greatest.part, self.line) else Outcome.SHORT

    def judged(self) -> Ruling:
        """Reached or not, where the quota applies as it stands."""
        if self.outcome is Outcome.REACHED:
            return self._ruling(
                Verdict.MET,
                EITHER_WAY,
                lambda remaining: explain.room(
                    remaining, on_the_line=self._on_the_line, over=self.over
                ),
            )
        if self.outcome is Outcome.OPEN:
            return self._ruling(
                Verdict.UNDETERMINED,
                EITHER_WAY,
                lambda _: explain.open_share(self.theory, self.line) + self._ask(),
            )
        return self._ruling(
            Verdict.NOT_MET if self.over else Verdict.NOT_YET,
            EITHER_WAY,
            lambda remaining: explain.wanting_theory(remaining, over=self.over),
        )

    def _ask(self) -> Lines:
        """Whom to ask, unless nothing counts: then no answer is missing."""
        return explain.ask() if self.theory.shares or self.count.open else []

    def met_or_undetermined(self, silence: Callable[[], Lines]) -> Ruling:
        """Met if the line is reached; a smaller share says nothing."""
        if self.outcome is Outcome.REACHED:
            return self.judged()
        open_ = self.outcome is Outcome.OPEN
        return self._ruling(
            Verdict.UNDETERMINED,
            REACHED_ONLY,
            lambda _: silence() + (explain.open_share(self.theory, self.line) if open_ else []),
        )

    def undetermined(self, silence: Callable[[], Lines]) -> Ruling:
        """Figures only: whether the quota applies at all is not written."""
        verdict = Verdict.UNDETERMINED
        return Ruling(
            rule=self.rule,
            verdict=verdict,
            finding=lambda: self._finding(verdict, lambda _: silence(), NEITHER),
        )

    def _ruling(
        self,
        verdict: Verdict,
        by: frozenset[Outcome],
        lines: Callable[[Remaining | None], Lines],
    ) -> Ruling:
        return Ruling(
            rule=self.rule,
            verdict=verdict,
            settled_by=by,
            finding=lambda: self._finding(verdict, lines, by),
        )

    def _remaining(self, verdict: Verdict, *, paced: bool) -> Remaining:
        surplus = self.theory.surplus(self.line)
        left = years_left(self.as_of, self.stretch)
        theory = None if verdict is Verdict.MET else wanting(surplus, self.line)
        per_year = PerYear(theory=_per_year(theory, left)) if theory and left >= 1 else None
        return Remaining(
            theory=theory,
            room=room(surplus, self.line),
            until=self.stretch.end,
            days_left=days_left(self.as_of, self.stretch),
            per_year=per_year if paced else None,
        )

    def _finding(
        self,
        verdict: Verdict,
        lines: Callable[[Remaining | None], Lines],
        by: frozenset[Outcome],
    ) -> Finding:
        found, line, count, decided = self.theory.shares, self.line, self.count, bool(by)
        percent = remaining = None
        inclusive = False
        absences: tuple[Absence, ...] = ()
        if found is None:
            absences = (Absence(figure="percent", kind=AbsenceKind.NOTHING_COUNTED),)
        else:
            least, greatest = found.least.part, found.greatest.part
            inclusive = decided and line in (least, greatest)
            percent = Figure(reached=Interval(least * 100, greatest * 100), required=line * 100)
            remaining = self._remaining(verdict, paced=by is EITHER_WAY) if decided else None
        return Finding(
            rule=self.rule,
            verdict=verdict,
            percent=percent,
            absences=absences,
            remaining=remaining,
            readings=_readings(
                count,
                eight_hours=found is not None and found.converted,
                inclusive=inclusive,
                total=True,
            ),
            explanation=(
                *explain.entered(count, explain.CONCENTRATED),
                *explain.unclear_theory(count),
                *explain.theory(found, line, self.outcome if decided else None),
                *lines(remaining),
            ),
            sure=count.sure,
            open=count.open,
        )


def _per_year(amount: Interval, years: Fraction) -> Interval:
    return Interval(amount.low / years, amount.high / years)


def _absences_of_total(count: Count) -> tuple[Absence, ...]:
    if not count.all:
        return tuple(
            Absence(figure=figure, kind=AbsenceKind.NOTHING_COUNTED) for figure in ("hours", "days")
        )
    if all(one.days is None for one in count.all):
        return (Absence(figure="days", kind=AbsenceKind.NOT_GIVEN),)
    return ()


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


def plain(
    rule: str, verdict: Verdict, lines: Callable[[], Lines], year: int | None = None
) -> Ruling:
    """A ruling without figures."""
    return Ruling(
        rule=rule,
        year=year,
        verdict=verdict,
        finding=lambda: Finding(
            rule=rule,
            year=year,
            verdict=verdict,
            absences=_no_figures(rule, verdict),
            explanation=tuple(lines()),
        ),
    )


def elsewhere(rule: str, because: str, year: int | None = None) -> Ruling:
    """The number for this person stands in another document, as the rule `because` says."""
    return plain(rule, Verdict.ELSEWHERE, lambda: explain.elsewhere(because), year)


def not_applicable(rule: str, lines: Callable[[], Lines], year: int | None = None) -> Ruling:
    """The rule is not about this person or this year."""
    return plain(rule, Verdict.NOT_APPLICABLE, lines, year)


def _no_figures(rule: str, verdict: Verdict) -> tuple[Absence, ...]:
    """Why the figures that the quota of `rule` names are not there."""
    quota = QUOTAS[rule]
    named = {"hours": quota.hours, "days": quota.days, "percent": quota.percent}
    return tuple(
        Absence(figure=figure, kind=AbsenceKind(verdict))
        for figure, amount in named.items()
        if amount is not None
    )
