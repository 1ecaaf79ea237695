"""Assessments as JSON documents, fixed by `docs/calculator/assessment.schema.json`.

The page and the command line give the same text, byte for byte.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from calculator import amounts, explain
from calculator.explain import ABSENCES, LABELS, PROJECTED
from calculator.json_input import encoder
from calculator.model import (
    Absence,
    Assessment,
    Change,
    Content,
    Explanation,
    Figure,
    Finding,
    Interval,
    Notice,
    Operand,
    Operation,
    PerYear,
    Remaining,
    Training,
    Unit,
    Verdict,
)
from calculator.quotas import PLAN, QUOTAS, SHA256

SCHEMA = 1


SOURCE: dict[str, Any] = {
    "plan": {"edition": PLAN.edition, "text_sha256": PLAN.text_sha256},
    "quotas_sha256": SHA256,
}
"""Which text and which numbers a document was made with."""


def text(assessment: Assessment) -> str:
    """The document as JSON text."""
    return json_text(document(assessment))


def json_text(values: Mapping[str, Any]) -> str:
    """Plain values as the JSON text of all documents: the same bytes each time.

    Each key of the outermost object begins a line, and so does each item of a list there.
    """
    return "".join(json_pieces(values.items()))


def json_pieces(values: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """The JSON text of an object in pieces, its pairs taken one by one.

    An iterator among the values is a list whose items are made as they are asked for.
    """
    lead = "{\n"
    for key, value in values:
        yield f"{lead}{_compact(key)}: "
        yield from _items(value) if isinstance(value, list | Iterator) else [_compact(value)]
        lead = ",\n"
    yield "\n}\n"


def _items(values: Iterable[Any]) -> Iterator[str]:
    lead = "["
    for value in values:
        yield f"{lead}\n{_compact(value)}"
        lead = ","
    yield "[]" if lead == "[" else "\n]"


_compact = encoder()


def document(assessment: Assessment, *, entered: bool = True) -> dict[str, Any]:
    """The document as plain values. Keys that do not apply are null.

    Without `entered` it is no whole document: what entered the findings is left out.
    """
    counted = _Counted() if entered else None
    return {
        "schema": SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        **SOURCE,
        "overall": _verdict(assessment.overall),
        "findings": [_finding(finding, counted) for finding in assessment.findings],
        "notices": [_notice(notice) for notice in assessment.notices],
    }


def _verdict(verdict: Verdict) -> dict[str, str]:
    return {"verdict": verdict, "label": LABELS[verdict]}


class _Counted:
    """The amounts of trainings as they are shown. The same trainings enter several findings."""

    def __init__(self) -> None:
        self._known: dict[int, dict[str, Any]] = {}

    def __call__(self, training: Training) -> dict[str, Any]:
        known = self._known.get(id(training))
        if known is None:
            known = self._known[id(training)] = {
                "part": None if training.part == 1 else str(training.part),
                "days": _amount(training.days),
                "hours": _amount(training.hours),
                "counted": _range(Interval(training.least, training.most)),
            }
        return known


def _finding(finding: Finding, counted: _Counted | None) -> dict[str, Any]:
    citation = QUOTAS[finding.rule].citation
    return {
        "rule": finding.rule,
        "year": finding.year,
        **_verdict(finding.verdict),
        "by": finding.by,
        "hours": _figure(finding.hours, amounts.AMOUNT_PLACES),
        "days": _figure(finding.days, amounts.AMOUNT_PLACES),
        "percent": _figure(finding.percent, amounts.PERCENT_PLACES),
        "absences": [_absence(absence) for absence in finding.absences],
        "figure_notes": [{"figure": of.figure, "text": of.text} for of in finding.figure_notes],
        "remaining": finding.remaining and _remaining(finding.remaining),
        "readings": finding.readings,
        "citation": {
            "page": citation.page,
            "sentence": citation.sentence,
            "quote": citation.quote,
            "url": citation.url,
        },
        "explanation": [_explanation(line) for line in finding.explanation],
        "records": finding.records,
        "perhaps": finding.perhaps,
        **({"entered": _entered(finding, counted)} if counted else {}),
        "alternatives": [
            {
                "reading": other.reading,
                **_verdict(other.verdict),
                "text": explain.alternative(other),
            }
            for other in finding.alternatives
        ],
    }


def _figure(figure: Figure | None, places: int) -> dict[str, int | float] | None:
    if figure is None:
        return None
    low, high = amounts.ends(figure, places)
    return {"low": low, "high": high, "required": amounts.number(figure.required)}


def _absence(absence: Absence) -> dict[str, str]:
    return {"figure": absence.figure, "kind": absence.kind, "text": ABSENCES[absence.kind]}


def _entered(finding: Finding, counted: _Counted) -> list[dict[str, Any]]:
    """The trainings that entered, with how much of each; of theory too where that is asked."""
    theory = finding.rule == "theory-share"
    entries = [(one, True) for one in finding.sure] + [(one, False) for one in finding.open]
    return [
        {
            "records": one.records,
            "sure": sure,
            **counted(one),
            "theory": _range(one.of_theory) if theory else None,
        }
        for one, sure in sorted(entries, key=lambda entry: entry[0].records)
    ]


# The same few amounts stand beside hundreds of trainings.
@lru_cache(maxsize=1 << 12)
def _amount(value: Fraction | None) -> int | float | None:
    return None if value is None else amounts.number(amounts.amount(value))


def _range(interval: Interval) -> dict[str, int | float | None]:
    return {"low": _amount(interval.low), "high": _amount(interval.high)}


def _explanation(line: Explanation) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "text": line.text,
        "reading": line.reading,
        "records": line.records,
        "operation": line.operation and _operation(line.operation),
        "change": line.change and _change(line.change),
    }


def _operation(operation: Operation) -> dict[str, Any]:
    line = operation.required
    return {
        "operator": operation.operator,
        "operands": [_operand(operand) for operand in operation.operands],
        "result": _operand(operation.result, line),
        "relation": operation.relation,
        "required": amounts.number(line),
        "outcome": operation.outcome,
    }


def _operand(operand: Operand, line: Fraction | None = None) -> dict[str, Any]:
    percent = operand.unit is Unit.PERCENT
    low, high = (
        amounts.nearest(end, amounts.PERCENT_PLACES, line) if percent else amounts.amount(end)
        for end in _ends(operand.amount)
    )
    return {
        "name": operand.name,
        "unit": operand.unit,
        "low": amounts.number(low),
        "high": amounts.number(high),
    }


def _ends(interval: Interval) -> tuple[Fraction, Fraction]:
    return interval.low, interval.high


def _change(change: Change) -> dict[str, Any]:
    # More than there is room for would do; less than what is wanting would not.
    rounding = amounts.at_most if change.content is Content.OTHER else amounts.enough
    return {
        "to": change.to,
        "by": change.by,
        "content": change.content,
        "hours": _rounded(change.hours, rounding),
        "days": _rounded(change.days, rounding),
        "until": change.until and change.until.isoformat(),
    }


def _remaining(remaining: Remaining) -> dict[str, Any]:
    return {
        "hours": _rounded(remaining.hours, amounts.enough),
        "days": _rounded(remaining.days, amounts.enough),
        "theory_hours": _rounded(remaining.theory, amounts.enough),
        "room_hours": _rounded(remaining.room, amounts.at_most),
        "until": remaining.until.isoformat(),
        "days_left": remaining.days_left,
        "per_year": remaining.per_year and _per_year(remaining.per_year),
    }


def _per_year(per_year: PerYear) -> dict[str, Any]:
    return {
        "hours": _rounded(per_year.hours, amounts.enough),
        "days": _rounded(per_year.days, amounts.enough),
        "theory_hours": _rounded(per_year.theory, amounts.enough),
        "note": PROJECTED,
    }


def _rounded(
    interval: Interval | None, rounding: Callable[[Fraction], Fraction]
) -> dict[str, int | float] | None:
    if interval is None:
        return None
    low, high = map(rounding, _ends(interval))
    return {"low": amounts.number(low), "high": amounts.number(high)}


def _notice(notice: Notice) -> dict[str, Any]:
    return {"code": notice.code, "records": notice.records, "message": notice.message}
