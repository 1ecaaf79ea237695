"""Every case of the tables, through the same documents that the page and the command line use."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from calculator import assess, assessment_text, read_history
from calculator.model import NoticeCode, Verdict
from tests.cases import situations

TABLES = sorted(Path(__file__).parent.glob("*.toml"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in TABLES
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def document(case: dict[str, Any]) -> Any:
    history = read_history(json.dumps(situations.history(case)))
    return json.loads(assessment_text(assess(history)))


def findings(case: dict[str, Any]) -> dict[str, Any]:
    return {
        finding["rule"] + (f":{finding['year']}" if finding["year"] else ""): finding
        for finding in document(case)["findings"]
    }


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    assert {"name", "cite", "sum", "expect"} <= case.keys(), "a case cites and shows its arithmetic"
    found = findings(case)
    for rule, words in case["expect"].items():
        if rule == "overall":
            assert document(case)["overall"]["verdict"] == words
            continue
        verdict, _, by = words.partition(" by ")
        assert found[rule]["verdict"] == verdict, rule
        assert not by or found[rule]["by"] == by, rule
    for rule, figures in case.get("figures", {}).items():
        for unit, ends in figures.items():
            shown = found[rule][unit]
            assert (shown and [shown["low"], shown["high"]]) == (ends or None), f"{rule} {unit}"
    for rule, readings in case.get("readings", {}).items():
        for reading in readings:
            absent, name = reading.startswith("-"), reading.removeprefix("-")
            assert (name in found[rule]["readings"]) is not absent, f"{rule} {reading}"
    for rule, records in case.get("entered", {}).items():
        assert found[rule]["records"] == records, rule
    if "notices" in case:
        given = [[notice["code"], *notice["records"]] for notice in document(case)["notices"]]
        assert given == case["notices"]


def test_every_verdict_and_notice_stands_in_a_case() -> None:
    cases: list[dict[str, Any]] = [parameter.values[0] for parameter in CASES]  # type: ignore[misc]
    verdicts = {words.partition(" by ")[0] for case in cases for words in case["expect"].values()}
    notices = {notice[0] for case in cases for notice in case.get("notices", [])}
    assert verdicts == set(Verdict)
    assert notices == set(NoticeCode)
