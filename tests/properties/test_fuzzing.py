"""Mutated files: read as what stands there, or refused with problems; never anything else."""

import io
import json
import re
import unicodedata
import zipfile
from datetime import date
from fractions import Fraction
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from calculator import Answer, History, InputError, assess, history
from calculator.ledger.cells import NO, UNKNOWN, YES
from calculator.ledger.reading import one_history, read_ledger
from tests.broken.making import (
    HISTORY,
    PARTS,
    SHEET,
    SOUND,
    book,
    csv_text,
    in_csv,
    in_json,
    in_xlsx,
    inline,
    lines,
    row,
    sheet,
)

fuzzed = settings(deadline=None, derandomize=True, database=None, max_examples=200)
AS_OF = date(2026, 6, 30)


def read(name: str, data: bytes) -> tuple[History | None, InputError | None]:
    """The history in a file, or why there is none."""
    try:
        if name.endswith(".json"):
            return history.read(history.decode(data)), None
        return one_history(read_ledger(name, data)), None
    except InputError as error:
        return None, error


def outcome(name: str, data: bytes) -> History | None:
    """The history in a file; None where it is refused, as it must be, with problems."""
    found, refused = read(name, data)
    if found:
        assess(found, as_of=AS_OF)
    else:
        assert refused
        assert refused.problems
        assert all(problem.message for problem in refused.problems)
        assert len(str(refused).splitlines()) == len(refused.problems)
    return found


FILES = {
    "a.csv": csv_text(lines({"主题": "二"})).encode(),
    "gbk.csv": csv_text(lines({"主题": "二"})).encode("gbk"),
    "a.xlsx": book({SHEET: sheet(row(3, SOUND))}),
    "stored.xlsx": book({SHEET: sheet(row(3, SOUND))}, zipfile.ZIP_STORED),
    "a.json": json.dumps(HISTORY, ensure_ascii=False).encode(),
}


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes with some flipped, cut out, doubled or cut off."""
    found = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(found) - 1, 0)))
        length = draw(st.integers(1, 40))
        match draw(st.sampled_from(["flip", "replace", "cut", "double", "end"])):
            case "flip" if found:
                found[at] ^= 1 << draw(st.integers(0, 7))
            case "replace":
                found[at : at + length] = draw(st.binary(max_size=8))
            case "cut":
                del found[at : at + length]
            case "double":
                found[at:at] = found[at : at + length]
            case _:
                del found[len(found) - length :]
    return bytes(found)


@pytest.mark.parametrize("name", FILES)
def test_bytes(name: str) -> None:
    @fuzzed
    @given(mutated(FILES[name]))
    def holds(data: bytes) -> None:
        outcome(name, data)

    holds()


@pytest.mark.parametrize("name", PARTS)
def test_bytes_of_a_workbooks_parts(name: str) -> None:
    @settings(fuzzed, max_examples=80)
    @given(mutated(PARTS[name].encode()))
    def holds(data: bytes) -> None:
        outcome("a.xlsx", book({name: data}, zipfile.ZIP_STORED))

    holds()


# What semantics lists, written a second time: the reader's own expressions prove nothing.

_DATE = (
    r"(\d{4}-\d\d?-\d\d?|\d{4}/\d\d?/\d\d?|\d{4}\.\d\d?\.\d\d?)[日号]?"
    r"|\d{4}年\d\d?月\d\d?[日号]?|\d{8}"
)
_SHORT = r"(\d\d?[-/.]\d\d?|\d\d?月\d\d?)[日号]?|\d\d?[日号]?"
_CLOCK = r"([T ]\d\d?:\d\d(:\d\d(\.\d+)?)?)?"
# The row's end, 2025-03-07, gives its year to a start without one.
DATE = re.compile(rf"({_DATE}|{_SHORT}|\d{{5}}){_CLOCK}", re.ASCII)
RANGE = re.compile(
    rf"({_DATE}|{_SHORT})\s*(至|到|~|—+|–|−|-)\s*({_DATE}|{_SHORT}){_CLOCK}", re.ASCII
)
AMOUNT = re.compile(r"(半|(\d+(\.\d+)?|\.\d+) *)(天|日|学时)?", re.ASCII)


def plain(text: str) -> str:
    """Text without full-width forms and what stands around it."""
    single = (
        each if len(folded := unicodedata.normalize("NFKC", each)) > 1 else folded for each in text
    )
    return "".join(single).strip()


NEAR = st.text(
    st.sampled_from("0123456789２８.．-－/年月日至～半天学时是否不清楚 \u200b²⑧eE+√×'\n"),
    max_size=14,
)
FOREIGN = st.text(max_size=20)
DATES = st.from_regex(r"(20[0-9]{2})?[-/.年]?[0-9]{1,2}[-/.月]?[0-9]{1,2}日?([-至~][0-9.]{1,9})?")
TYPED = NEAR | FOREIGN | DATES.map(lambda text: text.strip("\n"))


def in_book(column: str, text: str) -> bytes:
    """A workbook in whose third row a column says `text`."""
    return in_xlsx(column, inline("{place}", text))


def readings(column: str, text: str) -> list[Any]:
    """The histories that a CSV file and a workbook with this cell hold, where they are read."""
    found = [outcome("a.csv", in_csv(column, text))]
    if all(
        each in "\t\n" or " " <= each < "\ud800" or "\ue000" <= each <= "\ufffd" for each in text
    ):
        found.append(outcome("a.xlsx", in_book(column, text)))
    return [each.records[1] for each in found if each and len(each.records) > 1]


@fuzzed
@given(TYPED)
def test_a_date_that_is_read_is_a_listed_form(text: str) -> None:
    for record in readings("开始日期", text):
        written = plain(text)
        assert DATE.fullmatch(written) or RANGE.fullmatch(written)
        if match := re.match(r"(\d{4})-(\d\d)-(\d\d)$", written):
            assert record.start == date(*map(int, match.groups()))


@fuzzed
@given(TYPED)
def test_an_amount_that_is_read_is_a_listed_form(text: str) -> None:
    for record in readings("学时", text):
        written = plain(text)
        assert not written or AMOUNT.fullmatch(written)
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", written):
            assert record.hours == Fraction(written)


@fuzzed
@given(TYPED | st.sampled_from([*YES, *NO, *UNKNOWN]))
def test_an_answer_that_is_read_is_a_listed_one(text: str) -> None:
    for record in readings("是否脱产", text):
        written = plain(text).lower().removeprefix("'")
        listed = {Answer.YES: YES, Answer.NO: NO, Answer.UNKNOWN: ("", *UNKNOWN)}
        assert written in listed[record.off_job]


@fuzzed
@given(st.sampled_from(list(SOUND)), TYPED)
def test_any_cell_and_any_text(column: str, text: str) -> None:
    readings(column, text)


@settings(fuzzed, max_examples=100)
@given(st.permutations(list(SOUND)), st.integers(0, 2**20 - 1))
def test_columns_in_any_order_or_left_out(order: list[str], mask: int) -> None:
    kept = [name for at, name in enumerate(order) if mask >> at & 1]
    found = outcome("a.csv", csv_text([kept, [SOUND[name] for name in kept]]).encode())
    sound = outcome("a.csv", csv_text([[*SOUND], [*SOUND.values()]]).encode())
    assert sound
    if found and "理论学时" in kept and {"天数", "学时", "结束日期"} <= set(kept):
        assert found.records[0].theory_hours == sound.records[0].theory_hours
        assert found.records[0].end == sound.records[0].end


@settings(fuzzed, max_examples=100)
@given(st.permutations(list(SOUND)))
def test_swapped_headings_are_no_guess(order: list[str]) -> None:
    values = [*SOUND.values()]
    found = outcome("a.csv", csv_text([order, values]).encode())
    if found and found.records:
        said = dict(zip(order, values, strict=True))
        assert found.records[0].topic == said["主题"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | FOREIGN | DATES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FOREIGN, inner, max_size=3),
    max_leaves=5,
)
PATHS = [
    *HISTORY,
    *(f"person.{key}" for key in HISTORY["person"]),
    *(f"person.roles.0.{key}" for key in ("role", "start", "end")),
    *(f"records.1.{key}" for key in HISTORY["records"][1]),
    "person.roles.0",
    "records.0",
    "records.1.extra",
]


@settings(fuzzed, max_examples=400)
@given(st.sampled_from(PATHS), VALUES)
def test_any_json_value_anywhere(path: str, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=True)
    found = outcome("a.json", in_json(path, text))
    key = path.rpartition(".")[2]
    if found and path.startswith("records.1."):
        read = history.document(found)["records"][1][key]
        assert read == value or (key == "end" and value is None)


@settings(fuzzed, max_examples=150)
@given(VALUES | st.lists(VALUES, max_size=4))
def test_any_json_document(value: Any) -> None:
    assert outcome("a.json", json.dumps(value).encode()) is None


@settings(fuzzed, max_examples=100)
@given(st.lists(st.lists(TYPED, max_size=5), max_size=6))
def test_any_table(rows: list[list[str]]) -> None:
    data = csv_text([["日期", "学时", "主题"], *rows]).encode("utf-8", "replace")
    found = outcome("a.csv", data)
    filled = [each for each in rows if any(cell.strip() for cell in each)]
    if found:
        assert len(found.records) <= len(filled)


@settings(fuzzed, max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    for name in ("a.csv", "a.json", "a.xlsx"):
        outcome(name, data)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", data)
    assert outcome("a.xlsx", packed.getvalue()) is None
