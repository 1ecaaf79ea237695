"""Whole ledgers: what is read from CSV and XLSX files, what is refused, and the way back."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from openpyxl import Workbook

from calculator import Answer, History, InputError, RoleName
from calculator.ledger.columns import VARIANTS, Column
from calculator.ledger.members import Identity
from calculator.ledger.reading import Ledger, one_history, read_ledger
from calculator.ledger.row_reader import MOST_PROBLEMS
from calculator.ledger.writing import csv_bytes, rows, xlsx_bytes
from tests.properties.histories import HISTORIES

HEADING = ["开始日期", "主题", "学时", "是否集中学习"]
ROW = ["2024-03-05", "党课", "4", "是"]


def as_csv(*lines: list[str], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return text.getvalue().encode(encoding)


def as_xlsx(*lines: list[Any], **sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book["Sheet"])
    for title, content in {**sheets, "台账": list(lines)}.items():
        sheet = book.create_sheet(title)
        for line in content:
            sheet.append(line)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def places(ledger: Ledger) -> list[tuple[int | None, str | None]]:
    return [(problem.row, problem.key) for problem in ledger.problems]


def refused(name: str, data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        one_history(read_ledger(name, data))
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    data = as_csv(HEADING, ROW, encoding=encoding, delimiter=delimiter)
    [record] = one_history(read_ledger("台账.csv", data)).records
    assert (record.start, record.topic) == (date(2024, 3, 5), "党课")
    assert record.hours == 4
    assert record.concentrated is Answer.YES


def test_typed_cells_of_a_workbook() -> None:
    data = as_xlsx(HEADING, [datetime(2024, 3, 5), "党课", 4, "是"], [45356, None, 0.5, None])
    one, other = one_history(read_ledger("台账.xlsx", data)).records
    assert one.start == date(2024, 3, 5)
    assert one.hours == 4
    assert (other.start, other.topic, other.concentrated) == (
        date(2024, 3, 5),
        "",
        Answer.UNKNOWN,
    )


def test_titles_may_stand_above_the_heading_and_empty_rows_between() -> None:
    data = as_csv(["某某支部台账"], [], HEADING, ROW, ["", "", "", ""], ["坏", "", "4", ""])
    ledger = read_ledger("台账.csv", data)
    assert places(ledger) == [(6, "开始日期")]
    [member] = ledger.members.values()
    assert list(member.rows) == [4]


@pytest.mark.parametrize("column", Column)
def test_columns_by_all_their_names(column: Column) -> None:
    for name in (column.value, *VARIANTS[column], f" {column.value}（必填） "):
        others = [each for each in ("开始日期", "学时") if each != column.value]
        ledger = read_ledger("a.csv", as_csv([*others, name] if others else [name, "天数"]))
        taken = {heading.text: heading.column for heading in ledger.headings}
        assert list(taken.values()).count(column) == 1, name


def test_the_report_on_columns_names_what_was_passed_over() -> None:
    data = as_csv([*HEADING, "讲师", "身份证号", "手机号"], [*ROW, "某", "110101", "139"])
    ledger = read_ledger("a.csv", data)
    aside = [each for each in ledger.headings if each.column is None]
    assert [(each.letter, each.text, each.private) for each in aside] == [
        ("E", "讲师", False),
        ("F", "身份证号", True),
        ("G", "手机号", True),
    ]
    assert "110101" not in repr(ledger)
    assert "139" not in repr(ledger)


def test_two_columns_that_claim_to_be_the_same() -> None:
    assert "都像是“学时”" in refused("a.csv", as_csv([*HEADING, "学时数"], [*ROW, "4"]))


def test_a_unit_in_the_cell_wins_over_the_columns() -> None:
    data = as_csv([*HEADING, "天数"], ["2024-03-05", "", "1天", "", ""])
    [record] = one_history(read_ledger("a.csv", data)).records
    assert record.days == 1
    assert record.hours is None


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"开始日期": "3.5"}, "开始日期"),
        ({"开始日期": ""}, "开始日期"),
        ({"学时": "若干"}, "学时"),
        ({"学时": "-4"}, "学时"),
        ({"学时": ""}, "学时"),
        ({"学时": "1天", "天数": "2"}, "学时"),
        ({"是否集中学习": "可能"}, "是否集中学习"),
        ({"理论学时": "5"}, "理论学时"),
        ({"理论学时": "半天"}, "理论学时"),
        ({"理论学时": "2", "是否党的创新理论教育": "否"}, "理论学时"),
        ({"身份": "主任"}, "身份"),
        ({"入党日期": "3.5"}, "入党日期"),
        ({"不是重复": "不清楚"}, "不是重复"),
        ({"主题": "长" * 32_768}, "主题"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_there(changes: dict[str, str], key: str) -> None:
    good = dict(zip(HEADING, ROW, strict=True))
    heading = list(good | changes)
    lines = [heading, [good.get(name, "") for name in heading]]
    lines.append([(good | changes).get(name, "") for name in heading])
    ledger = read_ledger("a.csv", as_csv(*lines))
    assert places(ledger) == [(3, key)]
    assert sum(len(member.records) for member in ledger.members.values()) == 1
    with pytest.raises(InputError):
        one_history(ledger)


@pytest.mark.parametrize(
    ("stated", "theory", "theory_hours"),
    [
        ({"理论学时": "2"}, Answer.YES, 2),
        ({"理论学时": "0"}, Answer.NO, None),
        ({"理论学时": "2", "是否党的创新理论教育": "是"}, Answer.YES, 2),
        ({"是否党的创新理论教育": "是"}, Answer.YES, None),
        ({}, Answer.UNKNOWN, None),
    ],
)
def test_theory(stated: dict[str, str], theory: Answer, theory_hours: int | None) -> None:
    [record] = one_history(
        read_ledger("a.csv", as_csv([*HEADING, *stated], [*ROW, *stated.values()]))
    ).records
    assert (record.theory, record.theory_hours) == (theory, theory_hours)


def test_people_of_a_branch() -> None:
    lines = [
        [*ROW, "张三", "一支部", "书记"],
        [*ROW, "李四", "一支部", ""],
        [*ROW, "张三", "二支部", ""],
    ]
    ledger = read_ledger("a.csv", as_csv([*HEADING, "姓名", "支部名称", "身份"], *lines))
    assert list(ledger.members) == [
        Identity(name="张三", branch="一支部"),
        Identity(name="李四", branch="一支部"),
        Identity(name="张三", branch="二支部"),
    ]
    [role] = ledger.members[Identity(name="张三", branch="一支部")].history.person.roles
    assert role.role is RoleName.SECRETARY
    with pytest.raises(InputError, match="3 个人"):
        one_history(ledger)


def test_a_name_with_a_branch_here_and_none_there() -> None:
    lines = [[*ROW, "张三", "一支部"], [*ROW, "李四", ""], [*ROW, "张三", ""]]
    ledger = read_ledger("a.csv", as_csv([*HEADING, "姓名", "支部"], *lines))
    assert places(ledger) == [(4, "支部")]
    assert list(ledger.members) == [
        Identity(name="张三", branch="一支部"),
        Identity(name="李四", branch=""),
    ]


def test_mistakes_in_every_row_of_a_long_ledger() -> None:
    rows_ = [["2024-03-05", "党课", "若干", "是"]] * (MOST_PROBLEMS + 5)
    ledger = read_ledger("a.csv", as_csv(HEADING, *rows_))
    assert (len(ledger.problems), ledger.capped) == (MOST_PROBLEMS, True)
    with pytest.raises(InputError, match=f"只列出了前 {MOST_PROBLEMS} 处"):
        one_history(ledger)
    ledger = read_ledger("a.csv", as_csv(HEADING, *rows_[:MOST_PROBLEMS]))
    assert (len(ledger.problems), ledger.capped) == (MOST_PROBLEMS, False)


def test_rows_of_one_person_that_disagree_about_the_person() -> None:
    heading = [*HEADING, "姓名", "身份"]
    ledger = read_ledger("a.csv", as_csv(heading, [*ROW, "张三", "书记"], [*ROW, "张三", "党员"]))
    assert places(ledger) == [(3, "身份")]


def test_a_row_without_a_name_in_a_ledger_with_names() -> None:
    assert places(read_ledger("a.csv", as_csv([*HEADING, "姓名"], [*ROW, ""]))) == [(2, "姓名")]


def test_a_formula_without_its_result() -> None:
    ledger = read_ledger("a.xlsx", as_xlsx(HEADING, [date(2024, 3, 5), "党课", "=2*4", "是"]))
    assert places(ledger) == [(2, "学时")]
    assert "公式" in str(ledger.problems[0])


def test_merged_cells_leave_rows_without_a_date() -> None:
    ledger = read_ledger("a.xlsx", as_xlsx(HEADING, [date(2024, 3, 5), "a", 4], [None, "b", 4]))
    assert places(ledger) == [(3, "开始日期")]
    assert "合并" in str(ledger.problems[0])


def test_the_first_sheet_with_a_heading_is_read_and_the_others_are_named() -> None:
    data = as_xlsx(HEADING, [date(2024, 3, 5), "党课", 4, "是"], 说明=[["填写说明"]])
    ledger = read_ledger("a.xlsx", data)
    assert (ledger.sheet, ledger.other_sheets) == ("台账", ("说明",))


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 50_000_000)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b""),
        ("a.csv", b"\xff\xfe" + "日期,学时".encode("utf-16-le")),
        ("a.csv", b"\x00\x01\x02"),
        ("a.csv", "日期,学时\n2024-3-5,\0".encode()),
        # In a field whose closing quote comes later.
        ("a.csv", '日期,学时\n"2024-3-5,\0",4\n'.encode()),
        ("a.csv", "主题,讲师\n党课,某".encode()),
        ("a.csv", '日期,学时\n"2024-3-5,4\n'.encode()),
        ("a.csv", "日期,学时\n".encode() + b"2024-3-5,\x81\xff\n"),
        ("a.csv", "日期,学时\n2024-3-5,".encode() + b"8" * 200_000),
        ("a.xlsx", b""),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.xlsx", as_xlsx(HEADING)[:900]),
        ("a.xlsx", as_xlsx(["主题"])),
        ("a.xlsx", bomb()),
        ("a.xlsx", as_csv(HEADING, ROW)),
        ("a.xls", b"\xd0\xcf\x11\xe0"),
        ("a.docx", b"PK"),
        ("台账", b""),
    ],
)
def test_files_that_cannot_be_read(name: str, data: bytes) -> None:
    assert refused(name, data)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12).map(str.strip)


@settings(max_examples=150, deadline=None)
@given(HISTORIES, st.lists(TEXTS, min_size=6, max_size=6))
def test_what_is_written_is_read_back_the_same(history: History, topics: list[str]) -> None:
    named = replace(
        history,
        records=tuple(
            replace(record, topic=topic, organiser=topic[::-1].strip())
            for record, topic in zip(history.records, topics, strict=False)
        ),
    )
    assert one_history(read_ledger("a.csv", csv_bytes(rows(named)))) == named
    assert one_history(read_ledger("a.xlsx", xlsx_bytes(rows(named)))) == named


def test_a_csv_file_that_excel_and_wps_open() -> None:
    data = csv_bytes(rows(one_history(read_ledger("a.csv", as_csv(HEADING, ROW)))))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_days_that_a_workbook_has_no_number_for() -> None:
    history = one_history(read_ledger("a.csv", as_csv(HEADING, ["1899-12-31", "a", "4", ""])))
    assert one_history(read_ledger("a.xlsx", xlsx_bytes(rows(history)))) == history


@pytest.mark.parametrize("topic", ["=1+1", "+8", "-8", "@SUM(A1)"])
def test_no_text_becomes_a_formula(topic: str) -> None:
    history = one_history(read_ledger("a.csv", as_csv(HEADING, ["2024-03-05", topic, "4", ""])))
    assert f",'{topic}," in csv_bytes(rows(history)).decode("utf-8-sig")
    assert one_history(read_ledger("a.csv", csv_bytes(rows(history)))) == history
