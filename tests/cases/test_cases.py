"""Every case of the tables, through the same documents that the page and the command line use."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calculator import assess, assessment_text, read_history
from calculator.assess import subject
from calculator.model import NoticeCode
from calculator.quotas import READINGS
from calculator.rules import rulings
from tests.cases import possible, situations

CASES = situations.cases()
AT_LEAST = 240
"""Fewer cases than this were not all of them: a table was not found."""

PLAN = Path(__file__).parents[2] / "docs" / "2024"


def document(case: dict[str, Any]) -> Any:
    history = read_history(json.dumps(situations.history(case)))
    return json.loads(assessment_text(assess(history)))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case: dict[str, Any]) -> None:
    told = document(case)
    found = {
        finding["rule"] + (f":{finding['year']}" if finding["year"] else ""): finding
        for finding in told["findings"]
    }
    for rule, words in case["expect"].items():
        if rule == "overall":
            assert told["overall"]["verdict"] == words
            continue
        verdict, _, by = words.partition(" by ")
        assert found[rule]["verdict"] == verdict, rule
        assert not by or found[rule]["by"] == by, rule
    for rule, figures in case.get("figures", {}).items():
        for unit, ends in figures.items():
            assert interval(found[rule][unit]) == ends, f"{rule} {unit}"
    for rule, figures in case.get("remaining", {}).items():
        for unit, ends in figures.items():
            assert interval(found[rule]["remaining"][unit]) == ends, f"{rule} {unit}"
    for rule, readings in case.get("readings", {}).items():
        for reading in readings:
            absent, name = reading.startswith("-"), reading.removeprefix("-")
            assert (name in found[rule]["readings"]) is not absent, f"{rule} {reading}"
    for rule, others in case.get("alternatives", {}).items():
        given = {other["reading"]: other["verdict"] for other in found[rule]["alternatives"]}
        assert given == others, rule
    for rule, records in case.get("entered", {}).items():
        assert found[rule]["records"] == situations.indexes(records), rule
    for rule, texts in case.get("explained", {}).items():
        lines = "".join(line["text"] for line in found[rule]["explanation"])
        assert all(text in lines for text in texts), f"{rule}: {lines}"
    if "notices" in case:
        notices = [[notice["code"], *notice["records"]] for notice in told["notices"]]
        assert notices == case["notices"]


def interval(figure: dict[str, Any] | None) -> list[float]:
    return [figure["low"], figure["high"]] if figure else []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case_cites_a_sentence_and_says_nothing_unheard(case: dict[str, Any]) -> None:
    assert (
        situations.KEYS
        <= case.keys()
        <= (situations.KEYS | situations.SITUATION | situations.OUTCOMES | situations.SHOWN)
    )
    assert case.get("example", {}).keys() <= case["expect"].keys()
    edition, page, sentence = case["cite"].split("/")
    assert edition == PLAN.name
    lines = (PLAN / f"{page}.md").read_text(encoding="utf-8").splitlines()
    sentences = [line for line in lines if line.endswith("。") and not line.startswith("#")]
    assert 1 <= int(sentence.removeprefix("#s")) <= len(sentences)


def expected() -> Iterator[tuple[str, str, str]]:
    """Rule, verdict and step of all that the cases expect; the step is empty where not named."""
    for case in CASES.values():
        for rule, words in case["expect"].items():
            verdict, _, step = words.partition(" by ")
            yield rule.partition(":")[0], verdict, step


def test_every_verdict_of_every_rule_stands_in_a_case() -> None:
    assert {(rule, verdict) for rule, verdict, _ in expected()} == {
        (rule, verdict) for rule, verdicts in possible.VERDICTS.items() for verdict in verdicts
    }


def test_every_step_of_every_total_stands_in_a_case() -> None:
    assert {each for each in expected() if each[2]} == possible.STEPS


def test_every_notice_reading_and_alternative_stands_in_a_case() -> None:
    cases = CASES.values()
    notices = {notice[0] for case in cases for notice in case.get("notices", [])}
    readings = {
        reading
        for case in cases
        for named in case.get("readings", {}).values()
        for reading in named
        if not reading.startswith("-")
    }
    alternatives = {
        (rule.partition(":")[0], reading)
        for case in cases
        for rule, others in case.get("alternatives", {}).items()
        for reading in others
    }
    assert notices == set(NoticeCode)
    assert readings == set(READINGS)
    assert alternatives == possible.ALTERNATIVES


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= AT_LEAST


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_ruling_is_of_the_finding_that_it_makes(case: dict[str, Any]) -> None:
    read = read_history(json.dumps(situations.history(case)))
    assert read.as_of
    for ruling in rulings(subject(read, read.as_of)):
        found = ruling.finding()
        assert (ruling.rule, ruling.year) == (found.rule, found.year)
        assert ruling.verdict is found.verdict
        # Where the amount settles nothing, no step decided, and nothing is wanting.
        if not ruling.settled_by:
            assert (found.by, found.remaining) == (None, None)
