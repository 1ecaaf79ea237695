"""The answer in a few words, for the top of the page: how much is wanting, or why nobody can say.

It says nothing that the findings do not say; it says the first thing a person wants to know first.
"""

from dataclasses import dataclass

from calculator.amounts import enough, shown
from calculator.explain import LABELS
from calculator.model import AbsenceKind, Assessment, Finding, Kind, Verdict
from calculator.quotas import QUOTAS, Binding

_WHY = (Kind.CHANGE, Kind.SILENCE, Kind.MISSING, Kind.RESULT)
"""The lines of an explanation that tell why a verdict is what it is, the most telling first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """A finding that the answer rests on, and what it says."""

    rule: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A headline, the findings it rests on, and how much time is left (None: it is over)."""

    headline: str
    reasons: tuple[Reason, ...]
    days_left: int | None


def answer(assessment: Assessment) -> Answer:
    """The answer that an assessment gives."""
    deciding = [
        finding
        for finding in assessment.findings
        if QUOTAS[finding.rule].binding is Binding.HARD and finding.verdict is assessment.overall
    ]
    remaining = [finding.remaining for finding in assessment.findings if finding.remaining]
    return Answer(
        headline=_headline(assessment, deciding),
        reasons=tuple(Reason(rule=one.rule, text=text) for one in deciding for text in _why(one)),
        days_left=max((one.days_left for one in remaining), default=0) or None,
    )


def _headline(assessment: Assessment, deciding: list[Finding]) -> str:
    overall = assessment.overall
    if overall in (Verdict.NOT_YET, Verdict.NOT_MET):
        return _wanting(deciding)
    if overall is Verdict.UNDETERMINED and all(map(_is_empty, deciding)):
        return "还没有可计入的学时"
    return {
        Verdict.MET: "硬性要求都已达到",
        Verdict.UNDETERMINED: "还不能判断",
    }.get(overall, LABELS[overall])


def _is_empty(finding: Finding) -> bool:
    """Whether nothing was counted for the finding, surely or perhaps."""
    kinds = {absence.kind for absence in finding.absences}
    return AbsenceKind.NOTHING_COUNTED in kinds and not finding.open


def _wanting(deciding: list[Finding]) -> str:
    """What is wanting for the total that wants most; else, of theory."""
    totals = [one.remaining for one in deciding if one.remaining and one.remaining.hours]
    if totals:
        most = max(totals, key=lambda one: one.hours.high if one.hours else 0)
        assert most.hours is not None
        assert most.days is not None
        text = f"{shown(enough(most.hours.high))} 学时（或 {shown(enough(most.days.high))} 天）"
        return f"{'至多还差' if most.hours.low < most.hours.high else '还差'} {text}"
    [theory] = [one.remaining.theory for one in deciding if one.remaining and one.remaining.theory]
    text = f"{shown(enough(theory.high))} 学时党的创新理论教育"
    return f"{'至多还差' if theory.low < theory.high else '还差'} {text}"


def _why(finding: Finding) -> list[str]:
    """The most telling line of a finding's explanation; what is reached needs none."""
    if finding.verdict is Verdict.MET:
        return []
    lines = [line for line in finding.explanation if line.kind in _WHY]
    return [min(lines, key=lambda line: _WHY.index(line.kind)).text]
