"""An empty ledger to fill in: the columns the self-check knows, and what belongs into each."""

import io
from collections.abc import Iterator, Sequence

from calculator.ledger.columns import Column
from calculator.ledger.writing import ANSWERS, Value

_ANSWER = f"填{'、'.join(ANSWERS.values())}；空着就是不清楚。拿不准的，以党组织的认定为准。"
_AMOUNT = "天数和学时至少填一项。照培训证明或登记填，不要自己折算。"

NOTES: dict[Column, str] = {
    Column.NAME: "每一行都要填。",
    Column.BRANCH: "同名的人靠它区分；只有一个支部的可以空着。",
    Column.ROLES: (
        "填基层党组织书记、党员干部或党员；副书记、委员、小组长填党员。"
        "任期写在括号里：基层党组织书记（2026-07-01至今）。"
    ),
    Column.START: "每一行都要填，写成 2025-03-05；也可以写一段：2025.3.5-3.9。",
    Column.END: "只有一天的不用填。",
    Column.TOPIC: "培训的主题或班次名称。",
    Column.ORGANISER: "谁举办的。",
    Column.DAYS: _AMOUNT,
    Column.HOURS: _AMOUNT,
    Column.CONCENTRATED: _ANSWER,
    Column.THEORY: _ANSWER + f"只有一部分内容是的，填是，再填{Column.THEORY_HOURS}。",
    Column.THEORY_HOURS: "只有一部分内容是党的创新理论教育的，填这部分的学时；其余空着。",
    Column.OFF_JOB: _ANSWER,
    Column.COUNTY_LEVEL: _ANSWER,
    Column.DISTINCT: "日期、主题、天数、学时都和另一行一样、但确实是两次培训的，填是。",
}
"""What to fill in, by column, in the order of the template."""

_ONLY_OF_A_BRANCH = (Column.NAME, Column.BRANCH, Column.ROLES)
_ANSWERED = (Column.CONCENTRATED, Column.THEORY, Column.OFF_JOB, Column.COUNTY_LEVEL)
_DATES = (Column.START, Column.END)
_ROWS = 10_000
"""How far down the workbook offers the answers and shows dates as such."""


def columns(*, branch: bool) -> list[Column]:
    """The template's columns: those of one person's ledger, or of a `branch`'s."""
    return [column for column in NOTES if branch or column not in _ONLY_OF_A_BRANCH]


def rows(*, branch: bool) -> Iterator[Sequence[Value]]:
    """The template as a table: its heading alone."""
    yield [str(column) for column in columns(branch=branch)]


def xlsx_bytes(*, branch: bool) -> bytes:
    """The template as a workbook, the answers to choose from a list, a sheet of notes behind."""
    from openpyxl import Workbook  # Only who writes a workbook needs to have it.
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.create_sheet("培训台账", 0)
    notes = book.create_sheet("填写说明", 1)
    del book["Sheet"]
    choices = DataValidation(
        type="list", formula1=f'"{",".join(ANSWERS.values())}"', allow_blank=True
    )
    sheet.add_data_validation(choices)
    sheet.freeze_panes = "A2"
    for index, column in enumerate(columns(branch=branch), start=1):
        letter = get_column_letter(index)
        cell = sheet.cell(row=1, column=index, value=str(column))
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        wide = column in (Column.TOPIC, Column.ORGANISER, Column.ROLES)
        sheet.column_dimensions[letter].width = 30 if wide else 14
        if column in _DATES:
            sheet.column_dimensions[letter].number_format = "yyyy-mm-dd"
        if column in _ANSWERED:
            choices.add(f"{letter}2:{letter}{_ROWS}")
        notes.append([str(column), NOTES[column]])
        notes.cell(row=index, column=1).font = Font(bold=True)
        notes.cell(row=index, column=2).alignment = Alignment(wrap_text=True)
    notes.column_dimensions["A"].width = 24
    notes.column_dimensions["B"].width = 70
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
