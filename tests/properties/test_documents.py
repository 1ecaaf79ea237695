"""Documents against their published schemas, on random histories and on broken ones."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker

from calculator import History, InputError, assess, assessment_text, read_history
from calculator.history import document
from calculator.model import (
    AbsenceKind,
    Content,
    Kind,
    Means,
    NoticeCode,
    Operator,
    Outcome,
    Step,
    Unit,
    Verdict,
)
from calculator.quotas import QUOTAS, READINGS
from tests.properties.histories import HISTORIES

FOLDER = Path(__file__).parents[2] / "docs" / "calculator"


def schema(name: str) -> dict[str, Any]:
    text = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(loaded)
    return loaded


HISTORY, ASSESSMENT = (
    Draft202012Validator(schema(name), format_checker=FormatChecker())
    for name in ("history", "assessment")
)


@given(HISTORIES)
def test_documents_follow_their_schemas(history: History) -> None:
    HISTORY.validate(document(history))
    ASSESSMENT.validate(json.loads(assessment_text(assess(history))))


def test_the_schema_knows_every_code() -> None:
    definitions = schema("assessment")["$defs"]
    assert definitions["verdict"]["enum"] == list(Verdict)
    assert definitions["notice"]["properties"]["code"]["enum"] == list(NoticeCode)
    finding = definitions["finding"]["properties"]
    assert finding["rule"]["enum"] == list(QUOTAS)
    assert finding["by"]["enum"] == [*Step, None]
    assert definitions["reading"]["enum"] == list(READINGS)
    for enum, at in (
        (AbsenceKind, definitions["absence"]["properties"]["kind"]),
        (Kind, definitions["line"]["properties"]["kind"]),
        (Unit, definitions["operand"]["properties"]["unit"]),
        (Operator, definitions["operation"]["properties"]["operator"]),
        (Means, definitions["change"]["properties"]["by"]),
        (Content, definitions["change"]["properties"]["content"]),
    ):
        assert at["enum"] == list(enum)
    assert definitions["operation"]["properties"]["outcome"]["enum"] == [*Outcome, None]


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"start": "2025-03-05"},
        {"start": "2025-03-05", "hours": None},
        {"start": "2025-02-30", "hours": 8},
        {"start": "2025-03-05", "hours": "8"},
        {"start": "2025-03-05", "hours": -1},
        {"start": "2025-03-05", "hours": 8, "theory_hours": 2},
        {"start": "2025-03-05", "hours": 8, "theory": "是"},
        {"start": "2025-03-05", "hours": 8, "note": ""},
    ],
)
def test_schema_and_reader_refuse_the_same(record: dict[str, Any]) -> None:
    history = {"schema": 1, "records": [record]}
    assert not HISTORY.is_valid(history)
    with pytest.raises(InputError):
        read_history(json.dumps(history))


def test_a_hundred_thousand_records_are_read() -> None:
    record = {"start": "2025-03-05", "hours": 0.01, "topic": "党课", "concentrated": "yes"}
    listed = [record | {"end": None, "days": None, "distinct": True}] * 100_000
    text = json.dumps({"schema": 1, "as_of": "2026-06-30", "records": listed})
    assert len(read_history(text).records) == 100_000
