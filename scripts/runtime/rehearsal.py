"""What the page does with the calculator, played through to see which modules that loads.

Runs inside stock Pyodide (see `assembly.py`), which gives it `argument`: a JSON object with
`path`, the folder that holds the calculator; `imports`, modules to import first; `entry`, the
module whose `call` the page calls; and `spreadsheets`, the folder that holds openpyxl. Its value is
a JSON list of two lists of files: those loaded without openpyxl, and those that came with it.

The examples are here for the standard library's own late imports, such as a codec or the
formatting of a traceback; what the calculator imports itself is in `imports` already. That the
library trimmed by this suffices is shown elsewhere, by the tests, with examples of their own.
"""

import base64
import contextlib
import importlib
import io
import json
import sys
import traceback
import zipfile
from collections.abc import Callable

HISTORY = {
    "schema": 1,
    "person": {
        "roles": [{"role": "secretary", "start": None, "end": None}],
        "joined": "2024-03-01",
        "infirm": False,
        "military": False,
    },
    "as_of": "2026-01-01",
    "records": [
        {"start": "2024-12-30", "end": "2025-01-02", "topic": "党课", "days": 2.5},
        {"start": "2025-03-05", "hours": 3, "concentrated": "yes", "theory": "yes"},
    ],
}


LEDGER = "姓名,日期,学时,是否集中学习\r\n张三,2024.3.5-3.9,半天,是\r\n李四,2025年3月5日,若干,\r\n"
SHEET = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>日期</t></is></c>
<c r="B1" t="inlineStr"><is><t>学时</t></is></c></row>
<row r="2"><c r="A2"><v>45721</v></c><c r="B2"><v>1.5</v></c></row>
</sheetData></worksheet>"""
BOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="worksheets/sheet1.xml"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>"""


def workbook() -> bytes:
    """A ledger as a workbook, with the names of its parts in a codec of their own."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET)
        archive.writestr("docProps/说明.xml", "<x/>")
    return data.getvalue()


def reading(**files: bytes) -> list[tuple[str, object]]:
    """The calls by which files that the visitor chose are read."""
    given = [
        {"file": at, "base64": base64.b64encode(content).decode("ascii")}
        for at, content in enumerate(files.values())
    ]
    return [
        ("open_files", {"names": list(files)}),
        *(("give_piece", piece) for piece in given),
        ("read_rows", {"rows": 1000}),
        ("take_files", None),
    ]


def writing(kind: str, text: str | None = None) -> list[tuple[str, object]]:
    """The calls by which a history, or the branch's table, is written."""
    return [
        ("open_export", {"kind": kind, "history": text}),
        ("export_rows", {"rows": 1000}),
    ]


TYPED = '{"start": "２０２５．３．５-3.7", "hours": "６学时", "topic": "党课", "theory": "yes"}'


def examples() -> list[tuple[str, object]]:
    """Method and argument of calls, good and bad, that reach what loads modules late."""
    text = json.dumps(HISTORY, ensure_ascii=False)
    book = workbook()
    return [
        ("assess", HISTORY),
        ("assess", {"schema": 1, "records": [{"start": "2025-02-30", "hours": "x", "odd": 0}]}),
        ("assess", "not a history"),
        ("check", {"person": HISTORY["person"], "as_of": "2026-01-01", "records": [TYPED, "{"]}),
        ("insight", {"history": HISTORY, "plus": HISTORY["records"], "later": True}),
        *reading(**{"history.json": text.encode("utf-8")}),
        *reading(**{"history.json": text.encode("gb18030"), "2.json": text.encode("utf-8-sig")}),
        *reading(**{"history.json": text.encode("utf-16"), "2.json": b"\x00\xff\xfe\x81"}),
        *reading(**{"ledger.csv": LEDGER.encode("utf-8-sig"), "empty.csv": b""}),
        *reading(**{"ledger.txt": LEDGER.encode("utf-16"), "cut.csv": LEDGER.encode()[:-3]}),
        *reading(**{"ledger.xlsx": book, "cut.xlsx": book[:-9], "short.xlsx": book[:300]}),
        *reading(**{"ledger.csv": LEDGER.encode("gb18030"), "history.json": text.encode("utf-8")}),
        ("open_branch", {"as_of": None, "today": "2026-01-01", "again": False}),
        ("assess_people", {"people": 10}),
        ("show_person", {"person": 0}),
        *(call for kind in ("csv", "tsv", "json") for call in writing(kind)),
        *(call for kind in ("csv", "tsv", "json") for call in writing(kind, text)),
        ("open_export", {"kind": "csv", "history": "{"}),
        ("no such method", None),
    ]


def play(call: Callable[[str, str], str], asked: list[tuple[str, object]]) -> set[str]:
    """Play examples through, and name the files that Python has loaded since its start."""
    for method, argument in asked:
        try:
            call(method, json.dumps(argument, ensure_ascii=False))
        except Exception:
            traceback.format_exc()
    specs = (getattr(module, "__spec__", None) for module in list(sys.modules.values()))
    # Frozen and built-in modules, which the interpreter itself holds, have no location.
    return {spec.origin for spec in specs if spec and spec.has_location}


def rehearse(path: str, imports: list[str], entry: str, spreadsheets: str) -> list[list[str]]:
    """Play everything through, without what writes spreadsheets and then with it."""
    # The folder is the project's own: no bytecode is to be left there.
    sys.dont_write_bytecode = True
    sys.path.insert(0, path)
    for name in imports:
        # A name may be no module but something in one, and a module may be absent here.
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)
    call = importlib.import_module(entry).call
    asked = examples()
    before = play(call, asked)
    sys.path.insert(0, spreadsheets)
    text = json.dumps(HISTORY, ensure_ascii=False)
    after = play(call, [*asked[:-1], *writing("xlsx"), *writing("xlsx", text)])
    return [sorted(before), sorted(after - before)]
