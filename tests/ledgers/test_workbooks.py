"""Workbooks that look odd and are sound: what is harmless there is read, and as it stands."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from calculator import Answer, InputError, Record
from calculator.ledger import workbook
from calculator.ledger.reading import one_history, read_ledger
from calculator.ledger.tables import read
from tests.broken.making import (
    DATE_STYLES,
    OF_WORKBOOK,
    SHARED,
    SHEET,
    SOUND,
    STYLESHEET,
    WORKBOOK,
    book,
    in_csv,
    inline,
    row,
    sheet,
)

HEADING = {name: name for name in SOUND}


def records(data: bytes, name: str = "a.xlsx") -> tuple[Record, ...]:
    return one_history(read_ledger(name, data)).records


def third(xml: Mapping[str, str], **parts: str) -> Record:
    """The record of a row in which some cells are other XML."""
    return records(book({SHEET: sheet(row(3, SOUND, xml)), **parts}))[1]


def number(value: str, style: str = "") -> str:
    return f'<c r="{{place}}" s="{DATE_STYLES.get(style, 0)}"><v>{value}</v></c>'


@pytest.mark.parametrize(
    ("xml", "start"),
    [
        (number("45721", "2024-3-5"), "2025-03-05"),
        (number("45721.75", "2024-3-5"), "2025-03-05"),
        (number("4.5721E4", "2024-3-5"), "2025-03-05"),
        (number("45721", "31"), "2025-03-05"),
        (number("45721"), "2025-03-05"),
        (number("20250305"), "2025-03-05"),
        (number("61", "2024-3-5"), "1900-03-01"),
        ('<c r="{place}" t="d"><v>2025-03-05T00:00:00</v></c>', "2025-03-05"),
        ('<c r="{place}" t="str"><f>TEXT(A1)</f><v>2025-03-05</v></c>', "2025-03-05"),
        (inline("{place}", "2025.3.5-3.6"), None),
        ("<c><v>45721</v></c>", "2025-03-05"),
        (
            '<c r="{place}" t="inlineStr"><is><r><t>2025</t></r><r><t>-3-5</t></r>'
            "<rPh><t>さん</t></rPh></is></c>",
            "2025-03-05",
        ),
        ('<c r="{place}" t="inlineStr"><is><t><![CDATA[2025-3-5]]></t></is></c>', "2025-03-05"),
    ],
)
def test_dates(xml: str, start: str | None) -> None:
    if start is None:
        with pytest.raises(InputError):
            third({"开始日期": xml})
    else:
        assert third({"开始日期": xml}).start == date.fromisoformat(start)


@pytest.mark.parametrize(
    ("column", "xml", "amount"),
    [
        ("学时", number("8"), 8),
        ("学时", number("0.28999999999999998"), Fraction(29, 100)),
        ("学时", number("8.0"), 8),
        ("学时", number("1.0000000000000001E-5"), Fraction(1, 100_000)),
        ("学时", number("1.6E1"), 16),
        ("学时", '<c r="{place}"><f>2*4</f><v>8</v></c>', 8),
        ("学时", '<c r="{place}" t="str"><v>8学时</v></c>', 8),
        ("学时", '<c r="{place}" s="999"><v>8</v></c>', 8),
        ("学时", '<c r="{place}" s="x"><v>8</v></c>', 8),
    ],
)
def test_amounts(column: str, xml: str, amount: Fraction) -> None:
    assert (
        third({column: xml, "天数": "", "理论学时": number("0"), "是否党的创新理论教育": ""}).hours
        == amount
    )


def test_a_number_format_that_shows_a_unit() -> None:
    assert third({"天数": number("3", "天")}).days == 3


def test_booleans_are_answers() -> None:
    for value, told in (("1", Answer.YES), ("0", Answer.NO)):
        assert third({"是否脱产": f'<c r="{{place}}" t="b"><v>{value}</v></c>'}).off_job is told


@pytest.mark.parametrize(
    ("xml", "topic"),
    [
        ('<c r="{place}" t="s"><v>0</v></c>', "党课"),
        (inline("{place}", "一_x000D_\n二_x005F_x0041_"), "一\r\n二_x0041_"),
        ('<c r="{place}" t="str"><f>A1</f><v/></c>', ""),
        ('<c r="{place}" s="1"/>', ""),
        ('<c r="{place}" t="inlineStr"><is/></c>', ""),
    ],
)
def test_texts(xml: str, topic: str) -> None:
    assert third({"主题": xml}).topic == topic


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    from_1904 = (
        '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets>'
        '<sheet name="台账" r:id="r1"/></sheets></workbook>'
    )
    cell = {"开始日期": number(str(45721 - 1462), "2024-3-5")}
    assert third(cell, **{WORKBOOK: from_1904}).start == date(2025, 3, 5)


SOUND_ROWS = row(3, SOUND) + row(4, SOUND)
WITHOUT_TOPICS = "".join(row(at, {**SOUND, "主题": ""}) for at in (3, 4))


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        ("", '<mergeCells><mergeCell ref="T2:T4"/></mergeCells>', SOUND_ROWS),
        ("", '<mergeCells><mergeCell ref="V3:Z3"/></mergeCells>', SOUND_ROWS),
        ("", '<mergeCells><mergeCell ref="S3:T3"/></mergeCells>', SOUND_ROWS),
        ("", '<mergeCells><mergeCell ref="A6:S9"/></mergeCells>', SOUND_ROWS),
        ("", '<mergeCells><mergeCell ref="A4:A5"/></mergeCells>', SOUND_ROWS),
        ("", '<mergeCells><mergeCell ref="A1"/></mergeCells>', SOUND_ROWS),
        (
            "",
            '<mergeCells><mergeCell ref="K5:K6"/><mergeCell ref="K3:K3"/></mergeCells>',
            SOUND_ROWS + row(7, SOUND),
        ),
        ("", '<mergeCells count="1"><mergeCell ref="J3:J4"/></mergeCells>', WITHOUT_TOPICS),
        ('<cols><col min="20" max="20" hidden="1"/></cols>', "", SOUND_ROWS),
        ('<cols><col min="1" max="19" width="9.1" hidden="0"/></cols>', "", SOUND_ROWS),
        ('<dimension ref="A1:B2"/>', "", SOUND_ROWS),
        ("", "", '<row r="3" s="1"/>' + row(4, SOUND) + row(8, SOUND)),
        ("", "<extLst><ext><f>A1</f><c><row/></c></ext></extLst>", SOUND_ROWS),
    ],
)  # fmt: skip
def test_what_is_harmless_around_the_rows(before: str, after: str, rows: str) -> None:
    found = records(book({SHEET: sheet(rows, before=before, after=after)}))
    assert len(found) in (3, 4)
    assert {each.hours for each in found} == {24}


def test_titles_may_be_merged_above_the_heading() -> None:
    top = f'<row r="1">{inline("A1", "某支部台账")}</row>' + row(2, HEADING) + row(3, SOUND)
    xml = (
        f'<worksheet><sheetData>{top}</sheetData><mergeCells><mergeCell ref="A1:S1"/></mergeCells>'
    )
    assert len(records(book({SHEET: xml + "</worksheet>"}))) == 1


def test_rows_and_cells_without_addresses() -> None:
    def cells(values: list[str]) -> str:
        made = (f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
        return f"<row>{''.join(made)}</row>"

    made = f"{cells([*SOUND])}<row/>{cells([*SOUND.values()])}"
    xml = f"<worksheet><sheetData>{made}</sheetData></worksheet>"
    ledger = read_ledger("a.xlsx", book({SHEET: xml}))
    [member] = ledger.members.values()
    assert list(member.rows) == [3]


def test_parts_that_need_not_be_there() -> None:
    assert len(records(book({STYLESHEET: None, SHARED: None}))) == 1
    data = book({"_rels/.rels": "<Relationships/>", "docProps/core.xml": "broken"})
    assert len(records(data)) == 1


def test_names_with_backslashes_and_absolute_targets() -> None:
    relations = (
        '<x:Relationships xmlns:x="x"><x:Relationship Id="r1" Type="http://x/worksheet"'
        ' Target="/xl/worksheets/1.xml"/></x:Relationships>'
    )
    changes: dict[str, str | bytes | None] = {SHEET: None, OF_WORKBOOK: relations}
    assert len(records(book({**changes, "XL\\Worksheets\\1.xml": sheet()}))) == 1


def test_hidden_and_chart_sheets_are_passed_over() -> None:
    sheets = "".join(
        f'<sheet name="{name}" state="{state}" r:id="{at}"/>'
        for name, state, at in (
            ("图", "visible", "r4"),
            ("旧", "hidden", "r5"),
            ("账", "visible", "r1"),
        )
    )
    relations = "".join(
        f'<Relationship Id="{at}" Type="http://x/{kind}" Target="worksheets/{part}.xml"/>'
        for at, kind, part in (
            ("r4", "chartsheet", 4),
            ("r5", "worksheet", 5),
            ("r1", "worksheet", 1),
        )
    )
    table = read(
        "a.xlsx",
        book(
            {
                WORKBOOK: f'<workbook xmlns:r="r"><sheets>{sheets}</sheets></workbook>',
                OF_WORKBOOK: f"<Relationships>{relations}</Relationships>",
                "xl/worksheets/5.xml": sheet(row(3, SOUND)),
            }
        ),
    )
    assert (table.sheet, table.others) == ("账", ("旧",))
    assert len(list(table.rows)) == 2


def test_a_csv_row_with_more_cells_that_are_empty() -> None:
    data = in_csv("主题", "党课").replace(b"\r\n", b",,\r\n")
    assert len(records(data, "a.csv")) == 2


def test_a_whole_last_line_needs_no_end() -> None:
    assert len(records(in_csv("主题", "党课").rstrip(), "a.csv")) == 2


VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-10_000, 100_000)
    | st.floats(0.001, 1e6, allow_nan=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=9)
    | st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(
        lambda day: day.replace(microsecond=0)
    )
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.lists(VALUES, min_size=1, max_size=6), max_size=6))
def test_cells_are_read_as_openpyxl_reads_them(rows: list[list[Any]]) -> None:
    made = Workbook()
    [drawn] = made.worksheets
    drawn.append(["日期", "学时"])
    for values in rows:
        drawn.append(values)
        for cell in drawn[drawn.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    data = io.BytesIO()
    made.save(data)
    [theirs] = load_workbook(data, read_only=True, data_only=True).worksheets
    ours = {each.number: list(each.cells) for each in read("a.xlsx", data.getvalue()).rows}
    for at, read_by_them in enumerate(theirs.iter_rows(values_only=True), start=1):
        # A workbook of openpyxl's has no time of day in a date's cell, but for its fraction.
        expected = [each.date() if isinstance(each, datetime) else each for each in read_by_them]
        found = ours.get(at, [])
        assert found + [None] * (len(expected) - len(found)) == expected


def test_shared_texts_may_have_phonetic_guides() -> None:
    strings = "<sst><si><r><t>党</t></r><rPh><t>dǎng</t></rPh><r><t>课</t></r></si></sst>"
    cell = '<c r="{place}" t="s"><v>0</v></c>'
    assert third({"主题": cell}, **{SHARED: strings}).topic == "党课"


def test_shared_texts_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_STRINGS", 1)
    with pytest.raises(InputError, match="文字多于 1 条"):
        records(book({SHARED: "<sst><si/><si/></sst>"}))


def test_a_workbook_written_without_compression() -> None:
    assert len(records(book(compression=zipfile.ZIP_STORED))) == 1
