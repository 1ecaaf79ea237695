"""Identity and phone numbers: no ledger's are kept, and no message tells them."""

import pytest

from calculator import read_history
from calculator.errors import InputError
from calculator.json_input import shown
from calculator.ledger.columns import Column, heading
from calculator.ledger.members import Identity
from calculator.ledger.reading import Ledger, read_ledger
from tests.broken.making import in_xlsx

IDENTITY, PHONE = "110101199003071234", "13800001111"


def ledger(*lines: str) -> Ledger:
    return read_ledger("a.csv", "".join(f"{line}\n" for line in lines).encode())


def told(read: Ledger) -> str:
    return "\n".join(map(str, read.problems))


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        (IDENTITY, "110＊＊＊"),
        ("11010119900307123X", "110＊＊＊"),
        ("11010119900307123x", "110＊＊＊"),
        ("１１０１０１１９９００３０７１２３Ｘ", "１１０＊＊＊"),
        ("110101 19900307 1234", "110＊＊＊"),
        ("110101-19900307-123X", "110＊＊＊"),
        ("110101900307123", "110＊＊＊"),
        ("1101011990030712345", "110＊＊＊"),
        (PHONE, "138＊＊＊"),
        ("138 0000 1111", "138＊＊＊"),
        ("138-0000-1111", "138＊＊＊"),
        ("+8613800001111", "+861＊＊＊"),
        (f"张三{IDENTITY}，{PHONE}", "张三110＊＊＊，138＊＊＊"),
        ("13800001111.0", "138＊＊＊.0"),
        ("1.1010119900307123e+17", "1.1＊＊＊"),
        # Cut off, it would not look like what it is.
        (f"{'长' * 20}{IDENTITY}", f"{'长' * 20}110＊…"),
    ],
)
def test_a_private_number_is_not_quoted(written: str, quoted: str) -> None:
    assert shown(written) == quoted


@pytest.mark.parametrize(
    "written",
    [
        "20240305",
        "45721",
        "2024年3月5日至9日",
        "20240305-20240309",
        "2024030520240309",
        "20240305083000",
        "2024-03-05 08:30",
        "1741132800",
        "23800001111",
        "100000.12345678901",
        "0.12345678901234567890",
        "33.3333333333333333333",
        "1.13800001111",
        "1.5e-05",
        "100001",
        "123456789012",
    ],
)
def test_dates_and_amounts_are_quoted_whole(written: str) -> None:
    assert shown(written) == written


@pytest.mark.parametrize(
    "name",
    [
        "身份（证号）",
        "身份(证)号",
        "身份【证号】",
        "身 份 证 号",
        "身份（证号，18 位）",
        "公民身份（号码）",
    ],
)
def test_brackets_do_not_make_a_private_column_public(name: str) -> None:
    found = heading(0, name)
    assert found
    assert found.private
    assert found.column is None


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("身份（必填）", Column.ROLES),
        ("姓名（手机号）", Column.NAME),
        ("主题（电话会议）", Column.TOPIC),
    ],
)
def test_what_an_aside_says_does_not_hide_a_column(name: str, column: Column) -> None:
    found = heading(0, name)
    assert found
    assert (found.column, found.private) == (column, False)


def test_a_row_shifted_by_one() -> None:
    read = ledger("姓名,身份证号,日期,学时", f"张三,x,{IDENTITY},2024-03-05")
    assert [problem.row for problem in read.problems] == [2, 2]
    assert IDENTITY not in told(read)
    assert "“110＊＊＊”读不出日期" in told(read)


def test_a_row_with_more_cells_than_headings_is_not_quoted() -> None:
    line = f"张三,男,{IDENTITY},{PHONE},2024-03-05,哪些"
    read = ledger("姓名,身份证号,手机号,日期,学时", line)
    [problem] = read.problems
    assert (problem.row, problem.key) == (2, "学时")
    assert "比表头多出 1 格" in problem.message
    assert list(read.everyone) == [Identity(name="张三")]
    assert not any(cell in told(read) for cell in line.split(","))


def test_a_row_with_nothing_but_cells_beyond_the_headings() -> None:
    [problem] = ledger("日期,学时", f",,{IDENTITY}").problems
    assert "比表头多出 1 格" in problem.message


@pytest.mark.parametrize("name", [IDENTITY, PHONE, f"张三 {IDENTITY}", "1.1010119900307123e+17"])
def test_a_private_number_is_nobodys_name(name: str) -> None:
    read = ledger("姓名,日期,学时", f"{name},2024-03-05,4", "李四,2024-03-05,4")
    assert [(problem.row, problem.key) for problem in read.problems] == [(2, "姓名")]
    assert name not in repr(read)
    assert list(read.everyone) == [Identity(name="李四")]


@pytest.mark.parametrize("column", ["主题", "主办单位"])
def test_a_private_number_that_shifted_into_a_text_is_not_kept(column: str) -> None:
    read = ledger(f"姓名,手机号,{column},日期,学时", f"张三,,{PHONE},2024-03-05,4")
    assert [(problem.row, problem.key) for problem in read.problems] == [(2, column)]
    assert PHONE not in repr(read)
    # Where a ledger has no such column, nothing can have shifted out of it.
    [member] = ledger(f"姓名,{column},日期,学时", f"张三,{PHONE},2024-03-05,4").members.values()
    assert PHONE in repr(member)
    # Nor has what is only a part of a text.
    [member] = ledger(
        f"姓名,手机号,{column},日期,学时", f"张三,,问{PHONE},2024-03-05,4"
    ).members.values()
    assert PHONE in repr(member)


def test_other_messages_tell_no_private_number() -> None:
    date_cell = f'<c r="{{place}}" s="1"><v>{PHONE}</v></c>'
    for column in ("学时", "开始日期", "是否脱产", "入党日期"):
        for data in (
            in_xlsx(column, f'<c r="{{place}}"><v>{IDENTITY}</v></c>'),
            in_xlsx(column, '<c r="{place}"><v>1.1010119900307123E+17</v></c>'),
            in_xlsx(column, date_cell),
            in_xlsx(column, f'<c r="{{place}}" t="b"><v>{IDENTITY}</v></c>'),
        ):
            read = read_ledger("a.xlsx", data)
            assert {problem.row for problem in read.problems} == {3}
            assert not any(each in told(read) for each in (IDENTITY, PHONE, "1.1010119900307"))
    with pytest.raises(InputError) as caught:
        read_history(f'{{"schema": 1, "{IDENTITY}": 1, "records": [{{"start": "{PHONE}"}}]}}')
    assert IDENTITY not in str(caught.value)
    assert PHONE not in str(caught.value)
