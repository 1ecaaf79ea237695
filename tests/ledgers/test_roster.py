"""Rosters: a line a person, the same verdicts as for each alone, and totals without a ranking."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from referencing import Registry, Resource

from calculator import assess, assessment_text
from calculator.command_line import main
from calculator.ledger.reading import read_ledger
from calculator.roster import NOTES

SCHEMAS = Path(__file__).parents[2] / "docs" / "calculator"
LEDGER = """姓名,支部,日期,学时,是否集中学习,是否理论,身份
张三,一支部,2024.3.5-3.9,40,是,是,书记
李四,一支部,2024.3.5,160,是,,
=王五,二支部,2025.3.5,8,,,
张三,一支部,2025.3.5,8,是,否,
"""
AS_OF = date(2026, 11, 23)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_text(LEDGER, encoding="gb18030")
    return path


def roster(ledger: Path, kind: str) -> bytes:
    target = ledger.with_name(f"roster.{kind}")
    flags = ["--as-of", str(AS_OF), "--format", kind, "--output", str(target)]
    assert main(["roster", str(ledger), *flags]) == 0
    return target.read_bytes()


def test_everyone_is_assessed_as_if_alone(ledger: Path) -> None:
    told = json.loads(roster(ledger, "json"))
    members = read_ledger(ledger.name, ledger.read_bytes()).members
    assert [(each["branch"], each["name"]) for each in told["people"]] == [
        ("一支部", "张三"),
        ("一支部", "李四"),
        ("二支部", "=王五"),
    ]
    for person, member in zip(told["people"], members.values(), strict=True):
        alone = json.loads(assessment_text(assess(member.history, as_of=AS_OF)))
        for key in ("as_of", "overall", "findings", "notices"):
            assert person[key] == alone[key]
    assert told["people"][0]["rows"] == [2, 5]


def test_totals_count_people(ledger: Path) -> None:
    totals = json.loads(roster(ledger, "json"))["totals"]
    assert totals["people"] == 3
    assert sum(totals["overall"].values()) == 3
    assert all(sum(each["verdicts"].values()) == 3 for each in totals["findings"])
    by_rule = {(each["rule"], each["year"]): each["verdicts"] for each in totals["findings"]}
    assert by_rule["member-total", None] == {"met": 1, "not_yet": 2}
    assert by_rule["secretary-annual", 2025] == {"below_general": 1, "not_applicable": 2}


def test_the_document_follows_its_schema(ledger: Path) -> None:
    schemas: dict[str, Any] = {
        f"{name}.schema.json": json.loads(
            (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
        )
        for name in ("assessment", "roster")
    }
    resources = [(name, Resource.from_contents(schema)) for name, schema in schemas.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    validator = Draft202012Validator(schemas["roster.schema.json"], registry=registry)
    validator.validate(json.loads(roster(ledger, "json")))


def test_the_table_says_the_same_as_the_document(ledger: Path) -> None:
    document = json.loads(roster(ledger, "json"))
    lines = list(csv.reader(io.StringIO(roster(ledger, "csv").decode("utf-8-sig"))))
    heading, people = lines[0], lines[1:4]
    for person, line in zip(document["people"], people, strict=True):
        cells = dict(zip(heading, line, strict=True))
        assert cells["姓名"].removeprefix("'") == person["name"]
        assert cells["总体"] == person["overall"]["label"]
        total = person["findings"][0]
        assert cells["党员五年集中学习培训"] == total["label"]
        assert str(total["hours"]["low"]) in cells["党员五年集中学习培训：学时"]
    assert people[2][1] == "'=王五"
    book = load_workbook(io.BytesIO(roster(ledger, "xlsx")))
    [first, *_] = book.worksheets
    assert [*(cell.value for cell in first[1]), "说明"] == heading


def test_a_figure_that_is_not_there_is_no_zero(ledger: Path) -> None:
    ledger.write_text(
        "姓名,日期,学时,是否集中学习\n张三,2025-03-05,8,是\n李四,,,\n", encoding="utf-8"
    )
    heading, hours_only, nothing = list(
        csv.reader(io.StringIO(roster(ledger, "csv").decode("utf-8-sig")))
    )[:3]
    shown = [dict(zip(heading, line, strict=True)) for line in (hours_only, nothing)]
    total = "党员五年集中学习培训"
    assert [(line[f"{total}：学时"], line[f"{total}：天数"]) for line in shown] == [
        ("8", "没有填写"),
        ("还没有可计入的", "还没有可计入的"),
    ]
    told = roster(ledger, "text").decode()
    assert "尚未达到（8 学时）" in told
    assert "0 天" not in told
    assert "0 学时" not in told


def test_the_text_names_everyone_in_the_ledgers_order(ledger: Path) -> None:
    told = roster(ledger, "text").decode()
    assert told.index("张三") < told.index("李四") < told.index("王五") < told.index("共 3 人")
    assert "排名" not in told


def test_a_ledger_of_nobody_has_no_counts_and_no_day(ledger: Path) -> None:
    ledger.write_text("姓名,日期,学时\n", encoding="utf-8")
    told = roster(ledger, "text").decode()
    assert told.endswith("共 0 人\n")
    notes = {
        str(name): text
        for name, text, *_ in load_workbook(io.BytesIO(roster(ledger, "xlsx")))[NOTES].values
    }
    assert notes["人数"] == "0 人"
    assert not {"截至日期", "总体：人数"} & notes.keys()


def test_what_is_taken_for_granted_of_an_office_is_told_once(ledger: Path) -> None:
    lines = list(csv.DictReader(io.StringIO(roster(ledger, "csv").decode("utf-8-sig"))))
    told = (
        "基层党组织书记没有写任职的起止日期，"
        "按规划期开始以前任职、现在仍在任算；不是的，请补上日期。"
    )
    assert lines[0]["还要弄清的"].count("任职的起止日期") == 1
    assert told in lines[0]["还要弄清的"]
    assert "任职的起止日期" not in lines[1]["还要弄清的"]
    assert told in roster(ledger, "text").decode()


def test_a_bad_row_stops_the_roster(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger.write_text(LEDGER.replace("160", "若干"), encoding="utf-8")
    assert main(["roster", str(ledger)]) == 2
    shown = capsys.readouterr()
    assert "第3行“学时”" in shown.err
    assert not shown.out


def test_output_that_cannot_be_written(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roster", str(ledger), "--output", str(ledger / "roster.csv")]) == 2
    assert "写不进去" in capsys.readouterr().err
