"""CSV ledgers broken as files: encodings, quotes, shifted rows, cut ends, headings, sizes."""

from functools import partial

from tests.broken.making import Broken, csv_text, in_csv, lines, whole

WHOLE, NO_HEADING = "：文件：", "没有找到表头"
SHORT = "日期,主题,学时\r\n2025-03-05,党课,4\r\n"


def text(content: str, encoding: str = "utf-8") -> partial[bytes]:
    """The maker of a file with just this text."""
    return partial(content.encode, encoding, "surrogatepass")


def raw(*pieces: bytes | str) -> partial[bytes]:
    """The maker of a file with just these bytes."""
    return partial(
        b"".join, [piece.encode() if isinstance(piece, str) else piece for piece in pieces]
    )


def sound(extra: str = "") -> str:
    """A sound ledger, and more text below it."""
    return csv_text(lines()) + extra


def headed(**heading: str) -> partial[bytes]:
    """The maker of a sound ledger with some of its headings changed."""
    return text(csv_text(lines(heading=heading)))


def many_rows() -> bytes:
    """Twenty thousand rows, the last of which is broken."""
    return (SHORT + "2025-03-05,党课,4\r\n" * 20_000 + "2025-03-05,党课,若干\r\n").encode()


def many_mistakes() -> bytes:
    """Five thousand rows, each of them broken."""
    return (SHORT + "2025-02-30,党课,若干\r\n" * 5000).encode()


ENCODINGS = [
    whole("UTF-16 with its mark, little-endian", "a.csv", text(SHORT, "utf-16"), WHOLE, "UTF-16"),
    whole(
        "UTF-16, big-endian", "a.csv", raw(b"\xfe\xff", SHORT.encode("utf-16-be")), WHOLE, "UTF-16"
    ),
    whole("UTF-16 without a mark", "a.csv", text(SHORT, "utf-16-le"), WHOLE, "UTF-16"),
    whole("UTF-16, big-endian, without a mark", "a.csv", text(SHORT, "utf-16-be"), WHOLE, "UTF-16"),
    whole("Big5", "a.csv", text("開始日期,學時\r\n2025-03-05,4\r\n", "big5"), WHOLE, NO_HEADING),
    whole(
        "Shift JIS", "a.csv", text("日期,学時\r\n2025-03-05,4\r\n", "shift-jis"), WHOLE, NO_HEADING
    ),
    whole(
        "UTF-8 read as Latin-1 and saved",
        "a.csv",
        text(SHORT.encode().decode("latin-1")),
        WHOLE,
        NO_HEADING,
    ),
    whole(
        "GBK read as Latin-1 and saved",
        "a.csv",
        text(SHORT.encode("gbk").decode("latin-1")),
        WHOLE,
        NO_HEADING,
    ),
    whole(
        "every Chinese character lost to ?",
        "a.csv",
        partial(SHORT.encode, "ascii", "replace"),
        WHOLE,
        NO_HEADING,
    ),
    whole(
        "one byte of UTF-8 flipped",
        "a.csv",
        raw(SHORT, "2025-03-05,党", b"\xe8\xff\xbe", ",4"),
        "第3行“B 列”",
        "既不是 UTF-8 也不是 GBK",
    ),
    whole(
        "UTF-8 with a mark, then a broken byte",
        "a.csv",
        raw(b"\xef\xbb\xbf", SHORT, "2025-03-05,", b"\xff", ",4\r\n"),
        "第3行“B 列”",
        "UTF-8",
    ),
    whole(
        "UTF-8 cut within a character",
        "a.csv",
        raw(SHORT, "2025-03-05,党", b"\xe8\xaf"),
        "第3行“B 列”",
        "UTF-8",
    ),
    whole(
        "a row of GBK pasted into UTF-8",
        "a.csv",
        raw(SHORT, "2025-03-06,党课,4学时\r\n".encode("gbk")),
        "第3行“B 列”",
        "UTF-8",
    ),
    whole(
        "a row of UTF-8 pasted into GBK, cut",
        "a.csv",
        raw(SHORT.encode("gbk"), "2025-03-06,党课", b"\xff\xff", ",4\r\n"),
        "第3行“B 列”",
        "GBK",
    ),
    whole(
        "GBK cut within a character",
        "a.csv",
        raw(SHORT.encode("gbk"), "2025-03-05,党".encode("gbk"), b"\xbf"),
        "第3行“B 列”",
        "GBK",
    ),
    whole(
        "a broken byte in the heading",
        "a.csv",
        raw("日期,学", b"\xff\xff", ",天数\r\n"),
        "第1行“B 列”",
        "GBK",
    ),
    whole(
        "surrogates in UTF-8",
        "a.csv",
        text(SHORT + "2025-03-05,\ud800,4\r\n"),
        "第3行“B 列”",
        "UTF-8",
    ),
    whole(
        "an overlong slash",
        "a.csv",
        raw(SHORT, "2025", b"\xc0\xaf", "3-5,党课,4\r\n"),
        "第3行“A 列”",
        "UTF-8",
    ),
    whole(
        "a null character", "a.csv", raw(SHORT, "2025-03-05,党课,4\0\r\n"), "第3行“C 列”", "空字符"
    ),
    whole(
        "null characters at the end, as a power cut leaves",
        "a.csv",
        raw(SHORT, b"\0" * 4096),
        "第3行“A 列”",
        "空字符",
    ),
    whole("null characters only", "a.csv", raw(b"\0" * 4096), "第1行“A 列”", "空字符"),
    whole("random bytes", "a.csv", raw(bytes(range(254, 127, -1)) * 8), "第1行“A 列”", "GBK"),
]

KINDS = [
    whole("empty", "a.csv", raw(b""), WHOLE, NO_HEADING),
    whole("a byte order mark only", "a.csv", raw(b"\xef\xbb\xbf"), WHOLE, NO_HEADING),
    whole("line ends only", "a.csv", raw(b"\r\n" * 30), WHOLE, NO_HEADING),
    whole("a workbook by another name", "a.csv", raw(b"PK\x03\x04", b"\0" * 60), WHOLE, ".xlsx"),
    whole(
        "an old workbook by another name",
        "a.csv",
        raw(b"\xd0\xcf\x11\xe0\xa1\xb1", b"\0" * 60),
        WHOLE,
        ".xls",
    ),
    whole("a PDF by another name", "a.csv", raw(b"%PDF-1.7\n"), WHOLE, "PDF"),
    whole(
        "a web page by another name",
        "a.csv",
        raw("<html><table><tr><td>日期</td></tr>"),
        WHOLE,
        NO_HEADING,
    ),
    whole("JSON by another name", "a.csv", raw('{"schema": 1, "records": []}'), WHOLE, NO_HEADING),
    whole("a letter", "a.txt", raw("各位同志：\n请于本周五前报送培训台账。\n"), WHOLE, NO_HEADING),
    whole("an old workbook", "a.xls", raw(b"\xd0\xcf\x11\xe0"), WHOLE, "另存为 .xlsx"),
    whole("a workbook with macros", "a.xlsm", raw(b"PK"), WHOLE, "另存为 .xlsx"),
    whole("a workbook of WPS", "a.et", raw(b"\xd0\xcf\x11\xe0"), WHOLE, "另存为 .xlsx"),
    whole("a spreadsheet of LibreOffice", "a.ods", raw(b"PK"), WHOLE, "另存为 .xlsx"),
    whole("a document", "a.docx", raw(b"PK"), WHOLE, "不是能读的文件"),
    whole("a picture", "台账.jpg", raw(b"\xff\xd8\xff"), WHOLE, "不是能读的文件"),
    whole("no extension", "台账", raw(SHORT), WHOLE, "不是能读的文件"),
]

QUOTES = [
    whole(
        "a quote left open",
        "a.csv",
        text(SHORT + '2025-03-05,"党课,4\r\n' + sound()),
        "第3行“主题”",
        "引号没有成对",
    ),
    whole(
        "a quote left open in the last cell",
        "a.csv",
        text(SHORT + '2025-03-05,党课,"4'),
        "第3行“学时”",
        "引号没有成对",
    ),
    whole(
        "a quote left open in the heading",
        "a.csv",
        text('日期,"主题,学时\r\n2025-03-05,a,4'),
        "第1行“B 列”",
        "引号没有成对",
    ),
    whole(
        "text after a closing quote",
        "a.csv",
        text(SHORT + '2025-03-05,"党"课,4\r\n'),
        "第3行“主题”",
        "引号没有成对",
    ),
    whole(
        "a quoted quote not doubled",
        "a.csv",
        text(SHORT + '2025-03-05,"学"习"课",4\r\n'),
        "第3行“主题”",
        "引号没有成对",
    ),
    whole(
        "a blank between comma and quote",
        "a.csv",
        text(SHORT + '2025-03-05, "党课,一",4\r\n'),
        "第3行“学时”",
        "比表头多出 1 格",
    ),
    whole(
        "an unquoted comma in a topic",
        "a.csv",
        text(SHORT + "2025-03-05,党课,第一讲,4\r\n"),
        "第3行“学时”",
        "比表头多出 1 格",
    ),
    whole(
        "two unquoted commas",
        "a.csv",
        text(SHORT + "2025-03-05,一,二,三,4\r\n"),
        "第3行“学时”",
        "比表头多出 2 格",
    ),
    whole(
        "a decimal comma, unquoted",
        "a.csv",
        text(SHORT + "2025-03-05,党课,1,5\r\n"),
        "第3行“学时”",
        "比表头多出 1 格",
    ),
    whole(
        "two rows in one line",
        "a.csv",
        text(SHORT + "2025-03-05,一,4,2025-03-06,二,4\r\n"),
        "第3行“学时”",
        "比表头多出 3 格",
    ),
    whole(
        "tabs in a file of commas",
        "a.csv",
        text(SHORT + "2025-03-05\t党课\t4\r\n"),
        "第3行“日期”",
        "读不出日期",
    ),
    whole(
        "semicolons in a file of commas",
        "a.csv",
        text(SHORT + "2025-03-05;党课;4\r\n"),
        "第3行“日期”",
        "读不出日期",
    ),
    whole("full-width commas", "a.csv", text(SHORT.replace(",", "，")), WHOLE, NO_HEADING),
    whole("bars between the cells", "a.csv", text(SHORT.replace(",", "|")), WHOLE, NO_HEADING),
    whole("blanks between the cells", "a.csv", text(SHORT.replace(",", "    ")), WHOLE, NO_HEADING),
]

ENDS = [
    whole(
        "cut within a row",
        "a.csv",
        text(SHORT + "2025-03-05,党"),
        "第3行“主题”",
        "可能没有下载完整",
    ),
    whole("cut after a date", "a.csv", text(SHORT + "2025-03-0"), "第3行“日期”", "没有下载完整"),
    whole(
        "cut within an answer's row",
        "a.csv",
        text("日期,学时,是否集中学习\n2025-03-05,16,是\n2025-03-06,1"),
        "第3行“学时”",
        "没有下载完整",
    ),
    whole(
        "cut, with old line ends",
        "a.csv",
        text("日期,学时,主题\r2025-03-05,4,a\r2025-03-06,4"),
        "第3行“学时”",
        "没有下载完整",
    ),
    whole(
        "a row of the next page's heading",
        "a.csv",
        text(SHORT + SHORT),
        "第3行“日期”",
        "读不出日期",
    ),
    whole("a row of totals", "a.csv", text(SHORT + "合计,,4\r\n"), "第3行“日期”", "读不出日期"),
    whole(
        "a row of totals without a word",
        "a.csv",
        text(SHORT + ",,4\r\n"),
        "第3行“日期”",
        "缺少日期",
    ),
    whole(
        "a note below",
        "a.csv",
        text(SHORT + "注：学时由支部核定,,\r\n"),
        "第3行“日期”",
        "读不出日期",
    ),
    whole(
        "the signature below",
        "a.csv",
        text(SHORT + ",填表人：张三,\r\n"),
        "第3行“学时”",
        "至少要填一项",
    ),
    whole(
        "a unit row below the heading",
        "a.csv",
        text("日期,主题,学时\n（年月日）,,（个）\n"),
        "第2行“学时”",
        "读不出数量",
    ),
    whole(
        "the mark of a conflict of versions",
        "a.csv",
        text(SHORT + "<<<<<<< HEAD\r\n"),
        "第3行“日期”",
        "读不出日期",
    ),
    whole(
        "a row after empty ones",
        "a.csv",
        text(SHORT + ",,\r\n" * 3 + "某日,党课,4\r\n"),
        "第6行“日期”",
        "读不出日期",
    ),
    whole(
        "a row after one with line breaks",
        "a.csv",
        text(SHORT + '2025-03-05,"党\r\n课",4\r\n某日,党课,4\r\n'),
        "第4行“日期”",
        "读不出日期",
    ),
    whole(
        "an amount that is nowhere",
        "a.csv",
        text(SHORT + "2025-03-05,党课,\r\n"),
        "第3行“学时”",
        "至少要填一项",
    ),
]

DATES = [
    whole(
        "a range and an end besides",
        "a.csv",
        partial(in_csv, "开始日期", "2025.3.5-3.9"),
        "第3行“结束日期”",
        "结束日期就不要再填",
    ),
    whole("no year in a row", "a.csv", text(SHORT + "3.5,党课,4\r\n"), "第3行“日期”", "没有写年份"),
    whole(
        "no year in a range",
        "a.csv",
        text(SHORT + "3月5日至3月7日,党课,4\r\n"),
        "第3行“日期”",
        "没有写年份",
    ),
    whole(
        "a range over New Year with one year",
        "a.csv",
        text(SHORT + "2024.12.30-1.2,课,4\r\n"),
        "第3行“日期”",
        "早于开始日期",
    ),
    whole(
        "a range to a day that is none",
        "a.csv",
        text(SHORT + "2025年4月28日至31日,课,4\r\n"),
        "第3行“日期”",
        "日历上没有",
    ),
    whole(
        "a start without a year before an end of the next one",
        "a.csv",
        text("日期,结束日期,学时\r\n12.30,2025.1.2,4\r\n"),
        "第2行“结束日期”",
        "早于开始日期",
    ),
]

HEADINGS = [
    whole("no heading", "a.csv", text("2025-03-05,党课,4\r\n"), WHOLE, NO_HEADING),
    whole("no column for dates", "a.csv", headed(开始日期="序号"), WHOLE, NO_HEADING),
    whole("no column for amounts", "a.csv", headed(天数="甲", 学时="乙"), WHOLE, NO_HEADING),
    whole(
        "a heading below ten rows of titles",
        "a.csv",
        text("某某支部\r\n" * 10 + SHORT),
        WHOLE,
        NO_HEADING,
    ),
    whole(
        "rows and columns swapped",
        "a.csv",
        text("日期,2025-03-05\r\n学时,4\r\n"),
        WHOLE,
        NO_HEADING,
    ),
    whole("a column twice", "a.csv", headed(备注="学时"), "“学时”", "都像是“学时”", "T 列"),
    whole(
        "a column twice, by two names",
        "a.csv",
        headed(备注="培训时间"),
        "“培训时间”",
        "都像是“开始日期”",
        "H 列",
    ),
    whole(
        "a column twice, with a remark",
        "a.csv",
        headed(备注="学时（个）"),
        "“学时(个)”",
        "都像是“学时”",
    ),
    whole(
        "a person's column twice", "a.csv", headed(备注="党内职务"), "“党内职务”", "都像是“身份”"
    ),
    whole("a name twice", "a.csv", headed(备注="党员姓名"), "“党员姓名”", "都像是“姓名”"),
    whole("a heading that is an error value", "a.csv", headed(开始日期="#REF!"), WHOLE, NO_HEADING),
    whole(
        "two people in one history",
        "a.csv",
        text(csv_text(lines({"姓名": "李四"}))),
        WHOLE,
        "2 个人",
    ),
    whole(
        "two branches in one history",
        "a.csv",
        text(csv_text(lines({"支部名称": "第二党支部"}))),
        WHOLE,
        "2 个人",
    ),
]

SIZES = [
    whole(
        "twenty thousand commas",
        "a.csv",
        text(SHORT + "," * 20_000),
        "第3行“XFE 列”",
        "20001 格",
    ),
    whole(
        "a cell of 10 MB",
        "a.csv",
        lambda: in_csv("主题", "x" * 10_000_000),
        "第3行“主题”",
        "32767 个字符",
        heavy=True,
    ),
    whole(
        "a cell of 10 MB of Chinese",
        "a.csv",
        lambda: in_csv("主题", "长" * 3_500_000),
        "第3行“主题”",
        "32767 个字符",
        heavy=True,
    ),
    whole(
        "a date of 10 MB",
        "a.csv",
        lambda: in_csv("开始日期", "2" * 10_000_000),
        "第3行“开始日期”",
        "32767 个字符",
        heavy=True,
    ),
    whole(
        "an answer of 100 KB",
        "a.csv",
        lambda: in_csv("是否脱产", "是" * 100_000),
        "第3行“是否脱产”",
        "32767 个字符",
    ),
    whole(
        "a cell of 10 MB of quotes",
        "a.csv",
        lambda: in_csv("主题", '"' * 5_000_000),
        "第3行“主题”",
        "32767 个字符",
        heavy=True,
    ),
    whole(
        "a heading of 10 MB",
        "a.csv",
        lambda: text("日期,学时," + "长" * 3_500_000)(),
        "第1行“C 列”",
        "32767 个字符",
        heavy=True,
    ),
    whole(
        "10 MB of commas",
        "a.csv",
        lambda: text(SHORT + "," * 10_000_000)(),
        "第3行“XFE 列”",
        "格",
        heavy=True,
    ),
    whole(
        "10 MB of commas for a heading",
        "a.csv",
        lambda: text("," * 10_000_000)(),
        "第1行“XFE 列”",
        "格",
        heavy=True,
    ),
    whole(
        "10 MB of line ends",
        "a.csv",
        lambda: text("\n" * 10_000_000)(),
        WHOLE,
        NO_HEADING,
        heavy=True,
    ),
    whole(
        "10 MB of text on one line",
        "a.csv",
        lambda: text("党" * 3_500_000)(),
        "第1行“A 列”",
        "32767 个字符",
        heavy=True,
    ),
    whole(
        "an open quote before 10 MB",
        "a.csv",
        lambda: text(SHORT + '2025-03-05,"' + "党课,4\r\n" * 800_000)(),
        "第3行“主题”",
        "引号没有成对",
        heavy=True,
    ),
    whole(
        "a broken byte after 10 MB",
        "a.csv",
        lambda: raw(SHORT, '2025-03-05,"', "x\n" * 5_000_000, b"\xff", '",4')(),
        "第3行“B 列”",
        "UTF-8",
        heavy=True,
    ),
    whole(
        "twenty thousand rows, the last one broken",
        "a.csv",
        many_rows,
        "第20003行“学时”",
        "读不出数量",
        heavy=True,
    ),
    whole(
        "five thousand broken rows",
        "a.csv",
        many_mistakes,
        "第5002行“学时”",
        "读不出数量",
        heavy=True,
    ),
]

ALL: list[Broken] = [*ENCODINGS, *KINDS, *QUOTES, *ENDS, *DATES, *HEADINGS, *SIZES]
