"""Assessments as JSON documents, fixed by `docs/calculator/assessment.schema.json`.

The page and the command line give the same text, byte for byte.
"""

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from calculator import amounts, explain
from calculator.explain import LABELS
from calculator.model import Assessment, Figure, Finding, Interval, Notice, Remaining, Verdict
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


def json_text(values: dict[str, Any]) -> str:
    """Plain values as the JSON text of all documents: readable, and the same bytes each time."""
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def document(assessment: Assessment) -> dict[str, Any]:
    """The document as plain values. Keys that do not apply are null."""
    return {
        "schema": SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        **SOURCE,
        "overall": _verdict(assessment.overall),
        "findings": [_finding(finding) for finding in assessment.findings],
        "notices": [_notice(notice) for notice in assessment.notices],
    }


def _verdict(verdict: Verdict) -> dict[str, str]:
    return {"verdict": verdict, "label": LABELS[verdict]}


def _finding(finding: Finding) -> dict[str, Any]:
    citation = QUOTAS[finding.rule].citation
    return {
        "rule": finding.rule,
        "year": finding.year,
        **_verdict(finding.verdict),
        "by": finding.by,
        "hours": _figure(finding.hours, amounts.AMOUNT_PLACES),
        "days": _figure(finding.days, amounts.AMOUNT_PLACES),
        "percent": _figure(finding.percent, amounts.PERCENT_PLACES),
        "remaining": finding.remaining and _remaining(finding.remaining),
        "readings": finding.readings,
        "citation": {
            "page": citation.page,
            "sentence": citation.sentence,
            "quote": citation.quote,
            "url": citation.url,
        },
        "explanation": [{"kind": line.kind, "text": line.text} for line in finding.explanation],
        "records": finding.records,
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


def _remaining(remaining: Remaining) -> dict[str, Any]:
    return {
        "hours": _rounded(remaining.hours, amounts.enough),
        "days": _rounded(remaining.days, amounts.enough),
        "theory_hours": _rounded(remaining.theory, amounts.enough),
        "room_hours": _rounded(remaining.room, amounts.at_most),
        "until": remaining.until.isoformat(),
    }


def _rounded(
    interval: Interval | None, rounding: Callable[[Fraction], Fraction]
) -> dict[str, int | float] | None:
    if interval is None:
        return None
    return {
        "low": amounts.number(rounding(interval.low)),
        "high": amounts.number(rounding(interval.high)),
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {"code": notice.code, "records": notice.records, "message": notice.message}
