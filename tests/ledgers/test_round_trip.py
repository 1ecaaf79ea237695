"""Histories written and read again: the same, whatever kind of file they went through."""

import base64
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from calculator import Answer, History, InputError, Record, amounts, document, history, read_history
from calculator.browser import Calculator
from calculator.json_input import LARGEST_AMOUNT, LONGEST_NUMBER, LONGEST_TEXT, as_text
from calculator.ledger.reading import one_history, read_ledger
from calculator.ledger.workbook import escaped, unescaped
from calculator.ledger.writing import csv_bytes, rows, xlsx_bytes
from tests.properties.histories import HISTORIES
from tests.properties.test_documents import HISTORY

LITERALS = [
    "0",
    "0.5",
    "1e-5",
    "0.00001234",
    "1e-22",
    "1.5E+1",
    "33.3333333333333333333",
    "0.12345678901234567890",
    "0.1234567890123456789012",
    "0.30000000000000004",
    "99999.9999999999999",
    "100000.0000",
]
TEXTS = [
    " a ",
    " =1",
    "\t=1",
    "\n=1",
    "=1 ",
    "\u2028x",
    "\u3000",
    " ",
    "'",
    "' ",
    " '",
    "' a '",
    "'' a ''",
    "'a ",
    "a '",
    "'=1",
    "''=1",
    "'=1 '",
    "'小岗村'精神",
    "#N/A",
    " #N/A ",
    "_x000D_",
    "_x005F_x000D_",
    "_x0041_x0042_",
    "_x0041\r",
    "__x0041__",
    "一\r二\r\n三\n四",
    "\r",
    '"\\u00001.5"',
    "\\u0000",
    "学时;" * 20,
    "开始日期\t结束日期\t主题\t天数\t学时" * 3,
]


def with_record(**changes: Any) -> History:
    record = Record(start=date(2025, 3, 5), end=date(2025, 3, 5), topic="", hours=Fraction(8))
    return History(records=(replace(record, **changes),))


def through_json(one: History) -> History:
    return read_history(document.json_text(history.document(one)))


def through_csv(one: History) -> History:
    return one_history(read_ledger("a.csv", csv_bytes(rows(one))))


def through_xlsx(one: History) -> History:
    return one_history(read_ledger("a.xlsx", xlsx_bytes(rows(one))))


WAYS = pytest.mark.parametrize("way", [through_json, through_csv, through_xlsx])


@WAYS
@pytest.mark.parametrize("literal", LITERALS)
def test_an_amount_is_carried_in_full(way: Any, literal: str) -> None:
    record = f'{{"start": "2025-03-05", "days": {literal}, "hours": {literal}}}'
    read = read_history(f'{{"schema": 1, "records": [{record}]}}')
    assert read.records[0].hours == Fraction(literal)
    assert way(read) == read


@WAYS
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_carried_as_it_is(way: Any, text: str) -> None:
    read = with_record(topic=text, organiser=text[::-1])
    assert way(read) == read


@WAYS
@pytest.mark.parametrize(
    "text", ["=" + "长" * 32_766, "长" * 32_766 + " ", "\r" * 32_767, "_x000D_" * 4_681]
)
def test_a_text_as_long_as_can_be_is_carried(way: Any, text: str) -> None:
    assert len(text) == LONGEST_TEXT
    read = with_record(topic=text)
    assert way(read) == read


def test_a_text_that_is_too_long_once_its_apostrophes_are_gone() -> None:
    for topic in ("'=" + "长" * 32_767, "' " + "长" * 32_767 + "'"):
        table = [["日期", "主题", "学时"], ["2025-03-05", topic, "4"]]
        for name, data in (("a.csv", csv_bytes(table)), ("a.xlsx", xlsx_bytes(table))):
            with pytest.raises(InputError, match="32767 个字符"):
                one_history(read_ledger(name, data))


AMOUNTS = st.decimals(0, LARGEST_AMOUNT, places=18) | st.decimals(0, 1, places=22)
FRACTIONS = AMOUNTS.map(Fraction).filter(
    lambda value: len(as_text(Decimal(amounts.exact(value) or 0))) <= LONGEST_NUMBER
)
CHARACTERS = st.sampled_from("' =-_x05FD#\"\t\r\n,;\u3000\u2028党课") | st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
)
ANY_TEXT = st.text(CHARACTERS, max_size=12)


@settings(max_examples=200, deadline=None)
@given(HISTORIES, st.data())
def test_a_history_is_carried_whole(read: History, data: st.DataObject) -> None:
    named = replace(
        read,
        records=tuple(
            replace(
                record,
                topic=data.draw(ANY_TEXT),
                organiser=data.draw(ANY_TEXT),
                hours=data.draw(FRACTIONS),
                theory=Answer.UNKNOWN,
                theory_hours=None,
            )
            for record in read.records
        ),
    )
    assert through_json(named) == named
    assert through_csv(named) == named
    assert through_xlsx(named) == named
    HISTORY.validate(history.document(named))


@given(ANY_TEXT)
@example("_x0041_x005F\r")
def test_what_a_workbook_escapes_is_unescaped(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert "\r" not in escaped(text)


@pytest.mark.parametrize("literal", ["1e-23", "1E-24", "0.00000000000000001e-24"])
def test_what_could_not_be_written_is_not_read(literal: str) -> None:
    with pytest.raises(InputError, match="最多 24 个字符"):
        read_history(f'{{"schema": 1, "records": [{{"start": "2025-03-05", "hours": {literal}}}]}}')


def test_what_was_not_entered_is_written_as_near_as_can_be_read() -> None:
    read = with_record(hours=Fraction(1, 3))
    [record] = through_json(read).records
    assert record.hours == Fraction(Decimal("0." + "3" * 22))
    assert through_csv(read) == through_xlsx(read) == through_json(read)


def call(calculator: Calculator, method: str, **argument: Any) -> Any:
    return json.loads(calculator.call(method, json.dumps(argument)))


def test_the_page_is_told_as_text_what_a_script_would_round() -> None:
    calculator = Calculator()
    records = [{"start": "2025-03-05", "hours": 0.5}, {"start": "2025-03-06"}]
    text = json.dumps({"schema": 1, "records": records}).replace(
        '"2025-03-06"', '"2025-03-06", "hours": 33.3333333333333333333, "days": 0.0000001'
    )
    piece = base64.b64encode(text.encode()).decode()
    call(calculator, "open_files", names=["a.json"])
    call(calculator, "give_piece", file=0, base64=piece)
    while not call(calculator, "read_rows", rows=9)["finished"]:
        pass
    told = call(calculator, "take_files")["history"]["records"]
    assert [(each["hours"], each["days"]) for each in told] == [
        (0.5, None),
        ("33.3333333333333333333", "0.0000001"),
    ]
    # So they are in the form's fields, and so they are written.
    fields = {"start": "2025-03-06", "hours": told[1]["hours"], "days": told[1]["days"]}
    assert call(calculator, "understand", **fields)["plain"] == {
        "start": "2025-03-06",
        "end": "2025-03-06",
        "hours": "33.3333333333333333333",
        "days": "0.0000001",
    }
    typed = {"person": {}, "as_of": "2026-01-01", "records": [json.dumps(fields)]}
    assert call(calculator, "check", **typed)["plain"][0]["hours"] == "33.3333333333333333333"
    for kind in ("json", "csv", "xlsx"):
        call(calculator, "open_export", kind=kind, history=typed)
        data = base64.b64decode(call(calculator, "export_rows", rows=99)["base64"])
        read = (
            read_history(data.decode())
            if kind == "json"
            else one_history(read_ledger(f"a.{kind}", data))
        )
        assert read.records[0].hours == Fraction("33.3333333333333333333")
        assert read.records[0].days == Fraction(1, 10_000_000)


def test_what_is_no_decimal_is_not_taken_for_one() -> None:
    with pytest.raises(TypeError):
        as_text(Fraction(1, 2))
