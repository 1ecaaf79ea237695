"""Cells of a workbook that cannot be read: what it is, column, XML, words of the error.

`{place}` stands for the cell's address.
"""

from tests.broken.csv_cells import (
    AMOUNT,
    ANSWER,
    AS_OF,
    BRANCH,
    CONCENTRATED,
    COUNTY,
    DAYS,
    DISTINCT,
    END,
    HOURS,
    INFIRM,
    JOINED,
    MILITARY,
    NAME,
    OFF_JOB,
    ORGANISER,
    READ,
    ROLES,
    START,
    THEORY,
    THEORY_HOURS,
    TOPIC,
)
from tests.broken.making import DATE_STYLES, xlsx_cell

NO_RESULT = "没有存它的结果"


def number(value: str, style: str = "") -> str:
    """A number, in one of the number formats."""
    return f'<c r="{{place}}" s="{DATE_STYLES.get(style, 0)}"><v>{value}</v></c>'


def typed(kind: str, value: str) -> str:
    """A value of some type."""
    return f'<c r="{{place}}" t="{kind}"><v>{value}</v></c>'


def formula(result: str, kind: str = "n", content: str = "A1") -> str:
    """A formula and what was saved of its result."""
    return f'<c r="{{place}}" t="{kind}"><f>{content}</f>{result}</c>'


def inside(xml: str) -> str:
    """Text as it stands in the cell itself."""
    return f'<c r="{{place}}" t="inlineStr">{xml}</c>'


FORMULAS = [
    xlsx_cell("a formula never computed", HOURS, formula("", content="2*4"), NO_RESULT),
    xlsx_cell("a formula whose result is empty", HOURS, formula("<v></v>"), NO_RESULT),
    xlsx_cell("a date by formula, never computed", START, formula("<v/>"), NO_RESULT),
    xlsx_cell("an end by formula, never computed", END, formula(""), NO_RESULT),
    xlsx_cell("an answer by formula, never computed", OFF_JOB, formula("", "str"), NO_RESULT),
    xlsx_cell("a name by formula, never computed", NAME, formula(""), NO_RESULT),
    xlsx_cell("a topic by formula, never computed", TOPIC, formula(""), NO_RESULT),
    xlsx_cell("an office by formula, never computed", ROLES, formula(""), NO_RESULT),
    xlsx_cell(
        "a shared formula without result",
        DAYS,
        '<c r="{place}"><f t="shared" si="0"/></c>',
        NO_RESULT,
    ),
    xlsx_cell(
        "an array formula without result",
        THEORY_HOURS,
        '<c r="{place}"><f t="array" ref="P3:P9">P2</f></c>',
        NO_RESULT,
    ),
    xlsx_cell(
        "a data table without result",
        JOINED,
        '<c r="{place}"><f t="dataTable" r1="A1"/></c>',
        NO_RESULT,
    ),
    xlsx_cell(
        "a formula that counts the text it finds",
        HOURS,
        formula("<v>若干</v>", "str", "[1]Sheet1!A1"),
        AMOUNT,
    ),
    xlsx_cell("a formula that gives empty text", START, formula("<v></v>", "str"), "缺少日期"),
    xlsx_cell("a formula that gives a falsehood", HOURS, formula("<v>0</v>", "b"), "应当是数量"),
    xlsx_cell("a formula to another file, lost", HOURS, formula("<v>#REF!</v>", "e"), "#REF!"),
]

ERRORS = [
    xlsx_cell("not available", HOURS, typed("e", "#N/A"), "错误值 #N/A"),
    xlsx_cell("no value", START, typed("e", "#VALUE!"), "错误值 #VALUE!"),
    xlsx_cell("no such cell", THEORY, typed("e", "#REF!"), "错误值 #REF!"),
    xlsx_cell("no such name", OFF_JOB, typed("e", "#NAME?"), "错误值 #NAME?"),
    xlsx_cell("divided by zero", DAYS, typed("e", "#DIV/0!"), "错误值 #DIV/0!"),
    xlsx_cell("no such number", THEORY_HOURS, typed("e", "#NUM!"), "错误值 #NUM!"),
    xlsx_cell("no intersection", TOPIC, typed("e", "#NULL!"), "错误值 #NULL!"),
    xlsx_cell("spilled over", NAME, typed("e", "#SPILL!"), "错误值 #SPILL!"),
    xlsx_cell("still fetching", BRANCH, typed("e", "#GETTING_DATA"), "#GETTING_DATA"),
    xlsx_cell("an error of times to come", ORGANISER, typed("e", "#FUTURE!"), "#FUTURE!"),
    xlsx_cell("an error without its sign", ROLES, typed("e", "7"), "错误值 7"),
    xlsx_cell("an error value as text", CONCENTRATED, inside("<is><t>#N/A</t></is>"), "#N/A"),
    xlsx_cell("an error in 截至日期", AS_OF, typed("e", "#VALUE!"), "错误值"),
    xlsx_cell("an error in 入党日期", JOINED, typed("e", "#N/A"), "错误值"),
    xlsx_cell("an error in 结束日期", END, typed("e", "#N/A"), "错误值"),
    xlsx_cell("an error in 不是重复", DISTINCT, typed("e", "#N/A"), "错误值"),
]

NUMBERS = [
    xlsx_cell("a day of 1900 before March", START, number("59", "2024-3-5"), "不是 1900-03-01"),
    xlsx_cell("29 February 1900", START, number("60", "2024-3-5"), "不是 1900-03-01"),
    xlsx_cell("0 January 1900", START, number("0", "2024-3-5"), "不是 1900-03-01"),
    xlsx_cell("a negative date", START, number("-1", "2024-3-5"), "不是 1900-03-01"),
    xlsx_cell("a date after 9999", END, number("2958466", "2024-3-5"), "到 9999-12-31"),
    xlsx_cell("a date of 1e999", START, number("1e999", "2024-3-5"), "inf"),
    xlsx_cell("a time of day", START, number("0.375", "时刻"), "只显示时刻"),
    xlsx_cell("a date shown as a time of day", START, number("45721.4", "时刻"), "只显示时刻"),
    xlsx_cell("a date shown as year and month", START, number("45717", "年月"), "年月"),
    xlsx_cell("a date shown as a weekday", START, number("45721", "星期"), "星期"),
    xlsx_cell("joined, shown as year and month", JOINED, number("37073", "年月"), "年月"),
    xlsx_cell("a duration", HOURS, number("0.3333", "小时"), "时刻"),
    xlsx_cell("a date for an amount", HOURS, number("45720", "2024-3-5"), "应当是数量"),
    xlsx_cell("8 in a column of dates", HOURS, number("8", "2024-3-5"), "“8”的格式是日期"),
    xlsx_cell("a date in the numbering of WPS", HOURS, number("45720", "31"), "应当是数量"),
    xlsx_cell("a percentage for an amount", THEORY_HOURS, number("0.5", "百分比"), "百分比"),
    xlsx_cell("a percentage for an answer", THEORY, number("1", "百分比"), "百分比"),
    xlsx_cell("days in the column of hours", HOURS, number("2", "天"), "数量却不同"),
    xlsx_cell("theory hours that show days", THEORY_HOURS, number("2", "天"), "不是天"),
    xlsx_cell("an amount that shows 约", HOURS, number("24", "约"), AMOUNT, "约24"),
    xlsx_cell("an amount that shows nothing", HOURS, number("24", "不显示"), "显示不出来"),
    xlsx_cell("a negative amount", HOURS, number("-24"), AMOUNT),
    xlsx_cell("1e999", HOURS, number("1e999"), AMOUNT, "inf"),
    xlsx_cell("minus 1e999", DAYS, number("-1E999"), AMOUNT),
    xlsx_cell("1e300", HOURS, number("1e300"), AMOUNT),
    xlsx_cell("smaller than any clock", HOURS, number("1E-300"), AMOUNT),
    xlsx_cell("nan", HOURS, number("nan"), "却不是数字"),
    xlsx_cell("inf", HOURS, number("inf"), "却不是数字"),
    xlsx_cell("text marked as a number", HOURS, number("八"), "却不是数字"),
    xlsx_cell("an underscore", HOURS, number("1_0"), "却不是数字"),
    xlsx_cell("a blank within a number", HOURS, number("1 0"), "却不是数字"),
    xlsx_cell("a thousand digits", HOURS, number("9" * 1000), "却不是数字"),
    xlsx_cell("three hundred digits", HOURS, number("9" * 300), AMOUNT),
    xlsx_cell("an exponent of a thousand digits", HOURS, number("1e" + "9" * 1000), "却不是数字"),
    xlsx_cell("Arabic-Indic digits", HOURS, number("٨"), "却不是数字"),
    xlsx_cell("more than any training", HOURS, number("100001"), "0 到 100000"),
    xlsx_cell("a year in a column of dates", START, number("2025"), "不是日期"),
    xlsx_cell("year and month in a column of dates", START, number("202503"), "不是日期"),
    xlsx_cell("a compact date that no calendar has", START, number("20250230"), "日历上没有"),
    xlsx_cell("a date with a point", START, number("2025.35"), "不是日期"),
    xlsx_cell("a date as months and days", START, number("3.5"), "不是日期"),
    xlsx_cell("a number for an answer", OFF_JOB, number("1"), ANSWER),
    xlsx_cell("a number for an office", ROLES, number("3"), "认不出"),
    xlsx_cell("a date for an answer", COUNTY, number("45721", "2024-3-5"), ANSWER),
    xlsx_cell("a number for an infirmity", INFIRM, number("82"), ANSWER),
]

TYPES = [
    xlsx_cell("true for an amount", HOURS, typed("b", "1"), "应当是数量"),
    xlsx_cell("true for a date", START, typed("b", "1"), "应当是日期"),
    xlsx_cell("false for an office", ROLES, typed("b", "0"), "认不出"),
    xlsx_cell("neither true nor false", OFF_JOB, typed("b", "2"), "不是 TRUE 或 FALSE"),
    xlsx_cell("a truth of many digits", MILITARY, typed("b", "1" * 5000), "不是 TRUE"),
    xlsx_cell("an ISO date that is none", START, typed("d", "2025-02-30"), "却不是日期"),
    xlsx_cell("an ISO time only", START, typed("d", "T09:30:00"), "却不是日期"),
    xlsx_cell("an ISO duration", START, typed("d", "PT8H"), "却不是日期"),
    xlsx_cell("an ISO date for an amount", HOURS, typed("d", "2025-03-05"), "应当是数量"),
    xlsx_cell("a type that Excel has not", TOPIC, typed("x", "党课"), "类型认不出"),
    xlsx_cell("an empty type", TOPIC, typed("", "党课"), "类型认不出"),
    xlsx_cell("a shared text that is not there", TOPIC, typed("s", "1"), "找不到"),
    xlsx_cell("a shared text numbered -1", TOPIC, typed("s", "-1"), "找不到"),
    xlsx_cell("a shared text numbered in letters", NAME, typed("s", "x"), "找不到"),
    xlsx_cell("a shared text of a huge number", TOPIC, typed("s", "9" * 4000), "找不到"),
    xlsx_cell("shared text for a date", START, typed("s", "0"), READ, "党课"),
    xlsx_cell("shared text for an amount", HOURS, typed("s", "0"), AMOUNT),
    xlsx_cell("shared text for an answer", THEORY, typed("s", "0"), ANSWER),
]

TEXTS = [
    xlsx_cell(
        "rich text whose parts make no date",
        START,
        inside("<is><r><t>2025-03</t></r><r><rPr><b/></rPr><t>-35</t></r></is>"),
        "日历上没有",
    ),
    xlsx_cell(
        "a superscript in rich text",
        HOURS,
        inside("<is><r><t>8</t></r><r><t>学时注1</t></r></is>"),
        AMOUNT,
        "8学时注1",
    ),
    xlsx_cell(
        "a phonetic guide only",
        START,
        inside("<is><rPh sb='0' eb='1'><t>2025-03-05</t></rPh></is>"),
        "缺少日期",
    ),
    xlsx_cell(
        "an escaped control character", TOPIC, inside("<is><t>党_x0007_课</t></is>"), "U+0007"
    ),
    xlsx_cell(
        "an escaped half of a character", NAME, inside("<is><t>张_xD800_</t></is>"), "U+D800"
    ),
    xlsx_cell(
        "an escaped null character", BRANCH, inside("<is><t>一_x0000_支部</t></is>"), "U+0000"
    ),
    xlsx_cell(
        "an escaped line break in a date", START, inside("<is><t>2025-03_x000D_-05</t></is>"), READ
    ),
    xlsx_cell(
        "an amount with its unit in English", HOURS, inside("<is><t>8 hours</t></is>"), AMOUNT
    ),
    xlsx_cell("text in a value", HOURS, typed("str", "若干"), AMOUNT),
    xlsx_cell("a number kept as text, with a comma", HOURS, typed("str", "1,024"), AMOUNT),
    xlsx_cell("a date kept as text, American", START, typed("str", "3/5/2025"), READ),
    xlsx_cell("an apostrophe kept in the text", HOURS, typed("str", "'8"), AMOUNT),
    xlsx_cell("a topic longer than a cell", TOPIC, typed("str", "长" * 32_768), "32767 个字符"),
    xlsx_cell("blanks longer than a cell", TOPIC, typed("str", " " * 40_000 + "4"), "32767"),
    xlsx_cell("a number longer than a cell", HOURS, number("1" * 40_000), "32767"),
    xlsx_cell("an answer in another script", OFF_JOB, inside("<is><t>ДА</t></is>"), ANSWER),
    xlsx_cell(
        "a yes with a mark within", CONCENTRATED, inside("<is><t>是&#x200B;</t></is>"), "U+200B"
    ),
]

ALL = [*FORMULAS, *ERRORS, *NUMBERS, *TYPES, *TEXTS]
