"""A total against a quota: which step decides and what comes of it, with and without readings."""

import json
from fractions import Fraction

import pytest

from calculator import read_history
from calculator.model import Outcome, Step
from calculator.quotas import PLAN, Amounts
from calculator.totals import judge
from calculator.trainings import count, trainings
from calculator.treatment import OTHERWISE, READINGS
from tests.cases import situations

QUOTA = Amounts(days=Fraction(2), hours=Fraction(16))
REACHED, SHORT, OPEN = Outcome.REACHED, Outcome.SHORT, Outcome.OPEN


@pytest.mark.parametrize(
    ("records", "by", "outcome", "without"),
    [
        # `without`: the outcome without eight-hours, and without inclusive
        (["2024-03-01 1.75天 集中"], Step.MIXED, SHORT, (SHORT, SHORT)),
        (["2024-03-01 2天 集中"], Step.DAYS, REACHED, (REACHED, SHORT)),
        (["2024-03-01 15.75学时 集中"], Step.MIXED, SHORT, (SHORT, SHORT)),
        (["2024-03-01 16学时 集中"], Step.HOURS, REACHED, (REACHED, SHORT)),
        (["2024-03-01 1天 集中", "2024-03-02 7.75学时 集中"], Step.MIXED, SHORT, (SHORT, SHORT)),
        (["2024-03-01 1天 集中", "2024-03-02 8学时 集中"], Step.MIXED, REACHED, (SHORT, SHORT)),
        (["2024-03-01 1天 集中", "2024-03-02 1天"], Step.MIXED, OPEN, (OPEN, SHORT)),
        (["2024-03-01 8学时 集中", "2024-03-02 8学时"], Step.MIXED, OPEN, (OPEN, SHORT)),
        (["2024-03-01 1天 集中", "2024-03-02 8学时"], Step.MIXED, OPEN, (SHORT, SHORT)),
    ],
)
def test_judge(
    records: list[str], by: Step, outcome: Outcome, without: tuple[Outcome, Outcome]
) -> None:
    read = read_history(json.dumps(situations.history({"records": records})))
    counted = count(trainings(read.records), PLAN.period, lambda one: one.concentrated)
    judgement = judge(counted, QUOTA, READINGS)
    assert (judgement.by, judgement.outcome) == (by, outcome)
    others = [judge(counted, QUOTA, OTHERWISE[name]) for name in ("eight-hours", "inclusive")]
    assert tuple(other.outcome for other in others) == without
