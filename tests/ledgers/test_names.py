"""Whose rows a ledger holds: names with white space, people with no sound row, rows of sums."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from calculator.command_line import main
from calculator.ledger import naming
from calculator.ledger.members import Identity
from calculator.ledger.reading import Ledger, read_ledger
from tests.ledgers.desk import assessed, call, read, written

HEADING = "姓名,支部,日期,主题,学时,是否集中学习,身份\n"


def ledger(text: str) -> Ledger:
    return read_ledger("台账.csv", text.encode())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张 三", "张三"),
        ("张　三", "张三"),
        (" 张\u00a0 三 ", "张三"),
        ("欧阳 修文", "欧阳修文"),
        ("张三 A", "张三A"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("John  Smith", "John Smith"),
        ("", ""),
    ],
)
def test_white_space_that_only_aligns_is_no_part_of_a_name(written: str, name: str) -> None:
    assert naming.plain(written) == name


def test_names_that_differ_by_white_space_are_one_person_and_it_is_told() -> None:
    text = HEADING + "".join(
        f"{name},{branch},2025-3-5,{name},4,是,\n"
        for name, branch in (
            ("张 三", "一支部"),
            ("张三", "一 支部"),
            ("张　三", "一支部"),
            ("李　四", "一支部"),
            # Another's, in another branch.
            ("李四", "二支部"),
        )
    )
    told = read(("台账.csv", text.encode()))
    assert told["files"][0]["remarks"] == ["“张 三”、“张　三”、“张三”只差空格，当作同一个人“张三”"]
    lines, _ = assessed()
    assert [(line["name"], line["branch"], line["records"]) for line in lines] == [
        ("张三", "一支部", 3),
        ("李四", "一支部", 1),
        ("李四", "二支部", 1),
    ]


LOST = f"""{HEADING}张三,一支部,2025-3-5,党课,4,是,
李四,一支部,2025-3-5,党课,若干,是,
李四,一支部,,党课,4,是,
张三,一支部,2025-3-6,党课,-4,是,
王五,一支部,2025-3-6,党课,4,是,书记（副）
"""


def test_who_has_no_sound_row_is_in_the_roster_all_the_same() -> None:
    told = read(("台账.csv", LOST.encode()))
    assert (told["people"], told["records"], told["problem_count"]) == (3, 1, 4)
    lines, totals = assessed()
    assert [(line["name"], line["records"], line["unread"]) for line in lines] == [
        ("张三", 1, 1),
        ("李四", 0, 2),
        ("王五", 0, 1),
    ]
    assert [line["remarks"] for line in lines] == [["unread"]] * 3
    assert totals["people"] == 3
    shown = call("show_person", person=1)
    assert [(wrong["row"], wrong["key"]) for wrong in shown["wrong"]] == [
        (3, "学时"),
        (4, "日期"),
    ]
    table = list(csv.reader(io.StringIO(written("csv").decode("utf-8-sig"))))
    assert [(row[1], row[2]) for row in table[1:4]] == [("张三", "1"), ("李四", "0"), ("王五", "0")]
    cells = dict(zip(table[0], table[2], strict=True))
    assert cells["没有读进来的行数"] == "2"
    assert cells["还要弄清的"].startswith("有 2 行没有读进来，没有算进去。")
    [_, nobody, _] = json.loads(written("json"))["people"]
    assert (nobody["unread"], nobody["problems"]) == (2, shown["wrong"])
    assert (nobody["name"], nobody["rows"]) == ("李四", [])


def test_the_order_is_the_ledgers_whoevers_rows_fail() -> None:
    read(("台账.csv", (HEADING + "李四,,,党课,4,是,\n张三,,2025-3-5,党课,4,是,\n").encode()))
    assert [line["name"] for line in assessed()[0]] == ["李四", "张三"]


def test_one_who_is_read_beside_one_who_is_not_are_two() -> None:
    text = HEADING + "张三,,2025-3-5,党课,4,是,\n李四,,,党课,4,是,\n"
    told = read(("台账.csv", text.encode()))
    assert (told["people"], told["history"]) == (2, None)
    # Where nothing of anyone was read there is nothing to look at.
    told = read(("台账.csv", (HEADING + "李四,,,党课,4,是,\n").encode()))
    assert (told["people"], told["history"], told["records"]) == (1, None, 0)


def test_of_many_files_those_that_name_nobody_are_named_for_their_files() -> None:
    alone = "日期,学时\n2025-3-5,若干\n".encode()
    read(("张 三.csv", alone), ("李四.csv", alone.replace("若干".encode(), b"4")))
    lines, _ = assessed()
    assert [(line["name"], line["records"], line["unread"]) for line in lines] == [
        ("张三", 0, 1),
        ("李四", 1, 0),
    ]


def test_a_row_that_does_not_tell_whose_it_is_is_nobodys() -> None:
    text = f"""{HEADING}张三,一支部,2025-3-5,党课,4,是,
张三,,2025-3-6,党课,若干,是,
,一支部,2025-3-6,党课,若干,是,
"""
    read_ = ledger(text)
    assert [problem.row for problem in read_.problems] == [3, 4, 4]
    assert list(read_.everyone) == [Identity(name="张三", branch="一支部")]


def test_a_branch_in_a_row_that_fails_makes_one_without_uncertain() -> None:
    text = f"{HEADING}张三,,2025-3-5,党课,4,是,\n张三,一支部,,党课,4,是,\n"
    read_ = ledger(text)
    assert [(problem.row, problem.key) for problem in read_.problems] == [(3, "日期"), (2, "支部")]
    assert list(read_.members) == []


def test_the_command_line_names_who_would_be_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "台账.csv"
    path.write_text(LOST, encoding="utf-8")
    assert main(["roster", str(path)]) == 2
    shown = capsys.readouterr()
    assert not shown.out
    lost = [line for line in shown.err.splitlines() if "都没有读入" in line]
    assert lost == [
        f"{path}：文件：“李四”（一支部）的 2 行都没有读入。",
        f"{path}：文件：“王五”（一支部）的 1 行都没有读入。",
    ]


@pytest.mark.parametrize(
    "row",
    [
        "合计,,,,44,,",
        "合 计：,,,,44,,",
        "合计,,2025-12-31,,44,,",
        "张三小计,,,,44,,",
        "张三 汇总,,,,44,,",
        ",一支部小计,,,44,,",
        ",,总计,,44,,",
        ",,,小计,44,,",
    ],
)
def test_a_row_of_sums_is_nobodys(row: str) -> None:
    text = f"{HEADING}张三,一支部,2025-3-5,党课,44,是,\n{row}\n李四,一支部,2025-3-5,党课,4,是,\n"
    read_ = ledger(text)
    assert not read_.problems
    assert [identity.name for identity in read_.everyone] == ["张三", "李四"]
    assert list(read_.sums) == [3]
    assert not read_.passed


@pytest.mark.parametrize(
    "row", ["审核人：,,,,,,制表人：李四", ",,制表人: 李四,,,,", "说明：学时由支部认定,,,,,,"]
)
def test_a_row_that_is_signed_or_explains_is_nobodys(row: str) -> None:
    read_ = read(("台账.csv", f"{HEADING}张三,一支部,2025-3-5,党课,4,是,\n{row}\n".encode()))
    assert (read_["people"], read_["problem_count"]) == (1, 0)
    assert read_["files"][0]["remarks"] == ["第 3 行是签字或说明，不是哪个人的，没有读"]


@pytest.mark.parametrize(
    "row", ["一组：张三,一支部,2025-3-5,党课,4,是,", ",,2025年3月5日8:00,党课,4,是,"]
)
def test_a_colon_in_a_row_with_a_day_is_no_note(row: str) -> None:
    assert not ledger(f"{HEADING}{row}\n").notes


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("张三,一支部,2025-3-5,小计,4,是,", ["张三"]),
        ("张三小计,一支部,2025-3-5,党课,4,是,", ["张三小计"]),
        ("张三,一支部,,合计,4,是,", ["张三"]),
        ("何计,一支部,2025-3-5,党课,4,是,", ["何计"]),
        # As merged cells leave a row in a CSV file.
        (",,,理论学习汇总,4,是,", []),
        ("4,,,合计,4,是,", ["4"]),
    ],
)
def test_what_is_no_row_of_sums(row: str, names: list[str]) -> None:
    read_ = ledger(f"{HEADING}{row}\n")
    assert not read_.sums
    assert [identity.name for identity in read_.everyone] == names


def test_a_row_of_sums_whose_word_spans_several_cells() -> None:
    book = Workbook()
    [sheet] = book.worksheets
    for row in (
        ["序号", "姓名", "日期", "学时"],
        [1, "张三", "2025-3-5", 4],
        ["合计", None, None, 4],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:C3")
    data = io.BytesIO()
    book.save(data)
    read_ = read_ledger("台账.xlsx", data.getvalue())
    assert (list(read_.sums), list(read_.problems)) == ([3], [])


def test_a_ledger_without_names_has_no_rows_of_sums() -> None:
    read_ = ledger("日期,主题,学时\n2025-3-5,党课,4\n合计,,4\n")
    assert [problem.row for problem in read_.problems] == [3]


def test_rows_of_sums_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "张三,一支部,2025-3-5,党课,4,是,\n合计,,,,4,,\n"
    text = HEADING + rows * 14
    told = read(("台账.csv", (HEADING + rows).encode()))
    assert told["files"][0]["remarks"] == ["第 3 行是合计，不是哪个人的，没有读"]
    assert told["people"] == 1
    told = read(("台账.csv", text.encode()))
    assert told["files"][0]["remarks"][0].endswith("、25 等 14 行是合计，不是哪个人的，没有读")
    path = tmp_path / "台账.csv"
    path.write_text(HEADING + rows, encoding="utf-8")
    assert main(["roster", str(path), "--as-of", "2026-06-30"]) == 0
    shown = capsys.readouterr()
    assert f"{path}：第 3 行是合计，不是哪个人的，没有读" in shown.err
    assert "共 1 人" in shown.out


def concentrated(*cells: str, heading: str = "集中学习培训") -> Ledger:
    rows = "".join(f"2025-3-{day},4,{cell}\n" for day, cell in enumerate(cells, start=1))
    return ledger(f"日期,学时,{heading}\n{rows}")


def test_a_doubtful_heading_is_what_its_cells_tell() -> None:
    read_ = concentrated("是", "否", "", "是")
    [member] = read_.members.values()
    assert [record.concentrated for record in member.records] == ["yes", "no", "unknown", "yes"]
    read_ = concentrated("4", "8", "是")
    assert read_.headings[-1].column is None
    assert not read_.problems
    # A slip is a slip here as elsewhere, and does not cost the others their answers.
    read_ = concentrated("是", "可能", "是")
    assert [(problem.row, problem.key) for problem in read_.problems] == [(3, "集中学习培训")]
    assert read_.members


def test_a_doubtful_heading_yields_to_a_certain_one() -> None:
    read_ = concentrated("8,是", heading="集中学习培训,是否集中学习")
    assert [heading.column for heading in read_.headings[2:]] == [None, "是否集中学习"]
    [member] = read_.members.values()
    assert member.records[0].start == date(2025, 3, 1)
    assert member.records[0].concentrated == "yes"


def test_what_a_doubtful_heading_was_taken_for_is_told() -> None:
    for cell, taken in (("是", "当作是否集中学习，因为填的是“是”“否”"), ("8", "没有用到")):
        told = read(("a.csv", f"日期,学时,集中学习培训\n2025-3-1,4,{cell}\n".encode()))
        assert told["files"][0]["columns"][-1]["taken"] == taken
