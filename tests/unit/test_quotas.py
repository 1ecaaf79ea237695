"""The numbers of the plan: each stands in its quote, and nowhere else in the code."""

import ast
import re
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from calculator import quotas
from calculator.quotas import HOURS_PER_DAY, PLAN, QUOTAS, READINGS, Quota

PACKAGE = Path(quotas.__file__).parent


@pytest.mark.parametrize("quota", QUOTAS.values(), ids=QUOTAS)
def test_numbers_and_relation_stand_in_the_quote(quota: Quota) -> None:
    quote = quota.citation.quote
    for amount, unit in ((quota.days, "天"), (quota.hours, "学时"), (quota.percent, "%")):
        if amount is not None:
            assert re.search(rf"(?<!\d){amount}{unit}", quote)
    if quota.years is not None:
        assert f"{quota.years}年内" in quote
    if quota.relation is not None:
        assert quota.relation in quote


def test_every_number_of_the_quotes_is_a_number_of_the_table() -> None:
    for quota in QUOTAS.values():
        numbers = {Fraction(number) for number in re.findall(r"\d+", quota.citation.quote)}
        assert numbers == {
            Fraction(amount)
            for amount in (quota.days, quota.hours, quota.percent, quota.years)
            if amount is not None
        }


def test_the_period_is_that_of_the_title() -> None:
    start, end = PLAN.period.start, PLAN.period.end
    assert f"（{start.year}－{end.year}年）" in PLAN.title
    assert PLAN.title in PLAN.period_citation.quote
    assert (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    assert QUOTAS["member-total"].years == end.year - start.year + 1
    assert PLAN.edition == str(start.year)


def test_every_pair_of_amounts_has_the_same_hours_in_a_day() -> None:
    pairs = [quota for quota in QUOTAS.values() if quota.days and quota.hours]
    assert len(pairs) == 3
    assert {quota.hours / quota.days for quota in pairs if quota.hours and quota.days} == {
        HOURS_PER_DAY
    }
    assert f"1天 = {HOURS_PER_DAY}学时" == READINGS["eight-hours"].title


def test_the_contract_names_these_rules_and_readings() -> None:
    assert list(QUOTAS) == [
        "member-total",
        "secretary-total",
        "secretary-annual",
        "theory-share",
        "cadre",
        "infirm",
        "military",
    ]
    assert list(READINGS) == [
        "eight-hours",
        "inclusive",
        "period",
        "by-day",
        "total",
        "yourself",
    ]


def plan_numbers() -> set[Fraction]:
    """The numbers that may stand in no code."""
    table = tomllib.loads((PACKAGE / "quotas.toml").read_text(encoding="utf-8"))
    amounts = {
        Fraction(quota[key])
        for quota in table["quota"]
        for key in ("days", "hours", "percent")
        if key in quota
    }
    share = QUOTAS["theory-share"].percent
    assert share is not None
    period = {Fraction(PLAN.period.start.year), Fraction(PLAN.period.end.year)}
    return amounts | {share / 100, HOURS_PER_DAY} | period


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_no_number_of_the_plan_stands_in_the_code(path: Path) -> None:
    numbers = plan_numbers()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            assert Fraction(node.value) not in numbers, f"{path.name}:{node.lineno}"
        if isinstance(node.value, str):
            stated = re.findall(r"([\d.]*\d)(?=天|学时|%)", node.value)
            assert not {Fraction(text) for text in stated} & numbers, f"{path.name}:{node.lineno}"
