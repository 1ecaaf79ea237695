"""What is told beyond an assessment, as plain values for the page.

Figures are rounded to be shown, as in an assessment's document. `at` is how far along the period
the end of a day lies, in thousandths, so that the page needs no arithmetic with dates.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from calculator import amounts
from calculator.explain import LABELS, PROJECTED
from calculator.insight import words
from calculator.insight.insight import Insight
from calculator.insight.path import Path, Point
from calculator.insight.questions import KEYS
from calculator.insight.weighing import Asked, Led, Weighed
from calculator.insight.what_if import Compared, WhatIf
from calculator.insight.years import Year
from calculator.model import Assessment, Figure, Finding, History, Interval, Verdict
from calculator.people import DAY, year_span, years
from calculator.quotas import PLAN, QUOTAS, share

LAST = 1000
"""What `at` is at the end of the period."""


def document(found: Insight, places: Sequence[int]) -> dict[str, Any]:
    """Years, ways to the quotas, and what planned trainings would do.

    Records are named by `places`: where each stands among those that the reader sees.
    """
    as_of = found.assessment.as_of
    records = zip(places, found.history.records, strict=True)
    later = [place for place, record in records if record.start > as_of]
    return {
        "as_of": as_of.isoformat(),
        "axis": _axis(as_of),
        "years": {
            "note": words.years_note(found.assessment),
            "rows": [_year(each, as_of) for each in found.years],
        },
        "path": [_path(each, as_of) for each in found.paths],
        "what_if": found.what_if and _what_if(found.what_if),
        "plan": words.plan_day(as_of).isoformat(),
        "later": {"records": later, "text": words.later(later, as_of)} if later else None,
    }


def questions_document(
    history: History, assessment: Assessment, asked: Asked, places: Sequence[int]
) -> dict[str, Any]:
    """The questions, most decisive first, and what they cannot settle; `places` as above."""
    return {
        "heading": words.heading(asked),
        "none": words.no_questions(asked, assessment) or None,
        "open": asked.open,
        "items": [_question(each, history, assessment, places) for each in asked.questions],
        "beyond": [
            {"rule": each.rule, "year": each.year, "title": words.title(each), "text": text}
            for each in asked.beyond
            if (text := words.beyond(each))
        ],
    }


def _verdict(verdict: Verdict) -> dict[str, str]:
    return {"verdict": verdict, "label": LABELS[verdict]}


def _rounded(amount: Fraction) -> int | float:
    return amounts.number(amounts.amount(amount))


def _interval(of: Interval) -> dict[str, int | float]:
    return {"low": _rounded(of.low), "high": _rounded(of.high)}


# Questions


def _question(
    of: Weighed, history: History, assessment: Assessment, places: Sequence[int]
) -> dict[str, Any]:
    question = of.question
    records = [places[index] for index in question.records]
    return {
        "records": records,
        "key": question.key,
        "about": words.about(question, history, records),
        "text": words.asked(question, history),
        "decides": words.decides(of) or None,
        "answers": [
            {
                "name": each.choice.name,
                "label": words.choice(each.choice, question, history),
                "set": dict(each.choice.values),
                "overall": _verdict(each.overall),
                "settles": assessment.overall is Verdict.UNDETERMINED
                and each.overall is not Verdict.UNDETERMINED,
                **_texts(words.leads_to(each, assessment.overall)),
                "rules": [_led(rule) for rule in each.led],
            }
            for each in of.answers
        ],
    }


def _texts(told: tuple[str, str]) -> dict[str, str]:
    return {"text": told[0], "more": told[1]}


def _led(of: Led) -> dict[str, Any]:
    return {
        "rule": of.after.rule,
        "year": of.after.year,
        "title": words.title(of.after),
        **_verdict(of.after.verdict),
        "settled": of.settled,
        "closes": _rounded(of.closes),
        "text": words.led(of),
    }


# Years


def _year(of: Year, as_of: date) -> dict[str, Any]:
    line = share("theory-share") * 100
    percent = None
    if of.shares is not None:
        reached = Interval(of.shares.least.part * 100, of.shares.greatest.part * 100)
        percent = Figure(reached=reached, required=line)
    return {
        "year": of.year,
        "standing": of.standing,
        "mark": words.standing(of, as_of),
        "hours": _interval(of.counted) | {"text": words.counted(of)},
        "theory": _interval(of.theory) | {"text": words.theory(of)},
        "percent": _percent(percent) | {"text": words.share(percent)},
        "annual": of.annual and _annual(of.annual),
    }


def _percent(of: Figure | None) -> dict[str, int | float | None]:
    if of is None:
        return {"low": None, "high": None}
    low, high = amounts.ends(of, amounts.PERCENT_PLACES)
    return {"low": low, "high": high}


def _annual(finding: Finding) -> dict[str, Any]:
    assert finding.hours is not None
    required = finding.hours.required
    return {
        **_verdict(finding.verdict),
        **_interval(finding.hours.reached),
        "required": amounts.number(required),
        "relation": QUOTAS[finding.rule].relation,
        "text": words.annual(finding),
    }


# The way to a quota


def _at(day: date) -> int:
    """How far along the period the end of a day lies."""
    start, end = PLAN.period.start - DAY, PLAN.period.end
    inside = min(max(day, start), end)
    return round(Fraction((inside - start).days * LAST, (end - start).days))


def _axis(as_of: date) -> dict[str, Any]:
    spans = {year: year_span(year) for year in years()}
    return {
        "last": LAST,
        "years": [
            {"year": year, "from": _at(span.start - DAY), "to": _at(span.end)}
            for year, span in spans.items()
        ],
        "as_of": {"date": as_of.isoformat(), "at": _at(as_of)},
    }


def _path(of: Path, as_of: date) -> dict[str, Any]:
    finding, figure = of.finding, of.finding.hours
    told = {
        "rule": finding.rule,
        "title": words.title(finding),
        **_verdict(finding.verdict),
    }
    if figure is None:
        return told | {
            "required": None,
            "relation": None,
            "steps": [],
            "planned": [],
            "rows": [],
            "pace": None,
            "text": words.no_way(finding),
        }
    line = figure.required
    return told | {
        "required": amounts.number(line),
        "relation": QUOTAS[finding.rule].relation,
        "steps": _points(of.steps),
        "planned": _points(of.planned),
        "rows": [
            _point(point) | {"planned": planned, "text": words.reached(point.amount)}
            for points, planned in ((of.steps[1:], False), (of.planned, True))
            for point in points
            if point.closing or point is points[-1]
        ],
        "pace": {
            "from": _point(of.steps[-1]),
            "to": {"date": PLAN.period.end.isoformat(), "at": LAST, "hours": amounts.number(line)},
            "text": words.pace(of),
            "note": PROJECTED,
        }
        if of.paced
        else None,
        "text": words.way(of, as_of),
    }


def _points(points: Iterable[Point]) -> list[dict[str, Any]]:
    return [_point(point) for point in points]


def _point(of: Point) -> dict[str, Any]:
    return {"date": of.day.isoformat(), "at": _at(of.day), **_interval(of.amount)}


# What if


def _what_if(of: WhatIf) -> dict[str, Any]:
    before, after = of.before.overall, of.after.overall
    compared = list(of.compared)
    return {
        "overall": {
            "before": _verdict(before),
            "after": _verdict(after),
            "flips": before is not after,
            "text": words.new_overall(of),
        },
        "findings": [_compared(each) for each in compared],
        "remarks": list(of.remarks),
    }


def _compared(of: Compared) -> dict[str, Any]:
    return {
        "rule": of.after.rule,
        "year": of.after.year,
        "title": words.title(of.after),
        "before": _verdict(of.before.verdict) | {"figure": words.figure(of.before)},
        "after": _verdict(of.after.verdict) | {"figure": words.figure(of.after)},
        "flips": of.flips,
        "moves": of.moves,
        "undone": of.undone,
        "text": words.flips(of) if of.flips else None,
        "moved": words.moved(of),
    }


# Reading the argument


def aside(
    listed: Iterable[Mapping[str, Any]], places: Sequence[int]
) -> Collection[tuple[int, str]]:
    """The questions that the page asks to leave out: `{"record": 0, "key": "theory"}` each."""
    indexes = {place: index for index, place in enumerate(places)}
    return {
        (indexes[each["record"]], each["key"])
        for each in listed
        if each["record"] in indexes and each["key"] in KEYS
    }
