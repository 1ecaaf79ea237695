"""Random histories: few topics and dates near the edges, so that things meet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import hypothesis.strategies as st

from calculator import Answer, History, Person, Record, Role, RoleName, amounts
from calculator.quotas import PLAN

DAYS = st.dates(date(2023, 6, 1), date(2029, 6, 30))
AMOUNTS = st.integers(0, 64).map(lambda quarters: Fraction(quarters, 4))
ANSWERS = st.sampled_from(list(Answer))


@st.composite
def records(draw: st.DrawFn) -> Record:
    start = draw(DAYS)
    days, hours = draw(
        st.sampled_from(["days", "hours", "both"]).flatmap(
            lambda given: st.tuples(
                AMOUNTS if given != "hours" else st.none(),
                AMOUNTS if given != "days" else st.none(),
            )
        )
    )
    theory, theory_hours = draw(ANSWERS), None
    if theory is Answer.YES and draw(st.booleans()):
        least = amounts.mixed(days, hours).low
        theory_hours = least * draw(st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1)]))
    return Record(
        start=start,
        end=start + timedelta(days=draw(st.integers(0, 20))),
        topic=draw(st.sampled_from(["", "党课", "党 课", "轮训"])),
        days=days,
        hours=hours,
        concentrated=draw(ANSWERS),
        theory=theory,
        theory_hours=theory_hours,
        off_job=draw(ANSWERS),
        county_level=draw(ANSWERS),
        distinct=draw(st.booleans()),
    )


@st.composite
def roles(draw: st.DrawFn) -> Role:
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and end < start:
        start, end = end, start
    return Role(role=draw(st.sampled_from(list(RoleName))), start=start, end=end)


PEOPLE = st.builds(
    Person,
    roles=st.lists(roles(), max_size=2).map(tuple),
    joined=st.none() | DAYS,
    infirm=st.just(False) | st.booleans(),
    military=st.just(False) | st.booleans(),
)
SECRETARY = Person(roles=(Role(role=RoleName.SECRETARY),))
HISTORIES = st.builds(
    History, person=PEOPLE, as_of=DAYS, records=st.lists(records(), max_size=6).map(tuple)
)

QUESTIONS = ("concentrated", "theory", "off_job", "county_level")
MOST_OPEN = 4


type Question = tuple[tuple[int, ...], str]
"""What is asked of one training: the indexes of the records that tell of it, and which question."""


def open_questions(listed: Sequence[Record]) -> list[Question]:
    """Every question that is open: not answered, or not alike by the records of one training."""
    trainings: dict[object, list[int]] = {}
    for index, one in enumerate(listed):
        alike = (one.start, one.end, one.topic, one.days, one.hours)
        trainings.setdefault(index if one.distinct else alike, []).append(index)
    found: list[Question] = []
    for indexes in map(tuple, trainings.values()):
        told = [listed[index] for index in indexes]
        for question in QUESTIONS:
            answers = {getattr(record, question) for record in told}
            theory_hours = {record.theory_hours for record in told}
            if (
                Answer.UNKNOWN in answers
                or len(answers) > 1
                or (question == "theory" and len(theory_hours) > 1)
            ):
                found.append((indexes, question))
    return found


def answered(
    listed: Sequence[Record], answers: Iterable[tuple[Question, Answer]]
) -> tuple[Record, ...]:
    """The records with these questions answered so, and alike by all that tell of a training."""
    found = list(listed)
    for (indexes, question), answer in answers:
        for index in indexes:
            given: dict[str, Any] = {question: answer}
            if question == "theory":
                given["theory_hours"] = None
            found[index] = replace(found[index], **given)
    return tuple(found)


def times(record: Record, factor: int) -> Record:
    """The record with all its amounts so many times as large."""

    def larger(amount: Fraction | None) -> Fraction | None:
        return amount if amount is None else amount * factor

    return replace(
        record,
        days=larger(record.days),
        hours=larger(record.hours),
        theory_hours=larger(record.theory_hours),
    )


@st.composite
def small_histories(draw: st.DrawFn) -> History:
    """Few records, some told of more than once, and at most `MOST_OPEN` open questions.

    Mostly of people whom the quotas are about, with amounts that an answer takes over a quota.
    """
    factor = draw(st.sampled_from([1, 4, 10]))
    listed = [times(each, factor) for each in draw(st.lists(records(), min_size=1, max_size=4))]
    for index in draw(st.lists(st.sampled_from(range(len(listed))), max_size=2)):
        again = replace(
            listed[index],
            concentrated=draw(ANSWERS),
            off_job=draw(ANSWERS),
            county_level=draw(ANSWERS),
            distinct=draw(st.booleans()),
        )
        if draw(st.booleans()):
            again = replace(again, theory=draw(ANSWERS), theory_hours=None)
        listed.append(again)
    too_many = draw(st.permutations(open_questions(listed)))[MOST_OPEN:]
    answers = st.sampled_from([Answer.YES, Answer.YES, Answer.NO])
    return History(
        person=draw(st.sampled_from([Person(), SECRETARY, SECRETARY]) | PEOPLE),
        as_of=draw(DAYS | st.just(PLAN.period.end)),
        records=answered(listed, [(each, draw(answers)) for each in too_many]),
    )
