"""What one answer can do to a rule at most, told from sums alone, without asking the rule.

An answer settles a rule if the rule then has the same outcome whatever else is open. The bounds
here are necessary conditions for that: each takes the way of the open answers that is worst for an
outcome, changes it in one training only, and looks whether it can still be the worst.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from calculator import amounts
from calculator.model import Answer, Finding, Interval, Outcome, Training
from calculator.quotas import amounts as quota_of
from calculator.quotas import share

type Bound = Callable[[Training], Iterator[Outcome]]
"""The outcomes that one answer about a training, as it entered the rule, may settle."""

ZERO = Fraction(0)


def bound(finding: Finding) -> Bound:
    """The bound of the rule that an open finding is of."""
    return _of_total(finding) if finding.hours else _of_share(finding)


def _of_total(finding: Finding) -> Bound:
    """Of a total: 学时 and 天 against its quota.

    An answer adds to what surely counts at most what the training has, in each of the three sums,
    and takes from the highest sum at most the most it can count for.
    """
    quota = quota_of(finding.rule)
    assert finding.hours is not None
    assert finding.days is not None
    mixed, days = finding.hours.reached, finding.days.reached.low
    hours = amounts.total(one.hours for one in finding.sure if one.hours is not None)

    def settles(part: Training) -> Iterator[Outcome]:
        if (
            mixed.low + part.most >= quota.hours
            or hours + (part.hours or 0) >= quota.hours
            or days + (part.days or 0) >= quota.days
        ):
            yield Outcome.REACHED
        if mixed.high - part.most < quota.hours:
            yield Outcome.SHORT

    return settles


def _of_share(finding: Finding) -> Bound:
    """Of the share of theory: f, the 学时 of theory beyond the line's part of the total.

    f is a sum over what counts, and reaches the line where it is not negative. Let every training
    give f whatever its open answers and its figures allow, each for itself: the lowest sum is
    `low`. The unit of the share only chooses among two figures that disagree, so a real way with
    the same answers has an f of at most low + C, C being what all such figures leave open. Take
    the real way with the least f, which is at most that, and change it in one training to agree
    with an answer: that moves f by at most the training's span, and by C again if the unit
    changes. So an answer that settles the line as reached needs low + span + 2C >= 0; one that
    settles it as not reached, by the same argument, high - span - 2C < 0.
    """
    line = share(finding.rule)
    spans = [_excess(one, line, open_=False) for one in finding.sure]
    spans += [_excess(one, line, open_=True) for one in finding.open]
    low = amounts.total(span.low for span in spans)
    high = amounts.total(span.high for span in spans)
    slack = 2 * amounts.total(one.most - one.least for one in (*finding.sure, *finding.open))
    open_ = {one.records for one in finding.open}

    def settles(part: Training) -> Iterator[Outcome]:
        span = _excess(part, line, open_=part.records in open_)
        reach = span.high - span.low + slack
        if low + reach >= 0:
            yield Outcome.REACHED
        if high - reach < 0:
            yield Outcome.SHORT

    return settles


def _excess(part: Training, line: Fraction, *, open_: bool) -> Interval:
    """学时 of theory beyond the line's part of a training, over all that is open about it."""
    found = [ZERO] if open_ else []
    for amount in (part.least, part.most):
        if part.theory is not Answer.NO:
            theory = amount if part.theory_hours is None else part.theory_hours
            found.append(theory - line * amount)
        if part.theory is not Answer.YES:
            found.append(-line * amount)
    return Interval(min(found), max(found))
