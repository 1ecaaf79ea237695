"""What must hold of every history, tried on random ones; small ones against brute force."""

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import hypothesis.strategies as st
from hypothesis import assume, given, settings

from calculator import (
    Answer,
    History,
    Record,
    Verdict,
    amounts,
    assess,
    assessment_text,
    read_history,
)
from calculator.history import document
from calculator.model import Finding, Means, Training
from calculator.quotas import HOURS_PER_DAY, PLAN
from calculator.shares import Theory
from calculator.trainings import count, trainings
from tests.properties.histories import (
    AMOUNTS,
    HISTORIES,
    answered,
    open_questions,
    records,
    small_histories,
)


@given(HISTORIES)
def test_a_history_survives_being_written_and_read(history: History) -> None:
    assert read_history(json.dumps(document(history))) == history


@given(HISTORIES, st.randoms())
def test_the_order_of_records_never_matters(history: History, random: Random) -> None:
    order = list(range(len(history.records)))
    random.shuffle(order)
    shuffled = replace(history, records=tuple(history.records[index] for index in order))

    def named(trainings: Sequence[Training], names: list[int]) -> list[Training]:
        renamed = [
            replace(one, records=tuple(sorted(names[index] for index in one.records)))
            for one in trainings
        ]
        return sorted(renamed, key=lambda one: one.records)

    def told(finding: Finding, names: list[int]) -> tuple[object, ...]:
        rest = replace(finding, sure=(), open=(), explanation=())
        lines = [
            replace(line, records=tuple(sorted(names[index] for index in line.records)))
            for line in finding.explanation
        ]
        return rest, named(finding.sure, names), named(finding.open, names), lines

    one, other = assess(history), assess(shuffled)
    same = list(range(len(order)))
    assert [told(finding, order) for finding in other.findings] == [
        told(finding, same) for finding in one.findings
    ]
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


def halved(record: Record) -> Record:
    """A record of half the amounts."""

    def half(amount: Fraction | None) -> Fraction | None:
        return amount if amount is None else amount / 2

    return replace(
        record,
        days=half(record.days),
        hours=half(record.hours),
        theory_hours=half(record.theory_hours),
    )


def figures(finding: Finding) -> tuple[object, ...]:
    return finding.verdict, finding.by, finding.hours, finding.days, finding.percent


@given(HISTORIES, st.data())
def test_a_record_in_two_with_different_topics_changes_only_notices(
    history: History, data: st.DataObject
) -> None:
    assume(history.records)
    at = data.draw(st.sampled_from(range(len(history.records))))
    whole = replace(history.records[at], topic="甲", distinct=True)
    half = halved(whole)
    rest = history.records[:at] + history.records[at + 1 :]

    def told(*records: Record) -> tuple[Finding, ...]:
        return assess(replace(history, records=(*rest, *records))).findings

    for one, other in zip(told(whole), told(half, replace(half, topic="乙")), strict=True):
        if (
            one.percent
            and other.percent
            and one.percent.reached != other.percent.reached
            and whole.concentrated is Answer.UNKNOWN
        ):
            # Two open answers, of which one may be yes and the other no: see the case below.
            assert other.percent.reached.low <= one.percent.reached.low
            assert one.percent.reached.high <= other.percent.reached.high
        else:
            assert figures(one) == figures(other)


def test_half_of_what_is_open_can_change_the_unit_of_the_share() -> None:
    # All give hours: 40 of 80. With a record in days only, all give days: 10 of 15 and a little.
    sure = Record(
        start=date(2025, 3, 3),
        end=date(2025, 3, 14),
        topic="丙",
        days=Fraction(10),
        hours=Fraction(40),
        concentrated=Answer.YES,
        theory=Answer.YES,
    )
    other = replace(sure, topic="丁", days=Fraction(5), theory=Answer.NO)
    whole = Record(
        start=date(2025, 6, 3),
        end=date(2025, 6, 3),
        topic="甲",
        days=Fraction(1),
        theory=Answer.NO,
    )
    half = halved(whole)

    def greatest(*records: Record) -> Fraction:
        percent = theory_finding([sure, other, *records]).percent
        assert percent is not None
        return percent.reached.high

    assert greatest() == Fraction(40, 80) * 100
    assert greatest(whole) == Fraction(10, 16) * 100
    assert greatest(half, replace(half, topic="乙")) == Fraction(20, 31) * 100


def resolutions(training: Training, *, sure: bool) -> list[Training | None]:
    """Every way a training's open answers can fall; None: not counted."""
    answers = [Answer.YES, Answer.NO] if training.theory is Answer.UNKNOWN else [training.theory]
    ways: list[Training | None] = [replace(training, theory=answer) for answer in answers]
    return ways if sure else [*ways, None]


def ratios(counted: Sequence[Training]) -> set[Fraction]:
    """The shares of one resolution: one, or the ends of a record whose two figures disagree."""

    def possible(training: Training) -> list[Fraction]:
        if all(one.hours is not None for one in counted):
            return [training.hours or Fraction(0)]
        if all(one.days is not None for one in counted):
            return [(training.days or Fraction(0)) * HOURS_PER_DAY]
        return [training.least, training.most]

    found = set()
    for chosen in itertools.product(*map(possible, counted)):
        above = sum(
            (
                amount if one.theory_hours is None else one.theory_hours
                for one, amount in zip(counted, chosen, strict=True)
                if one.theory is Answer.YES
            ),
            Fraction(0),
        )
        found.add(above / sum(chosen))
    return found


@settings(max_examples=300)
@given(st.lists(records(), max_size=5))
def test_the_share_of_theory_is_the_true_least_and_greatest(listed: list[Record]) -> None:
    counted = count(trainings(listed), PLAN.period, lambda one: one.concentrated)
    found = Theory(counted).shares
    if not sum(one.least for one in counted.sure):
        assert found is None
        return
    assert found is not None
    ways = [resolutions(one, sure=True) for one in counted.sure]
    ways += [resolutions(one, sure=False) for one in counted.open]
    every = {
        ratio
        for way in itertools.product(*ways)
        for ratio in ratios([training for training in way if training])
    }
    assert (found.least.part, found.greatest.part) == (min(every), max(every))


def resolved(history: History) -> Iterator[History]:
    """The history with its open questions answered, in every way that they can be.

    Alike records whose answers differ leave a question open too; they then agree.
    """
    asked = open_questions(history.records)
    for answers in itertools.product([Answer.YES, Answer.NO], repeat=len(asked)):
        records_ = answered(history.records, zip(asked, answers, strict=True))
        yield replace(history, records=records_)


@given(small_histories())
def test_an_interval_holds_the_outcome_of_every_resolution(history: History) -> None:
    # Two figures of a record that disagree leave an interval whatever the answers are.
    disagree = any(amounts.conflicting(each.days, each.hours) for each in history.records)
    outcomes = [assess(way) for way in resolved(history)]
    before = assess(history)
    for at, finding in enumerate(before.findings):
        every = [outcome.findings[at] for outcome in outcomes]
        for figure in ("hours", "days", "percent"):
            whole, parts = getattr(finding, figure), [getattr(each, figure) for each in every]
            if whole is None:
                # Where nothing surely counts, an answer may make a share of what is none yet.
                assert figure == "percent" or not any(parts)
                continue
            reached = [part.reached for part in parts]
            low, high = min(each.low for each in reached), max(each.high for each in reached)
            assert (whole.reached.low, whole.reached.high) == (low, high)
            assert disagree or all(each.low == each.high for each in reached)
        verdicts = {each.verdict for each in every}
        if len(verdicts) == 1:
            assert finding.verdict in verdicts
        else:
            assert finding.verdict is Verdict.UNDETERMINED
    if before.overall is not Verdict.UNDETERMINED:
        assert {outcome.overall for outcome in outcomes} == {before.overall}


def with_hours(listed: list[Record], hours: Fraction, theory: Answer) -> Finding:
    """The finding on theory of an ordinary member who also has so many hours in one training."""
    more = Record(
        start=date(2025, 6, 2),
        end=date(2025, 6, 2),
        topic="另一次",
        hours=hours,
        concentrated=Answer.YES,
        theory=theory,
        distinct=True,
    )
    history = History(as_of=date(2028, 6, 30), records=(*listed, more))
    return next(each for each in assess(history).findings if each.rule == "theory-share")


def theory_finding(listed: list[Record]) -> Finding:
    history = History(as_of=date(2028, 6, 30), records=tuple(listed))
    return next(each for each in assess(history).findings if each.rule == "theory-share")


@settings(max_examples=300)
@given(st.lists(records(), max_size=6))
def test_the_theory_said_to_be_wanting_is_enough_and_no_more(listed: list[Record]) -> None:
    remaining = theory_finding(listed).remaining
    if remaining is None or remaining.theory is None:
        return
    wanted = remaining.theory
    assert wanted.low <= wanted.high
    assert with_hours(listed, wanted.high, Answer.YES).verdict is Verdict.MET
    if wanted.high:
        less = wanted.high * Fraction(99, 100)
        assert with_hours(listed, less, Answer.YES).verdict is not Verdict.MET


@settings(max_examples=300)
@given(st.lists(records(), max_size=6), st.randoms())
def test_open_theory_said_to_be_needed_is_enough(listed: list[Record], random: Random) -> None:
    # Alike records answered alike would be other trainings than the open ones.
    listed = [replace(record, distinct=True) for record in listed]
    finding = theory_finding(listed)
    needed = [
        line.change.hours.high
        for line in finding.explanation
        if line.change and line.change.by is Means.ANSWER and line.change.hours
    ]
    if not needed:
        return
    assert finding.verdict is Verdict.UNDETERMINED
    open_ = [one for one in finding.sure if one.theory is Answer.UNKNOWN]
    random.shuffle(open_)
    confirmed = Fraction(0)
    while confirmed < needed[0]:
        one = open_.pop()
        confirmed += one.least
        [index] = one.records
        listed[index] = replace(listed[index], theory=Answer.YES)
    assert theory_finding(listed).verdict is Verdict.MET


@settings(max_examples=300)
@given(st.lists(records(), max_size=6))
def test_the_room_said_to_be_left_is_there_and_no_more(listed: list[Record]) -> None:
    finding = theory_finding(listed)
    if finding.verdict is not Verdict.MET or finding.remaining is None:
        return
    left = finding.remaining.room
    assert left is not None
    assert left.low <= left.high
    if left.low:
        assert with_hours(listed, left.low, Answer.NO).verdict is Verdict.MET
    assert with_hours(listed, left.low + 1, Answer.NO).verdict is not Verdict.MET


@given(HISTORIES)
def test_open_hours_said_to_be_needed_are_at_hand(history: History) -> None:
    for finding in assess(history).findings:
        if finding.remaining is None or finding.remaining.hours is None:
            continue
        assert finding.remaining.days is not None
        assert finding.remaining.hours.low <= finding.remaining.hours.high
        assert finding.remaining.days.low <= finding.remaining.days.high


@given(HISTORIES)
def test_alternatives_differ_and_belong_to_the_readings(history: History) -> None:
    for finding in assess(history).findings:
        for other in finding.alternatives:
            assert other.reading in finding.readings
            assert other.verdict is not finding.verdict


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
