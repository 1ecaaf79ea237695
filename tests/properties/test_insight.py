"""What is told beyond an assessment, on random histories: against brute force, and itself."""

import itertools
from dataclasses import replace
from datetime import date
from fractions import Fraction

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from calculator import History, Person, Record, Role, RoleName, Verdict, assess
from calculator.insight import insight, whole
from calculator.insight.questions import AMOUNT, Question, questions
from calculator.insight.weighing import Scales
from calculator.model import Finding
from calculator.quotas import PLAN, QUOTAS
from tests.properties.histories import DAYS, HISTORIES, records

OFTEN_OPEN = st.builds(
    History,
    person=st.builds(
        Person,
        roles=st.sampled_from([(), (Role(role=RoleName.SECRETARY),)]),
        joined=st.none() | st.just(date(2024, 6, 1)),
    ),
    as_of=st.sampled_from([date(2026, 6, 30), date(2028, 12, 31)]),
    records=st.lists(
        records().map(
            lambda record: replace(
                record,
                days=record.days and record.days * 4,
                hours=record.hours and record.hours * 4,
                theory_hours=record.theory_hours and record.theory_hours * 4,
            )
        ),
        min_size=1,
        max_size=5,
    ).map(tuple),
)
"""Histories whose amounts are near the quotas, so that verdicts are often open."""


def scales(history: History) -> Scales:
    return Scales(history, assess(history))


def asked(found: Scales) -> list[Question]:
    """Every question that bears on an open verdict."""
    every = questions(found.history, found.subject.counts.trainings)
    return [question for question in every if list(found.bearing(question))]


@settings(max_examples=400)
@given(HISTORIES | OFTEN_OPEN)
def test_no_question_is_more_decisive_than_its_bound(history: History) -> None:
    found = scales(history)
    for question in asked(found):
        bound, rank = found.bound(question), whole(found.weighing(question)).rank
        for name in ("overall", "hard", "soft"):
            assert getattr(rank, name) <= getattr(bound, name), (name, question)
        assert bound[2:4] == rank[2:4]


def brute_force(found: Scales, question: Question) -> int:
    """How many answers settle the overall verdict, found by assessing with each."""
    settled = 0
    for choice in question.choices:
        overall = assess(question.answered(found.history, choice)).overall
        settled += overall is not Verdict.UNDETERMINED
    return settled


@settings(max_examples=300)
@given(OFTEN_OPEN)
def test_the_first_question_settles_as_much_as_any(history: History) -> None:
    found = scales(history)
    told = whole(found.asking()).questions
    ranks = [each.rank for each in told]
    assert ranks == sorted(ranks, reverse=True)
    every = [whole(found.weighing(question)).rank for question in asked(found)]
    assert max(ranks, default=None) == max(filter(any, every), default=None)
    # One at a time is enough to find the first, if bounds are right.
    assert [each.rank for each in whole(found.asking(shown=1, limit=100)).questions] == ranks[:1]
    if found.assessment.overall is Verdict.UNDETERMINED and told:
        assert told[0].rank.overall == max(
            brute_force(found, question) for question in asked(found)
        )


@given(HISTORIES | OFTEN_OPEN)
def test_an_answer_leads_where_assessing_with_it_leads(history: History) -> None:
    found = scales(history)
    for weighed in whole(found.asking()).questions:
        for answer in weighed.answers:
            after = assess(weighed.question.answered(history, answer.choice))
            of = {(finding.rule, finding.year): finding for finding in after.findings}
            assert answer.overall is after.overall
            for led in answer.led:
                told = of[led.after.rule, led.after.year]
                assert replace(told, alternatives=()) == led.after
                if led.before.hours and told.hours and weighed.question.key != AMOUNT:
                    assert led.closes == width(led.before) - width(told)


def width(finding: Finding) -> Fraction:
    assert finding.hours is not None
    return finding.hours.reached.high - finding.hours.reached.low


@settings(max_examples=300)
@given(HISTORIES | OFTEN_OPEN)
def test_what_no_answers_can_settle_is_not_settled_by_all_of_them(history: History) -> None:
    """Each way of answering everything leaves undetermined what is said to be beyond answers."""
    found = scales(history)
    beyond = {(finding.rule, finding.year) for finding in found.beyond}
    open_ = [q for q in asked(found) if q.key != AMOUNT][:5]
    for way in itertools.product(*(question.choices for question in open_)):
        answered = history
        for question, choice in zip(open_, way, strict=True):
            answered = question.answered(answered, choice)
        for finding in assess(answered).findings:
            if (finding.rule, finding.year) in beyond:
                assert finding.verdict is Verdict.UNDETERMINED


@given(HISTORIES)
def test_nothing_is_asked_that_is_put_aside(history: History) -> None:
    found = scales(history)
    first = whole(found.asking()).questions
    aside = {(each.question.records[-1], each.question.key) for each in first}
    left = whole(found.asking(aside)).questions
    assert not {(each.question.records[-1], each.question.key) for each in left} & aside


@given(HISTORIES, st.lists(records(), max_size=2).map(tuple))
def test_the_way_ends_where_the_finding_stands(history: History, plus: tuple[Record, ...]) -> None:
    for path in insight(history, plus=plus).paths:
        if path.finding.hours is None:
            assert not path.steps
            continue
        assert path.steps[-1].amount == path.finding.hours.reached
        every = [*path.steps, *path.planned]
        for one, next_ in itertools.pairwise(every):
            assert one.day <= next_.day
            assert one.amount.low <= next_.amount.low
            assert one.amount.high <= next_.amount.high


@given(HISTORIES, records())
def test_planned_trainings_lead_as_far_as_they_count(history: History, plan: Record) -> None:
    """Without anything else to come, the planned part ends where the assessment with it stands."""
    until = history.as_of
    assert until is not None
    here = tuple(record for record in history.records if record.end <= until)
    found = insight(replace(history, records=here), plus=[plan])
    assert found.what_if is not None
    after = {finding.rule: finding for finding in found.what_if.after.findings}
    for path in found.paths:
        counts = after[path.finding.rule].hours
        if path.finding.hours and counts:
            assert (path.planned or path.steps)[-1].amount == counts.reached


@given(HISTORIES)
def test_years_add_up_to_the_total(history: History) -> None:
    found = insight(history)
    (total,) = (each for each in found.assessment.findings if each.rule == "member-total")
    if total.hours is None:
        return
    assert sum(year.counted.low for year in found.years) == total.hours.reached.low
    assert sum(year.counted.high for year in found.years) == total.hours.reached.high


@given(HISTORIES, st.lists(records(), min_size=1, max_size=3).map(tuple), st.booleans())
def test_what_if_compares_two_true_assessments(
    history: History, plus: tuple[Record, ...], later: bool
) -> None:
    found = insight(history, plus=plus, later=later)
    assert found.what_if is not None
    assert found.what_if.before == assess(history)
    if not later:
        assert found.what_if.after == assess(history, plus=plus)
    for each in found.what_if.compared:
        if each.undone:
            assert each.after.rule == "theory-share"


@pytest.mark.parametrize("day", [PLAN.period.start, PLAN.period.end])
@given(history=HISTORIES, other=DAYS)
def test_any_day_will_do(day: date, history: History, other: date) -> None:
    for as_of in (day, other):
        found = insight(history, as_of=as_of)
        assert found.assessment.as_of == as_of
        assert len(found.years) == QUOTAS["member-total"].years
