"""The share of theory: its true least and greatest over all ways the open answers can fall.

Which trainings count decides the unit of the share (学时 if all give hours, else 天 if all give
days, else both mixed), so the unit is chosen anew for each way. For one unit, the least share is
the least ratio (N + Σn) / (D + Σd) over subsets of the open trainings, which Dinkelbach's method
finds exactly: at a trial ratio r a training lowers the share exactly if n - r·d < 0, and the
trial ratio falls to that of the subset so chosen until it stays. A few rounds do, whatever the
number of trainings; nothing is enumerated.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from calculator.model import Answer, Interval, Step
from calculator.quotas import HOURS_PER_DAY
from calculator.trainings import Portion

ZERO = Fraction(0)


class _End(Enum):
    """Which end of an interval is sought; the value is the sign that makes it a minimum."""

    LEAST = 1
    GREATEST = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """One way the open answers can fall: so much theory of so much in all, in `unit`.

    `theory` and `total` are in 学时 for the units hours and mixed, in 天 for days.
    """

    unit: Step
    theory: Fraction
    total: Fraction

    @property
    def part(self) -> Fraction:
        """The share as a part of one."""
        return self.theory / self.total


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """The ways with the least and the greatest share."""

    least: Share
    greatest: Share
    converted: bool
    """Whether an end of the interval rests on reading `eight-hours`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Weight:
    """How much theory a training adds, and how much in all."""

    theory: Fraction
    total: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way:
    """All ways to count that have a unit in common, weighed for one end of the interval.

    At least one training of each group in `forced` is counted.
    """

    unit: Step
    end: _End
    sure: Sequence[_Weight]
    choices: Sequence[_Weight]
    forced: Sequence[Sequence[_Weight]]

    def best(self, ratio: Fraction) -> _Weight:
        """Theory and total of the subset that serves the end best at a trial ratio."""

        def against(weight: _Weight) -> Fraction:
            return self.end.value * (weight.theory - ratio * weight.total)

        chosen = [weight for weight in self.choices if against(weight) < 0]
        needed = [min(group, key=against) for group in self.forced]
        chosen += [weight for weight in needed if against(weight) >= 0]
        return _Weight(
            theory=sum((weight.theory for weight in (*self.sure, *chosen)), ZERO),
            total=sum((weight.total for weight in (*self.sure, *chosen)), ZERO),
        )

    def share(self) -> Share:
        """The extreme share. Something must be surely counted."""
        ratio, found = None, self.best(ZERO)
        while found.theory / found.total != ratio:
            ratio = found.theory / found.total
            found = self.best(ratio)
        return Share(unit=self.unit, theory=found.theory, total=found.total)


def _amounts(portion: Portion, unit: Step) -> Interval:
    if unit is Step.HOURS:
        assert portion.hours is not None
        return Interval(portion.hours, portion.hours)
    if unit is Step.DAYS:
        assert portion.days is not None
        return Interval(portion.days, portion.days)
    return portion.mixed


def _weight(portion: Portion, unit: Step, end: _End) -> _Weight:
    """Theory and total that a training adds, as they serve the end sought."""
    amount = _amounts(portion, unit)
    wanted = Answer.YES if end is _End.GREATEST else Answer.NO
    theory = wanted if portion.training.theory is Answer.UNKNOWN else portion.training.theory
    # Where two figures of a record disagree, a record of nothing but theory serves an end with the
    # opposite of what any other record serves it with.
    for_theory, for_others = amount.low, amount.high
    if end is _End.GREATEST:
        for_theory, for_others = for_others, for_theory
    if theory is Answer.NO:
        return _Weight(theory=ZERO, total=for_others)
    if portion.theory_hours is None:
        return _Weight(theory=for_theory, total=for_theory)
    scale = HOURS_PER_DAY if unit is Step.DAYS else Fraction(1)
    return _Weight(theory=portion.theory_hours / scale, total=for_others)


def _lacks_hours(portion: Portion) -> bool:
    return portion.hours is None


def _lacks_days(portion: Portion) -> bool:
    return portion.days is None


def _ways(portions: Sequence[Portion], end: _End, *, hours_more: bool = False) -> Iterator[_Way]:
    """The ways to count, by unit; with `hours_more`, once something is added in hours only."""
    sure = [portion for portion in portions if portion.certain]
    open_ = [portion for portion in portions if not portion.certain]

    def way(
        unit: Step, choices: Sequence[Portion], *kinds: Callable[[Portion], bool]
    ) -> Iterator[_Way]:
        weighed = [(portion, _weight(portion, unit, end)) for portion in choices]
        forced = [
            [weight for portion, weight in weighed if kind(portion)]
            for kind in kinds
            if not any(map(kind, sure))
        ]
        if all(forced):
            yield _Way(
                unit=unit,
                end=end,
                sure=[_weight(portion, unit, end) for portion in sure],
                choices=[weight for _, weight in weighed],
                forced=forced,
            )

    if not any(map(_lacks_hours, sure)):
        yield from way(Step.HOURS, [portion for portion in open_ if not _lacks_hours(portion)])
    if hours_more:
        yield from way(Step.MIXED, open_, _lacks_hours)
        return
    if not any(map(_lacks_days, sure)):
        with_days = [portion for portion in open_ if not _lacks_days(portion)]
        yield from way(Step.DAYS, with_days, _lacks_hours)
    yield from way(Step.MIXED, open_, _lacks_hours, _lacks_days)


def shares(portions: Sequence[Portion]) -> Shares | None:
    """The least and the greatest share of theory; None where nothing is surely counted."""
    if not any(portion.certain and portion.mixed.low for portion in portions):
        return None

    def extreme(end: _End) -> Share:
        found = (way.share() for way in _ways(portions, end))
        return min(found, key=lambda share: end.value * share.part)

    least, greatest = extreme(_End.LEAST), extreme(_End.GREATEST)
    return Shares(least=least, greatest=greatest, converted=_converted(portions, least, greatest))


def _converted(portions: Sequence[Portion], *ends: Share) -> bool:
    units = {share.unit for share in ends}
    if Step.MIXED in units and any(portion.converted for portion in portions):
        return True
    return Step.DAYS in units and any(portion.theory_hours is not None for portion in portions)


def surplus(portions: Sequence[Portion], line: Fraction) -> Interval:
    """学时 of theory beyond `line` of the total, or short of it, once hours are added.

    The ways with the extreme surplus are not those with the extreme share: a small share of
    little needs fewer hours than a larger share of much.
    """

    def extreme(end: _End) -> Fraction:
        found = (way.best(line) for way in _ways(portions, end, hours_more=True))
        surpluses = (weight.theory - line * weight.total for weight in found)
        return min(surpluses, key=lambda surplus: end.value * surplus)

    return Interval(extreme(_End.LEAST), extreme(_End.GREATEST))


def wanting(surplus: Interval, line: Fraction) -> Interval:
    """学时 of theory alone that would bring the share to `line`; low if what is open helps."""
    return Interval(
        max(ZERO, -surplus.high / (1 - line)),
        max(ZERO, -surplus.low / (1 - line)),
    )


def room(surplus: Interval, line: Fraction) -> Interval:
    """学时 of anything but theory that can come before the share falls below `line`."""
    return Interval(max(ZERO, surplus.low / line), max(ZERO, surplus.high / line))
