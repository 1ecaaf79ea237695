"""The answer in a few words, for the top of the page: how much is wanting, or why nobody can say.

It says nothing that the findings do not say; it says the first thing a person wants to know first.
"""

from dataclasses import dataclass

from calculator.explain import LABELS, wanting_most
from calculator.model import AbsenceKind, Assessment, Finding, Kind, Verdict
from calculator.notices import NAMES, left_out
from calculator.people import days_left
from calculator.quotas import PLAN, QUOTAS, Binding

_WHY = (Kind.CHANGE, Kind.SILENCE, Kind.MISSING, Kind.RESULT)
"""The lines of an explanation that tell why a verdict is what it is, the most telling first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """A finding that the answer rests on, and what it says."""

    rule: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """The records that entered nothing, by their indexes, and in words how many and why."""

    records: tuple[int, ...]
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A headline, the findings it rests on, and the days left (None: none, or nothing is asked).

    `brief` is what of the headline fits in a line beside something else. `reached` names the hard
    requirements that are met where not all of them are. `empty`: nothing was counted, and all that
    could be said is how much is asked; the headline says then what of `left_out` is to be told.
    """

    headline: str
    brief: str
    reasons: tuple[Reason, ...]
    reached: str
    days_left: int | None
    empty: bool
    left_out: LeftOut


def answer(assessment: Assessment) -> Answer:
    """The answer that an assessment gives."""
    deciding = _deciding(assessment)
    empty = assessment.overall in _SHORT_OR_OPEN and all(map(_is_empty, deciding))
    brief, rest = _headline(assessment.overall, deciding)
    left_out = _left_out(assessment)
    if empty:
        brief, rest = "还没有可计入的学时", left_out.text and f"：{left_out.text}"
    return Answer(
        headline=brief + rest,
        brief=brief,
        reasons=tuple(Reason(rule=one.rule, text=text) for one in deciding for text in _why(one)),
        reached=_reached(assessment),
        days_left=_days_left(assessment),
        empty=empty,
        left_out=left_out,
    )


def _reached(assessment: Assessment) -> str:
    if assessment.overall not in _SHORT_OR_OPEN:
        return ""
    titles = [QUOTAS[finding.rule].title for finding in _hard(assessment, Verdict.MET)]
    return f"{LABELS[Verdict.MET]}：{'、'.join(titles)}。" if titles else ""


def _left_out(assessment: Assessment) -> LeftOut:
    found = left_out(assessment.notices, assessment.findings)
    records = sorted(index for of_code in found.values() for index in of_code)
    told = "，".join(f"{NAMES[code]} {len(of_code)} 条" for code, of_code in found.items())
    return LeftOut(
        records=tuple(records), text=f"{len(records)} 条没有计入（{told}）" if records else ""
    )


def _days_left(assessment: Assessment) -> int | None:
    """The days of the period that are left, whichever findings say so; none where none is asked."""
    if assessment.overall in (Verdict.ELSEWHERE, Verdict.NOT_REQUIRED):
        return None
    return days_left(assessment.as_of, PLAN.period) or None


_SHORT = (Verdict.NOT_YET, Verdict.NOT_MET)
_SHORT_OR_OPEN = (Verdict.UNDETERMINED, *_SHORT)


def _deciding(assessment: Assessment) -> list[Finding]:
    """The hard findings that the answer rests on: where it is open, with those that are short."""
    overall = assessment.overall
    wanted = _SHORT_OR_OPEN if overall is Verdict.UNDETERMINED else (overall,)
    return _hard(assessment, *wanted)


def _hard(assessment: Assessment, *verdicts: Verdict) -> list[Finding]:
    """The findings on hard requirements that have one of some verdicts."""
    return [
        finding
        for finding in assessment.findings
        if QUOTAS[finding.rule].binding is Binding.HARD and finding.verdict in verdicts
    ]


def _headline(overall: Verdict, deciding: list[Finding]) -> tuple[str, str]:
    """What is wanting, also where something else is open; and then what is open."""
    short = [finding for finding in deciding if finding.verdict in _SHORT]
    open_ = [finding for finding in deciding if finding.verdict is Verdict.UNDETERMINED]
    if short and open_:
        what = QUOTAS[open_[0].rule].title if len(open_) == 1 else f"另有 {len(open_)} 项"
        return wanting_most(short), f"；{what}还不能判断"
    if short:
        return wanting_most(short), ""
    said = {Verdict.MET: "硬性要求都已达到", Verdict.UNDETERMINED: "还不能判断"}
    silent = open_ and all(map(_is_silent, open_))
    return said.get(overall, LABELS[overall]), "：规划没有写明" if silent else ""


def _is_silent(finding: Finding) -> bool:
    """Whether the plan's silence alone keeps the finding open: no answer could settle it."""
    left = finding.remaining
    wanting = (left.hours or left.theory) if left else None
    return finding.unwritten and (wanting is None or wanting.low > 0)


def _is_empty(finding: Finding) -> bool:
    """Whether nothing was counted for the finding, surely or perhaps."""
    kinds = {absence.kind for absence in finding.absences}
    return AbsenceKind.NOTHING_COUNTED in kinds and not finding.open


def _why(finding: Finding) -> list[str]:
    """The most telling line of a finding's explanation; what is reached needs none.

    Where the plan is silent, that it is, and only then how far it is to the whole quota.
    """
    if finding.verdict is Verdict.MET:
        return []
    if finding.unwritten:
        kinds = (Kind.SILENCE, Kind.CHANGE)
        return ["".join(line.text for line in finding.explanation if line.kind in kinds)]
    lines = [line for line in finding.explanation if line.kind in _WHY]
    return [min(lines, key=lambda line: _WHY.index(line.kind)).text]
