"""Histories in which one value is wrong: what it is, path, JSON text, place, words of the error.

The second record, `records.1`, is the one that is changed; `-` removes a key.
"""

from tests.broken.making import Broken, json_value

NOT_A_DATE, ISO = "应当是日期", "不是写成 2025-03-05 样子的日期"
CALENDAR, AMOUNT, RANGE = "日历上没有", "应当是数字", "0 到 100000 之间"
ANSWER, FLAG, TEXT, UNKNOWN_KEY = "yes（是）", "true 或 false", "应当是文字", "没有这个项目"


def record(what: str, key: str, value: str, *words: str) -> Broken:
    """A value of the second record."""
    return json_value(what, f"records.1.{key}", value, f"第2条记录 records[1].{key}：", *words)


def person(what: str, key: str, value: str, *words: str) -> Broken:
    """A value of the person."""
    return json_value(what, f"person.{key}", value, f"：person.{key}：", *words)


def role(what: str, key: str, value: str, *words: str) -> Broken:
    """A value of the person's one office."""
    return json_value(what, f"person.roles.0.{key}", value, f"：person.roles[0].{key}：", *words)


DATES = [
    record("no start", "start", "-", "缺少开始日期"),
    record("a start of null", "start", "null", NOT_A_DATE),
    record("a start as a number", "start", "20250305", NOT_A_DATE),
    record("a start as a serial", "start", "45721", NOT_A_DATE),
    record("a start as true", "start", "true", NOT_A_DATE),
    record("a start as a list", "start", "[2025, 3, 5]", NOT_A_DATE),
    record("a start as an object", "start", '{"year": 2025}', NOT_A_DATE),
    record("an empty start", "start", '""', ISO),
    record("a start without zeros", "start", '"2025-3-5"', ISO),
    record("a start with slashes", "start", '"2025/03/05"', ISO),
    record("a compact start", "start", '"20250305"', ISO),
    record("a start in Chinese", "start", '"2025年3月5日"', ISO),
    record("a start with a time", "start", '"2025-03-05T00:00:00"', ISO),
    record("a start with a line break", "start", '"2025-03-05\\n"', ISO, "U+000A"),
    record("a start with blanks", "start", '" 2025-03-05"', ISO),
    record("a start in full width", "start", '"２０２５-０３-０５"', ISO),
    record("a start in Arabic-Indic digits", "start", '"٢٠٢٥-٠٣-٠٥"', ISO),
    record("a start in a week", "start", '"2025-W10-3"', ISO),
    record("a start of year 10000", "start", '"10000-01-01"', ISO),
    record("a start of year 0", "start", '"0000-01-01"', CALENDAR),
    record("29 February 1900", "start", '"1900-02-29"', CALENDAR),
    record("31 June", "start", '"2025-06-31"', CALENDAR),
    record("a month 13", "start", '"2025-13-01"', CALENDAR),
    record("an end before the start", "end", '"2025-03-04"', "早于开始日期"),
    record("an end of 30 February", "end", '"2025-02-30"', CALENDAR),
    record("an end as a number", "end", "7", NOT_A_DATE),
    record("an end of false", "end", "false", NOT_A_DATE),
    record("an end that is endless", "end", '"9999-12-32"', CALENDAR),
    record("an end with half of a character", "end", '"\\ud800"', ISO, "U+D800"),
    person("joined in a year", "joined", '"2001"', ISO),
    person("joined as a number", "joined", "2001", NOT_A_DATE),
    person("joined on no day", "joined", '"2001-02-29"', CALENDAR),
    json_value("as of today", "as_of", '"today"', "：as_of：", ISO),
    json_value("as of false", "as_of", "false", "：as_of：", NOT_A_DATE),
    json_value("as of 31 November", "as_of", '"2026-11-31"', "：as_of：", CALENDAR),
]

AMOUNTS = [
    record("hours in quotes", "hours", '"24"', AMOUNT),
    record("hours with their unit", "hours", '"24学时"', AMOUNT),
    record("hours of true", "hours", "true", AMOUNT),
    record("hours in a list", "hours", "[24]", AMOUNT),
    record("hours in an object", "hours", '{"low": 8}', AMOUNT),
    record("negative hours", "hours", "-24", "不能小于 0"),
    record("hours a little below nought", "hours", "-0.001", "不能小于 0"),
    record("NaN", "hours", "NaN", RANGE),
    record("Infinity", "hours", "Infinity", RANGE),
    record("-Infinity", "hours", "-Infinity", RANGE),
    record("1e999", "hours", "1e999", RANGE),
    record("1e-999", "hours", "1e-999", RANGE),
    record("-1e999", "hours", "-1e999", RANGE),
    record("an exponent of many digits", "hours", "1e99999999999999999999", RANGE),
    record("an exponent of a hundred thousand digits", "hours", "1e" + "9" * 100_000, RANGE),
    record("a hundred thousand digits", "hours", "9" * 100_000, RANGE),
    record("a hundred thousand decimals", "hours", "0." + "3" * 100_000, RANGE),
    record("more than any training", "hours", "100000.01", RANGE),
    record("days in quotes", "days", '"3"', AMOUNT),
    record("half a day in words", "days", '"半天"', AMOUNT),
    record("negative days", "days", "-3", "不能小于 0"),
    record("days of 1e25", "days", "1e25", RANGE),
    record("an empty text for days", "days", '""', AMOUNT),
    record("more theory than training", "theory_hours", "24.01", "多于"),
    record("negative theory", "theory_hours", "-1", "不能小于 0"),
    record("theory in quotes", "theory_hours", '"12"', AMOUNT),
    record("theory NaN", "theory_hours", "NaN", RANGE),
]

ANSWERS = [
    record("an answer in Chinese", "concentrated", '"是"', ANSWER),
    record("an answer of true", "concentrated", "true", ANSWER),
    record("an answer of null", "concentrated", "null", ANSWER),
    record("an answer of 1", "concentrated", "1", ANSWER),
    record("an answer in capitals", "off_job", '"YES"', ANSWER),
    record("an answer with a blank", "off_job", '"yes "', ANSWER),
    record("an empty answer", "off_job", '""', ANSWER),
    record("an answer in letters of another script", "county_level", '"уes"', ANSWER),
    record("an answer in a list", "county_level", '["yes"]', ANSWER),
    record("an answer in an object", "county_level", '{"yes": true}', ANSWER),
    record("theory maybe", "theory", '"maybe"', ANSWER),
    record("theory of NaN", "theory", "NaN", ANSWER),
    record("distinct in quotes", "distinct", '"false"', FLAG),
    record("distinct by number", "distinct", "0", FLAG),
    record("distinct of null", "distinct", "null", FLAG),
    person("infirm in Chinese", "infirm", '"是"', FLAG),
    person("infirm by number", "infirm", "1", FLAG),
    person("infirm of null", "infirm", "null", FLAG),
    person("military unknown", "military", '"unknown"', FLAG),
    person("military in a list", "military", "[]", FLAG),
    json_value(
        "theory denied, and theory hours",
        "records.1.theory",
        '"no"',
        "第2条记录 records[1].theory_hours：",
        "就应当是“是”",
    ),
    json_value(
        "theory unknown, and theory hours",
        "records.1.theory",
        "-",
        "第2条记录 records[1].theory_hours：",
        "就应当是“是”",
    ),
]

TEXTS = [
    record("a topic of null", "topic", "null", TEXT),
    record("a topic of a number", "topic", "19", TEXT),
    record("a topic in a list", "topic", '["党课"]', TEXT),
    record("a topic with a null character", "topic", '"党\\u0000课"', "U+0000"),
    record("a topic with half of a character", "topic", '"党\\udc00课"', "U+DC00"),
    record("a topic with a terminal's colours", "topic", '"\\u001b[31m党课"', "U+001B"),
    record("a topic with a code that is no character", "topic", '"党\\uffff"', "U+FFFF"),
    record("a topic longer than a cell", "topic", '"' + "长" * 32_768 + '"', "32767 个字符"),
    record("an organiser of false", "organiser", "false", TEXT),
    record("an organiser in an object", "organiser", '{"name": "县委"}', TEXT),
    record("an organiser with the delete character", "organiser", '"县委\\u007f"', "U+007F"),
]

KEYS = [
    record("a key that no history has", "teacher", '"张三"', UNKNOWN_KEY),
    record("a key in Chinese", "学时", "24", UNKNOWN_KEY),
    record("a key in capitals", "Hours", "24", UNKNOWN_KEY),
    record("a key with a blank", "hours ", "24", UNKNOWN_KEY),
    json_value("an empty key", "records.1.", "24", '第2条记录 records[1].""：', UNKNOWN_KEY),
    record("a key of a prototype", "__proto__", "{}", UNKNOWN_KEY),
    json_value(
        "a key with a line break",
        "records.1.a\nb",
        "1",
        "第2条记录 records[1].aU+000Ab：",
        UNKNOWN_KEY,
    ),
    json_value(
        "a key of a hundred thousand characters",
        "records.1." + "k" * 100_000,
        "1",
        "第2条记录 records[1].kkkkkkkkkkkkkkkkkkkkkkkk…：",
        UNKNOWN_KEY,
    ),
    json_value("a person's unknown key", "person.name", '"张三"', "：person.name：", UNKNOWN_KEY),
    json_value("an unknown key outermost", "version", "2", "：version：", UNKNOWN_KEY),
    json_value("records by another name", "Records", "[]", "：Records：", UNKNOWN_KEY),
    json_value(
        "an office's unknown key",
        "person.roles.0.title",
        '"书记"',
        "：person.roles[0].title：",
        UNKNOWN_KEY,
    ),
    json_value(
        "a key twice",
        "records.1.topic",
        '"一", "topic": "二"',
        "第2条记录 records[1].topic：",
        "出现了两次",
    ),
    json_value(
        "a person's key twice",
        "person.infirm",
        'false, "infirm": true',
        "：person.infirm：",
        "出现了两次",
    ),
    json_value("records twice", "as_of", 'null, "records": []', "：records：", "出现了两次"),
]

SHAPES = [
    json_value("no schema", "schema", "-", "：schema：", "缺少 schema"),
    json_value("schema 2", "schema", "2", "：schema：", "只认识"),
    json_value("schema in quotes", "schema", '"1"', "：schema：", "只认识"),
    json_value("schema true", "schema", "true", "：schema：", "只认识"),
    json_value("schema null", "schema", "null", "：schema：", "只认识"),
    json_value("schema NaN", "schema", "NaN", "：schema：", "只认识"),
    json_value("no records", "records", "-", "：records：", "缺少培训记录"),
    json_value("records null", "records", "null", "：records：", "应当是一个列表"),
    json_value("records in an object", "records", '{"0": {}}', "：records：", "应当是一个列表"),
    json_value("records in a text", "records", '"[]"', "：records：", "应当是一个列表"),
    json_value("a record null", "records.1", "null", "records[1]：", "应当是一个对象"),
    json_value("a record in a list", "records.1", "[]", "records[1]：", "应当是一个对象"),
    json_value("a record as text", "records.1", '"党课"', "records[1]：", "应当是一个对象"),
    json_value("a record as a number", "records.1", "4", "records[1]：", "应当是一个对象"),
    json_value("an empty record", "records.1", "{}", "records[1].start：", "缺少开始日期"),
    json_value(
        "a record without amounts",
        "records.1",
        '{"start": "2025-03-05"}',
        "records[1].hours：",
        "至少要填一项",
    ),
    json_value(
        "a record with amounts of null",
        "records.1",
        '{"start": "2025-03-05", "days": null, "hours": null}',
        "records[1].hours：",
        "至少要填一项",
    ),
    json_value("a person null", "person", "null", "：person：", "应当是一个对象"),
    json_value("a person in a list", "person", "[]", "：person：", "应当是一个对象"),
    json_value("a person as text", "person", '"张三"', "：person：", "应当是一个对象"),
    person("offices null", "roles", "null", "应当是一个列表"),
    person("offices in an object", "roles", '{"role": "cadre"}', "应当是一个列表"),
    person("offices as text", "roles", '"secretary"', "应当是一个列表"),
    json_value(
        "an office as text", "person.roles.0", '"cadre"', "：person.roles[0]：", "应当是一个对象"
    ),
    role("no office", "role", "-", "缺少身份"),
    role("an office of null", "role", "null", "secretary（"),
    role("an office in Chinese", "role", '"书记"', "secretary（"),
    role("an office in capitals", "role", '"Secretary"', "secretary（"),
    role("an office of a number", "role", "1", "secretary（"),
    role("an office's start in words", "start", '"去年"', ISO),
    role("an office's end on no day", "end", '"2025-06-31"', CALENDAR),
    role("an office's end before its start", "end", '"2023-12-31"', "早于开始日期"),
]

ALL = [*DATES, *AMOUNTS, *ANSWERS, *TEXTS, *KEYS, *SHAPES]
