"""Histories broken as files: encodings, syntax, cut ends, depth, sizes."""

import json
from collections.abc import Callable
from functools import partial

from tests.broken.csv_files import WHOLE, raw, text
from tests.broken.making import HISTORY, RECORD, Broken, in_json, whole

SYNTAX = "不是有效的 JSON"
GOOD = json.dumps(HISTORY, ensure_ascii=False, indent=1)
DEEP, MUCH = "嵌套得太深", "内容太多"


def cut(share: float) -> partial[bytes]:
    """The maker of a history cut short."""
    data = GOOD.encode()
    return raw(data[: int(len(data) * share)])


def many(record: str, count: int) -> bytes:
    """A history of many records."""
    return f'{{"schema": 1, "records": [{",".join([record] * count)}]}}'.encode()


def file(what: str, make: Callable[[], bytes], *words: str, heavy: bool = False) -> Broken:
    """A file whose error can name a line and a character at most."""
    return whole(what, "a.json", make, WHOLE, *words, heavy=heavy)


ENCODINGS = [
    file("UTF-16", text(GOOD, "utf-16"), "第1行第1个字符", "不是 UTF-8"),
    file("UTF-16 without a mark", text(GOOD, "utf-16-le"), "不是"),
    file("UTF-32", text(GOOD, "utf-32"), "不是 UTF-8"),
    file("GBK", text(GOOD, "gbk"), "不是 UTF-8", "第20行"),
    file(
        "one byte flipped",
        raw(GOOD.encode().replace("轮".encode(), b"\xe8\xff\xae", 1)),
        "不是 UTF-8",
        "第20行",
    ),
    file(
        "a mark and one byte flipped",
        raw(b"\xef\xbb\xbf", GOOD[:5], b"\xff", GOOD[5:]),
        "不是 UTF-8",
        "第2行第4个字符",
    ),
    file("surrogates", raw('{"schema": 1, "x": "', b"\xed\xa0\x80", '"}'), "不是 UTF-8"),
    file("cut within a character", raw('{"schema": 1, "x": "党', b"\xe8\xaf"), "不是 UTF-8"),
    file("null characters only", raw(b"\0" * 1000), SYNTAX),
]

SYNTAXES = [
    file("empty", raw(b""), SYNTAX, "第1行第1个字符"),
    file("blank", raw("\n\n  "), SYNTAX),
    file("a byte order mark only", raw(b"\xef\xbb\xbf"), SYNTAX),
    file("cut by a quarter", cut(0.75), SYNTAX),
    file("cut by half", cut(0.5), SYNTAX),
    file("cut to a few bytes", cut(0.02), SYNTAX),
    file("cut before the last bracket", raw(GOOD[:-1]), SYNTAX),
    file("more after the end", raw(GOOD, "\n]"), SYNTAX),
    file("twice in one file", raw(GOOD, GOOD), SYNTAX),
    file("a comma too many", raw('{"schema": 1, "records": [],}'), SYNTAX, "第1行"),
    file("a comma too few", raw('{"schema": 1 "records": []}'), SYNTAX, "第14个字符"),
    file("a comment", raw('{"schema": 1, // 第一版\n"records": []}'), SYNTAX),
    file("single quotes", raw("{'schema': 1, 'records': []}"), SYNTAX),
    file("Chinese quotes", raw("{“schema”: 1, “records”: []}"), SYNTAX),
    file("a full-width colon", raw('{"schema"： 1, "records": []}'), SYNTAX),
    file("a full-width comma", raw('{"schema": 1， "records": []}'), SYNTAX),
    file("keys without quotes", raw("{schema: 1, records: []}"), SYNTAX),
    file("Python's None", raw('{"schema": 1, "as_of": None, "records": []}'), SYNTAX),
    file("JavaScript's undefined", raw('{"schema": 1, "as_of": undefined}'), SYNTAX),
    file("a plus sign", raw('{"schema": +1, "records": []}'), SYNTAX),
    file("a number that begins with nought", raw('{"schema": 01, "records": []}'), SYNTAX),
    file("a number that begins with a point", raw('{"schema": .1, "records": []}'), SYNTAX),
    file("a hexadecimal number", raw('{"schema": 0x1, "records": []}'), SYNTAX),
    file("a line break in a text", raw('{"schema": 1, "x": "一\n二"}'), SYNTAX),
    file("a tab in a text", raw('{"schema": 1, "x": "一\t二"}'), SYNTAX),
    file("an escape that is none", raw(r'{"schema": 1, "x": "\q"}'), SYNTAX),
    file("half of an escape", raw(r'{"schema": 1, "x": "\u12"}'), SYNTAX),
    file("a backslash at the end", raw('{"schema": 1, "x": "\\'), SYNTAX),
    file("a quote left open", raw('{"schema": 1, "records: []}'), SYNTAX),
    file("the mark of a conflict", raw("<<<<<<< HEAD\n", GOOD), SYNTAX, "第1行"),
    file("a web page", raw("<!doctype html><title>404</title>"), SYNTAX),
    file("a ledger by another name", raw("日期,学时\n2025-03-05,4\n"), SYNTAX),
    file("a workbook by another name", raw(b"PK\x03\x04\x14\x00\x06\x00"), SYNTAX),
    file("an old workbook by another name", raw(b"\xd0\xcf\x11\xe0"), "不是 UTF-8"),
    file("a list for a document", raw("[]"), "应当是一个对象"),
    file("a text for a document", raw('"history"'), "应当是一个对象"),
    file("null for a document", raw("null"), "应当是一个对象"),
    file("NaN for a document", raw("NaN"), "应当是一个对象"),
    whole(
        "a record for a document",
        "a.json",
        raw(json.dumps(dict(RECORD))),
        "：schema：",
        "缺少 schema",
    ),
]

SIZES = [
    file("thirty-one lists deep", raw("[" * 31 + "]" * 31), DEEP),
    file("a hundred thousand lists deep", lambda: raw("[" * 100_000 + "]" * 100_000)(), DEEP),
    file("a million lists, none closed", lambda: raw("[" * 1_000_000)(), MUCH),
    file("objects in objects", lambda: raw('{"a":' * 100_000 + "1" + "}" * 100_000)(), DEEP),
    file("deep in a record", partial(in_json, "records.1.topic", "[" * 500 + "]" * 500), DEEP),
    file("ten million brackets", lambda: raw("[]," * 4_000_000)(), MUCH, heavy=True),
    file("twenty-one million blanks", lambda: raw(" " * 21_000_000)(), MUCH, heavy=True),
    file("a million numbers", lambda: raw("[" + "1," * 1_000_000 + "1]")(), MUCH, heavy=True),
    file(
        "an open text of 10 MB",
        lambda: raw('{"schema": 1, "x": "', "x" * 10_000_000)(),
        SYNTAX,
        heavy=True,
    ),
    file(
        "an open text of 10 MB of escapes",
        lambda: raw('{"x": "', "\\n" * 5_000_000)(),
        SYNTAX,
        heavy=True,
    ),
    whole(
        "a topic of 10 MB",
        "a.json",
        lambda: in_json("records.1.topic", '"' + "x" * 10_000_000 + '"'),
        "第2条记录 records[1].topic：",
        "32767 个字符",
        heavy=True,
    ),
    whole(
        "a topic of 10 MB of Chinese",
        "a.json",
        lambda: in_json("records.1.topic", '"' + "长" * 3_300_000 + '"'),
        "第2条记录 records[1].topic：",
        "32767 个字符",
        heavy=True,
    ),
    whole(
        "a key of 10 MB",
        "a.json",
        lambda: in_json("records.1." + "k" * 10_000_000, "1"),
        "第2条记录 records[1].kkk",
        "没有这个项目",
        heavy=True,
    ),
    whole(
        "a number of 10 MB",
        "a.json",
        lambda: in_json("records.1.hours", "8" * 10_000_000),
        "第2条记录 records[1].hours：",
        "0 到 100000",
        heavy=True,
    ),
    whole(
        "thirty thousand records, each empty",
        "a.json",
        lambda: many("{}", 30_000),
        "records[0].start：",
        "缺少开始日期",
        heavy=True,
    ),
    whole(
        "a hundred thousand numbers for records",
        "a.json",
        lambda: many("1", 100_000),
        "：文件：",
        "后面的没有再看",
    ),
]

ALL = [*ENCODINGS, *SYNTAXES, *SIZES]
