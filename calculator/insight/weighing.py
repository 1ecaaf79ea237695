"""Which open questions decide most, and what each answer would make of the verdicts.

What an answer leads to is found by assessing the history with that answer. That is done for a few
questions only, the most promising first.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from heapq import nlargest
from typing import NamedTuple

from calculator.assess import overall, subject
from calculator.findings import Ruling
from calculator.insight.bounds import Bound, bound
from calculator.insight.questions import (
    AMOUNT,
    Choice,
    Question,
    annual,
    concentrated,
    open_hours,
    questions,
)
from calculator.insight.steps import Steps
from calculator.model import Answer, Assessment, Finding, History, Interval, Training, Verdict
from calculator.quotas import PLAN, QUOTAS, TOTALS, Binding
from calculator.rules import rulings

SHOWN = 6
"""How many questions are given at most."""

LIMIT = 12
"""How many questions are answered for a trial at most, with each of their two answers."""

ZERO = Fraction(0)

SHORT = (Verdict.NOT_YET, Verdict.NOT_MET)


class Rank(NamedTuple):
    """How decisive a question is: compared from the first field on, more is more decisive.

    Answers that settle the overall verdict by themselves; hard rules that they settle; 学时 that
    surely close in the hard rules that are open, whatever the answer, and at best; the same of the
    soft rule.
    """

    overall: int
    hard: int
    closed: Fraction
    closed_at_best: Fraction
    soft: int
    soft_closed: Fraction
    soft_closed_at_best: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """A rule whose verdict answers can settle.

    `parts` are the trainings that entered it, by their records; `perhaps` the records of those of
    which it is open whether they count.
    """

    finding: Finding
    ruling: Ruling
    parts: Mapping[tuple[int, ...], Training]
    perhaps: frozenset[tuple[int, ...]]
    bound: Bound

    @property
    def hard(self) -> bool:
        """Whether it is a hard rule."""
        return _hard(self.finding)

    @property
    def theory(self) -> bool:
        """Whether it asks for theory."""
        return self.finding.hours is None

    @property
    def counts(self) -> Callable[[Training], Answer]:
        """What decides whether a training counts for it."""
        return concentrated if self.finding.year is None else annual

    def open_hours(self, part: Training) -> Fraction:
        """学时 of a training that may or may not enter."""
        return open_hours(part, self.counts, theory=self.theory)

    def closes(self, part: Training, choice: Choice) -> Fraction:
        """学时 of a training that an answer takes out of what is open."""
        return self.open_hours(part) - self.open_hours(choice.of_training(part))

    def asks(self, part: Training, key: str) -> bool:
        """Whether an answer under `key` can change what the training is to the rule."""
        if key == AMOUNT:
            return True
        if key == "theory":
            return self.theory
        return (
            part.records in self.perhaps
            and getattr(part, key) is Answer.UNKNOWN
            and (key == "concentrated" or self.counts is annual)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Led:
    """What an answer makes of one rule: the rule before, after, and the 学时 it closes."""

    before: Finding
    after: Finding
    closes: Fraction

    @property
    def settled(self) -> bool:
        """Whether the rule has its verdict by this answer."""
        return self.after.verdict is not Verdict.UNDETERMINED


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """What an answer leads to: the overall verdict, and the open rules that it bears on.

    `counted` is what it makes of the 学时 that the totals of the period count of the training,
    None where it says nothing of that; `short` are the totals that are not reached then.
    """

    choice: Choice
    overall: Verdict
    led: tuple[Led, ...]
    counted: Interval | None
    short: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """A question, how decisive it is, and what each of its answers leads to."""

    question: Question
    rank: Rank
    answers: tuple[Answered, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """The most decisive questions, and which undetermined findings no answer can settle.

    `open` is how many questions bear on a verdict that is open; those put `aside` are left out.
    """

    questions: tuple[Weighed, ...]
    open: int
    beyond: tuple[Finding, ...]


class Scales:
    """An assessed history, on which its open questions are weighed."""

    def __init__(self, history: History, assessment: Assessment) -> None:
        self.history, self.assessment = history, assessment
        self.day: date = assessment.as_of
        self.subject = subject(history, self.day)
        self.over = self.day >= PLAN.period.end
        self._settling: dict[tuple[int, tuple[int, ...]], int] = {}
        pairs = zip(assessment.findings, rulings(self.subject), strict=True)
        found = [
            _opened(finding, ruling)
            for finding, ruling in pairs
            if finding.verdict is Verdict.UNDETERMINED
        ]
        self.open = [rule for rule in found if _can_be_settled(rule)]
        self.beyond = tuple(rule.finding for rule in found if not _can_be_settled(rule))

    def bearing(self, question: Question) -> Iterator[tuple[Open, Training]]:
        """The open rules that a question bears on, each with what entered it of the training."""
        for rule in self.open:
            part = rule.parts.get(question.records)
            if part is not None and rule.asks(part, question.key):
                yield rule, part

    def bound(self, question: Question) -> Rank:
        """A rank that the question's own does not exceed.

        The 学时 closed are exact. Of each rule, the answers that settle it are at most the
        outcomes that one answer can settle (see `bounds`). To settle the overall verdict before
        the period ends, an answer must settle every hard rule that is open; afterwards a single
        未达到 does. An answer about figures can also undo what rested on the figure it takes out.
        """
        bearing = list(self.bearing(question))
        settled = {id(rule): self._may_settle(rule, part) for rule, part in bearing}
        each = [settled.get(id(rule), 0) for rule in self.open if rule.hard]
        if question.key == AMOUNT and self._figures_matter:
            best = 2
        elif self.over:
            best = min(2, sum(each))
        else:
            best = 0 if any(map(_hard, self.beyond)) else min(each, default=0)
        return self._rank(
            bearing,
            question,
            overall_=best if self._overall_open else 0,
            settled={True: sum(each), False: sum(settled.values()) - sum(each)},
        )

    def _may_settle(self, rule: Open, part: Training) -> int:
        """How many outcomes of a rule an answer about a training may settle, whatever its key."""
        key = id(rule), part.records
        if key not in self._settling:
            self._settling[key] = len(rule.ruling.settled_by.intersection(rule.bound(part)))
        return self._settling[key]

    @property
    def _overall_open(self) -> bool:
        return self.assessment.overall is Verdict.UNDETERMINED

    @cached_property
    def _figures_matter(self) -> bool:
        """Whether taking out a figure can change the verdict of a rule that is not open."""
        reached = (each.verdict is Verdict.MET and _hard(each) for each in self.assessment.findings)
        return (self.over and any(reached)) or any(each.percent for each in self.beyond)

    def _rank(
        self,
        bearing: Sequence[tuple[Open, Training]],
        question: Question,
        *,
        overall_: int,
        settled: Mapping[bool, int],
    ) -> Rank:
        def closed(choice: Choice, *, hard: bool) -> Fraction:
            found = (rule.closes(part, choice) for rule, part in bearing if rule.hard is hard)
            return sum(found, ZERO)

        of_hard = [closed(choice, hard=True) for choice in question.choices]
        of_soft = [closed(choice, hard=False) for choice in question.choices]
        return Rank(
            overall=overall_,
            hard=settled[True],
            closed=min(of_hard),
            closed_at_best=max(of_hard),
            soft=settled[False],
            soft_closed=min(of_soft),
            soft_closed_at_best=max(of_soft),
        )

    def weighing(self, question: Question) -> Steps[Weighed]:
        """The question with what comes of each answer, found by assessing with it."""
        bearing = list(self.bearing(question))
        answers = []
        for choice in question.choices:
            answers.append(self._answered(question, choice, bearing))
            yield
        settled = {True: 0, False: 0}
        for answer in answers:
            for (rule, _), led in zip(bearing, answer.led, strict=True):
                settled[rule.hard] += led.settled
        decided = sum(answer.overall is not Verdict.UNDETERMINED for answer in answers)
        return Weighed(
            question=question,
            answers=tuple(answers),
            rank=self._rank(
                bearing,
                question,
                overall_=decided if self._overall_open else 0,
                settled=settled,
            ),
        )

    def _answered(
        self, question: Question, choice: Choice, bearing: Sequence[tuple[Open, Training]]
    ) -> Answered:
        found = rulings(subject(question.answered(self.history, choice), self.day))
        of = {(ruling.rule, ruling.year): ruling for ruling in found}
        counted = self._counted(question, choice)
        return Answered(
            choice=choice,
            overall=overall(found),
            counted=counted,
            short=tuple(
                ruling.finding()
                for ruling in found
                if ruling.rule in TOTALS and ruling.verdict in SHORT and counted
            ),
            led=tuple(
                Led(
                    before=rule.finding,
                    after=of[rule.finding.rule, rule.finding.year].finding(),
                    closes=rule.closes(part, choice),
                )
                for rule, part in bearing
            ),
        )

    def _counted(self, question: Question, choice: Choice) -> Interval | None:
        """学时 of a training that count for the totals by an answer that decides that."""
        if question.key != "concentrated":
            return None
        # What is asked about is open in a total too: whom no total is about is asked nothing.
        part = next(
            part
            for finding in self.assessment.findings
            if finding.rule in TOTALS
            for part in finding.open
            if part.records == question.records
        )
        counts = choice.of_training(part).concentrated is Answer.YES
        return Interval(part.least, part.most) if counts else Interval(ZERO, ZERO)

    def asking(
        self,
        aside: Collection[tuple[int, str]] = (),
        *,
        shown: int = SHOWN,
        limit: int = LIMIT,
    ) -> Steps[Asked]:
        """The most decisive questions first, none whose answers lead nowhere.

        Questions are weighed in the order of their bounds, until `shown` of them are at least as
        decisive as any other can be, or `limit` are weighed: then one that is not weighed may
        settle as much, but only if more than `limit` questions seemed to.
        """
        pairs = []
        for question in questions(self.history, self.subject.counts.trainings):
            if any(True for _ in self.bearing(question)):
                pairs.append((self.bound(question), question))
                yield
        left = [
            pair
            for pair in pairs
            if not any((index, pair[1].key) in aside for index in pair[1].records)
        ]
        weighed: list[Weighed] = []
        # Sorting is stable: of equals, the earlier record and question come first.
        for highest, question in nlargest(limit, left, key=lambda pair: pair[0]):
            if len(weighed) >= shown and _nth(weighed, shown) >= highest:
                break
            weighed.append((yield from self.weighing(question)))
        best = nlargest(shown, weighed, key=lambda each: each.rank)
        return Asked(
            questions=tuple(each for each in best if any(each.rank)),
            open=len(pairs),
            beyond=self.beyond,
        )


def _hard(finding: Finding) -> bool:
    return QUOTAS[finding.rule].binding is Binding.HARD


def _opened(finding: Finding, ruling: Ruling) -> Open:
    return Open(
        finding=finding,
        ruling=ruling,
        parts={part.records: part for part in (*finding.sure, *finding.open)},
        perhaps=frozenset(part.records for part in finding.open),
        bound=bound(finding),
    )


def _can_be_settled(rule: Open) -> bool:
    """Whether some answers give a rule its verdict.

    None do where the amount settles nothing, or is short for sure where only reaching the line
    does; nor where nothing is open.
    """
    figure = rule.finding.hours or rule.finding.percent
    short = figure is not None and figure.reached.high < figure.required
    return (
        bool(rule.ruling.settled_by)
        and not short
        and any(map(rule.open_hours, rule.parts.values()))
    )


def _nth(weighed: Sequence[Weighed], place: int) -> Rank:
    return nlargest(place, (each.rank for each in weighed))[-1]
