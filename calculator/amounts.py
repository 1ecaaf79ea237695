"""Amounts of training: how 天 and 学时 are put together, and how a figure is shown.

All arithmetic is exact (`fractions`); rounding happens only here, on the way out.
"""

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from calculator.json_input import places
from calculator.model import Figure, Interval
from calculator.quotas import HOURS_PER_DAY, QUOTAS

AMOUNT_PLACES = 2
PERCENT_PLACES = 1

_EXACT_DIGITS, _LEAST_FLOAT = 15, Fraction(1, 10_000)
"""Of so many digits, and not below, a decimal is the same float, and written the same, anywhere."""

_LINES = frozenset(
    line for quota in QUOTAS.values() for line in (quota.days, quota.hours) if line is not None
)


def mixed(days: Fraction | None, hours: Fraction | None) -> Interval:
    """A record's amount in 学时, where days and hours must be added together.

    A record with days only is converted by reading `eight-hours`; one whose two figures
    disagree counts as the interval between them. 2天 and 12学时 are 12 to 16.
    """
    if days is None:
        return Interval(hours or Fraction(0), hours or Fraction(0))
    converted = in_hours(days)
    if hours is None:
        return Interval(converted, converted)
    return Interval(min(converted, hours), max(converted, hours))


@lru_cache(maxsize=1 << 12)
def in_hours(days: Fraction) -> Fraction:
    """天 as 学时 (reading `eight-hours`)."""
    return days * HOURS_PER_DAY


def conflicting(days: Fraction | None, hours: Fraction | None) -> bool:
    """Whether a record's two figures disagree."""
    return days is not None and hours is not None and in_hours(days) != hours


def total(values: Iterable[Fraction]) -> Fraction:
    """The exact sum. Numerators are added by denominator, of which there are few."""
    numerators: dict[int, int] = {}
    for value in values:
        numerator, denominator = value.as_integer_ratio()
        numerators[denominator] = numerators.get(denominator, 0) + numerator
    common = math.lcm(*numerators)
    return Fraction(sum(above * (common // below) for below, above in numerators.items()), common)


def nearest(value: Fraction, places: int, line: Fraction | None = None) -> Fraction:
    """`value` rounded half up to `places`, but never across `line`: below it stays below it."""
    unit = 10**places
    numerator, denominator = value.as_integer_ratio()
    if unit % denominator == 0:
        return value
    rounded = Fraction((2 * numerator * unit + denominator) // (2 * denominator), unit)
    if line is not None and value < line <= rounded:
        return Fraction(numerator * unit // denominator, unit)
    return rounded


def amount(value: Fraction) -> Fraction:
    """天 or 学时 rounded to be shown: what is below a quota is nowhere shown as the quota."""
    rounded = nearest(value, AMOUNT_PLACES)
    return nearest(value, AMOUNT_PLACES, rounded) if rounded in _LINES else rounded


def enough(value: Fraction, places: int = AMOUNT_PLACES) -> Fraction:
    """`value` rounded up: what is said to be wanting must be enough once it is there."""
    return Fraction(math.ceil(value * 10**places), 10**places)


def at_most(value: Fraction, places: int = AMOUNT_PLACES) -> Fraction:
    """`value` rounded down: what is said to be allowed must be allowed in full."""
    return Fraction(math.floor(value * 10**places), 10**places)


def number(value: Fraction) -> int | float:
    """A rounded figure as a JSON number: 8, not 8.0."""
    return value.numerator if value.denominator == 1 else float(value)


def ends(figure: Figure, places: int) -> tuple[int | float, int | float]:
    """What surely is reached and what the open answers allow, rounded to be shown."""
    low, high = figure.reached.low, figure.reached.high
    line = figure.required
    return number(nearest(low, places, line)), number(nearest(high, places, line))


# The same few amounts stand in thousands of records.
@lru_cache(maxsize=1 << 12)
def exact(value: Fraction | None) -> int | float | Decimal | None:
    """An amount as it was entered, so that it comes back the same.

    It is a Decimal where programs, a spreadsheet or a page's script, would not have it in full as
    a number. What was entered is a decimal; of another fraction it is as much as can be read.
    """
    if value is None:
        return None
    if value.denominator == 1:
        return value.numerator
    decimals = places(value)
    written = Decimal(round(value * 10**decimals)).scaleb(-decimals).normalize()
    if len(written.as_tuple().digits) <= _EXACT_DIGITS and value >= _LEAST_FLOAT:
        return float(written)
    return written


def shown(value: Fraction) -> str:
    """天 or 学时 as text, to two places."""
    return str(number(amount(value)))


def shown_percent(part: Fraction, line: Fraction) -> str:
    """A part of one as a percentage, to one place; `line` is a part of one too."""
    return f"{number(nearest(part * 100, PERCENT_PLACES, line * 100))}%"


def shown_interval(interval: Interval) -> str:
    """An interval of 天 or 学时 as text: one figure where its ends are the same."""
    low, high = shown(interval.low), shown(interval.high)
    return low if low == high else f"{low} 至 {high}"
