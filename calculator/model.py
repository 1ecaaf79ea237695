"""The things the self-check speaks of: a history goes in, an assessment comes out.

Amounts are exact: 天 and 学时 are `fractions.Fraction`, never floats.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Answer(StrEnum):
    """A member's own answer to a question about a record: 是, 否 or 不清楚."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class RoleName(StrEnum):
    """基层党组织书记 (and no deputy) or 党员干部."""

    SECRETARY = "secretary"
    CADRE = "cadre"


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many calendar days it has."""
        return (self.end - self.start).days + 1

    def overlap(self, other: "Span") -> "Span | None":
        """The days both have, or None."""
        if other.start <= self.start and self.end <= other.end:
            return self
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start <= end else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A term in office. `start` None: since before the period; `end`: the last day, None: still."""

    role: RoleName
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Who is assessed. `joined` is the day the 支部党员大会 passed it."""

    roles: tuple[Role, ...] = ()
    joined: date | None = None
    infirm: bool = False
    military: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One training as it was entered. `days` in 天, `hours` and `theory_hours` in 学时."""

    start: date
    end: date
    topic: str = ""
    organiser: str = ""
    days: Fraction | None = None
    hours: Fraction | None = None
    concentrated: Answer = Answer.UNKNOWN
    theory: Answer = Answer.UNKNOWN
    theory_hours: Fraction | None = None
    off_job: Answer = Answer.UNKNOWN
    county_level: Answer = Answer.UNKNOWN
    distinct: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """A person's trainings, and the day to assess them on (None: today)."""

    person: Person = Person()
    as_of: date | None = None
    records: tuple[Record, ...] = ()


class Verdict(StrEnum):
    """What a rule says of a person."""

    MET = "met"
    NOT_YET = "not_yet"
    NOT_MET = "not_met"
    BELOW_GENERAL = "below_general"
    NOT_REQUIRED = "not_required"
    ELSEWHERE = "elsewhere"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


class Step(StrEnum):
    """The step of judging a total that decided it."""

    DAYS = "days"
    HOURS = "hours"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low`, what is sure, to `high`, what the open answers allow."""

    low: Fraction
    high: Fraction


# Not frozen: that would make each, and there is one for every record, take twice the time.
@dataclass(kw_only=True, slots=True)
class Training:
    """One training that counts once, or the part of it that falls in a stretch of days.

    `records` are the indexes of the record, or of the alike records, that tell of it; `start` and
    `end` the whole training's days, also for a `part`. Amounts in 天 and 学时 are the part's;
    `least` and `most` are in 学时, for where days and hours must be added together.
    """

    records: tuple[int, ...]
    start: date
    end: date
    part: Fraction = Fraction(1)
    days: Fraction | None
    hours: Fraction | None
    least: Fraction
    most: Fraction
    concentrated: Answer
    theory: Answer
    theory_hours: Fraction | None
    off_job: Answer
    county_level: Answer

    @property
    def conflicting(self) -> bool:
        """Whether its two figures disagree."""
        return self.least is not self.most and self.least != self.most

    @property
    def converted(self) -> bool:
        """Whether its amount in 学时 rests on reading `eight-hours`."""
        return self.hours is None or self.conflicting

    @property
    def of_theory(self) -> Interval:
        """How much of its 学时 is theory."""
        if self.theory is Answer.UNKNOWN:
            return Interval(Fraction(0), self.most)
        if self.theory is Answer.NO:
            return Interval(Fraction(0), Fraction(0))
        if self.theory_hours is None:
            return Interval(self.least, self.most)
        return Interval(self.theory_hours, self.theory_hours)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """An amount that was reached, against the one required, in the same unit."""

    reached: Interval
    required: Fraction


class AbsenceKind(StrEnum):
    """Why there is no figure. None of them is a zero."""

    NOT_GIVEN = "not_given"
    NOTHING_COUNTED = "nothing_counted"
    NOT_APPLICABLE = "not_applicable"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """A figure of a finding (`hours`, `days` or `percent`) that is not there, and why."""

    figure: str
    kind: AbsenceKind


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureNote:
    """What a figure of a finding takes in, where it is not what its name alone would say."""

    figure: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PerYear:
    """What is wanting, divided by the years left: a projection of ours, no demand of the plan's."""

    hours: Interval | None = None
    days: Interval | None = None
    theory: Interval | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Remaining:
    """What is still wanting, and until when. Each is None where it does not apply.

    `hours` and `days` are two ways to the same quota; `theory` is hours of theory alone,
    and `room` how many hours of anything else the share can bear before it falls below its line.
    `days_left` are the calendar days until then; `per_year` is None with less than a year left,
    and where the plan does not say whether the whole quota is this person's.
    """

    hours: Interval | None = None
    days: Interval | None = None
    theory: Interval | None = None
    room: Interval | None = None
    until: date
    days_left: int
    per_year: PerYear | None = None


class Kind(StrEnum):
    """What a line of an explanation is."""

    GIVEN = "given"
    """What entered, by the person's own answers."""

    ASSUMED = "assumed"
    """What a reading (本站读法) adds."""

    MISSING = "missing"
    """Answers or figures that are not there."""

    OPERATION = "operation"
    RESULT = "result"
    SILENCE = "silence"
    """What the plan does not say."""

    CHANGE = "change"
    """What would change the verdict."""

    ADVICE = "advice"


class Unit(StrEnum):
    """What an amount is counted in."""

    DAYS = "days"
    HOURS = "hours"
    PERCENT = "percent"


@dataclass(frozen=True, kw_only=True, slots=True)
class Operand:
    """An amount that an operation takes, or gives, and what it is called in Chinese."""

    name: str
    unit: Unit
    amount: Interval


class Operator(StrEnum):
    """How the operands of an operation are put together."""

    SUM = "sum"
    CONVERT_AND_SUM = "convert_and_sum"
    DIVIDE = "divide"


class Outcome(StrEnum):
    """Whether a line is reached, whatever the open answers turn out to be."""

    REACHED = "reached"
    SHORT = "short"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """One step of the way to a verdict: operands, operator, result, and the line it is held to.

    `outcome` is None for a step that decides nothing by itself.
    """

    operator: Operator
    operands: tuple[Operand, ...]
    result: Operand
    relation: str | None
    required: Fraction
    outcome: Outcome | None


class Means(StrEnum):
    """By what a verdict can change."""

    TRAINING = "training"
    """More training, before the stretch of time ends."""

    ANSWER = "answer"
    """A 不清楚 that is cleared up."""

    CORRECTION = "correction"
    """Time is over: only a record that was left out, or was wrong."""


class Content(StrEnum):
    """Training of what kind changes a verdict."""

    ANY = "any"
    """Any that counts for the rule."""

    THEORY = "theory"
    """Theory alone."""

    OTHER = "other"
    """Anything but theory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What would change a verdict: to which, by what, of which kind, and how much.

    `hours` and `days` are two ways to the same; low if all that is open helps. Of training that
    would lower a verdict, anything more than `hours.low` may do so. `until`: the last day for it.
    """

    to: Verdict
    by: Means
    content: Content = Content.ANY
    hours: Interval | None = None
    days: Interval | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """A line of the way to a finding, in Chinese, and what it says as plain data.

    `records` are indexes, where a line is about some of those that entered only.
    """

    kind: Kind
    text: str
    reading: str | None = None
    records: tuple[int, ...] = ()
    operation: Operation | None = None
    change: Change | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternative:
    """The verdict that another sensible treatment than the reading named would give."""

    reading: str
    verdict: Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What one rule says of the person, and why.

    `sure` and `open` are the trainings that entered: surely, or if an open answer is yes.
    """

    rule: str
    verdict: Verdict
    year: int | None = None
    by: Step | None = None
    hours: Figure | None = None
    days: Figure | None = None
    percent: Figure | None = None
    absences: tuple[Absence, ...] = ()
    figure_notes: tuple[FigureNote, ...] = ()
    remaining: Remaining | None = None
    readings: tuple[str, ...] = ()
    explanation: tuple[Explanation, ...] = ()
    sure: Sequence[Training] = ()
    open: Sequence[Training] = ()
    alternatives: tuple[Alternative, ...] = ()

    @property
    def unwritten(self) -> bool:
        """Whether its verdict is open because the plan is silent."""
        return self.verdict is Verdict.UNDETERMINED and any(
            line.kind is Kind.SILENCE for line in self.explanation
        )

    @property
    def empty(self) -> bool:
        """Whether nothing entered, surely or perhaps: then its figures are no zeros."""
        return not self.sure and not self.open

    @property
    def records(self) -> tuple[int, ...]:
        """The indexes of the records that entered, in order."""
        return indexes([*self.sure, *self.open])

    @property
    def perhaps(self) -> tuple[int, ...]:
        """The indexes of those records of which it is open whether they count, in order."""
        return indexes(self.open)

    @property
    def divided(self) -> tuple[int, ...]:
        """The indexes of those of which only a part entered (reading `by-day`)."""
        return indexes(one for one in (*self.sure, *self.open) if one.part != 1)


def indexes(trainings: Iterable[Training]) -> tuple[int, ...]:
    """The indexes of the records that tell of `trainings`, in order."""
    return tuple(sorted(index for one in trainings for index in one.records))


class NoticeCode(StrEnum):
    """Why a record needs a remark, in the order in which remarks are given."""

    DUPLICATE = "duplicate"
    OVERLAP = "overlap"
    LONG_DAY = "long_day"
    OUTSIDE_PERIOD = "outside_period"
    BEFORE_JOINING = "before_joining"
    FUTURE = "future"
    SPLIT = "split"
    CONFLICTING_AMOUNT = "conflicting_amount"
    NOT_CONCENTRATED = "not_concentrated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A remark on records, by their indexes."""

    code: NoticeCode
    records: tuple[int, ...]
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """All findings on a person as of a day, in their fixed order."""

    as_of: date
    overall: Verdict
    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
