"""Worked examples, shown beside the sentence that they are about: cases of tests/cases/.

A case is shown where it says so, by `example.<finding> = "…"`: what it is, in our words. All else
the calculator of this moment says; nothing is computed by hand.
"""

import importlib
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A situation, and what the self-check says of it by one rule."""

    rule: str
    title: str
    verdict: str
    lines: tuple[str, ...]


def examples() -> list[Example]:
    """The examples in the order of the tables of cases."""
    situations = importlib.import_module("tests.cases.situations")
    return [
        _example(situations.history(case), name, title)
        for case in situations.cases().values()
        for name, title in case.get("example", {}).items()
    ]


def _example(history: dict[str, Any], name: str, title: str) -> Example:
    """The finding `name`, such as member-total or secretary-annual:2025, of a history."""
    calculator = importlib.import_module("calculator")
    labels = importlib.import_module("calculator.explain").LABELS
    assessment = calculator.assess(calculator.read_history(json.dumps(history)))
    rule, _, year = name.partition(":")
    finding = next(
        found
        for found in assessment.findings
        if found.rule == rule and str(found.year or "") == year
    )
    return Example(
        rule=rule,
        title=title,
        verdict=labels[finding.verdict],
        lines=tuple(line.text for line in finding.explanation),
    )
