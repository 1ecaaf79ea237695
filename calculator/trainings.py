"""From records to what counts: alike records once together, and each training divided by days."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calculator import amounts
from calculator.model import Answer, Interval, Record, Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Training:
    """One training that counts once: a record, or alike records together, by their indexes."""

    records: tuple[int, ...]
    span: Span
    days: Fraction | None
    hours: Fraction | None
    concentrated: Answer
    theory: Answer
    theory_hours: Fraction | None
    off_job: Answer
    county_level: Answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Portion:
    """The part of a training that falls in a stretch of days (reading `by-day`).

    `certain`: it surely counts; otherwise an open answer decides. `divided`: not the whole of it.
    """

    training: Training
    certain: bool
    divided: bool
    days: Fraction | None
    hours: Fraction | None
    mixed: Interval
    """Its amount in 学时 where days and hours are added together."""

    theory_hours: Fraction | None

    @property
    def converted(self) -> bool:
        """Whether its amount in 学时 rests on reading `eight-hours`."""
        return self.hours is None or amounts.conflicting(self.days, self.hours)


def folded(topic: str) -> str:
    """A topic as duplicates are compared: NFKC, white space folded."""
    return " ".join(unicodedata.normalize("NFKC", topic).split())


type _Likeness = tuple[date, date, str, Fraction | None, Fraction | None]


def _likeness(record: Record) -> _Likeness:
    return record.start, record.end, folded(record.topic), record.days, record.hours


def trainings(records: Sequence[Record]) -> list[Training]:
    """The trainings that `records` tell of.

    Records are alike in start, end, topic, days and hours. Of alike records those marked
    `distinct` count each, the others once together.
    """
    alike: dict[_Likeness, list[int]] = {}
    groups: list[list[int]] = []
    for index, record in enumerate(records):
        if record.distinct:
            groups.append([index])
            continue
        likeness = _likeness(record)
        if likeness in alike:
            alike[likeness].append(index)
        else:
            groups.append(alike.setdefault(likeness, [index]))
    return [training(records, group) for group in groups]


def training(records: Sequence[Record], group: list[int]) -> Training:
    """The one training that the records of a group, by their indexes, tell of."""
    first, members = records[group[0]], [records[index] for index in group]
    # Alike records that differ in theory_hours leave open how much of the training is theory.
    theory_hours = {record.theory_hours for record in members}
    return Training(
        records=tuple(group),
        span=Span(first.start, first.end),
        days=first.days,
        hours=first.hours,
        concentrated=_agreed(record.concentrated for record in members),
        theory=_agreed(record.theory for record in members)
        if len(theory_hours) == 1
        else Answer.UNKNOWN,
        theory_hours=first.theory_hours if len(theory_hours) == 1 else None,
        off_job=_agreed(record.off_job for record in members),
        county_level=_agreed(record.county_level for record in members),
    )


def _agreed(answers: Iterable[Answer]) -> Answer:
    different = set(answers)
    return different.pop() if len(different) == 1 else Answer.UNKNOWN


def all_of(*answers: Answer) -> Answer:
    """Yes if all are yes, no if any is no, else unknown."""
    if Answer.NO in answers:
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in answers else Answer.YES


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """What falls in a stretch of time and counts, surely or perhaps.

    `answered`: whether an answer decided that anything does or does not (reading `yourself`).
    """

    portions: Sequence[Portion]
    answered: bool

    @property
    def records(self) -> tuple[int, ...]:
        """The indexes of the records that entered, in order."""
        return _records(self.portions)

    @property
    def divided(self) -> tuple[int, ...]:
        """The indexes of those of which only a part entered."""
        return _records([portion for portion in self.portions if portion.divided])


def _records(of: Iterable[Portion]) -> tuple[int, ...]:
    return tuple(sorted(index for portion in of for index in portion.training.records))


def count(
    of: Iterable[Training],
    stretch: Span | None,
    counts: Callable[[Training], Answer],
    *,
    by_day: bool = True,
) -> Count:
    """What counts of the trainings in `stretch`, as `counts` answers.

    A training that crosses an edge of the stretch is split evenly over its calendar days; all of
    it falls on its first day where not `by_day`.
    """
    found: list[Portion] = []
    answered = False
    if stretch is None:
        return Count(portions=found, answered=answered)
    for training in of:
        inside = _inside(training.span, stretch, by_day=by_day)
        if inside is None:
            continue
        answered = True
        answer = counts(training)
        if answer is Answer.NO:
            continue
        part = Fraction(inside.days, training.span.days)
        days, hours = _times(training.days, part), _times(training.hours, part)
        found.append(
            Portion(
                training=training,
                certain=answer is Answer.YES,
                divided=part != 1,
                days=days,
                hours=hours,
                mixed=amounts.mixed(days, hours),
                theory_hours=_times(training.theory_hours, part),
            )
        )
    return Count(portions=found, answered=answered)


def together(one: Count, other: Count) -> Count:
    """Two counts as one."""
    return Count(portions=[*one.portions, *other.portions], answered=one.answered or other.answered)


def _inside(span: Span, stretch: Span, *, by_day: bool) -> Span | None:
    if by_day:
        return span.overlap(stretch)
    return span if stretch.start <= span.start <= stretch.end else None


def _times(amount: Fraction | None, part: Fraction) -> Fraction | None:
    return amount if amount is None or part == 1 else amount * part
