"""Everything the page can ask of the calculator, asked on the trimmed library and in CPython."""

import base64
import io
import itertools
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import canonicalize

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from openpyxl import Workbook

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
LEDGER = """单位：某某支部,身份证号 110101199001011234
姓名,支部名称,身份,开始日期,结束日期,主题,天数,学时,是否集中学习,是否党的创新理论教育,身份证号
张三,一支部,书记（2024-07-01至今）,2024.3.5-3.9,,“党课”、𠮷,5天,四十,是,是,1101
张三,一支部,,2024年3月5日至9日,,党课,5,40,是,是,1101
,,,,,,,,,,
李四,一支部,党员,45721,2025-03-06,,,７．５学时,√,不清楚,1102
李四,一支部,党员,45721,2025-03-06,,,７．５学时,√,不清楚,1102
王五,二支部,主任,2025-02-30,,=1+1,半天,-4,可能,,1103
赵六,二支部,党员干部,2025/11/30,2026/1/2,跨年,,40.25,否,,1104
"""


def workbook() -> bytes:
    """A ledger as a workbook: dates, serials, a formula without its result, a second sheet."""
    book = Workbook()
    book.properties.modified = book.properties.created = datetime(2026, 1, 1)
    sheet = book.worksheets[0]
    sheet.append(["姓名", "日期", "学时", "是否集中学习", "手机号"])
    sheet.append(["张三", datetime(2025, 3, 5), 4, "是", "139"])
    sheet.append(["李四", 45721, "=2*4", "是", "138"])
    sheet.append([None, None, None, None, None])
    sheet.append(["李四", "2025.3.5-3.7", 7.5, "不清楚", "138"])
    book.create_sheet("说明").append(["不读"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


BOOK = workbook()
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
    "no ending": b"{}",
    "中文名.JSON": b'{"schema": 1, "records": []}',
    "GB18030.csv": LEDGER.encode("gb18030"),
    "with mark.csv": LEDGER.encode("utf-8-sig"),
    "tabs.txt": LEDGER.replace(",", "\t").encode("gb18030"),
    "UTF-16.csv": LEDGER.encode("utf-16"),
    "cut.csv": LEDGER.encode("gb18030")[:-20],
    "noise.csv": bytes(range(256)) * 40,
    "no heading.csv": "姓名,学时\r\n张三,八\r\n".encode("gb18030"),
    "book.xlsx": BOOK,
    "cut.xlsx": BOOK[:-200],
    "short.xlsx": BOOK[:2000],
    "noise.xlsx": bytes(range(256)) * 40,
    "old.xls": b"\xd0\xcf\x11\xe0",
    "other.docx": b"PK\x03\x04",
}


def reading(**files: bytes) -> list[tuple[str, str]]:
    """The calls by which files are read: in two pieces each, some rows at a time."""
    pieces = [
        {"file": at, "base64": base64.b64encode(piece).decode()}
        for at, content in enumerate(files.values())
        for piece in (content[:1000], content[1000:])
    ]
    return [
        ("open_files", json.dumps({"names": list(files)})),
        *(("give_piece", json.dumps(piece)) for piece in pieces),
        *[("read_rows", '{"rows": 4}')] * 8,
        ("take_files", "null"),
    ]


KEPT = (
    {
        "schema": 1,
        "told": {
            "files": [
                {
                    "name": "台账.csv",
                    "records": 1,
                    "refused": False,
                    "sheet": None,
                    "other_sheets": [],
                    "passed_count": 0,
                    "by_row": True,
                    "remarks": [],
                    "columns": [],
                }
            ],
            "problems": [],
            "problem_count": 1,
            "capped": False,
            "records": 1,
        },
    },
    {
        "name": "张三",
        "branch": "一支部",
        "files": [0],
        "rows": [2],
        "unread": 1,
        "unlisted": 0,
        "wrong": [[0, None, 3, "学时", "读不出数量。"]],
    },
    {"schema": 1, "records": [{"start": "2025-03-05", "hours": 0.1}]},
    {
        "name": "李四",
        "branch": "",
        "files": [],
        "rows": [],
        "unread": 0,
        "unlisted": 0,
        "wrong": [],
    },
    {"schema": 1, "records": []},
)
"""A branch as a device keeps it."""


def opening(*lines: object) -> list[tuple[str, str]]:
    """The calls by which a branch that was kept is opened."""
    content = "\n".join(map(json.dumps, lines)).encode()
    piece = {"file": 0, "base64": base64.b64encode(content).decode()}
    return [
        ("open_files", json.dumps({"names": ["支部台账"], "kept": True})),
        ("give_piece", json.dumps(piece)),
        *[("read_rows", '{"rows": 2}')] * 2,
        ("take_files", "null"),
    ]


def branch(as_of: str | None, *, again: bool = False) -> list[tuple[str, str]]:
    """The calls by which all that was read is assessed and shown."""
    opened = {"as_of": as_of, "today": "2026-06-30", "again": again}
    return [
        ("open_branch", json.dumps(opened)),
        *[("assess_people", '{"people": 3}')] * 4,
        *(("show_person", json.dumps({"person": person})) for person in range(3)),
    ]


def as_typed(history: Mapping[str, Any]) -> dict[str, Any]:
    """A history as the page has it: each record as the JSON text of what was typed."""
    return {
        "person": history.get("person", {}),
        "as_of": history.get("as_of"),
        "records": [json.dumps(record) for record in history["records"]],
    }


def writing(kind: str, history: Mapping[str, Any] | None = None) -> list[tuple[str, str]]:
    """The calls by which a history, or what was assessed, is written."""
    return [
        ("open_export", json.dumps({"kind": kind, "history": history})),
        *[("export_rows", '{"rows": 9}')] * 5,
    ]


def checking() -> list[tuple[str, str]]:
    """What a page asks at each change: the histories as records typed by hand, good and bad."""
    person = {"roles": [], "joined": "2024-07-01", "infirm": False, "military": False}
    typed = [
        {"start": "２０２４．３．５-3.9", "days": "５天", "concentrated": "yes", "theory": "yes"},
        {"start": "2025年3月5日", "end": "3月7日", "hours": "7.5", "theory": "unknown"},
        {"start": "20260105", "hours": "半天", "concentrated": "yes"},
    ]
    bad = [{"start": "3.5", "hours": "若干"}, {"start": "2025-03-05"}, {"odd": 1}]
    return [
        (
            "check",
            json.dumps({"person": who, "as_of": as_of, "records": list(map(json.dumps, each))}),
        )
        for who, as_of, each in (
            (person, "2026-06-30", typed),
            (person, "2028-12-31", typed * 2),
            (person, "2026-06-30", [*typed, *bad]),
            (person | {"joined": "2025-02-30"}, None, bad),
            *(
                (HISTORIES["member"].get("person", person), each["as_of"], each["records"])
                for each in HISTORIES.values()
            ),
        )
    ]


def checks() -> list[str]:
    """Arguments of `check`: every history's records as texts, and some as they are typed."""
    typed = {"start": "２０２５．３．５", "days": "半天", "hours": "若干", "concentrated": "yes"}
    histories = [*HISTORIES.values(), {"records": [typed, {}, typed | {"hours": "3学时"}]}]
    person = {"roles": [{"role": "secretary", "start": "2025.3.1", "end": None}]}
    for joined, as_of in (("２０２０．７．１", "2026年6月30日"), ("7.1", "若干")):
        histories.append({"person": person | {"joined": joined}, "as_of": as_of, "records": []})
    return [json.dumps(as_typed(history)) for history in histories]


def insights() -> list[str]:
    """Arguments of `insight`: every history, with plans and without, good and bad."""
    plan = {"start": "2026-09-01", "days": 5, "hours": 40, "concentrated": "yes", "theory": "no"}
    plans, wrong = [json.dumps(plan)] * 2, json.dumps(plan | {"hours": "x"})
    aside = [{"record": 0, "key": "theory"}]
    asked: list[dict[str, Any]] = []
    for history in map(as_typed, HISTORIES.values()):
        asked.append({"history": history})
        asked.append({"history": history, "plus": plans, "later": True, "want": ["figures"]})
        asked.append({"history": history, "aside": aside, "want": ["questions"]})
    asked.append({"history": as_typed(HISTORIES["empty"]), "plus": [wrong, "7"]})
    return [json.dumps(each) for each in asked]


def calls() -> list[tuple[str, str]]:
    """Method and argument of every call that is compared."""
    return [
        *(("assess", json.dumps(history)) for history in HISTORIES.values()),
        *(("assess", json.dumps(history, ensure_ascii=False)) for history in HISTORIES.values()),
        *(("assess", text) for text in UNREADABLE.values()),
        *checking(),
        *(("check", text) for text in checks()),
        *(("understand", record) for text in checks() for record in json.loads(text)["records"]),
        ("understand", "7"),
        ("understand", "{"),
        ("understand_date", '"２０２０年７月１日"'),
        ("understand_date", '"7.1"'),
        *(("assessment", text) for text in checks()),
        *(("insight", text) for text in insights()),
        # Time enough for all of it: in how many steps it comes is not the same everywhere.
        *(
            call
            for text in insights()[::4]
            for call in (("open_insight", text), ("go_on_with_insight", '{"ms": 600000}'))
        ),
        *(call for name, content in FILES.items() for call in reading(**{name: content})),
        *reading(**FILES),
        *branch(None),
        *branch("2028-12-31", again=True),
        *(call for kind in ("csv", "tsv", "json", "kept") for call in writing(kind)),
        *(
            call
            for kind in ("csv", "tsv", "json")
            for call in writing(kind, as_typed(HISTORIES["member"]))
        ),
        *writing("csv", as_typed({"records": [{"start": "3.5", "hours": "若干"}]})),
        *opening(*KEPT),
        *branch(None),
        *writing("kept"),
        *opening(*KEPT[:2]),
        ("forget", "null"),
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


WITH_SPREADSHEETS = """
import sys
sys.path.append("/published/spreadsheets.zip")
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


def parts(answer: str) -> dict[str, str]:
    """What is in a workbook that was written, but when.

    Where lxml is installed, openpyxl spaces its XML otherwise.
    """
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(json.loads(answer)["base64"]))) as archive:
        names = [name for name in archive.namelist() if name != "docProps/core.xml"]
        return {name: canonicalize(archive.read(name).decode()) for name in names}


def test_workbooks_are_written_with_the_second_archive(
    trimmed: Interpreter, with_spreadsheets: Interpreter
) -> None:
    history = as_typed(HISTORIES["many records"])
    one_step = [("export_rows", '{"rows": 1000}')]
    asked = [
        *reading(**FILES),
        *branch(None),
        *writing("xlsx")[:1],
        *one_step,
        *writing("xlsx", history)[:1],
        *one_step,
    ]
    answered = json.loads(with_spreadsheets.run(WITH_SPREADSHEETS + PLAY, json.dumps(asked)))
    expected = in_cpython(asked)
    for at in (-3, -1):
        assert parts(answered[at]) == parts(expected[at])
    without = json.loads(trimmed.run(PLAY, json.dumps(asked)))
    assert "No module named 'openpyxl'" in without[-1]
    assert without[: len(reading(**FILES))] == expected[: len(reading(**FILES))]


RANDOM = 2_000
TOLD = 40
"""Of one in so many it is asked too what there is to tell beyond the assessment."""

LONG = 70
"""One in so many random histories is asked again with its records many times over."""

TIMES = 25


def random_histories() -> list[History]:
    """The same random histories each time, no two alike; then some of them made long."""
    different: dict[str, History] = {}

    @settings(
        max_examples=RANDOM,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(histories.HISTORIES)
    def collect(history: History) -> None:
        if len(different) < RANDOM:
            different[json.dumps(document(history))] = history

    # Some come more than once in a round.
    rounds = itertools.count()
    while len(different) < RANDOM:
        seed(next(rounds))(collect)()
    found = list(different.values())
    for history in found[::LONG]:
        # Marked as distinct, each is a training of its own.
        records = (replace(record, distinct=True) for record in history.records * TIMES)
        found.append(replace(history, records=tuple(records)))
    return found


def test_random_histories_give_the_same_bytes_in_both(trimmed: Interpreter) -> None:
    asked = [("assess", json.dumps(document(history))) for history in random_histories()]
    assert len(set(asked)) >= RANDOM
    every = [json.loads(text) for _, text in asked[::TOLD]]
    for typed in map(as_typed, every):
        asked.append(("insight", json.dumps({"history": typed, "plus": typed["records"]})))
    answered = json.loads(trimmed.run(PLAY, json.dumps(asked)))
    for call, expected, answer in zip(asked, in_cpython(asked), answered, strict=True):
        assert answer == expected, call


def test_every_method_is_asked() -> None:
    assert {method for method, _ in calls()} >= set(browser.Calculator().methods)


def test_a_defect_reaches_the_page_as_an_error_with_its_name(trimmed: Interpreter) -> None:
    with pytest.raises(BuildError, match="KeyError: 'no such method'"):
        trimmed.run("from calculator.browser import call\ncall('no such method', '')")
