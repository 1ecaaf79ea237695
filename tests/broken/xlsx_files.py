"""Workbooks broken as files: zips, parts, rows, merged cells, hidden columns, sizes."""

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable
from functools import partial

from calculator.ledger.rows import letters
from tests.broken.csv_files import SHORT, WHOLE, raw
from tests.broken.making import (
    LETTERS,
    OF_WORKBOOK,
    PARTS,
    SHARED,
    SHEET,
    SOUND,
    STRINGS,
    STYLES,
    STYLESHEET,
    WORKBOOK,
    Broken,
    book,
    in_sheet,
    in_xlsx,
    inline,
    row,
    sheet,
    whole,
)

HEADING = {name: name for name in SOUND}
NO_HEADING, ZIP, BAD = "没有找到表头", "没下载完整", "坏了"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def file(what: str, make: Callable[[], bytes], *words: str, heavy: bool = False) -> Broken:
    """A workbook of which no row can be named."""
    return whole(what, "a.xlsx", make, WHOLE, *words, heavy=heavy)


def at(
    what: str, place: str, make: Callable[[], bytes], *words: str, heavy: bool = False
) -> Broken:
    """A workbook whose row and column are named."""
    return whole(what, "a.xlsx", make, place, *words, heavy=heavy)


def part(name: str, content: str | bytes | None) -> Callable[[], bytes]:
    """The maker of a workbook with another part of that name."""
    return partial(book, {name: content})


def cut(share: float) -> bytes:
    """A workbook cut short."""
    data = book()
    return data[: int(len(data) * share)]


def twice(name: str) -> bytes:
    """A workbook with a part twice in it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive, warnings.catch_warnings(action="ignore"):
        for key, content in PARTS.items():
            archive.writestr(key, content)
        archive.writestr(name, PARTS[SHEET])
    return data.getvalue()


def flagged(flag: int) -> bytes:
    """A workbook whose entries all say that they have a property."""
    data = bytearray(book())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        places = [entry.header_offset + 6 for entry in archive.infolist()]
        at = archive.start_dir
        for _ in places[:]:
            places.append(at + 8)
            at += 46 + sum(struct.unpack_from("<HHH", data, at + 28))
    for place in places:
        data[place] |= flag
    return bytes(data)


def wrong_checksum(name: str) -> bytes:
    """A workbook in which the checksum of a part is another's."""
    data = bytearray(book(compression=zipfile.ZIP_STORED))
    place = data.index(PARTS[name].encode())
    data[place + len(PARTS[name].encode()) - 20] ^= 1
    return bytes(data)


def squeezed(method: int) -> bytes:
    """A workbook packed in a way that Excel does not know."""
    return book(compression=method)


def bomb(megabytes: int) -> bytes:
    """A workbook that unpacks to very much."""
    return book({"xl/media/image1.bin": b"0" * (megabytes << 20)})


def lying_about_size() -> bytes:
    """A workbook whose sheet is larger than the archive says."""
    data = bytearray(book({SHEET: sheet(row(3, SOUND) * 5000)}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at, stated = archive.start_dir, archive.getinfo(SHEET).file_size
    place = data.index(struct.pack("<L", stated), at)
    data[place : place + 4] = struct.pack("<L", 6000)
    return bytes(data)


def nested() -> bytes:
    """A zip with a workbook in it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("台账.xlsx", book())
    return data.getvalue()


def zipped(*names: str) -> bytes:
    """Another kind of file that is a zip too."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return data.getvalue()


def noise(size: int) -> str:
    """Text that no compression makes small."""
    return random.Random(8).randbytes(size // 2).hex()


PACKAGES = [
    file("empty", raw(b""), ZIP),
    file("the first bytes of a zip", raw(b"PK\x03\x04"), ZIP),
    file("a zip without entries", raw(b"PK\x05\x06", b"\0" * 18), BAD, "缺少"),
    file("cut by a tenth", partial(cut, 0.9), ZIP),
    file("cut by half", partial(cut, 0.5), ZIP),
    file("cut by one byte", partial(lambda: book()[:-1]), ZIP),
    file("its beginning lost", partial(lambda: book()[400:]), BAD),
    file("filled up with nulls", raw(b"\0" * 5000), ZIP),
    file("random bytes", partial(lambda: random.Random(1).randbytes(5000)), ZIP),
    file("a CSV file by another name", raw(SHORT), ZIP),
    file("a web page by another name", raw("<html><table><tr><td>日期"), "网页"),
    file("a web page after a mark", raw(b"\xef\xbb\xbf<table>"), "网页"),
    file("a workbook in XML of 2003", raw('\r\n<?xml version="1.0"?><Workbook/>'), "网页"),
    file("a PDF by another name", raw(b"%PDF-1.4"), "PDF"),
    file("an old workbook by another name", raw(OLE, b"\0" * 600), ".xls"),
    file("encrypted by Excel", raw(OLE, "EncryptedPackage".encode("utf-16-le")), "密码"),
    file("a RAR archive", raw(b"Rar!\x1a\x07\x01\0"), "压缩文件"),
    file("a 7z archive", raw(b"7z\xbc\xaf\x27\x1c"), "压缩文件"),
    file("a zip with a workbook in it", nested, BAD, "_rels/.rels"),
    file("a document of Word", partial(zipped, "[Content_Types].xml", "word/document.xml"), BAD),
    file("a spreadsheet of LibreOffice", partial(zipped, "mimetype", "content.xml"), BAD),
    file("a zip with a password", partial(flagged, 1), "密码"),
    file("a part twice", partial(twice, SHEET), "重名"),
    file("a part twice, but for capitals", partial(twice, SHEET.upper()), "重名"),
    file("a part twice, but for slashes", partial(twice, SHEET.replace("/", "\\")), "重名"),
    file("packed as bzip2", partial(squeezed, zipfile.ZIP_BZIP2), BAD, "压缩方式"),
    file("packed as LZMA", partial(squeezed, zipfile.ZIP_LZMA), BAD, "压缩方式"),
    file("a bomb of 30 MB in a picture", partial(bomb, 30), "异常地大", heavy=True),
    file(
        "a bomb of 30 MB in the sheet",
        lambda: part(SHEET, " " * (30 << 20))(),
        "异常地大",
        heavy=True,
    ),
    file(
        "a bomb of 30 MB in shared texts",
        lambda: part(SHARED, f"<sst><si><t>{'x' * (30 << 20)}</t></si></sst>")(),
        "异常地大",
        heavy=True,
    ),
    at("a sheet larger than stated", "第1行“A 列”", lying_about_size, BAD),
    at("a wrong checksum of the sheet", "第1行“A 列”", partial(wrong_checksum, SHEET), "校验码"),
    file("a wrong checksum of the workbook", partial(wrong_checksum, WORKBOOK), "校验码"),
    file("a wrong checksum of the formats", partial(wrong_checksum, STYLESHEET), "校验码"),
    file("a wrong checksum of shared texts", partial(wrong_checksum, SHARED), "校验码"),
]

SHEETS = '<workbook xmlns:r="r"><sheets>{}</sheets></workbook>'
RELATION = '<Relationship Id="{}" Type="http://x/{}" Target="{}"/>'
FIRST = SHEETS.format('<sheet name="台账" r:id="r1"/>')
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def relations(*xml: str) -> str:
    """The relations of a workbook."""
    return f"<Relationships>{''.join(xml)}</Relationships>"


PART = [
    file("no relations", part("_rels/.rels", None), BAD, "_rels/.rels"),
    file("no relations of the workbook", part(OF_WORKBOOK, None), BAD, "缺少"),
    file("no workbook part", part(WORKBOOK, None), BAD, WORKBOOK),
    file("an empty workbook part", part(WORKBOOK, ""), BAD, "XML"),
    file("no sheets", part(WORKBOOK, SHEETS.format("")), NO_HEADING),
    file(
        "a sheet without its relation",
        part(WORKBOOK, SHEETS.format('<sheet name="甲"/>')),
        BAD,
        "甲",
    ),
    file(
        "a sheet with another's relation",
        part(WORKBOOK, SHEETS.format('<sheet name="甲" r:id="r9"/>')),
        BAD,
        "甲",
    ),
    file(
        "charts only",
        part(OF_WORKBOOK, relations(RELATION.format("r1", "chartsheet", "c.xml"))),
        NO_HEADING,
    ),
    file(
        "a sheet in another file",
        part(
            OF_WORKBOOK,
            relations(
                '<Relationship Id="r1" Type="http://x/worksheet" TargetMode="External"'
                ' Target="file:///etc/passwd"/>'
            ),
        ),
        BAD,
        "台账",
    ),
    file(
        "two thousand sheets",
        part(WORKBOOK, SHEETS.format('<sheet name="甲" r:id="r1"/>' * 2000)),
        BAD,
        "多于 1000",
    ),
    at("a sheet whose part is missing", "第1行“A 列”", part(SHEET, None), "缺少"),
    at(
        "a sheet outside of the archive",
        "第1行“A 列”",
        part(OF_WORKBOOK, relations(RELATION.format("r1", "worksheet", "../../../etc/passwd"))),
        "缺少",
    ),
    at("an empty sheet part", "第1行“A 列”", part(SHEET, ""), "XML"),
    file("a sheet without rows", part(SHEET, "<worksheet><sheetData/></worksheet>"), NO_HEADING),
    file("a sheet without sheetData", part(SHEET, "<worksheet/>"), NO_HEADING),
    file("a sheet that is a web page", part(SHEET, "<html><body/></html>"), NO_HEADING),
    at("a sheet in UTF-16", "第1行“A 列”", part(SHEET, sheet().encode("utf-16")), "XML"),
    at("a sheet in GBK", "第1行“A 列”", part(SHEET, sheet().encode("gbk")), "XML"),
    at(
        "a sheet with a null character",
        "第2行“主题”",
        part(SHEET, sheet().replace("党员春季轮训", "党员\0春季")),
        "XML",
    ),
    at(
        "a sheet with a control character",
        "第2行“主题”",
        part(SHEET, sheet().replace("党员春季轮训", "党员\x08春季")),
        "XML",
    ),
    at(
        "a bare ampersand",
        "第2行“主办单位”",
        part(SHEET, sheet().replace("县委组织部", "县委&组织部")),
        "XML",
    ),
    at(
        "an entity of HTML",
        "第2行“主办单位”",
        part(SHEET, sheet().replace("县委组织部", "县委&nbsp;组织部")),
        "XML",
    ),
    at(
        "tags that cross",
        "第2行“主题”",
        part(SHEET, sheet().replace("党员春季轮训</t></is>", "党员春季轮训</is></t>")),
        "XML",
    ),
    at(
        "a sheet cut after a row",
        "第2行“不是重复”",
        part(SHEET, sheet()[: -len("</sheetData></worksheet>")]),
        "XML",
    ),
    at(
        "a sheet cut within a row",
        "第2行“学时”",
        part(SHEET, sheet()[: sheet().rindex(">24<")]),
        "XML",
    ),
    at(
        "a billion laughs in the sheet",
        "第1行“A 列”",
        part(SHEET, LAUGHS + sheet().replace("党员春季轮训", "&i;")),
        "DOCTYPE",
    ),
    file(
        "a billion laughs in shared texts",
        part(SHARED, LAUGHS + "<sst><si><t>&i;</t></si></sst>"),
        "DOCTYPE",
    ),
    file("a billion laughs in the formats", part(STYLESHEET, LAUGHS + STYLES), "DOCTYPE"),
    file(
        "an entity from a file",
        part(SHARED, '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + STRINGS),
        "DOCTYPE",
    ),
    file(
        "a document type from the network",
        part(WORKBOOK, '<!DOCTYPE x SYSTEM "http://x.example/x.dtd">' + FIRST),
        "DOCTYPE",
    ),
    at(
        "elements a hundred thousand deep in the sheet",
        "第1行“A 列”",
        part(SHEET, "<worksheet>" + "<a>" * 100_000),
        "嵌套得太深",
    ),
    at(
        "elements deep in a cell",
        "第3行“主题”",
        partial(in_xlsx, "主题", '<c r="{place}" t="inlineStr">' + "<is>" * 500),
        "嵌套得太深",
    ),
    file("elements deep in shared texts", part(SHARED, "<sst>" + "<r>" * 100_000), "嵌套得太深"),
    file("elements deep in the formats", part(STYLESHEET, "<a>" * 100_000), "嵌套得太深"),
    file("shared texts cut", part(SHARED, "<sst><si><t>党"), "XML"),
    file("formats cut", part(STYLESHEET, STYLES[:200]), "XML"),
    file(
        "a format's number in letters",
        part(STYLESHEET, STYLES.replace("numFmtId='164'", "numFmtId='a'")),
        "编号不是数",
    ),
    file(
        "a format without a number",
        part(STYLESHEET, STYLES.replace("numFmt numFmtId='164'", "numFmt")),
        "编号不是数",
    ),
    file(
        "a hundred thousand formats",
        lambda: part(
            STYLESHEET, f"<s><cellXfs>{'<xf/>' * 100_000}</cellXfs><!--{noise(400_000)}--></s>"
        )(),
        "多于 65536",
    ),
    file(
        "two million shared texts",
        lambda: part(SHARED, f"<sst>{'<si/>' * 2_000_000}<!--{noise(400_000)}--></sst>")(),
        "多于",
        heavy=True,
    ),
]

ROWS = [
    file("no heading", partial(in_sheet, first=row(1, SOUND)), NO_HEADING),
    file(
        "a heading in row eleven",
        part(SHEET, "<worksheet><sheetData>" + row(11, HEADING) + "</sheetData></worksheet>"),
        NO_HEADING,
    ),
    at("a row twice", "第2行“不是重复”", partial(in_sheet, row(2, SOUND)), "重复"),
    at(
        "rows out of order",
        "第5行“不是重复”",
        partial(in_sheet, row(5, SOUND) + row(4, SOUND)),
        "乱序",
    ),
    at("a row numbered 0", "第2行“不是重复”", partial(in_sheet, row(0, SOUND)), "行号"),
    at("a negative row", "第2行“不是重复”", partial(in_sheet, row(-1, SOUND)), "行号"),
    at(
        "a row beyond the last", "第2行“不是重复”", partial(in_sheet, row(1_048_577, SOUND)), "行号"
    ),
    at(
        "a row numbered by a hundred billion",
        "第2行“不是重复”",
        partial(in_sheet, row(100_000_000_000, SOUND)),
        "行号",
    ),
    at(
        "a row numbered in letters",
        "第2行“不是重复”",
        partial(in_sheet, '<row r="x"><c/></row>'),
        "行号“x”",
    ),
    at(
        "a row numbered by a fraction",
        "第2行“不是重复”",
        partial(in_sheet, '<row r="3.5"/>'),
        "行号“3.5”",
    ),
    at(
        "a row without a number among numbered ones",
        "第2行“不是重复”",
        partial(in_sheet, '<row r="3"/><row><c t="b"><v>1</v></c></row>'),
        "行号",
    ),
    at(
        "a row in a row",
        "第3行“姓名”",
        partial(in_sheet, '<row r="3"><row r="4"><c/>1</row></row>'),
        "行号",
    ),
    at(
        "a cell twice",
        "第3行“身份”",
        partial(in_sheet, f'<row r="3">{inline("C3", "党员") * 2}</row>'),
        "重复",
    ),
    at(
        "cells out of order",
        "第3行“入党日期”",
        partial(in_sheet, f'<row r="3">{inline("D3", "a")}{inline("C3", "b")}</row>'),
        "乱序",
    ),
    at(
        "a cell of another row",
        "第3行“姓名”",
        partial(in_sheet, f'<row r="3">{inline("A4", "张三")}</row>'),
        "不在它的行里",
    ),
    at(
        "a cell beyond the last column",
        "第3行“姓名”",
        partial(in_sheet, f'<row r="3">{inline("XFE3", "张三")}</row>'),
        "列号",
    ),
    at(
        "a cell of four letters",
        "第3行“姓名”",
        partial(in_sheet, f'<row r="3">{inline("AAAA3", "张三")}</row>'),
        "列号",
    ),
    at(
        "a cell without letters",
        "第3行“姓名”",
        partial(in_sheet, f'<row r="3">{inline("33", "张三")}</row>'),
        "列号",
    ),
    at(
        "a cell in small letters",
        "第3行“姓名”",
        partial(in_sheet, f'<row r="3">{inline("a3", "张三")}</row>'),
        "列号",
    ),
    at(
        "a cell without a number",
        "第3行“姓名”",
        partial(in_sheet, f'<row r="3">{inline("A", "张三")}</row>'),
        "不在它的行里",
    ),
    at(
        "a cell in a cell",
        "第3行“姓名”",
        partial(in_sheet, '<row r="3"><c r="A3"><c r="B3"/></c></row>'),
        "套在",
    ),
    at(
        "more cells than columns",
        "第3行“XFD 列”",
        partial(in_sheet, f'<row r="3">{"<c/>" * 16_385}</row>'),
        "太多",
    ),
    at(
        "a broken row after empty ones without cells",
        "第9行“学时”",
        partial(
            in_sheet,
            '<row r="3"/><row r="4" s="1"><c r="A4" s="1"/></row>'
            + row(9, {**SOUND, "学时": "若干"}),
        ),
        "读不出数量",
    ),
    at(
        "a broken row far below",
        "第1048576行“学时”",
        partial(in_sheet, row(1_048_576, {**SOUND, "学时": "若干"})),
        "读不出数量",
    ),
    at(
        "an absurd dimension",
        "第3行“学时”",
        partial(
            in_sheet,
            row(3, {**SOUND, "学时": "若干"}),
            before='<dimension ref="A1:XFD99999999999"/>',
        ),
        "读不出数量",
    ),
    at(
        "a dimension that hides the row",
        "第3行“学时”",
        partial(in_sheet, row(3, {**SOUND, "学时": "若干"}), before='<dimension ref="A1:A1"/>'),
        "读不出数量",
    ),
    at(
        "a heading that is an error value",
        "第1行“T 列”",
        partial(in_sheet, first=row(1, HEADING, {"备注": '<c r="{place}" t="e"><v>#REF!</v></c>'})),
        "表头",
    ),
    at(
        "a heading by formula, never computed",
        "第1行“T 列”",
        partial(in_sheet, first=row(1, HEADING, {"备注": '<c r="{place}"><f>A9</f></c>'})),
        "表头",
    ),
    at(
        "a heading longer than a cell",
        "第1行“T 列”",
        partial(in_sheet, first=row(1, HEADING | {"备注": "长" * 40_000})),
        "表头",
    ),
    whole(
        "a column twice",
        "a.xlsx",
        partial(in_sheet, first=row(1, HEADING | {"备注": "学时数"})),
        "“学时数”",
        "T 列",
        "都像是“学时”",
    ),
    file(
        "two people in one history", partial(in_sheet, row(3, {**SOUND, "姓名": "李四"})), "2 个人"
    ),
]


def merged(*ranges: str) -> str:
    """The XML of merged cells."""
    return f"<mergeCells>{''.join(f'<mergeCell ref="{each}"/>' for each in ranges)}</mergeCells>"


def down(column: str, first: int = 2, last: int = 3) -> Callable[[], bytes]:
    """The maker of a workbook whose cells of one column are merged over rows."""
    letter = LETTERS[column]
    third = row(3, {**SOUND, column: ""})
    return partial(in_sheet, third, after=merged(f"{letter}{first}:{letter}{last}"))


MERGED = "合并的单元格"
MERGES = [
    *(
        at(f"{column} merged over two rows", f"第3行“{column}”", down(column), MERGED)
        for column in SOUND
        if column != "备注"
    ),
    at("a date merged over many rows", "第3行“开始日期”", down("开始日期", 2, 60_000), MERGED),
    at(
        "a whole column merged from the heading on",
        "第2行“是否脱产”",
        partial(in_sheet, after=merged("Q1:Q3")),
        MERGED,
    ),
    at(
        "a title merged down into the rows",
        "第2行“姓名”",
        part(SHEET, sheet(first=row(1, HEADING), after=merged("A1:A2"))),
        MERGED,
    ),
    at(
        "two answers merged across",
        "第3行“是否党的创新理论教育”",
        partial(in_sheet, row(3, {**SOUND, "是否党的创新理论教育": ""}), after=merged("N3:O3")),
        "N3:O3",
    ),
    at(
        "a rectangle of answers merged",
        "第3行“是否县级以上党委举办”",
        partial(in_sheet, row(3, SOUND), after=merged("Q2:R3")),
        MERGED,
    ),
    at(
        "merged with a column that is passed over",
        "第3行“不是重复”",
        partial(in_sheet, row(3, SOUND), after=merged("S2:T3")),
        MERGED,
    ),
    at(
        "a value hidden under merged empty cells",
        "第3行“学时”",
        part(SHEET, sheet(row(3, SOUND), after=merged("M3:M4", "L3:M3"))),
        MERGED,
    ),
    at(
        "a value under an empty first cell",
        "第3行“学时”",
        partial(in_sheet, row(3, {**SOUND, "天数": ""}), after=merged("L3:M3")),
        MERGED,
    ),
    at(
        "a heading merged across two columns",
        "第1行“是否脱产”",
        partial(in_sheet, after=merged("Q1:R1")),
        "表头合并了 Q1:R1",
    ),
    at(
        "a heading merged across a column without one",
        "第1行“不是重复”",
        partial(in_sheet, after=merged("S1:T1")),
        "表头合并了",
    ),
    at(
        "merged with absolute addresses",
        "第3行“学时”",
        partial(in_sheet, row(3, {**SOUND, "学时": ""}), after=merged("$M$2:$M$3")),
        MERGED,
    ),
    at(
        "merged from the end to the beginning",
        "第3行“学时”",
        partial(in_sheet, row(3, {**SOUND, "学时": ""}), after=merged("M3:M2")),
        MERGED,
    ),
    at(
        "merged cells told before the rows",
        "第3行“学时”",
        partial(in_sheet, row(3, {**SOUND, "学时": ""}), before=merged("M2:M3")),
        MERGED,
    ),
    at(
        "merged cells with a prefix",
        "第3行“学时”",
        partial(
            in_sheet,
            row(3, {**SOUND, "学时": ""}),
            after="<x:mergeCells xmlns:x='x'><x:mergeCell ref='M2:M3'/></x:mergeCells>",
        ),
        MERGED,
    ),
    at(
        "merged ranges that overlap",
        "第2行“姓名”",
        partial(in_sheet, row(3, SOUND), after=merged(*["M2:M9"] * 40)),
        "重叠",
    ),
    file("a merged range without an address", partial(in_sheet, after=merged("")), "合并的范围"),
    file("a merged range in words", partial(in_sheet, after=merged("第二行")), "合并的范围"),
    file(
        "a merged range beyond the last column",
        partial(in_sheet, after=merged("A2:XFE2")),
        "合并的范围",
    ),
    file(
        "a hundred thousand and one merged ranges",
        lambda: in_sheet(after=merged(*["A9:A10"] * 100_001) + f"<!--{noise(100_000)}-->"),
        "多于 100000",
    ),
    file(
        "a tag of 2 MB",
        lambda: in_sheet(after=f"<x y='{noise(2_000_000)}'/>"),
        "标签太长",
    ),
]


def hidden(column: str, attributes: str = 'hidden="1"') -> Callable[[], bytes]:
    """The maker of a workbook with a column out of sight."""
    index = list(LETTERS).index(column) + 1
    return partial(in_sheet, before=f'<cols><col min="{index}" max="{index}" {attributes}/></cols>')


HIDDEN = [
    *(
        at(f"{column} hidden", f"第1行“{column}”", hidden(column), f"{LETTERS[column]} 列是隐藏的")
        for column in SOUND
        if column != "备注"
    ),
    at("hidden in words", "第1行“学时”", hidden("学时", "hidden='true'"), "隐藏"),
    at(
        "a column without width", "第1行“学时”", hidden("学时", 'width="0" customWidth="1"'), "隐藏"
    ),
    at("a column of width 0.0", "第1行“学时”", hidden("学时", 'width="0.00"'), "隐藏"),
    at(
        "a hidden group",
        "第1行“是否脱产”",
        partial(
            in_sheet, before='<cols><col min="14" max="18" hidden="1" outlineLevel="1"/></cols>'
        ),
        "隐藏",
    ),
    at(
        "all columns hidden",
        "第1行“姓名”",
        partial(in_sheet, before='<cols><col min="1" max="16384" hidden="1"/></cols>'),
        "隐藏",
    ),
    file(
        "the only sheet hidden",
        part(WORKBOOK, SHEETS.format('<sheet name="旧账" state="hidden" r:id="r1"/>')),
        "旧账",
        "隐藏",
    ),
    file(
        "the only sheet very hidden",
        part(WORKBOOK, SHEETS.format('<sheet name="旧账" state="veryHidden" r:id="r1"/>')),
        "隐藏",
    ),
]


def million_rows() -> bytes:
    """A broken row, and below it a million rows that hold formats only."""
    empty = "".join(
        f'<row r="{number}" spans="1:20" s="1" customFormat="1"/>' for number in range(4, 1_048_577)
    )
    return in_sheet(row(3, {**SOUND, "学时": "若干"}) + empty)


def formatted_cells() -> bytes:
    """A broken row, and below it sixty thousand rows of formatted empty cells."""
    empty = "".join(
        f'<row r="{number}">'
        + "".join(f'<c r="{letter}{number}" s="1"/>' for letter in "ABCDEFGH")
        + "</row>"
        for number in range(4, 60_000)
    )
    return in_sheet(row(3, {**SOUND, "学时": "若干"}) + empty)


def all_columns() -> bytes:
    """A broken row whose formats reach to the last column, and more such rows."""
    wide = "".join(
        f'<row r="{number}">'
        + "".join(f'<c r="{letters(at)}{number}" s="1"/>' for at in range(16_383))
        + f'<c r="XFD{number}" t="b"><v>1</v></c></row>'
        for number in range(4, 14)
    )
    return in_sheet(row(3, {**SOUND, "学时": "若干"}) + wide)


def many_rows() -> bytes:
    """Three thousand rows, the last of which is broken."""
    good = "".join(row(number, SOUND) for number in range(3, 3000))
    return in_sheet(good + row(3000, {**SOUND, "学时": "若干"}))


SIZES = [
    at(
        "a cell of 10 MB",
        "第3行“主题”",
        lambda: in_xlsx("主题", inline("{place}", noise(10_000_000))),
        "32767 个字符",
        heavy=True,
    ),
    at(
        "a shared text of 10 MB",
        "第3行“主题”",
        partial(
            lambda: book(
                {
                    SHARED: f"<sst><si><t>{noise(10_000_000)}</t></si></sst>",
                    SHEET: sheet(row(3, SOUND, {"主题": '<c r="{place}" t="s"><v>0</v></c>'})),
                }
            )
        ),
        "32767 个字符",
    ),
    at(
        "a number of 10 MB",
        "第3行“学时”",
        lambda: in_xlsx("学时", f"<c r='{{place}}'><v>{noise(10_000_000)}</v></c>"),
        "32767",
        heavy=True,
    ),
    at(
        "a formula of 10 MB without result",
        "第3行“学时”",
        lambda: in_xlsx("学时", f"<c r='{{place}}'><f>{noise(10_000_000)}</f></c>"),
        "公式",
        heavy=True,
    ),
    at(
        "two hundred thousand shared texts",
        "第3行“主题”",
        partial(
            lambda: book(
                {
                    SHARED: "<sst>"
                    + "".join(f"<si><t>{at}</t></si>" for at in range(200_000))
                    + "</sst>",
                    SHEET: sheet(row(3, SOUND, {"主题": '<c r="{place}" t="s"><v>200000</v></c>'})),
                }
            )
        ),
        "找不到",
        heavy=True,
    ),
    at("a million empty rows with formats", "第3行“学时”", million_rows, "读不出数量", heavy=True),
    at("rows of formatted empty cells", "第3行“学时”", formatted_cells, "读不出数量", heavy=True),
    at("all 16,384 columns", "第3行“学时”", all_columns, "读不出数量", heavy=True),
    at(
        "thousands of rows, the last one broken",
        "第3000行“学时”",
        many_rows,
        "读不出数量",
        heavy=True,
    ),
    at(
        "a million attributes",
        "第1行“A 列”",
        part(SHEET, "<worksheet " + " ".join(f'a{at}=""' for at in range(200_000)) + "><x>"),
        "XML",
        heavy=True,
    ),
]

ALL = [*PACKAGES, *PART, *ROWS, *MERGES, *HIDDEN, *SIZES]
