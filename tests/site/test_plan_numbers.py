"""No number of the plan is retyped: outside quotas.toml none stands in code, templates or pages.

The calculator's own modules are looked through in tests/unit.
"""

import ast
import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

from calculator.quotas import HOURS_PER_DAY, QUOTAS
from tests.conftest import ROOT

AMOUNTS = {
    amount
    for quota in QUOTAS.values()
    for amount in (quota.days, quota.hours, quota.percent, quota.percent and quota.percent / 100)
    if amount
}
YEARS = {Fraction(quota.years) for quota in QUOTAS.values() if quota.years}
WITH_UNIT = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)\s*(?:个)?(?:天|学时|小时|％|%(?![a-zA-Z_])|年内|年左右)"
)
ALONE = re.compile(r"(?<![\w.#-])(\d*\.?\d+)(?![\w.%])")

SCRIPTS = [
    *(ROOT / "docs" / "assets").rglob("*.js"),
    ROOT / "docs" / "sw.js",
    *(ROOT / "scripts").rglob("*.js"),
    *(ROOT / "scripts").rglob("*.mjs"),
]
FILES = {
    ".py": [*(ROOT / "scripts").rglob("*.py")],
    ".js": SCRIPTS,
    ".html": [*(ROOT / "overrides").rglob("*.html")],
    ".css": [*(ROOT / "docs" / "assets").rglob("*.css")],
    ".md": [*(ROOT / "docs").glob("*.md")],
}


def found(text: str, kind: str) -> Iterator[str]:
    """The plan's numbers in a file of a kind."""
    small = {HOURS_PER_DAY, *YEARS}
    if kind == ".css":
        # A share of a box is no share of hours; days and hours in lengths would be conspicuous.
        numbers = {amount for amount in AMOUNTS if amount > 100}
        yield from (n for n in re.findall(r"(?<![\w.#])\d+", text) if Fraction(n) in numbers)
        return
    numbers = AMOUNTS | small
    yield from (match[0] for match in WITH_UNIT.finditer(text) if Fraction(match[1]) in numbers)
    if kind == ".py":
        nodes = ast.walk(ast.parse(text))
        alone = [str(node.value) for node in nodes if isinstance(node, ast.Constant)]
        alone = [value for value in alone if re.fullmatch(r"\d+(?:\.\d+)?", value)]
    else:
        alone = ALONE.findall(text)
    # Five and eight are too common to be asked after without a unit.
    yield from (number for number in alone if Fraction(number) in AMOUNTS - small)


@pytest.mark.parametrize("kind", FILES)
def test_no_number_of_the_plan_stands_outside_the_quotas(kind: str) -> None:
    assert FILES[kind]
    retyped = {
        path.relative_to(ROOT).as_posix(): numbers
        for path in FILES[kind]
        if (numbers := list(found(path.read_text(encoding="utf-8"), kind)))
    }
    assert not retyped


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("if hours >= 160:\n    pass\n", ".py"),
        ("share = 0.5\n", ".py"),
        ("say = '不少于35天'\n", ".py"),
        ("const need = 280;", ".js"),
        ("每天 8 学时", ".js"),
        ("<b>20</b>天", ".html"),
        ("<progress max=40>", ".html"),
        ("占总学时的50%以上", ".md"),
        ("5年内累计", ".md"),
        ("width: 160px", ".css"),
    ],
)
def test_a_retyped_number_is_found(text: str, kind: str) -> None:
    assert list(found(text, kind))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("digest[:8]\n", ".py"),
        ("gap: 0.5rem; width: 50%; flex: 1 0 35%", ".css"),
        ("第5句，2024年", ".md"),
        ("const id = '#s20';", ".js"),
    ],
)
def test_another_number_is_not(text: str, kind: str) -> None:
    assert not list(found(text, kind))
