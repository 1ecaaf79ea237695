"""What must hold of every history, tried on random ones; small ones against brute force."""

import itertools
import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import hypothesis.strategies as st
from hypothesis import assume, given, settings

from calculator import (
    Answer,
    History,
    Person,
    Record,
    Role,
    RoleName,
    Verdict,
    amounts,
    assess,
    assessment_text,
    read_history,
)
from calculator.history import document
from calculator.model import Finding, Span
from calculator.quotas import HOURS_PER_DAY
from calculator.shares import shares
from calculator.trainings import Portion, portions, trainings

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
HISTORIES = st.builds(
    History, person=PEOPLE, as_of=DAYS, records=st.lists(records(), max_size=6).map(tuple)
)


@given(HISTORIES)
def test_a_history_survives_being_written_and_read(history: History) -> None:
    assert read_history(json.dumps(document(history))) == history


@given(HISTORIES, st.randoms())
def test_the_order_of_records_never_matters(history: History, random: Random) -> None:
    order = list(range(len(history.records)))
    random.shuffle(order)
    shuffled = replace(history, records=tuple(history.records[index] for index in order))

    def indexes(finding: Finding, names: list[int]) -> Finding:
        return replace(finding, records=tuple(sorted(names[index] for index in finding.records)))

    one, other = assess(history), assess(shuffled)
    assert [indexes(finding, order) for finding in other.findings] == list(one.findings)
    assert {
        (notice.code, tuple(sorted(order[index] for index in notice.records)))
        for notice in other.notices
    } == {(notice.code, notice.records) for notice in one.notices}


RANK = {
    Verdict.NOT_YET: 0,
    Verdict.NOT_MET: 0,
    Verdict.BELOW_GENERAL: 0,
    Verdict.UNDETERMINED: 1,
    Verdict.MET: 2,
}


@given(HISTORIES, AMOUNTS)
def test_a_counted_hour_more_never_lowers_a_total(history: History, hours: Fraction) -> None:
    more = Record(
        start=date(2024, 6, 1),
        end=date(2024, 6, 1),
        topic="另一次",
        hours=hours,
        concentrated=Answer.YES,
        off_job=Answer.YES,
        county_level=Answer.YES,
    )
    before = assess(history).findings
    after = assess(replace(history, records=(*history.records, more))).findings
    for old, new in zip(before, after, strict=True):
        if old.rule != "theory-share" and old.verdict in RANK:
            assert RANK[new.verdict] >= RANK[old.verdict]


@given(HISTORIES, st.data())
def test_a_record_in_two_with_different_topics_changes_only_notices(
    history: History, data: st.DataObject
) -> None:
    splittable = [at for at, record in enumerate(history.records) if not record.theory_hours]
    assume(splittable)
    at = data.draw(st.sampled_from(splittable))
    whole = replace(history.records[at], topic="甲", distinct=True)
    half = replace(whole, days=whole.days and whole.days / 2, hours=whole.hours and whole.hours / 2)
    halves = (half, replace(half, topic="乙"))
    rest = history.records[:at] + history.records[at + 1 :]

    def told(records: tuple[Record, ...]) -> list[tuple[object, ...]]:
        found = assess(replace(history, records=records)).findings
        return [(f.rule, f.year, f.verdict, f.by, f.hours, f.days, f.percent) for f in found]

    assert told((*rest, whole)) == told((*rest, *halves))


def resolutions(portion: Portion) -> list[Portion | None]:
    """Every way a portion's open answers can fall; None: not counted."""
    training = portion.training
    answers = [Answer.YES, Answer.NO] if training.theory is Answer.UNKNOWN else [training.theory]
    ways: list[Portion | None] = [
        replace(portion, certain=True, training=replace(training, theory=answer))
        for answer in answers
    ]
    return ways if portion.certain else [*ways, None]


def ratios(counted: list[Portion]) -> set[Fraction]:
    """The shares of one resolution: one, or the ends of a record whose two figures disagree."""

    def possible(portion: Portion) -> list[Fraction]:
        if all(one.hours is not None for one in counted):
            return [portion.hours or Fraction(0)]
        if all(one.days is not None for one in counted):
            return [(portion.days or Fraction(0)) * HOURS_PER_DAY]
        return [portion.mixed.low, portion.mixed.high]

    found = set()
    for chosen in itertools.product(*map(possible, counted)):
        above = sum(
            (
                amount if one.theory_hours is None else one.theory_hours
                for one, amount in zip(counted, chosen, strict=True)
                if one.training.theory is Answer.YES
            ),
            Fraction(0),
        )
        found.add(above / sum(chosen))
    return found


@settings(max_examples=300)
@given(st.lists(records(), max_size=5))
def test_the_share_of_theory_is_the_true_least_and_greatest(listed: list[Record]) -> None:
    counted = portions(
        trainings(listed), Span(date(2024, 1, 1), date(2028, 12, 31)), lambda one: one.concentrated
    )
    found = shares(counted)
    sure = sum(portion.mixed.low for portion in counted if portion.certain)
    if not sure:
        assert found is None
        return
    assert found is not None
    every = {
        ratio
        for way in itertools.product(*map(resolutions, counted))
        for ratio in ratios([portion for portion in way if portion])
    }
    assert (found.least.part, found.greatest.part) == (min(every), max(every))


def closed(record: Record, answer: Answer) -> Record:
    """The record with every open question on counting answered."""

    def or_answer(given: Answer) -> Answer:
        return answer if given is Answer.UNKNOWN else given

    return replace(
        record,
        concentrated=or_answer(record.concentrated),
        off_job=or_answer(record.off_job),
        county_level=or_answer(record.county_level),
    )


@given(HISTORIES, ANSWERS)
def test_an_interval_contains_the_outcome_of_a_resolution(history: History, answer: Answer) -> None:
    # Alike records answered alike would be other trainings than the open ones.
    records_ = [replace(record, distinct=True) for record in history.records]
    open_ = replace(history, records=tuple(records_))
    shut = replace(history, records=tuple(closed(record, answer) for record in records_))
    for before, after in zip(assess(open_).findings, assess(shut).findings, strict=True):
        if before.hours is None:
            continue
        assert after.hours is not None
        assert before.hours.reached.low <= after.hours.reached.low
        assert after.hours.reached.high <= before.hours.reached.high
        if before.verdict is not Verdict.UNDETERMINED:
            assert after.verdict is before.verdict


@given(HISTORIES)
def test_every_history_is_assessed_in_the_same_shape(history: History) -> None:
    told = json.loads(assessment_text(assess(history)))
    rules = [finding["rule"] for finding in told["findings"]]
    assert rules[:9] == [
        "member-total",
        "secretary-total",
        *["secretary-annual"] * 5,
        "theory-share",
        "cadre",
    ]
    expected = (["infirm"] if history.person.infirm else []) + (
        ["military"] if history.person.military else []
    )
    assert rules[9:] == expected
