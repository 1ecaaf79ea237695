"""The share of theory: its true least and greatest over all ways the open answers can fall.

Which trainings count decides the unit of the share (学时 if all give hours, else 天 if all give
days, else both mixed), so the unit is chosen anew for each way. For one unit, the least share is
the least ratio (N + Σn) / (D + Σd) over subsets of the open trainings, which Dinkelbach's method
finds exactly: at a trial ratio r a training lowers the share exactly if n - r·d < 0, and the
trial ratio falls to that of the subset so chosen until it stays. A few rounds do, whatever the
number of trainings; nothing is enumerated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from calculator.model import Answer, Interval, Step
from calculator.quotas import HOURS_PER_DAY
from calculator.trainings import Portion


class _End(Enum):
    """Which end of the interval is sought; the value is the sign that makes it a minimum."""

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

    @property
    def hours(self) -> tuple[Fraction, Fraction]:
        """Theory and total in 学时 (a share of days by reading `eight-hours`)."""
        scale = HOURS_PER_DAY if self.unit is Step.DAYS else Fraction(1)
        return self.theory * scale, self.total * scale

    def theory_wanting(self, line: Fraction) -> Fraction:
        """学时 of theory alone that would lift the share to `line`."""
        theory, total = self.hours
        return max(Fraction(0), (line * total - theory) / (1 - line))

    def room(self, line: Fraction) -> Fraction:
        """学时 of anything but theory that would bring the share down to `line`."""
        theory, total = self.hours
        return max(Fraction(0), theory / line - total)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """The ways with the least and the greatest share."""

    least: Share
    greatest: Share

    converted: bool
    """Whether an end of the interval rests on reading `eight-hours`."""


type _Weight = tuple[Fraction, Fraction]
"""How much a training adds above the line and below it."""


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
    for_theory, for_others = (
        (amount.high, amount.low) if end is _End.GREATEST else (amount.low, amount.high)
    )
    if theory is Answer.NO:
        return Fraction(0), for_others
    if portion.theory_hours is None:
        return for_theory, for_theory
    scale = HOURS_PER_DAY if unit is Step.DAYS else Fraction(1)
    return portion.theory_hours / scale, for_others


def _lacks_hours(portion: Portion) -> bool:
    return portion.hours is None


def _lacks_days(portion: Portion) -> bool:
    return portion.days is None


def _best(
    sure: Sequence[Portion],
    open_: Sequence[Portion],
    unit: Step,
    end: _End,
    required: Sequence[Callable[[Portion], bool]],
) -> Share | None:
    """The extreme share in `unit`, at least one training of each kind in `required` being counted.

    None where no such way exists.
    """
    theory = total = Fraction(0)
    for portion in sure:
        n, d = _weight(portion, unit, end)
        theory, total = theory + n, total + d
    choices = [(portion, *_weight(portion, unit, end)) for portion in open_]
    missing = [
        [(n, d) for portion, n, d in choices if kind(portion)]
        for kind in required
        if not any(kind(portion) for portion in sure)
    ]
    if not all(missing):
        return None
    ratio = None
    while True:
        above, below = theory, total
        if ratio is not None:
            for n, d in ((n, d) for _, n, d in choices if end.value * (n - ratio * d) < 0):
                above, below = above + n, below + d
        trial = Fraction(0) if ratio is None else ratio
        for kind_of in missing:
            n, d = min(kind_of, key=lambda weight: end.value * (weight[0] - trial * weight[1]))
            if ratio is None or end.value * (n - trial * d) >= 0:
                above, below = above + n, below + d
        found = above / below
        if found == ratio:
            return Share(unit=unit, theory=above, total=below)
        ratio = found


def shares(portions: Sequence[Portion]) -> Shares | None:
    """The least and the greatest share of theory; None where nothing is surely counted."""
    sure = [portion for portion in portions if portion.certain]
    open_ = [portion for portion in portions if not portion.certain]
    if not sum((portion.mixed.low for portion in sure), Fraction(0)):
        return None
    with_hours = [portion for portion in open_ if not _lacks_hours(portion)]
    with_days = [portion for portion in open_ if not _lacks_days(portion)]
    ways: list[tuple[Step, Sequence[Portion], Sequence[Callable[[Portion], bool]]]] = []
    if not any(map(_lacks_hours, sure)):
        ways.append((Step.HOURS, with_hours, ()))
    if not any(map(_lacks_days, sure)):
        ways.append((Step.DAYS, with_days, (_lacks_hours,)))
    ways.append((Step.MIXED, open_, (_lacks_hours, _lacks_days)))

    def extreme(end: _End) -> Share:
        found = [_best(sure, choices, unit, end, required) for unit, choices, required in ways]
        return min((share for share in found if share), key=lambda share: end.value * share.part)

    least, greatest = extreme(_End.LEAST), extreme(_End.GREATEST)
    return Shares(least=least, greatest=greatest, converted=_converted(portions, least, greatest))


def _converted(portions: Sequence[Portion], *ends: Share) -> bool:
    if any(share.unit is Step.MIXED for share in ends) and any(
        portion.converted for portion in portions
    ):
        return True
    in_days = any(share.unit is Step.DAYS for share in ends)
    return in_days and any(portion.theory_hours is not None for portion in portions)
