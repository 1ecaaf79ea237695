"""Files as the page works on them: handed over in pieces, read, assessed and written in steps."""

import base64
import csv
import io
import json
from collections import Counter

import pytest
from openpyxl import load_workbook

from calculator import assess, assessment_text, browser, read_history
from calculator.branch import QUESTIONS, Question
from calculator.desk import MOST_COLUMNS_TOLD, MOST_TOLD
from calculator.intake import MOST_FILES
from calculator.ledger.reading import one_history, read_ledger
from calculator.model import NoticeCode
from calculator.roster import COLUMNS
from tests.ledgers.desk import TODAY, assessed, call, document, give, read, typed, written

HEADING = "日期,主题,学时,是否集中学习\r\n"
BRANCH = """姓名,支部,日期,主题,天数,学时,是否集中学习,是否理论,身份,身份证号
张三,一支部,2024.3.5-3.9,培训班,5,40,是,是,书记,110101
李四,一支部,2024.3.5,党课,,160,是,,,110102
李四,一支部,2024.3.6,党课,,若干,是,,,110102
王五,二支部,2025.3.5,党课,2,12,是,是,,110103
张三,一支部,2025.3.5,党课,,8,是,否,,110101
"""
HISTORY = {"schema": 1, "person": {}, "records": [{"start": "2025-03-05", "hours": 4}]}


def test_reading_tells_how_far_it_is() -> None:
    give(("台账.csv", BRANCH.encode()))
    told = call("read_rows", rows=2)
    assert told == {"done": 2, "total": 6, "file": 0, "finished": False}
    assert call("read_rows", rows=3)["done"] == 5
    assert call("read_rows", rows=1)["finished"] is True


def test_how_many_rows_a_workbook_has_is_not_known_before() -> None:
    give(("台账.csv", BRANCH.encode()), ("a.json", document()), ("台账.xlsx", b""))
    assert call("read_rows", rows=1)["total"] is None
    give(("台账.csv", BRANCH.encode()), ("a.json", document()))
    assert call("read_rows", rows=1)["total"] == 7
    assert call("read_rows", rows=10)["file"] == 1


def test_a_ledger_of_one_person_tells_the_fate_of_each_row() -> None:
    rows = "2025-3-5,党课,4,是\r\n\r\n2025-3-6,自学,若干,\r\n2025.4.1-4.3,培训班,1天,是\r\n"
    data = (
        "身份证号,讲师," + HEADING + "".join(f",,{row}" for row in rows.splitlines(True))
    ).encode("gb18030")
    told = read(("我的台账.csv", data))
    [file] = told["files"]
    assert (file["name"], file["records"], file["refused"]) == ("我的台账.csv", 2, False)
    assert (file["passed"], file["passed_count"]) == ([3], 1)
    taken = {column["text"]: column["taken"] for column in file["columns"]}
    assert taken["日期"] == "当作开始日期"
    assert taken["讲师"] == "没有用到"
    assert "不读取、不保存" in taken["身份证号"]
    [problem] = told["problems"]
    assert (problem["file"], problem["row"], problem["key"]) == (0, 4, "学时")
    assert told["places"] == [[0, 2], [0, 5]]
    assert [record["topic"] for record in told["history"]["records"]] == ["党课", "培训班"]
    assert told["person_told"] is False
    assert (told["people"], told["name"]) == (1, "")


def test_a_history_is_read_with_every_key_filled_in() -> None:
    told = read(("培训记录.JSON", json.dumps(HISTORY).encode("utf-8-sig")))
    assert told["history"]["records"][0]["concentrated"] == "unknown"
    assert read_history(json.dumps(told["history"])) == read_history(json.dumps(HISTORY))
    assert told["person_told"] is True
    assert told["places"] == [[0, 1]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"\xff\xfe"),
        ("a.json", b""),
        ("a.json", b"[]"),
        ("a.docx", b"PK"),
        ("a.csv", b""),
        ("a.xlsx", b"PK\x03\x04"),
        ("a", b""),
    ],
)
def test_a_file_that_cannot_be_read_is_listed_and_the_others_are_read(
    name: str, data: bytes
) -> None:
    told = read((name, data), ("好的.csv", (HEADING + "2025-3-5,党课,4,是\n").encode()))
    assert [file["refused"] for file in told["files"]] == [True, False]
    assert {problem["file"] for problem in told["problems"]} == {0}
    assert told["records"] == 1


def test_nothing_at_all() -> None:
    told = read(("空的.csv", HEADING.encode()))
    assert (told["people"], told["history"], told["problem_count"]) == (0, None, 0)
    assert read()["people"] == 0


def test_of_many_mistakes_the_first_are_told() -> None:
    told = read(("a.csv", (HEADING + "x,党课,4,是\n" * (MOST_TOLD + 1)).encode()), rows=5000)
    assert (len(told["problems"]), told["problem_count"]) == (MOST_TOLD, MOST_TOLD + 1)


def test_of_many_files_only_the_first_tell_their_columns() -> None:
    data = (HEADING + "2025-3-5,党课,4,是\n").encode()
    told = read(*((f"{at}.csv", data) for at in range(MOST_COLUMNS_TOLD + 1)))
    assert [bool(file["columns"]) for file in told["files"]] == [True] * MOST_COLUMNS_TOLD + [False]


def test_too_many_files() -> None:
    assert (
        "请分几次"
        in call("open_files", names=["a.csv"] * (MOST_FILES + 1))["problems"][0]["message"]
    )


def test_files_of_one_person_each_are_named_for_their_files() -> None:
    alone = (HEADING + "2025-3-5,党课,4,是\n").encode()
    named = f"姓名,{HEADING}赵六,2025-3-5,党课,4,是\n".encode()
    told = read(
        ("张三.json", document()), ("李四.csv", alone), ("x.csv", named), ("李四.txt", alone)
    )
    assert (told["people"], told["history"]) == (3, None)
    lines, totals = assessed()
    assert [(line["name"], line["records"]) for line in lines] == [
        ("张三", 0),
        ("李四", 2),
        ("赵六", 1),
    ]
    assert totals["people"] == 3
    shown = call("show_person", person=1)
    assert shown["places"] == [[1, 2], [3, 2]]
    assert [notice["code"] for notice in json.loads(shown["document"])["notices"]] == ["duplicate"]


def test_files_that_disagree_about_a_person() -> None:
    secretary = document({"start": "2025-03-05", "hours": 4}, roles=[{"role": "secretary"}])
    told = read(
        ("张三.json", secretary), ("张三.JSON", document({"start": "2025-4-5", "hours": 4}))
    )
    assert told["problem_count"] == 1
    told = read(
        ("张三.json", secretary), ("张三.JSON", document({"start": "2025-04-05", "hours": 4}))
    )
    [problem] = told["problems"]
    assert (problem["file"], problem["key"]) == (1, "身份")
    assert "1 条记录没有读入" in problem["message"]
    assert [len(told["history"]["records"]), told["records"]] == [1, 1]


def test_a_branch_is_assessed_as_everyone_alone() -> None:
    told = read(("台账.csv", BRANCH.encode()))
    assert (told["people"], told["records"], told["history"]) == (3, 4, None)
    lines, totals = assessed()
    members = read_ledger("台账.csv", BRANCH.encode()).members
    assert [(line["branch"], line["name"]) for line in lines] == [
        (who.branch, who.name) for who in members
    ]
    for index, (line, member) in enumerate(zip(lines, members.values(), strict=True)):
        shown = call("show_person", person=index)
        asked = json.dumps(shown["history"] | {"as_of": TODAY})
        assert shown["document"] == browser.call("assess", asked)
        assert read_history(json.dumps(shown["history"])) == member.history
        found = json.loads(shown["document"])
        assert line["overall"] == found["overall"]["verdict"]
        verdicts = [each["verdict"] for each in found["findings"][: len(COLUMNS)]]
        assert [verdict for verdict, _ in line["findings"]] == verdicts
    assert totals["overall"] == {"not_yet": 2, "undetermined": 1}
    assert lines[0]["findings"][0] == ["not_yet", "48/160 学时，5/20 天"]
    assert lines[0]["findings"][-2] == ["met", "83.3%"]
    assert lines[1]["findings"][1] == ["not_applicable", ""]
    assert lines[2]["findings"][0] == ["not_yet", "12 至 16/160 学时，2/20 天"]


def test_the_day_asked_for_wins_over_the_ledgers() -> None:
    row = "2025-3-5,党课,4,是"
    data = f"姓名,截至日期,{HEADING}张三,2025-12-31,{row}\n李四,,{row}\n".encode()
    for as_of, days in ((None, ["2025-12-31", TODAY]), ("2024-12-31", ["2024-12-31"] * 2)):
        read(("a.csv", data))
        assessed(as_of=as_of)
        shown = [call("show_person", person=index) for index in (0, 1)]
        assert [json.loads(each["document"])["as_of"] for each in shown] == days


OPEN = {
    Question.CONCENTRATED: "张三,,2025-3-5,党课,,160,,是,,",
    Question.THEORY: "张三,,2025-3-5,党课,,160,是,,,",
    Question.OFF_JOB: "张三,,2025-3-5,党课,,40,是,是,书记,",
    Question.AMOUNTS: "张三,,2024-3-5,培训班,10,100,是,是,,\n张三,,2025-3-5,培训班,9,,是,是,,",
    Question.TERM: "张三,,2025-3-5,党课,,8,是,是,支部书记,",
    Question.NOTHING: "张三,,2025-3-5,自学,,160,否,是,,",
    Question.SILENCE: "张三,,2025-3-5,党课,,8,是,是,书记（2025-01-01至今）,",
}


@pytest.mark.parametrize("question", OPEN)
def test_what_is_open_is_named(question: Question) -> None:
    read(("a.csv", f"{BRANCH.splitlines()[0]}\n{OPEN[question]}\n".encode()))
    lines, _ = assessed()
    assert question in lines[0]["open"]
    assert set(call("open_branch", as_of=None, today=TODAY, again=False)["questions"]) == set(
        QUESTIONS
    )


@pytest.mark.parametrize(
    ("roles", "undated"),
    [
        ("支部书记", True),
        ("党员干部", True),
        ("支部书记；党员干部（2025-01-01至今）", True),
        ("支部书记（至2025-06-30）；支部书记（2026-01-01至今）", False),
        ("支部书记（2022-01-01至今）", False),
        ("副书记", False),
    ],
)
def test_an_office_without_dates_is_remarked(roles: str, undated: bool) -> None:
    row = f"张三,,2025-3-5,党课,,300,是,是,{roles},"
    read(("a.csv", f"{BRANCH.splitlines()[0]}\n{row}\n".encode()))
    [line], _ = assessed()
    assert line["remarks"] == (["undated", "long_day"] if undated else ["long_day"])
    assert ("term" in line["open"]) is undated
    told = json.loads(call("show_person", person=0)["document"])
    lines = [each["text"] for finding in told["findings"] for each in finding["explanation"]]
    assert any("没有写任职的起止日期" in text for text in lines) is undated


def test_alike_records_whose_answers_differ_leave_that_answer_open() -> None:
    row = "张三,,2025-3-5,党课,,160"
    read(("a.csv", f"{BRANCH.splitlines()[0]}\n{row},是,是,,\n{row},是,否,,\n".encode()))
    lines, _ = assessed()
    assert lines[0]["open"] == ["theory"]


def test_a_branchs_table_is_written_as_the_command_line_writes_it() -> None:
    read(("台账.csv", BRANCH.encode()))
    lines, totals = assessed()
    whole = list(csv.reader(io.StringIO(written("csv").decode("utf-8-sig"))))
    assert whole[4] == []
    table, of_all = whole[:4], whole[5:]
    assert [row[:3] for row in table[1:4]] == [
        [line["branch"], line["name"], str(line["records"])] for line in lines
    ]
    assert {len(row) for row in table} == {len(table[0])}
    labels, overall, *_ = of_all
    assert labels[0] == "合计"
    assert {
        label: int(count)
        for label, count in zip(labels[1:], overall[1:], strict=True)
        if int(count)
    } == Counter(row[table[0].index("总体")] for row in table[1:])
    pasted = written("tsv").decode()
    assert list(csv.reader(io.StringIO(pasted), delimiter="\t")) == whole
    book = load_workbook(io.BytesIO(written("xlsx")))
    assert book.sheetnames == ["支部自查", "说明"]
    # What the last column says in each row stands on the second sheet.
    assert [cell.value for cell in book.worksheets[0][1]] == table[0][:-1]
    told = json.loads(written("json"))
    assert [person["name"] for person in told["people"]] == ["张三", "李四", "王五"]
    assert told["totals"] == totals


def test_a_history_is_written_and_read_back() -> None:
    text = json.dumps(HISTORY)
    for kind in ("csv", "xlsx", "json"):
        told = read((f"a.{kind}", written(kind, typed(HISTORY))))
        assert read_history(json.dumps(told["history"])) == read_history(text)
    pasted = read(("粘贴的内容.txt", written("tsv", typed(HISTORY))))
    assert pasted["history"]["records"][0]["start"] == "2025-03-05"
    ledger = read_ledger("a.csv", written("csv", typed(HISTORY)))
    assert one_history(ledger) == read_history(text)
    assert assessment_text(assess(read_history(text)))


@pytest.mark.parametrize("topic", ["#REF!", "'#N/A", "=1+1", "'-", "'’"])
def test_a_topic_that_looks_like_something_else_comes_back(topic: str) -> None:
    history = {**HISTORY, "records": [{"start": "2025-03-05", "hours": 4, "topic": topic}]}
    for kind in ("csv", "xlsx"):
        told = read((f"a.{kind}", written(kind, typed(history))))
        assert told["history"]["records"][0]["topic"] == topic


def test_what_was_typed_is_written_as_it_is_understood() -> None:
    third = "3.3333333333333335"
    history = {**HISTORY, "records": [{"start": "2025.3.5", "hours": third}]}
    assert f"2025-03-05,2025-03-05,,,,{third}," in written("csv", typed(history)).decode("utf-8")


def test_a_person_s_dates_are_written_and_read_back_as_they_are_understood() -> None:
    role = {"role": "secretary", "start": "2024年7月1日", "end": "2025.6.30"}
    person = {"roles": [role], "joined": "２０２０．７．１", "infirm": False, "military": False}
    history = {**HISTORY, "person": person, "as_of": "2026.6.30"}
    told = json.loads(written("json", typed(history)))
    plain = {"role": "secretary", "start": "2024-07-01", "end": "2025-06-30"}
    assert told["person"] == person | {"roles": [plain], "joined": "2020-07-01"}
    assert told["as_of"] == "2026-06-30"
    # The page writes a history as it was typed where there is no calculator to read it.
    read_back = read(("培训记录.json", json.dumps(history).encode()))
    assert (read_back["history"], read_back["person_told"]) == (told, True)
    refused = read(("培训记录.json", json.dumps({**history, "as_of": "6.30"}).encode()))
    assert [each["key"] for each in refused["problems"]] == ["as_of"]
    assert refused["files"][0]["refused"]


def test_the_lines_tell_which_columns_are_about_anyone_and_what_asks_for_a_look() -> None:
    row = "张三,一支部,2025.3.5,党课,,4,是,是"
    ordinary = f"{BRANCH.splitlines()[0]}\n{row},,\n{row},,\n李四,一支部,2025.3.5,党课,,9,是,是,,\n"
    read(("台账.csv", ordinary.encode()))
    opened = call("open_branch", as_of=None, today=TODAY, again=False)
    told = call("assess_people", people=2)
    titles = [opened["columns"][place]["rule"] for place in told["applying"]]
    assert titles == ["member-total", "theory-share"]
    for line in told["lines"]:
        for place, (verdict, _) in enumerate(line["findings"]):
            assert (verdict == opened["aside"]) == (place not in told["applying"])
    assert [line["remarks"] for line in told["lines"]] == [["duplicate"], ["long_day"]]
    assert opened["remarks"]["long_day"] == "一天超过8学时"
    assert set(opened["remarks"]) == {"unread", "undated", *NoticeCode}
    read(("台账.csv", BRANCH.encode()))
    call("open_branch", as_of=None, today=TODAY, again=False)
    assert call("assess_people", people=1)["applying"] == [0, 1, 2, 3, 4, 5, 6, 7]


def test_a_history_with_mistakes_is_not_written() -> None:
    history = {**HISTORY, "records": [{"start": "2025-03-05", "hours": "若干"}]}
    problems = call("open_export", kind="csv", history=typed(history))["problems"]
    assert [(problem["record"], problem["key"]) for problem in problems] == [(0, "hours")]


def test_a_file_of_the_page_is_read_record_by_record() -> None:
    good, wrong = {"start": "2025.3.5", "days": "半天"}, {"start": "2025-03-06", "hours": "若干"}
    told = read(("a.json", document(good, wrong, {"start": "2025-03-07", "hours": 4})))
    records = [(each["start"], each["days"], each["hours"]) for each in told["history"]["records"]]
    assert records == [("2025-03-05", 0.5, None), ("2025-03-07", None, 4)]
    assert told["places"] == [[0, 1], [0, 3]]
    assert [(each["record"], each["key"]) for each in told["problems"]] == [(1, "hours")]
    refused = read(("a.json", document(wrong)))
    assert refused["files"][0]["refused"]
    assert [(each["record"], each["key"]) for each in refused["problems"]] == [(0, "hours")]
    for head in ({"person": {"joined": "哪天"}}, {"as_of": 7}, {"odd": 1}, {"schema": 9}):
        text = json.dumps({"schema": 1, "person": {}, "records": [good], **head})
        assert read(("a.json", text.encode()))["files"][0]["refused"]


def test_a_branch_is_assessed_again_whatever_was_read_meanwhile() -> None:
    read(("台账.csv", BRANCH.encode()))
    lines, totals = assessed()
    read(("a.json", document()))
    assert assessed(again=True) == (lines, totals)
    assert assessed()[1]["people"] == 1


def test_a_branch_is_put_away_while_another_file_is_being_read() -> None:
    read(("台账.csv", BRANCH.encode()))
    assessed()
    call("open_files", names=["新的.csv"])
    assert call("forget") is None
    part = base64.b64encode(BRANCH.encode()).decode()
    assert call("give_piece", file=0, base64=part)["bytes"] == len(BRANCH.encode())
    assert call("open_branch", as_of=None, today=TODAY, again=True)["people"] == 0
    while not call("read_rows", rows=9)["finished"]:
        pass
    assert call("take_files")["people"] == 3


def test_forgetting_leaves_nothing() -> None:
    read(("台账.csv", BRANCH.encode()))
    assessed()
    assert call("forget") is None
    assert call("take_files")["files"] == []
    assert call("open_branch", as_of=None, today=TODAY, again=False)["people"] == 0
    assert call("assess_people", people=1)["finished"] is True


def test_what_was_being_written_of_a_branch_ends_with_it() -> None:
    read(("台账.csv", BRANCH.encode()))
    assessed()
    for kind in ("csv", "kept"):
        call("open_export", kind=kind, history=None)
        assert call("export_rows", rows=1)["finished"] is False
        call("forget")
        assert call("export_rows", rows=9) is None
    # Nor is what cannot be written taken for the one before it.
    call("open_export", kind="csv", history=typed(HISTORY))
    wrong = {**HISTORY, "records": [{"start": "哪天"}]}
    assert "problems" in call("open_export", kind="csv", history=typed(wrong))
    assert call("export_rows", rows=9) is None


def test_ones_own_records_are_written_while_the_branch_is_put_away() -> None:
    whole = written("csv", typed(HISTORY))
    call("open_export", kind="csv", history=typed(HISTORY))
    told = [call("export_rows", rows=1)]
    call("forget")
    told.append(call("export_rows", rows=9))
    assert told[-1]["finished"] is True
    assert b"".join(base64.b64decode(each["base64"]) for each in told) == whole
