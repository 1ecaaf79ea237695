"""The things the self-check speaks of: a history goes in, an assessment comes out.

Amounts are exact: 天 and 学时 are `fractions.Fraction`, never floats.
"""

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """An amount that was reached, against the one required, in the same unit."""

    reached: Interval
    required: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Remaining:
    """What is still wanting, and until when. Each is None where it does not apply.

    `hours` and `days` are two ways to the same quota; `theory` is hours of theory alone,
    and `room` how many hours of anything else the share can bear before it falls below its line.
    """

    hours: Interval | None = None
    days: Interval | None = None
    theory: Interval | None = None
    room: Interval | None = None
    until: date


class Kind(StrEnum):
    """What a line of an explanation is."""

    INPUT = "input"
    OPERATION = "operation"
    RESULT = "result"
    MISSING = "missing"
    SILENCE = "silence"
    ADVICE = "advice"


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """A line of the way to a finding, in Chinese."""

    kind: Kind
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternative:
    """The verdict that another sensible treatment than the reading named would give."""

    reading: str
    verdict: Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What one rule says of the person, and why.

    `records` are indexes into the history's: those that entered, surely or perhaps; `divided`,
    those of which only a part did (reading `by-day`).
    """

    rule: str
    verdict: Verdict
    year: int | None = None
    by: Step | None = None
    hours: Figure | None = None
    days: Figure | None = None
    percent: Figure | None = None
    remaining: Remaining | None = None
    readings: tuple[str, ...] = ()
    explanation: tuple[Explanation, ...] = ()
    records: tuple[int, ...] = ()
    divided: tuple[int, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


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
