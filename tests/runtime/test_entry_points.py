"""Everything the page can ask of the calculator, asked on the trimmed library and in CPython."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from calculator import History, browser
from calculator.history import document
from scripts.errors import BuildError
from scripts.runtime.node import Interpreter
from tests.cases import situations
from tests.properties import histories

YEAR = {"start": "2025-03-05", "end": "2025-03-07", "topic": "党的二十届三中全会精神", "days": 3}
HISTORIES: dict[str, dict[str, Any]] = {
    "empty": {"schema": 1, "as_of": "2026-06-30", "records": []},
    "member": {
        "schema": 1,
        "as_of": "2028-12-31",
        "records": [
            YEAR | {"concentrated": "yes", "theory": "yes", "topic": "𠮷、\u0000？\u2028“引号”"},
            {"start": "2024-12-28", "end": "2025-01-03", "hours": 17.25, "concentrated": "unknown"},
            {"start": "2026-02-01", "days": 0.1, "hours": 100, "concentrated": "yes"},
        ],
    },
    "every role, every answer": {
        "schema": 1,
        "as_of": "2026-06-30",
        "person": {
            "roles": [
                {"role": "secretary", "start": None, "end": "2025-06-30"},
                {"role": "cadre", "start": "2025-07-01", "end": None},
            ],
            "joined": "2024-07-01",
            "infirm": True,
            "military": True,
        },
        "records": [
            YEAR | {"concentrated": answer, "theory": answer, "off_job": answer, "distinct": True}
            for answer in ("yes", "no", "unknown")
        ],
    },
    "many records": {
        "schema": 1,
        "as_of": "2027-01-01",
        "records": [
            {"start": f"202{4 + i % 3}-0{1 + i % 9}-1{i % 10}", "hours": i / 4, "theory": "unknown"}
            for i in range(60)
        ],
    },
}
UNREADABLE = {
    "not JSON": "{",
    "nothing": "",
    "not an object": "[1]",
    "constants": '{"schema": 1, "as_of": "2026-01-01", "records": [{"start": NaN}]}',
    "too large a number": '{"schema": 1, "records": [{"start": "2025-01-01", "hours": 1e400}]}',
    "many digits": '{"schema": 1, "records": [{"start": "2025-01-01", "hours": %s}]}'
    % ("9" * 5000),
    "deep": '{"schema": 1, "records": ' + "[" * 50_000,
    "wrong in every place": json.dumps(
        {
            "schema": 2,
            "odd": None,
            "person": {"roles": [{"role": "king", "start": "1.1.2024"}], "joined": 5},
            "as_of": "2025-02-30",
            "records": [{"start": "2025-03-05", "end": "2025-03-01", "days": -1}, 7, {}],
        }
    ),
    "half a surrogate pair": '{"schema": 1, "\\ud800": 1, "records": []}',
}
FILES = {
    "history.json": json.dumps(HISTORIES["member"], ensure_ascii=False).encode("utf-8"),
    "history with mark.json": json.dumps(HISTORIES["empty"]).encode("utf-8-sig"),
    "GB18030.json": json.dumps(HISTORIES["member"], ensure_ascii=False).encode(
        "gb18030", "replace"
    ),
    "UTF-16.json": json.dumps(HISTORIES["empty"]).encode("utf-16"),
    "bad.json": UNREADABLE["wrong in every place"].encode(),
    "empty.json": b"",
    "noise.json": bytes(range(256)) * 40,
    "ledger.csv": "姓名,学时\r\n张三,八\r\n".encode("gb18030"),
    "no ending": b"{}",
    "中文名.JSON": b'{"schema": 1, "records": []}',
}


def insights() -> list[str]:
    """Arguments of `insight`: every history, with plans and without, good and bad."""
    plan = {"start": "2026-09-01", "days": 5, "hours": 40, "concentrated": "yes", "theory": "no"}
    asked: list[dict[str, Any]] = []
    for history in HISTORIES.values():
        asked.append({"history": history})
        asked.append({"history": history, "plus": [plan, plan], "later": True, "want": ["figures"]})
        aside = [{"record": 0, "key": "theory"}]
        asked.append({"history": history, "aside": aside, "want": ["questions"]})
    asked.append({"history": HISTORIES["empty"], "plus": [plan | {"hours": "x"}, 7]})
    asked.append({"history": {"records": 1}, "plus": 5})
    return [json.dumps(each) for each in asked] + list(UNREADABLE.values())


def calls() -> list[tuple[str, str]]:
    """Method and argument of every call that is compared."""
    return [
        *(("assess", json.dumps(history)) for history in HISTORIES.values()),
        *(("assess", json.dumps(history, ensure_ascii=False)) for history in HISTORIES.values()),
        *(("assess", text) for text in UNREADABLE.values()),
        *(("insight", text) for text in insights()),
        *(
            ("read_file", json.dumps({"name": name, "base64": base64.b64encode(content).decode()}))
            for name, content in FILES.items()
        ),
        ("no such method", "{}"),
    ]


def case_calls() -> list[tuple[str, str]]:
    """The history of every case in the tables."""
    cases = situations.cases().values()
    return [("assess", json.dumps(situations.history(case))) for case in cases]


PLAY = """
import json

def answers(calls):
    from calculator.browser import call
    for method, argument in calls:
        try:
            yield call(method, argument)
        except Exception as error:
            yield f"{type(error).__name__}: {error}"

json.dumps(list(answers(json.loads(argument))))
"""


def in_cpython(calls: list[tuple[str, str]]) -> list[str]:
    """The same program's result in this process."""
    names: dict[str, Any] = {}
    exec(PLAY.rpartition("json.dumps")[0], names)
    return list(names["answers"](calls))


def test_the_trimmed_library_answers_every_call_as_cpython_does(
    trimmed: Interpreter,
) -> None:
    asked = calls() + case_calls()
    answered = json.loads(trimmed.run(PLAY, json.dumps(asked)))
    for call, expected, answer in zip(asked, in_cpython(asked), answered, strict=True):
        assert answer == expected, call


RANDOM = 2_000
TOLD = 10
"""Of one in so many it is asked too what there is to tell beyond the assessment."""

LONG = 50
"""One in so many random histories is asked again with its records many times over."""


def random_histories() -> list[History]:
    """The same random histories each time, some of them long."""
    found: list[History] = []

    @settings(
        max_examples=RANDOM,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(histories.HISTORIES)
    def collect(history: History) -> None:
        found.append(history)

    collect()
    for history in found[::LONG]:
        # Marked as distinct, each is a training of its own.
        records = (replace(record, distinct=True) for record in history.records * LONG)
        found.append(replace(history, records=tuple(records)))
    return found


def test_random_histories_give_the_same_bytes_in_both(trimmed: Interpreter) -> None:
    asked = [("assess", json.dumps(document(history))) for history in random_histories()]
    every = [json.loads(text) for _, text in asked[::TOLD]]
    asked += [("insight", json.dumps({"history": each, "plus": each["records"]})) for each in every]
    assert len(set(asked)) >= RANDOM * 9 // 10
    answered = json.loads(trimmed.run(PLAY, json.dumps(asked)))
    for call, expected, answer in zip(asked, in_cpython(asked), answered, strict=True):
        assert answer == expected, call


def test_every_method_is_asked() -> None:
    assert {method for method, _ in calls()} >= set(browser.METHODS)


def test_a_defect_reaches_the_page_as_an_error_with_its_name(trimmed: Interpreter) -> None:
    with pytest.raises(BuildError, match="KeyError: 'no such method'"):
        trimmed.run("from calculator.browser import call\ncall('no such method', '')")
