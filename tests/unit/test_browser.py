"""The page's entry point: JSON text in, JSON text out, mistakes as answers."""

import base64
import json
from typing import Any

import pytest

from calculator import assess, assessment_text, browser, read_history

HISTORY = '{"schema": 1, "as_of": "2026-06-30", "records": [{"start": "2025-03-05", "hours": 8}]}'


def read_file(name: str, data: bytes) -> Any:
    file = {"name": name, "base64": base64.b64encode(data).decode()}
    return json.loads(browser.call("read_file", json.dumps(file)))


def test_assess_gives_the_document() -> None:
    assert browser.call("assess", HISTORY) == assessment_text(assess(read_history(HISTORY)))


def test_mistakes_are_answers() -> None:
    answer = json.loads(browser.call("assess", HISTORY.replace("8", '"8"')))
    assert set(answer) == {"problems"}
    assert {(each["record"], each["key"]) for each in answer["problems"]} == {(0, "hours")}


def test_read_file_gives_a_whole_history() -> None:
    history = read_file("培训记录.JSON", HISTORY.encode())["history"]
    assert history["records"][0]["concentrated"] == "unknown"
    assert read_history(json.dumps(history)) == read_history(HISTORY)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.json", b"\xff\xfe"), ("a.json", b""), ("a.json", b"[]"), ("a.docx", HISTORY.encode())],
)
def test_files_that_cannot_be_read(name: str, data: bytes) -> None:
    assert read_file(name, data)["problems"]


def test_an_unknown_method_is_a_defect() -> None:
    with pytest.raises(KeyError):
        browser.call("eval", "1")
