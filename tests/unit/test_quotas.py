"""The numbers of the plan: each stands in its quote, and nowhere else in the code."""

import ast
import re
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from calculator import quotas
from calculator.quotas import HOURS_PER_DAY, PLAN, QUOTAS, READINGS, Quota

PACKAGE = Path(quotas.__file__).parent
WITH_UNIT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s*(?:天|学时|小时|％|%|年内)")


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


class Stated(NamedTuple):
    """A number of the plan in the code: the module, the name that is defined there, the number."""

    module: str
    name: str
    number: Fraction


EXAMPLE = "an example of how an amount can be written, which says nothing of the plan"
OF_NO_PLAN = {
    Stated("ledger/cells.py", "amount", Fraction(8)): EXAMPLE,
    Stated("ledger/number_formats.py", "_PARTS", Fraction(50)): "a number format's number",
    Stated("ledger/sheet_rows.py", "_LONGEST_TAG", Fraction(20)): "a power of two, of bytes",
}
"""What is a number of the plan by chance only, and what it is instead."""


def named(statement: ast.stmt) -> str:
    """What a statement of a module defines."""
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def stated(source: str, module: str) -> set[Stated]:
    """The numbers of the plan that stand in a module's code: as such, or in a text with a unit."""
    numbers = plan_numbers()
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = set()
    for statement in tree.body:
        for node in ast.walk(statement):
            if not isinstance(node, ast.Constant) or id(node) in docstrings:
                continue
            here: set[Fraction] = set()
            if isinstance(node.value, int | float) and not isinstance(node.value, bool):
                here = {Fraction(node.value)}
            if isinstance(node.value, str):
                here = set(map(Fraction, WITH_UNIT.findall(node.value)))
            found |= {Stated(module, named(statement), number) for number in here & numbers}
    return found


def test_no_number_of_the_plan_stands_in_the_code() -> None:
    modules = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    assert {"rules.py", "insight/words.py", "ledger/cells.py"} <= set(modules)
    found: set[Stated] = set()
    for module, path in modules.items():
        found |= stated(path.read_text(encoding="utf-8"), module)
    # Both ways: an exception that is not needed any more would hide the next number.
    assert found == set(OF_NO_PLAN)


@pytest.mark.parametrize(
    "source",
    [
        "def need():\n    return 160\n",
        "need: int = 160\n",
        "class need:\n    hours = 160.0\n",
        "need = '不少于160学时'\n",
        "need = f'{days}天或 160 学时'\n",
    ],
)
def test_a_retyped_number_is_found(source: str) -> None:
    [found] = stated(source, "insight/need.py")
    assert found == Stated("insight/need.py", "need", Fraction(160))


def test_a_number_in_a_docstring_is_not_in_the_code() -> None:
    assert not stated('"""160学时"""\n\ndef need():\n    """160学时"""\n', "need.py")
