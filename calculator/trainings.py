"""From records to what counts: alike records once together, and each training divided by days."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache

from calculator import amounts
from calculator.model import Answer, Interval, Record, Span, Training, indexes


def within(training: Training, stretch: Span, *, by_day: bool) -> Training | None:
    """What of a training falls in a stretch of days, or None (reading `by-day`).

    It is split evenly over its calendar days; all of it falls on its first day where not `by_day`.
    """
    start, end = training.start, training.end
    if not by_day:
        return training if stretch.start <= start <= stretch.end else None
    if start >= stretch.start and end <= stretch.end:
        return training
    if start > stretch.end or end < stretch.start:
        return None
    inside = Span(max(start, stretch.start), min(end, stretch.end))
    return _part(training, Fraction(inside.days, Span(start, end).days))


def _part(training: Training, part: Fraction) -> Training:
    days, hours = _times(training.days, part), _times(training.hours, part)
    mixed = amounts.mixed(days, hours)
    return replace(
        training,
        part=part,
        days=days,
        hours=hours,
        least=mixed.low,
        most=mixed.high,
        theory_hours=_times(training.theory_hours, part),
    )


def _times(amount: Fraction | None, part: Fraction) -> Fraction | None:
    return None if amount is None else amount * part


@lru_cache(maxsize=1 << 12)
def folded(topic: str) -> str:
    """A topic as duplicates are compared: NFKC, white space folded."""
    return " ".join(unicodedata.normalize("NFKC", topic).split())


type Likeness = tuple[date, date, str, Fraction | None, Fraction | None]


def likeness(record: Record) -> Likeness:
    """What records are alike in that tell of the same training."""
    return record.start, record.end, folded(record.topic), record.days, record.hours


def trainings(records: Sequence[Record]) -> list[Training]:
    """The trainings that `records` tell of.

    Records are alike in start, end, topic, days and hours. Of alike records those marked
    `distinct` count each, the others once together.
    """
    first: dict[Likeness, int] = {}
    leaders: list[int] = []
    others: defaultdict[int, list[int]] = defaultdict(list)
    for index, record in enumerate(records):
        leader = index if record.distinct else first.setdefault(likeness(record), index)
        if leader == index:
            leaders.append(index)
        else:
            others[leader].append(index)
    return [training(records, (index, *others.get(index, ()))) for index in leaders]


def training(records: Sequence[Record], group: tuple[int, ...]) -> Training:
    """The one training that the records of a group, by their indexes, tell of."""
    first = records[group[0]]
    theory, theory_hours = first.theory, first.theory_hours
    concentrated, off_job, county_level = first.concentrated, first.off_job, first.county_level
    if len(group) > 1:
        members = [records[index] for index in group]
        concentrated = _agreed(record.concentrated for record in members)
        off_job = _agreed(record.off_job for record in members)
        county_level = _agreed(record.county_level for record in members)
        theory = _agreed(record.theory for record in members)
        if len({record.theory_hours for record in members}) > 1:
            # How much of the training is theory is then open.
            theory, theory_hours = Answer.UNKNOWN, None
    mixed = amounts.mixed(first.days, first.hours)
    return Training(
        records=group,
        start=first.start,
        end=first.end,
        days=first.days,
        hours=first.hours,
        least=mixed.low,
        most=mixed.high,
        concentrated=concentrated,
        theory=theory,
        theory_hours=theory_hours,
        off_job=off_job,
        county_level=county_level,
    )


def _agreed(answers: Iterable[Answer]) -> Answer:
    different = set(answers)
    return different.pop() if len(different) == 1 else Answer.UNKNOWN


def all_of(*answers: Answer) -> Answer:
    """Yes if all are yes, no if any is no, else unknown."""
    if Answer.NO in answers:
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in answers else Answer.YES


@dataclass(frozen=True, kw_only=True, eq=False)
class Count:
    """What falls in a stretch of time and counts: surely, or if an open answer is yes.

    `answered`: whether an answer decided that anything does or does not (reading `yourself`).
    """

    sure: Sequence[Training]
    open: Sequence[Training]
    answered: bool

    @cached_property
    def all(self) -> Sequence[Training]:
        """What counts surely, and then what counts perhaps."""
        return [*self.sure, *self.open]

    @cached_property
    def divided(self) -> tuple[int, ...]:
        """The indexes of the records of which only a part entered."""
        return indexes(one for one in self.all if one.part != 1)

    @cached_property
    def days(self) -> Interval:
        """天 summed over the trainings that give days; low: what surely counts, high: all."""
        return self._between(*([one.days for one in of if one.days is not None] for of in self._of))

    @cached_property
    def hours(self) -> Interval:
        """学时 summed over the trainings that give hours; low: what surely counts, high: all."""
        return self._between(
            *([one.hours for one in of if one.hours is not None] for of in self._of)
        )

    @cached_property
    def mixed(self) -> Interval:
        """学时 of all trainings, days converted; low: the least that surely counts."""
        sure = amounts.total([one.least for one in self.sure])
        most = [one.most for one in self.sure if one.conflicting]
        least = [one.least for one in self.sure if one.conflicting]
        open_ = [one.most for one in self.open]
        return Interval(
            sure, sure + amounts.total(most) - amounts.total(least) + amounts.total(open_)
        )

    @cached_property
    def converted(self) -> bool:
        """Whether a training's amount in 学时 rests on reading `eight-hours`."""
        return any(one.converted for one in self.all)

    @property
    def _of(self) -> tuple[Sequence[Training], Sequence[Training]]:
        return self.sure, self.open

    @staticmethod
    def _between(sure: list[Fraction], open_: list[Fraction]) -> Interval:
        low = amounts.total(sure)
        return Interval(low, low + amounts.total(open_))


NOTHING = Count(sure=(), open=(), answered=False)


def count(
    of: Iterable[Training],
    stretch: Span,
    counts: Callable[[Training], Answer],
    *,
    by_day: bool = True,
) -> Count:
    """What counts of the trainings in `stretch`, as `counts` answers; divided if `by_day`."""
    sure: list[Training] = []
    open_: list[Training] = []
    answered = False
    for one in of:
        inside = within(one, stretch, by_day=by_day)
        if inside is None:
            continue
        answered = True
        answer = counts(one)
        if answer is Answer.YES:
            sure.append(inside)
        elif answer is Answer.UNKNOWN:
            open_.append(inside)
    return Count(sure=sure, open=open_, answered=answered)


def together(one: Count, other: Count) -> Count:
    """Two counts as one."""
    if other is NOTHING:
        return one
    return Count(
        sure=[*one.sure, *other.sure],
        open=[*one.open, *other.open],
        answered=one.answered or other.answered,
    )
