"""A branch kept on a device: opened again as it was, with all that was told of it."""

import json
from typing import Any

import pytest

from tests.ledgers.desk import assessed, call, document, read, written

LEDGER = """姓名,支部,入党日期,截至日期,日期,主题,天数,学时,是否集中学习,身份证号
张三,一支部,,,2024.3.5-3.9,培训班,5,40,是,110101
张三,一支部,,,2024.3.6,党课,,若干,是,110101
李四,一支部,,,2024.3.6,党课,,若干,是,110102
周八,二支部,2020-07-01,2026-01-01,2025-3-5,=1+1,,4,否,110103
合计,,,,,,5,44,,
"""
FILES = (
    ("台账.csv", LEDGER.encode()),
    ("=空.json", document()),
    # Here without a branch: one file alone would not be read so.
    ("张三.json", document({"start": "2025-03-05", "hours": 0.1}, roles=[{"role": "secretary"}])),
    ("坏的.json", b"{"),
)


def shown(people: int) -> list[Any]:
    return [call("show_person", person=person) for person in range(people)]


def reopened(data: bytes) -> Any:
    return read(("支部台账", data), kept=True)


def test_it_is_opened_as_it_was() -> None:
    told = read(*FILES)
    lines, totals = assessed(as_of=None)
    everyone = shown(len(lines))
    kept = written("kept")
    for private in (b"110101", b"110102", b"110103"):
        assert private not in kept
    call("forget")
    assert reopened(kept) == told
    assert assessed(as_of=None) == (lines, totals)
    assert shown(len(lines)) == everyone
    assert [line["name"] for line in lines] == ["张三", "李四", "周八", "=空", "张三"]
    assert everyone[0]["places"] == [[0, 2]]
    assert [problem["row"] for problem in everyone[1]["wrong"]] == [4]
    # And kept once more.
    assert written("kept") == kept


def test_amounts_are_kept_in_all_their_digits() -> None:
    digits = "33.3333333333333333333"
    text = f'{{"schema": 1, "records": [{{"start": "2025-03-05", "hours": {digits}}}]}}'
    told = read(("张三.json", text.encode()))
    assessed()
    [everyone] = shown(1)
    assert everyone["history"]["records"][0]["hours"] == digits
    kept = written("kept")
    assert f'"hours":{digits},' in kept.decode()
    call("forget")
    assert reopened(kept) == told
    assessed()
    assert shown(1) == [everyone]


def test_how_far_the_opening_is_counts_people() -> None:
    read(*FILES)
    assessed()
    kept = written("kept")
    reopened(kept)
    assert call("read_rows", rows=1) == {"done": 5, "total": 5, "file": 0, "finished": True}


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: b"",
        lambda kept: b"\xff",
        lambda kept: b"7\n",
        lambda kept: kept[: len(kept) // 2],
        lambda kept: kept.rpartition(b"\n{")[0],
        lambda kept: kept.replace(b'"schema":1,"told"', b'"schema":2,"told"'),
        lambda kept: kept.replace(b'"rows":[2]', b'"rows":[2,3]'),
        lambda kept: kept.replace(b'"rows":[2]', b'"rows":["2"]'),
        lambda kept: kept.replace(b'"files":[0]', b'"files":[-1]'),
        lambda kept: kept.replace(b'"files":[0]', b'"files":[4]'),
        lambda kept: kept.replace(b'"wrong":[[0,', b'"wrong":[[4,'),
        lambda kept: kept.replace(b'"wrong":[[0,', b'"wrong":[[0,0,'),
        lambda kept: kept.replace(b'"wrong":[[0,', b'"wrong":[["0",'),
        lambda kept: kept.replace(b'"name":"\xe6\x9d\x8e\xe5\x9b\x9b"', b'"name":null'),
        lambda kept: kept.replace(b'"unread":1', b'"unread":"1"'),
        lambda kept: kept.replace(b'"start":"2024', b'"start":"x'),
    ],
)
def test_what_is_damaged_is_not_opened_by_halves(damage: Any) -> None:
    read(*FILES)
    assessed()
    kept = written("kept")
    assert damage(kept) != kept
    told = reopened(damage(kept))
    assert (told["people"], told["history"], told["problem_count"]) == (0, None, 1)
    assert "读不出来" in told["problems"][0]["message"]
    assert assessed() == ([], call("assess_people", people=1)["totals"])
    assert json.loads(kept.partition(b"\n")[0])["schema"] == 1


def retold(kept: bytes, **values: Any) -> bytes:
    """What was kept, but that other things were told of the reading."""
    first, _, people = kept.partition(b"\n")
    head = json.loads(first)
    return json.dumps({**head, "told": {**head["told"], **values}}).encode() + b"\n" + people


PROBLEM = {"file": 0, "record": None, "row": 3, "key": "学时", "message": "读不出数量。"}


@pytest.mark.parametrize(
    "values",
    [
        {"files": None},
        {"files": []},
        {"files": [{"name": "台账.csv"}] * 4},
        {"problems": [{**PROBLEM, "file": 4}]},
        {"problems": [{**PROBLEM, "file": -1}]},
        {"problems": [{**PROBLEM, "row": "3"}]},
        {"problems": [{"file": 0}]},
        {"problem_count": None},
        {"records": "2"},
        {"capped": None},
    ],
)
def test_what_was_told_of_the_reading_may_be_damaged_too(values: dict[str, Any]) -> None:
    read(*FILES)
    assessed()
    told = reopened(retold(written("kept"), **values))
    assert (told["people"], told["problem_count"]) == (0, 1)
    assert "读不出来" in told["problems"][0]["message"]
    assert assessed()[0] == []


@pytest.mark.parametrize("part", ["sheet", "other_sheets", "refused", "remarks", "by_row"])
def test_each_part_of_a_file_that_the_page_shows_is_looked_for(part: str) -> None:
    told = read(*FILES)
    assessed()
    first, *others = told["files"]
    for damaged in (
        {key: value for key, value in first.items() if key != part},
        {**first, part: 7},
    ):
        kept = retold(written("kept"), files=[damaged, *others])
        assert reopened(kept)["people"] == 0
        read(*FILES)
        assessed()


def test_who_is_there_is_not_taken_from_what_was_told() -> None:
    told = read(*FILES)
    assessed()
    kept = retold(written("kept"), people=1, name="张三", history={}, places=[[9, 9]])
    assert reopened(kept) == told


def test_a_branch_may_have_been_kept_before_too_many_mistakes_were_told_of() -> None:
    told = read(*FILES)
    assessed()
    kept = written("kept").replace(b'"unlisted":0,', b"").replace(b'"capped":false,', b"")
    assert kept != written("kept")
    assert b"unlisted" not in kept
    assert b"capped" not in kept
    assert reopened(kept) == told
