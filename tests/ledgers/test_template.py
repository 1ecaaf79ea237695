"""The empty ledger: what it asks for is what is read, and spreadsheets offer the answers."""

import csv
import io
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from calculator import Answer, History
from calculator.command_line import main
from calculator.ledger import template
from calculator.ledger.columns import Column
from calculator.ledger.reading import one_history, read_ledger


def made(folder: Path, name: str, *flags: str) -> Path:
    path = folder / name
    assert main(["template", str(path), *flags]) == 0
    return path


@pytest.mark.parametrize("name", ["台账.csv", "台账.xlsx"])
@pytest.mark.parametrize("flags", [[], ["--branch"]])
def test_every_column_is_recognised(tmp_path: Path, name: str, flags: list[str]) -> None:
    path = made(tmp_path, name, *flags)
    ledger = read_ledger(path.name, path.read_bytes())
    assert [heading.column for heading in ledger.headings] == template.columns(branch=bool(flags))
    assert one_history(ledger) == History()


def test_a_branch_has_names_and_offices_beside_what_a_member_has() -> None:
    alone, branch = template.columns(branch=False), template.columns(branch=True)
    assert branch == [Column.NAME, Column.BRANCH, Column.ROLES, *alone]
    assert {Column.START, Column.DAYS, Column.HOURS, Column.CONCENTRATED} <= set(alone)


def test_the_csv_file_is_what_excel_opens(tmp_path: Path) -> None:
    data = made(tmp_path, "台账.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    [heading] = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert heading[0] == "开始日期"


def test_the_workbook_offers_answers_and_explains_each_column(tmp_path: Path) -> None:
    book = load_workbook(made(tmp_path, "台账.xlsx", "--branch"))
    sheet, notes = book.worksheets
    [choices] = sheet.data_validations.dataValidation
    assert choices.formula1 == '"是,否,不清楚"'
    headings = [cell.value for cell in sheet[1]]
    offered = {
        headings[column - 1]
        for area in choices.sqref.ranges
        for column in range(area.min_col, area.max_col + 1)
    }
    assert offered == {
        "是否集中学习",
        "是否党的创新理论教育",
        "是否脱产",
        "是否县级以上党委举办",
    }
    assert [name for name, _ in notes.iter_rows(values_only=True)] == headings


def test_a_filled_template_is_read_back(tmp_path: Path) -> None:
    path = made(tmp_path, "台账.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    row = {"开始日期": date(2025, 3, 5), "学时": 7.5, "是否集中学习": "是"}
    sheet.append([row.get(str(heading)) for heading in headings])
    book.save(path)
    [record] = one_history(read_ledger(path.name, path.read_bytes())).records
    assert (record.start, record.concentrated) == (date(2025, 3, 5), Answer.YES)
    assert record.hours == Fraction("7.5")


def test_a_kind_of_file_that_is_no_ledger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", str(tmp_path / "台账.pdf")]) == 2
    assert "只能写成 .csv 或 .xlsx 文件" in capsys.readouterr().err
