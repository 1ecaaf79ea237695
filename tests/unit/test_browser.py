"""The page's entry point: JSON text in, JSON text out, mistakes as answers."""

import json

import pytest

from calculator import assess, assessment_text, browser, read_history

HISTORY = '{"schema": 1, "as_of": "2026-06-30", "records": [{"start": "2025-03-05", "hours": 8}]}'


def test_assess_gives_the_document() -> None:
    assert browser.call("assess", HISTORY) == assessment_text(assess(read_history(HISTORY)))


def test_mistakes_are_answers() -> None:
    answer = json.loads(browser.call("assess", HISTORY.replace("8", '"8"')))
    assert set(answer) == {"problems"}
    assert {(each["record"], each["key"]) for each in answer["problems"]} == {(0, "hours")}


def test_an_unknown_method_is_a_defect() -> None:
    with pytest.raises(KeyError):
        browser.call("eval", "1")
