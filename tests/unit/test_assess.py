"""The order of findings, and trainings that are only supposed (`plus`)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from calculator import Answer, History, Person, Record, assess
from calculator.model import Finding, Interval, NoticeCode

DAY = date(2026, 6, 30)
PAST = Record(
    start=date(2025, 3, 3),
    end=date(2025, 3, 3),
    hours=Fraction(8),
    concentrated=Answer.YES,
    theory=Answer.YES,
)
PLANNED = replace(PAST, start=date(2027, 3, 1), end=date(2027, 3, 1), theory=Answer.NO)
UNCLEAR = replace(PLANNED, concentrated=Answer.UNKNOWN)


def total(*records: Record, plus: list[Record]) -> Finding:
    return assess(History(as_of=DAY, records=records), plus=plus).findings[0]


def share(*records: Record, plus: list[Record]) -> Finding:
    found = assess(History(as_of=DAY, records=records), plus=plus).findings
    return next(finding for finding in found if finding.rule == "theory-share")


def hours(finding: Finding) -> list[Fraction]:
    assert finding.hours is not None
    return [finding.hours.reached.low, finding.hours.reached.high]


@pytest.mark.parametrize(
    ("person", "more"),
    [
        (Person(), []),
        (Person(infirm=True), ["infirm"]),
        (Person(military=True), ["military"]),
        (Person(infirm=True, military=True), ["infirm", "military"]),
    ],
)
def test_findings_stand_in_their_order(person: Person, more: list[str]) -> None:
    found = assess(History(person=person, as_of=DAY)).findings
    assert [(finding.rule, finding.year) for finding in found] == [
        ("member-total", None),
        ("secretary-total", None),
        *(("secretary-annual", year) for year in (2024, 2025, 2026, 2027, 2028)),
        ("theory-share", None),
        ("cadre", None),
        *((rule, None) for rule in more),
    ]


def test_what_is_planned_counts_only_if_it_is_supposed() -> None:
    assert hours(total(PAST, PLANNED, plus=[])) == [8, 8]
    assert hours(total(PAST, plus=[PLANNED])) == [16, 16]
    assert total(PAST, plus=[PLANNED, PLANNED]).records == (0, 1, 2)


def test_what_is_supposed_counts_beside_what_there_is_or_alone() -> None:
    unclear = replace(PAST, concentrated=Answer.UNKNOWN)
    assert hours(total(unclear, plus=[UNCLEAR])) == [0, 16]
    assert hours(total(unclear, plus=[PLANNED])) == [8, 16]
    assert hours(total(PAST, plus=[UNCLEAR])) == [8, 16]
    assert hours(total(plus=[PLANNED, PLANNED])) == [16, 16]


def test_what_is_supposed_changes_the_share() -> None:
    percent = share(PAST, plus=[PLANNED]).percent
    assert percent is not None
    assert percent.reached == Interval(Fraction(50), Fraction(50))


def test_what_is_supposed_is_divided_by_days() -> None:
    into_2029 = replace(PLANNED, start=date(2028, 12, 31), end=date(2029, 1, 1))
    found = total(PAST, plus=[into_2029])
    assert hours(found) == [12, 12]
    assert "by-day" in found.readings


@pytest.mark.parametrize(
    ("records", "plus", "answered"),
    [
        ([], [], False),
        ([PAST], [], True),
        ([], [PLANNED], True),
        ([PAST], [PLANNED], True),
        ([PLANNED], [PLANNED], True),
        ([PLANNED], [], False),
        ([PAST], [replace(PAST, start=date(2029, 3, 1), end=date(2029, 3, 1))], True),
    ],
)
def test_an_answer_on_what_is_supposed_is_one_too(
    records: list[Record], plus: list[Record], answered: bool
) -> None:
    assert ("yourself" in total(*records, plus=plus).readings) is answered


def test_a_supposed_training_outside_the_period_is_remarked() -> None:
    outside = Record(start=date(2029, 3, 1), end=date(2029, 3, 1), hours=Fraction(8))
    told = assess(History(as_of=date(2026, 6, 30)), plus=[outside])
    assert [(notice.code, notice.records) for notice in told.notices] == [
        (NoticeCode.OUTSIDE_PERIOD, (0,))
    ]
