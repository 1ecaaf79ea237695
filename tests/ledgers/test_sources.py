"""A roster's file says by itself what it is, and what of the ledger is not in it."""

import csv
import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from calculator import desk, sources
from calculator.command_line import main
from calculator.report import DISCLAIMER
from tests.ledgers.desk import TODAY, assessed, call, document, read, written

HEADING = "姓名,支部,日期,主题,学时,是否集中学习\n"
GOOD = f"{HEADING}张三,一支部,2025-3-5,党课,8,是\n李四,一支部,2025-3-5,党课,4,是\n合计,,,,12,\n"
PARTLY = f"""{HEADING}张三,一支部,2025-3-5,党课,8,是
张三,一支部,2025-3-6,党课,若干,是
李四,一支部,2025-2-30,党课,-4,是
,一支部,2025-3-7,党课,8,是
王五,一支部,2025-3-5,党课,8,是
"""


def rows(kind: str = "csv") -> list[dict[str, str]]:
    delimiter = "," if kind == "csv" else "\t"
    # The totals stand below an empty line.
    text, _, _ = written(kind).decode("utf-8-sig").partition("\r\n\r\n")
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def notes(data: bytes | None = None) -> list[tuple[str, str]]:
    sheet = load_workbook(io.BytesIO(data or written("xlsx")))["说明"]
    return [(str(name or ""), str(told)) for name, told in sheet.iter_rows(values_only=True)]


def test_everyones_row_says_what_of_theirs_is_not_in_it() -> None:
    read(("台账.csv", PARTLY.encode()))
    assessed()
    for kind in ("csv", "tsv"):
        told = rows(kind)
        assert [(row["姓名"], row["记录数"], row["没有读进来的行数"]) for row in told] == [
            ("张三", "1", "1"),
            ("李四", "0", "1"),
            ("王五", "1", "0"),
        ]
        assert told[0]["没有读进来的行"].startswith("第 3 行“学时”：")
        assert "第 4 行“日期”：" in told[1]["没有读进来的行"]
        assert "第 4 行“学时”：" in told[1]["没有读进来的行"]
        assert told[2]["没有读进来的行"] == ""
        warning = "另有 1 处没有读进来，不能确定是谁的，可能有这个人的：第 5 行。"
        assert {row["说明"] for row in told} == {DISCLAIMER + warning}
        assert {row["截至日期"] for row in told} == {TODAY}
    first, second = load_workbook(io.BytesIO(written("xlsx"))).worksheets
    heading, *people = first.iter_rows(values_only=True)
    column = heading.index("没有读进来的行")
    assert [row[column] or "" for row in people] == [row["没有读进来的行"] for row in rows()]
    told_of = notes()
    assert told_of[0] == ("支部自查", DISCLAIMER)
    assert ("截至日期", TODAY) in told_of
    assert ("读的台账", "台账.csv") in told_of
    [(at, (_, count))] = [
        (at, each) for at, each in enumerate(told_of) if each[0].startswith("没有读进来，")
    ]
    assert count.startswith("1 处，没有算进去。")
    assert told_of[at + 1][1].startswith("第 5 行“姓名”：")
    [overall] = [told for name, told in told_of if name == "总体：人数"]
    assert sorted(overall.split("，")) == sorted(
        f"{label} {count}" for label, count in Counter(row["总体"] for row in rows()).items()
    )
    assert second.title == "说明"


def test_the_document_says_it_too() -> None:
    told_of_reading = read(("台账.csv", PARTLY.encode()))
    assessed()
    told = json.loads(written("json"))
    assert told["disclaimer"] == DISCLAIMER
    assert [file["name"] for file in told["files"]] == ["台账.csv"]
    of_people = [problem for person in told["people"] for problem in person["problems"]]
    everything = [*of_people, *told["problems"]]
    assert sorted(everything, key=lambda each: (each["row"], each["key"])) == sorted(
        told_of_reading["problems"], key=lambda each: (each["row"], each["key"])
    )
    assert (len(told["problems"]), told["problem_count"]) == (1, 1)


def workbook() -> bytes:
    book = Workbook()
    for title in ("2025年", "2024年"):
        sheet = book.create_sheet(title)
        sheet.append(["姓名", "日期", "学时"])
        for row in (["张三", f"{title[:4]}-03-05", 4], ["李 四", "哪天", 4], ["李四", None, None]):
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_of_many_files_each_mistake_names_its_own() -> None:
    other = f"{HEADING}张三,,2025-3-5,党课,若干,是\n".encode()
    record = {"start": "2025-03-06", "hours": "若干"}
    own = document({"start": "2025-03-05", "hours": 4}, record)
    read(("台账.xlsx", workbook()), ("=1.csv", other), ("坏的.json", b"{"), ("李四.json", own))
    assessed()
    told = rows()
    assert told[0]["没有读进来的行"].startswith("“=1.csv”第 2 行“学时”：")
    second = told[1]["没有读进来的行"]
    assert second.startswith("“台账.xlsx”工作表“2025年”第 3 行“日期”：")
    assert "“李四.json”第 2 条“hours”：" in second
    assert "可能有这个人的：“坏的.json”整个文件。" in told[0]["说明"]
    assert "只读了工作表“2025年”，没有读“Sheet”“2024年”。" in told[0]["说明"]
    told_of = notes()
    assert [told for name, told in told_of if name == "读的台账"] == [
        "台账.xlsx",
        "'=1.csv",
        "坏的.json（没有读进来）",
        "李四.json",
    ]
    asides = [told for name, told in told_of if name == "读的时候"]
    assert asides[0].startswith("“台账.xlsx”：只读了工作表“2025年”")
    assert "“李 四”、“李四”只差空格，当作同一个人“李四”。" in asides[1]


def test_no_cell_holds_more_than_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_MOST_TOLD", 2)
    monkeypatch.setattr(sources, "_MOST_PLACES", 2)
    wrong = "张三,,,党课,8,是\n" * 3 + ",,2025-3-5,党课,8,是\n" * 3
    read(("台账.csv", (HEADING + wrong).encode()))
    assessed()
    [person] = rows()
    assert person["没有读进来的行"].count("“日期”") == 2
    assert person["没有读进来的行"].endswith(" 共 3 处。")
    assert person["说明"].endswith("可能有这个人的：第 5 行、第 6 行等。")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only four mistakes of a ledger are listed."""
    monkeypatch.setattr("calculator.ledger.row_reader.MOST_PROBLEMS", 4)
    monkeypatch.setattr("calculator.ledger.reading.MOST_PROBLEMS", 4)


BAD = {name: f"{name},,,党课,8,是\n" for name in ("张三", "李四", "王五", "")}


@pytest.mark.usefixtures("few")
def test_rows_whose_mistakes_are_too_many_to_list_are_counted() -> None:
    text = HEADING + BAD["张三"] * 2 + BAD["李四"] * 5 + BAD["王五"]
    told = read(("台账.csv", text.encode()))
    assert (told["problem_count"], told["capped"]) == (4, True)
    assessed()
    first, second, third = [row["没有读进来的行"] for row in rows()]
    assert "没有一一列出" not in first
    assert second.startswith("第 4 行“日期”：")
    assert second.endswith("。 错误太多，其余 3 行没有一一列出。")
    assert third == "错误太多，1 行没有一一列出。"
    assert rows()[0]["说明"].endswith("错误太多，没有一一列出，里面可能还有这个人的。")
    assert ("没有一一列出", "错误太多，只列出了前面的。") in notes()
    document = json.loads(written("json"))
    assert (document["problem_count"], document["capped"]) == (0, True)
    people = [(each["unread"], each["unlisted"]) for each in document["people"]]
    assert people == [(2, 0), (5, 3), (1, 1)]
    shown = call("show_person", person=1)
    assert (shown["unread"], shown["unlisted"], len(shown["wrong"])) == (5, 3, 2)
    # And so it is where it was kept.
    table, kept = written("csv"), written("kept")
    assert read(("支部台账", kept), kept=True) == told
    assessed()
    assert written("csv") == table


@pytest.mark.usefixtures("few")
def test_how_many_are_wrong_is_the_least_where_there_are_too_many() -> None:
    read(("台账.csv", (HEADING + BAD["张三"] * 3 + BAD[""] * 9).encode()))
    assessed()
    [row] = rows()
    warning = "另有至少 1 处没有读进来，不能确定是谁的，可能有这个人的：第 5 行等。"
    assert row["说明"] == DISCLAIMER + warning
    [told] = [told for name, told in notes() if name == "没有读进来，不能确定是谁的"]
    assert told.startswith("至少 1 处，没有算进去。")


@pytest.mark.usefixtures("few")
def test_all_mistakes_are_listed_as_long_as_they_are_not_too_many() -> None:
    told = read(("台账.csv", (HEADING + BAD["张三"] * 4).encode()))
    assert (told["problem_count"], told["capped"]) == (4, False)
    assessed()
    [row] = rows()
    assert "错误太多" not in row["没有读进来的行"]
    assert row["说明"] == DISCLAIMER


@pytest.mark.usefixtures("few")
def test_mistakes_that_are_listed_but_not_told_are_the_least_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "_MOST_TOLD", 2)
    read(("台账.csv", (HEADING + BAD["张三"] * 6).encode()))
    assessed()
    [row] = rows()
    assert row["没有读进来的行"].endswith(" 至少 4 处。 错误太多，其余 2 行没有一一列出。")


def test_mistakes_beyond_those_told_name_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "MOST_TOLD", 1)
    read(("台账.csv", (HEADING + BAD["张三"] + ",,2025-3-5,党课,8,是\n" * 2).encode()))
    assessed()
    [row] = rows()
    assert row["说明"].endswith("另有 2 处没有读进来，不能确定是谁的，可能有这个人的。")


@pytest.mark.parametrize(
    ("names", "unit"),
    [
        (("张三.csv", "李四.csv"), "行"),
        (("张三.json", "李四.json"), "条"),
        (("张三.csv", "李四.json"), "条"),
    ],
)
def test_what_is_counted_is_rows_where_all_files_have_them(
    names: tuple[str, str], unit: str
) -> None:
    bad = {
        "csv": "日期,学时\n2025-3-5,若干\n2025-3-6,4\n".encode(),
        "json": document(
            {"start": "2025-03-05", "hours": "若干"}, {"start": "2025-03-06", "hours": 4}
        ),
    }
    read(*((name, bad[name.partition(".")[2]]) for name in names))
    assessed()
    assert [row["没有读进来的行数"] for row in rows()] == ["1", "1"]
    for row in rows():
        assert row["还要弄清的"].startswith(f"有 1 {unit}没有读进来，没有算进去。")
    [told] = [told for name, told in notes() if name == "没有读进来的行数"]
    assert told.endswith(".json 文件里的一条也算一行。") == (unit == "条")


def test_days_that_differ_stand_with_each_person() -> None:
    text = HEADING.replace("支部", "截至日期") + "张三,2025-12-31,2025-3-5,党课,8,是\n"
    read(("台账.csv", (text + "李四,,2025-3-5,党课,8,是\n").encode()))
    assessed(as_of=None)
    assert [row["截至日期"] for row in rows()] == ["2025-12-31", TODAY]
    [told] = [told for name, told in notes() if name == "截至日期"]
    assert told == "各人不同，见“支部自查”里“截至日期”一栏。"


def members(data: bytes) -> dict[str, bytes]:
    """What is in a workbook, but when it was written."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name != "docProps/core.xml"]
        return {name: archive.read(name) for name in names}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_the_page_and_the_command_line_write_the_same(kind: str, tmp_path: Path) -> None:
    path, target = tmp_path / "台账.csv", tmp_path / f"支部自查.{kind}"
    path.write_text(GOOD, encoding="utf-8")
    flags = ["--as-of", TODAY, "--format", kind, "--output", str(target)]
    assert main(["roster", str(path), *flags]) == 0
    read(("台账.csv", GOOD.encode()))
    assessed()
    of_page, of_command_line = written(kind), target.read_bytes()
    if kind == "xlsx":
        assert members(of_page) == members(of_command_line)
        assert notes(of_page) == notes(of_command_line)
    else:
        assert of_page == of_command_line


def test_the_text_says_what_it_is(tmp_path: Path) -> None:
    path, target = tmp_path / "台账.csv", tmp_path / "支部自查.txt"
    path.write_text(GOOD, encoding="utf-8")
    assert main(["roster", str(path), "--as-of", TODAY, "--output", str(target)]) == 0
    _, disclaimer, aside, *_ = target.read_text(encoding="utf-8").splitlines()
    assert disclaimer == DISCLAIMER
    assert aside == "第 4 行是合计，不是哪个人的，没有读。"
