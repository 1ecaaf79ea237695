"""How broken ledgers and histories are made: a sound one, and one thing changed."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A broken file: what is wrong, how it is made, and what the error must say.

    `place` is the row and column, or the record and key, as the error names them; `文件` where it
    concerns the file as a whole.
    """

    what: str
    name: str
    make: Callable[[], bytes]
    place: str
    words: tuple[str, ...]
    heavy: bool = False


SOUND: Mapping[str, str] = {
    "姓名": "张三",
    "支部名称": "第一党支部",
    "身份": "党员",
    "入党日期": "2001-07-01",
    "是否年老体弱、行动不便": "否",
    "是否解放军或武警": "否",
    "截至日期": "2026-06-30",
    "开始日期": "2025-03-05",
    "结束日期": "2025-03-07",
    "主题": "党员春季轮训",
    "主办单位": "县委组织部",
    "天数": "3",
    "学时": "24",
    "是否集中学习": "是",
    "是否党的创新理论教育": "是",
    "理论学时": "12",
    "是否脱产": "是",
    "是否县级以上党委举办": "是",
    "不是重复": "否",
    "备注": "",
}
"""A row in which every column that is understood says something, and one that is passed over."""

LETTERS = dict(zip(SOUND, "ABCDEFGHIJKLMNOPQRST", strict=True))
"""The column of each heading in a workbook made here."""


# CSV


def lines(*changes: Mapping[str, str], heading: Mapping[str, str] = {}) -> list[list[str]]:
    """A heading, a sound row, and a row for each of `changes`."""
    top = [heading.get(name, name) for name in SOUND]
    return [top, *([*{**SOUND, **change}.values()] for change in ({}, *changes))]


def csv_text(rows: list[list[str]], delimiter: str = ",", ending: str = "\r\n") -> str:
    """Rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return text.getvalue()


def in_csv(column: str, text: str) -> bytes:
    """A CSV ledger in whose third row `column` says `text`."""
    return csv_text(lines({column: text})).encode("utf-8", "surrogatepass")


# Workbooks

DATE_STYLES = {
    "2024-3-5": 1,
    "时刻": 2,
    "年月": 3,
    "百分比": 4,
    "天": 5,
    "约": 6,
    "不显示": 7,
    "星期": 8,
    "小时": 9,
    "31": 10,
}
_FORMATS = (
    "yyyy-m-d",
    "h:mm",
    'yyyy"年"m"月"',
    "0.0%",
    '0"天"',
    '"约"0',
    ";;;",
    "aaaa",
    '[h]"小时"',
)
STYLES = (
    "<styleSheet><numFmts>"
    + "".join(
        f"<numFmt numFmtId='{164 + at}' formatCode={quoteattr(code)}/>"
        for at, code in enumerate(_FORMATS)
    )
    + "</numFmts><cellXfs><xf numFmtId='0'/>"
    + "".join(f"<xf numFmtId='{164 + at}'/>" for at in range(len(_FORMATS)))
    + "<xf numFmtId='31'/></cellXfs></styleSheet>"
)


def inline(place: str, text: str) -> str:
    """The XML of a cell with text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def row(number: int, values: Mapping[str, str], xml: Mapping[str, str] = {}) -> str:
    """The XML of a row; `xml` has cells, by heading, whose place is written {place}."""
    made = []
    for name, text in values.items():
        place = f"{LETTERS[name]}{number}"
        if name in xml:
            made.append(xml[name].replace("{place}", place))
        elif text:
            made.append(inline(place, text))
    return f'<row r="{number}">{"".join(made)}</row>'


def sheet(third: str = "", *, before: str = "", after: str = "", first: str = "") -> str:
    """The XML of a sheet with a heading, a sound row, and what is added to it."""
    top = first or row(1, {name: name for name in SOUND})
    rows = top + row(2, SOUND) + third
    return f"<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


_RELATIONS = (
    '<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
_OF_WORKBOOK = (
    '<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/1.xml"/>'
    '<Relationship Id="r2" Type="http://x/styles" Target="styles.xml"/>'
    '<Relationship Id="r3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>"
)
_WORKBOOK = '<workbook xmlns:r="r"><sheets><sheet name="台账" r:id="r1"/></sheets></workbook>'
STRINGS = "<sst><si><t>党课</t></si></sst>"

WORKBOOK, SHEET = "xl/workbook.xml", "xl/worksheets/1.xml"
OF_WORKBOOK, SHARED, STYLESHEET = (
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)
PARTS: Mapping[str, str] = {
    "_rels/.rels": _RELATIONS,
    WORKBOOK: _WORKBOOK,
    OF_WORKBOOK: _OF_WORKBOOK,
    STYLESHEET: STYLES,
    SHARED: STRINGS,
    SHEET: sheet(),
}


def book(
    changes: Mapping[str, str | bytes | None] = {}, compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A workbook with some parts changed, added, or (None) left out."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, part in {**PARTS, **changes}.items():
            if part is not None:
                archive.writestr(name, part)
    return data.getvalue()


def in_sheet(third: str = "", *, before: str = "", after: str = "", first: str = "") -> bytes:
    """A workbook whose sheet has something more or else in it."""
    return book({SHEET: sheet(third, before=before, after=after, first=first)})


def in_xlsx(column: str, xml: str) -> bytes:
    """A workbook in whose third row the cell of `column` is `xml`."""
    return in_sheet(row(3, SOUND, {column: xml}))


# Histories

RECORD: Mapping[str, Any] = {
    "start": "2025-03-05",
    "end": "2025-03-07",
    "topic": "党员春季轮训",
    "organiser": "县委组织部",
    "days": 3,
    "hours": 24,
    "concentrated": "yes",
    "theory": "yes",
    "theory_hours": 12,
    "off_job": "yes",
    "county_level": "yes",
    "distinct": False,
}
HISTORY: Mapping[str, Any] = {
    "schema": 1,
    "person": {
        "roles": [{"role": "secretary", "start": "2024-01-01", "end": None}],
        "joined": "2001-07-01",
        "infirm": False,
        "military": False,
    },
    "as_of": "2026-06-30",
    "records": [RECORD, RECORD],
}


def history_text(path: str, value: str) -> str:
    """A history in which JSON text stands at `path`, such as `records.1.end`; `-` removes the key.

    A new key is added.
    """
    document = json.loads(json.dumps(HISTORY))
    *way, key = path.split(".")
    place = document
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    if value == "-":
        del place[key]
        return json.dumps(document, ensure_ascii=False)
    place[int(key) if isinstance(place, list) else key] = "\ue000"
    return json.dumps(document, ensure_ascii=False).replace('"\ue000"', value)


def in_json(path: str, value: str) -> bytes:
    """A history with JSON text at a path."""
    return history_text(path, value).encode("utf-8", "surrogatepass")


# A line of a table each


def csv_cell(what: str, column: str, text: str, *words: str) -> Broken:
    """One cell of a CSV ledger."""
    make = partial(in_csv, column, text)
    return Broken(what=what, name="a.csv", make=make, place=f"第3行“{column}”", words=words)


def xlsx_cell(what: str, column: str, xml: str, *words: str) -> Broken:
    """One cell of a workbook."""
    make = partial(in_xlsx, column, xml)
    return Broken(what=what, name="a.xlsx", make=make, place=f"第3行“{column}”", words=words)


def json_value(what: str, path: str, value: str, place: str, *words: str) -> Broken:
    """One value of a history."""
    return Broken(
        what=what, name="a.json", make=partial(in_json, path, value), place=place, words=words
    )


def whole(
    what: str,
    name: str,
    make: Callable[[], bytes],
    place: str,
    *words: str,
    heavy: bool = False,
) -> Broken:
    """A file that is broken as such, or in a way of its own."""
    return Broken(what=what, name=name, make=make, place=place, words=words, heavy=heavy)
