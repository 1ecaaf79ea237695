"""The search on labelled sets of queries, and what holds for every result."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from scripts.search.ask import ask
from scripts.site.plan import Plan, squeeze
from tests.search.labelled import FOLDER, Judged, judge, read

SETS = sorted(path.name for path in FOLDER.glob("*.txt"))
LEAST = 150
"""Queries in the sets together: fewer would tell little."""


@pytest.fixture(scope="module")
def judged() -> dict[str, list[Judged]]:
    """All sets, answered by one Node."""
    sets = {name: list(read(name)) for name in SETS}
    answers = iter(ask([query.text for queries in sets.values() for query in queries]))
    return {
        name: judge(queries, [next(answers) for _ in queries]) for name, queries in sets.items()
    }


def share(found: Sequence[bool]) -> float:
    return sum(found) / len(found)


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_answered(judged: dict[str, list[Judged]], name: str) -> None:
    answered = judged[name]
    wrong = "\n".join(str(each) for each in answered if not each.first)
    assert share([each.first for each in answered]) >= 0.95, wrong
    assert share([each.three for each in answered]) >= 0.97, wrong


def test_all_sets_together_are_answered(judged: dict[str, list[Judged]]) -> None:
    answered = [each for found in judged.values() for each in found]
    assert len(answered) >= LEAST
    assert share([each.first for each in answered]) >= 0.95
    assert share([each.three for each in answered]) >= 0.98


def test_every_kind_is_answered(judged: dict[str, list[Judged]]) -> None:
    kinds: dict[str, list[bool]] = {}
    for each in judged["labelled.txt"]:
        kinds.setdefault(each.query.kind, []).append(each.first)
    assert min(map(share, kinds.values())) >= 0.9, kinds


def test_every_sentence_is_found_by_its_own_words(plan: Plan) -> None:
    sentences = [(unit, sentence) for unit in plan.units for sentence in unit.sentences]
    answers = ask([sentence.text[:40] for _, sentence in sentences])
    for (unit, sentence), answer in zip(sentences, answers, strict=True):
        assert answer[0]["url"] == f"{unit.url}#{sentence.id}", sentence.text


def test_every_heading_is_found_by_its_title_and_number(plan: Plan) -> None:
    units = [unit for unit in plan.units if unit.number]
    answers = ask([*(unit.title for unit in units), *(unit.numbering for unit in units)])
    assert [answer[0]["url"] for answer in answers] == [unit.url for unit in units] * 2


def test_results_have_the_plan_s_words_unchanged_and_marked(plan: Plan) -> None:
    texts = {unit.url: unit.heading for unit in plan.units} | {
        f"{unit.url}#{sentence.id}": sentence.text
        for unit in plan.units
        for sentence in unit.sentences
    }
    queries = ["两个维护", "谁出钱", "農村黨員", "主提党日", "zhongxinzu", "50%", "外卖小哥"]
    for query, answer in zip(queries, ask(queries), strict=True):
        assert answer, query
        for result in answer:
            assert result["own"] or result["text"] == texts[result["url"]]
        first = answer[0]
        assert first["marks"], query
        for before, after in zip(first["marks"], first["marks"][1:], strict=False):
            assert before["to"] < after["from"]
    marked = marks(ask(["两个维护"])[0][0])
    assert marked == ["两个维护"]
    assert marks(ask(["主提党日"])[0][0]) == ["主题党日"]
    assert marks(ask(["zhongxinzu"])[0][0]) == ["中心组"]


def marks(result: dict[str, Any]) -> list[str]:
    return [squeeze(result["text"][mark["from"] : mark["to"]]) for mark in result["marks"]]


def test_pages_of_ours_are_told_from_the_plan() -> None:
    own, text = ask(["学时自查", "关于本站"])
    assert [(each["url"], each["own"]) for each in own][-1] == ("calculator/", True)
    assert all(not each["text"] for each in [*own, *text] if each["own"])


def test_who_says_who_they_are_is_led_to_what_is_said_of_them() -> None:
    answers = ask(["农村党员", "外卖小哥要学多少", "基本任务", "农村 电影票"])
    own = [[each["url"] for each in answer if each["own"]] for answer in answers]
    assert own[0] == ["for/rural/"]
    assert own[1][0] == "for/emerging/"
    assert own[2:] == [["tasks/"], []]


@pytest.mark.parametrize("query", ["", " ", "。", "“”", "\n", "😀", "－", "a" * 500])
def test_what_says_nothing_finds_nothing(query: str) -> None:
    assert ask([query]) == [[]]


def test_a_query_of_any_length_is_answered(plan: Plan) -> None:
    long = plan.unit("overview").sentences[0].text
    answers = ask([long, long * 20, "党" * 100, json.dumps(long)])
    assert answers[0][0]["url"] == "2024/overview/#s1"
