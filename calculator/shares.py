"""The share of theory: its true least and greatest over all ways the open answers can fall.

Which trainings count decides the unit of the share (学时 if all give hours, else 天 if all give
days, else both mixed), so the unit is chosen anew for each way. For one unit, the least share is
the least ratio (N + Σn) / (D + Σd) over subsets of the open trainings, which Dinkelbach's method
finds exactly: at a trial ratio r a training lowers the share exactly if n - r·d < 0, and the
trial ratio falls to that of the subset so chosen until it stays. A few rounds do, whatever the
number of trainings; nothing is enumerated.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import NamedTuple

from calculator.model import Answer, Interval, Step, Training
from calculator.quotas import HOURS_PER_DAY
from calculator.trainings import Count

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


class _Weight(NamedTuple):
    """How much theory something adds, and how much in all, in whole numbers of a small part.

    The part is `1 / Theory.scale` of a 学时 or a 天. Weights are added and compared over and over.
    """

    theory: int
    total: int


def _added(weights: Iterable[_Weight]) -> _Weight:
    theory = total = 0
    for weight in weights:
        theory += weight.theory
        total += weight.total
    return _Weight(theory, total)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way:
    """All ways to count that have a unit in common, weighed for one end of the interval.

    `sure` is the weight of all that surely counts together. At least one training of each group
    in `forced` is counted.
    """

    unit: Step
    end: _End
    scale: int
    sure: _Weight
    choices: Sequence[_Weight]
    forced: Sequence[Sequence[_Weight]]

    def best(self, ratio: Fraction) -> _Weight:
        """Theory and total of the subset that serves the end best at a trial ratio."""
        above, below = (self.end.value * part for part in ratio.as_integer_ratio())

        def against(weight: _Weight) -> int:
            return weight.theory * below - above * weight.total

        chosen = [weight for weight in self.choices if against(weight) < 0]
        needed = [min(group, key=against) for group in self.forced]
        chosen += [weight for weight in needed if against(weight) >= 0]
        return _added([self.sure, *chosen])

    def share(self) -> Share:
        """The extreme share. Something must be surely counted."""
        ratio, found = None, self.best(ZERO)
        while Fraction(found.theory, found.total) != ratio:
            ratio = Fraction(found.theory, found.total)
            found = self.best(ratio)
        theory, total = (Fraction(part, self.scale) for part in found)
        return Share(unit=self.unit, theory=theory, total=total)

    def surplus(self, line: Fraction) -> Fraction:
        """Theory beyond `line` of the total, or short of it, where that serves the end best."""
        found = self.best(line)
        return (found.theory - line * found.total) / self.scale


def _ends(training: Training, unit: Step) -> tuple[Fraction, Fraction]:
    if unit is Step.MIXED:
        return training.least, training.most
    amount = training.hours if unit is Step.HOURS else training.days
    assert amount is not None
    return amount, amount


def _lacks_hours(training: Training) -> bool:
    return training.hours is None


def _lacks_days(training: Training) -> bool:
    return training.days is None


class Theory:
    """The theory in what counts. What surely counts is weighed once for each unit and end."""

    def __init__(self, count: Count) -> None:
        self.count = count
        self._known: dict[tuple[Step, _End], _Weight] = {}

    @cached_property
    def _scale(self) -> int:
        """Into how many parts a 学时 or 天 is divided so that all amounts are whole numbers."""
        given = (
            amount
            for one in self.count.all
            for amount in (one.days, one.least, one.most, one.theory_hours)
            if amount is not None
        )
        # Theory in 学时 may have to be weighed in 天.
        return lcm(*{amount.denominator for amount in given}) * HOURS_PER_DAY.numerator

    @cached_property
    def shares(self) -> Shares | None:
        """The least and the greatest share of theory; None where nothing is surely counted."""
        if not self.count.mixed.low:
            return None

        def extreme(end: _End) -> Share:
            found = (way.share() for way in self._ways(end))
            return min(found, key=lambda share: end.value * share.part)

        least, greatest = extreme(_End.LEAST), extreme(_End.GREATEST)
        return Shares(least=least, greatest=greatest, converted=self._converted(least, greatest))

    def shortfall(self, line: Fraction) -> Fraction:
        """学时 of theory wanting to `line` of the total, where all that is open turns out worst.

        So many 学时 of what surely counts, if they turn out to be theory, bring the share to the
        line whatever else turns out: the same answers without them are among those looked at here.
        """

        def surplus(way: _Way) -> Fraction:
            return way.surplus(line) * (HOURS_PER_DAY if way.unit is Step.DAYS else 1)

        return -min(map(surplus, self._ways(_End.LEAST)))

    def surplus(self, line: Fraction) -> Interval:
        """学时 of theory beyond `line` of the total, or short of it, once hours are added.

        The ways with the extreme surplus are not those with the extreme share: a small share of
        little needs fewer hours than a larger share of much.
        """

        def extreme(end: _End) -> Fraction:
            surpluses = (way.surplus(line) for way in self._ways(end, hours_more=True))
            return min(surpluses, key=lambda surplus: end.value * surplus)

        return Interval(extreme(_End.LEAST), extreme(_End.GREATEST))

    def _converted(self, *ends: Share) -> bool:
        units = {share.unit for share in ends}
        if Step.MIXED in units and self.count.converted:
            return True
        return Step.DAYS in units and any(one.theory_hours is not None for one in self.count.all)

    def _ways(self, end: _End, *, hours_more: bool = False) -> Iterator[_Way]:
        """The ways to count, by unit; with `hours_more`, once something is added in hours only."""
        sure, open_ = self.count.sure, self.count.open
        if not any(map(_lacks_hours, sure)):
            with_hours = [one for one in open_ if not _lacks_hours(one)]
            yield from self._way(Step.HOURS, end, with_hours)
        if hours_more:
            yield from self._way(Step.MIXED, end, open_, _lacks_hours)
            return
        if not any(map(_lacks_days, sure)):
            with_days = [one for one in open_ if not _lacks_days(one)]
            yield from self._way(Step.DAYS, end, with_days, _lacks_hours)
        yield from self._way(Step.MIXED, end, open_, _lacks_hours, _lacks_days)

    def _way(
        self,
        unit: Step,
        end: _End,
        choices: Sequence[Training],
        *kinds: Callable[[Training], bool],
    ) -> Iterator[_Way]:
        """The way of one unit, which needs something of each kind counted; none if it cannot be."""
        weights = list(self._weights(choices, unit, end))
        forced = [
            [weight for one, weight in zip(choices, weights, strict=True) if kind(one)]
            for kind in kinds
            if not any(map(kind, self.count.sure))
        ]
        if all(forced):
            yield _Way(
                unit=unit,
                end=end,
                scale=self._scale,
                sure=self._sure(unit, end),
                choices=weights,
                forced=forced,
            )

    def _sure(self, unit: Step, end: _End) -> _Weight:
        """The weight of all that surely counts."""
        key = unit, end
        if key not in self._known:
            self._known[key] = _added(self._weights(self.count.sure, unit, end))
        return self._known[key]

    def _weights(self, of: Iterable[Training], unit: Step, end: _End) -> Iterator[_Weight]:
        return (self._weight(one, unit, end) for one in of)

    def _weight(self, training: Training, unit: Step, end: _End) -> _Weight:
        """Theory and total that a training adds, as they serve the end sought."""
        theory = training.theory
        if theory is Answer.UNKNOWN:
            theory = Answer.YES if end is _End.GREATEST else Answer.NO
        # Where two figures of a record disagree, a record of nothing but theory serves an end with
        # the opposite of what any other record serves it with.
        for_theory, for_others = _ends(training, unit)
        if end is _End.GREATEST:
            for_theory, for_others = for_others, for_theory
        if theory is Answer.NO:
            return _Weight(0, self._scaled(for_others))
        if training.theory_hours is None:
            all_ = self._scaled(for_theory)
            return _Weight(all_, all_)
        hours = HOURS_PER_DAY if unit is Step.DAYS else 1
        return _Weight(self._scaled(training.theory_hours / hours), self._scaled(for_others))

    def _scaled(self, amount: Fraction) -> int:
        numerator, denominator = amount.as_integer_ratio()
        return numerator * (self._scale // denominator)


def wanting(surplus: Interval, line: Fraction) -> Interval:
    """学时 of theory alone that would bring the share to `line`; low if what is open helps."""
    return Interval(
        max(ZERO, -surplus.high / (1 - line)),
        max(ZERO, -surplus.low / (1 - line)),
    )


def room(surplus: Interval, line: Fraction) -> Interval:
    """学时 of anything but theory that can come before the share falls below `line`."""
    return Interval(max(ZERO, surplus.low / line), max(ZERO, surplus.high / line))
