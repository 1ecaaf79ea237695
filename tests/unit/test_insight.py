"""What is told beyond an assessment: the words, and the figures as the page gets them."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from calculator import Answer, History, Record, browser
from calculator.explain import PROJECTED
from calculator.insight import insight
from calculator.insight.weighing import SHOWN
from calculator.model import Interval, NoticeCode
from calculator.notices import MESSAGES

AS_OF = "2026-06-30"
END = "2028-12-31"
SECRETARY = {"role": "secretary", "start": None, "end": None}


def record(start: str = "2024-05-10", **values: Any) -> dict[str, Any]:
    return {"start": start, "hours": 4, "concentrated": "yes", "theory": "yes"} | values


def told(*records: dict[str, Any], as_of: str = AS_OF, **rest: Any) -> Any:
    """The answer of `insight`; keys of `rest` that it knows are its own, others the person's."""
    own = {key: rest.pop(key) for key in ("plus", "later", "aside", "want") if key in rest}
    if "plus" in own:
        own["plus"] = [json.dumps(each) for each in own["plus"]]
    texts = [json.dumps(each) for each in records]
    history = {"person": rest, "as_of": as_of, "records": texts}
    return json.loads(browser.call("insight", json.dumps({"history": history, **own})))


# Questions

NEARLY = [record(hours=150), record("2025-06-01", hours=12, concentrated="unknown", topic="党课")]
"""150 学时 for sure, and 12 of which it is not clear whether they count: 160 is between."""


def test_the_question_that_settles_everything_comes_first() -> None:
    asked = told(*NEARLY)["questions"]
    assert asked["heading"] == "先弄清这几条，结果就能定"
    assert asked["none"] is None
    (first,) = asked["items"]
    assert (first["records"], first["key"]) == ([1], "concentrated")
    assert first["text"] == "2025-06-01 的“党课”，是集中学习培训吗？"
    assert first["about"] == "第 2 条，12 学时"
    assert first["decides"] == "怎样回答，总的结果都就此确定。"
    yes, no = first["answers"]
    assert (yes["label"], yes["set"]) == ("是", {"concentrated": "yes"})
    assert yes["text"] == "总的看，已达到。"
    assert yes["more"] == "计入 12 学时。“党员五年集中学习培训”已达到（162 学时）。"
    assert no["more"].startswith("不计入，还差 10 学时（或 1.25 天）。“党员五年")
    assert no["text"] == "总的看，尚未达到。"
    assert [each["settles"] for each in (yes, no)] == [True, True]
    (rule,) = no["rules"]
    assert (rule["verdict"], rule["settled"], rule["closes"]) == ("not_yet", True, 12)


def test_an_answer_that_may_settle_everything() -> None:
    # 150 + 6 + 6: only a no leaves less than 160 whatever the other is.
    open_ = [
        record(f"2025-06-0{day}", hours=6, concentrated="unknown", topic=f"{day}") for day in (1, 2)
    ]
    asked = told(record(hours=150), *open_)["questions"]
    assert asked["heading"] == "先弄清这几条，结果可能就定了"
    assert asked["items"][0]["decides"] == "有一种回答能让总的结果就此确定。"
    yes = asked["items"][0]["answers"][0]
    assert yes["text"] == "计入 6 学时。"
    assert yes["more"] == (
        "不确定的少 6 学时；“党员五年集中学习培训”仍无法判断（156 至 162 学时）。"
        "总的看，仍是无法判断。"
    )


def test_an_answer_that_settles_one_rule_only() -> None:
    # 159 or 161 of 160; 78 or 82 of either.
    asked = told(
        record(hours=78),
        record("2024-06-01", hours=77, theory="no"),
        record("2025-06-01", hours=2, theory="no", concentrated="unknown"),
        record("2025-06-03", hours=4, theory="unknown"),
    )["questions"]
    assert asked["heading"] == "先弄清这几条，有的要求就能定"
    texts = [answer["text"] for answer in asked["items"][0]["answers"]]
    assert any("“党员五年集中学习培训”已达到" in text for text in texts)
    more = [answer["more"] for answer in asked["items"][0]["answers"]]
    assert "计入 2 学时。总的看，仍是无法判断。" in more


def test_answers_that_only_narrow() -> None:
    open_ = [
        record(f"2025-06-{day:02}", hours=16, concentrated="unknown", theory="unknown", topic="")
        for day in range(1, 21)
    ]
    asked = told(*open_)["questions"]
    assert asked["heading"] == "先弄清这几条，结果会更清楚"
    assert asked["open"] == 40
    assert len(asked["items"]) == SHOWN
    assert asked["items"][0]["text"].startswith("2025-06-01 的培训，")
    # Nothing surely counts: the share cannot be told, and its question does not close anything.
    assert {each["key"] for each in asked["items"]} == {"concentrated"}


def test_an_answer_says_first_what_it_counts_and_what_is_then_wanting() -> None:
    (item,) = told(record(hours=8, concentrated="unknown", theory="unknown"))["questions"]["items"]
    yes, no = item["answers"]
    assert (yes["text"], no["text"]) == (
        "计入 8 学时，还差 152 学时（或 19 天）。",
        "不计入，还差 160 学时（或 20 天）。",
    )
    for answer in (yes, no):
        assert answer["more"].endswith("总的看，仍是无法判断。")


def test_what_counts_is_told_of_what_falls_within_the_period_and_of_two_figures() -> None:
    items = told(
        record("2023-12-31", end="2024-01-01", hours=8, concentrated="unknown", theory="unknown"),
        record("2024-06-01", days=1, hours=6, concentrated="unknown", theory="unknown"),
        roles=[SECRETARY],
    )["questions"]["items"]
    asked = [each for each in items if each["key"] == "concentrated"]
    texts = {each["about"]: each["answers"][0]["text"] for each in asked}
    assert texts == {
        "第 1 条，8 学时": "计入 4 学时，至多还差 276 学时（或 34.5 天）。",
        "第 2 条，1 天、6 学时": "计入 6 至 8 学时，至多还差 274 学时（或 34 天）。",
    }


def test_of_what_no_total_is_short_of_only_the_hours_are_told() -> None:
    joined = told(
        record("2025-06-01", hours=8, concentrated="unknown", theory="unknown"),
        joined="2025-01-01",
    )["questions"]["items"]
    assert [each["text"] for each in joined[0]["answers"]] == ["计入 8 学时。", "不计入。"]


def test_one_answer_is_not_enough_where_several_count_together() -> None:
    asked = told(
        record("2025-03-01", hours=48, off_job="unknown", county_level="unknown"),
        roles=[SECRETARY],
        want=["questions"],
    )["questions"]
    yes, no = asked["items"][0]["answers"]
    assert yes["more"] == "同一条记录还有别的问题要弄清。"
    assert no["text"] == "“基层党组织书记每年脱产培训（2025年）”低于“一般”线（还没有可计入的）。"
    assert no["more"] == "总的看，仍是尚未达到。"


def test_figures_that_disagree_are_asked_about() -> None:
    asked = told(record(hours=150), record("2025-03-01", days=2, hours=8))["questions"]
    (item,) = asked["items"]
    assert item["text"] == "2025-03-01 的培训，天数和学时对不上，以哪个为准？"
    assert [each["label"] for each in item["answers"]] == ["以 2 天为准", "以 8 学时为准"]
    assert [each["set"] for each in item["answers"]] == [{"hours": None}, {"days": None}]
    assert [each["overall"]["verdict"] for each in item["answers"]] == ["met", "not_yet"]


@pytest.mark.parametrize("figure", ["days", "hours"])
def test_a_figure_is_not_taken_out_where_two_records_would_become_one(figure: str) -> None:
    both = record("2025-03-01", days=1, hours=12)
    one = both | {"days": None, "hours": None, figure: both[figure]}
    asked = told(record(hours=135), both, one)["questions"]
    assert "amount" not in {each["key"] for each in asked["items"]}


def test_a_question_about_alike_records_names_and_settles_all_of_them() -> None:
    twice = [
        record("2025-06-01", hours=12, theory=answer, topic="党课") for answer in ("yes", "no")
    ]
    asked = told(record(hours=20, theory="no"), record("2024-05-11", hours=12), *twice)["questions"]
    (item,) = asked["items"]
    assert (item["records"], item["key"]) == ([2, 3], "theory")
    assert item["about"] == "第 3、4 条，12 学时"
    assert item["answers"][1]["set"] == {"theory": "no", "theory_hours": None}


@pytest.mark.parametrize(
    ("topic", "named"),
    [
        ("“三会一课”", "“三会一课”"),
        ("学习“两山”理念", "“学习‘两山’理念”"),
        ("“一”和“二”", "“‘一’和‘二’”"),
        ("长" * 30, f"“{'长' * 24}…”"),
        (" ", "培训"),
    ],
)
def test_topics_within_a_question(topic: str, named: str) -> None:
    items = told(record(hours=150), NEARLY[1] | {"topic": topic})["questions"]["items"]
    assert items[0]["text"] == f"2025-06-01 的{named}，是集中学习培训吗？"


def test_a_question_says_from_when_to_when() -> None:
    items = told(record(hours=150), NEARLY[1] | {"end": "2025-06-02"})["questions"]["items"]
    assert items[0]["text"].startswith("2025-06-01 至 2025-06-02 的")


def test_no_questions_where_everything_is_settled() -> None:
    asked = told(record(hours=150))["questions"]
    assert (asked["items"], asked["beyond"]) == ([], [])
    assert asked["heading"] == "没有要先弄清的问题"
    assert asked["none"] == "各条要求的结果都不取决于“不清楚”的回答。"


@pytest.mark.parametrize(
    ("person", "records", "because"),
    [
        ({"joined": "2025-01-01"}, [record("2025-06-01")], "规划没有写规划期内入党的党员"),
        ({"roles": [SECRETARY, SECRETARY | {"role": "cadre"}]}, [record()], "以哪一条为准"),
        ({}, [], "还没有可计入的学时"),
    ],
)
def test_no_questions_that_lead_nowhere(
    person: dict[str, Any], records: list[dict[str, Any]], because: str
) -> None:
    asked = told(*records, **person)["questions"]
    assert asked["items"] == []
    assert asked["none"] is not None
    assert "弄清哪条记录都改变不了" in asked["none"]
    assert because in asked["beyond"][0]["text"]


def test_what_is_put_aside_is_not_asked() -> None:
    asked = told(*NEARLY, aside=[{"record": 1, "key": "concentrated"}, {"record": 0, "key": "?"}])
    assert asked["questions"]["items"] == []
    assert asked["questions"]["none"] == "别的问题都先放着了；弄清以后随时可以在记录里改。"


def test_part_of_the_period_leaves_only_a_yes_that_decides() -> None:
    asked = told(*NEARLY, joined="2024-02-01")["questions"]
    (item,) = asked["items"]
    assert item["decides"] == "有一种回答能让总的结果就此确定。"
    assert [each["settles"] for each in item["answers"]] == [True, False]


def test_a_question_that_settles_comes_before_those_on_figures() -> None:
    # The share is 120 or 250 of 250; the question of theory settles it, whatever the figures are.
    asked = told(
        *(record(f"2024-05-{day:02}", days=4, hours=24, topic=f"{day}") for day in range(1, 6)),
        record("2025-06-01", hours=130, theory="unknown"),
        as_of=END,
    )["questions"]
    assert asked["items"][0]["key"] == "theory"


# Years


def test_each_year_has_its_hours_and_its_share() -> None:
    years = told(
        record("2024-05-10", days=1, hours=None),
        record("2024-06-10", theory="no", concentrated="unknown"),
        record("2026-01-10", theory="unknown"),
    )["years"]
    first, second, running, *later = years["rows"]
    assert first["hours"] == {"low": 8, "high": 12, "text": "8 至 12 学时"}
    assert first["theory"]["text"] == "8 学时"
    assert first["percent"] == {"low": 66.7, "high": 100, "text": "66.7% 至 100%"}
    assert second["percent"] == {"low": None, "high": None, "text": "还没有可计入的"}
    assert (first["standing"], first["mark"]) == ("over", "")
    assert (running["standing"], running["mark"]) == ("running", f"算到 {AS_OF}")
    assert running["theory"] == {"low": 0, "high": 4, "text": "0 至 4 学时"}
    assert {(each["standing"], each["mark"]) for each in later} == {("to_come", "还没有到")}
    assert years["note"].startswith("天数按1天8学时换算。规划对占比的要求是看五年合计的")


def test_a_share_is_never_rounded_across_the_line() -> None:
    # 49.99 of 100
    years = told(record(hours=49.99), record("2024-06-10", hours=50.01, theory="no"))["years"]
    assert years["rows"][0]["percent"]["low"] == 49.9


def test_a_secretary_s_years_stand_against_the_soft_line() -> None:
    off_job = record("2025-05-10", hours=40, off_job="yes", county_level="yes")
    rows = told(off_job, roles=[SECRETARY])["years"]["rows"]
    assert rows[1]["annual"] == {
        "verdict": "met",
        "label": "已达到",
        "low": 40,
        "high": 40,
        "required": 40,
        "relation": "一般不少于",
        "text": "40 学时，已达到",
    }
    assert rows[0]["annual"]["text"] == "还没有可计入的，低于“一般”线"
    assert told(off_job)["years"]["rows"][1]["annual"] is None


def test_a_share_that_is_not_asked_for_is_only_information() -> None:
    assert told(record(), infirm=True)["years"]["note"].endswith("每年的理论占比只供参考。")


# What if


def test_what_is_planned_beyond_the_period_is_remarked_on() -> None:
    plans = [record("2023-05-01", hours=40), record("2029-01-01", hours=40)]
    assert told(record("2023-06-01"), plus=plans)["what_if"]["remarks"] == [
        MESSAGES[NoticeCode.OUTSIDE_PERIOD]
    ]
    assert told(record("2023-06-01"), plus=[record("2027-01-04")])["what_if"]["remarks"] == []


# The way


def test_the_way_goes_by_days_to_the_as_of_day_and_on_as_planned() -> None:
    plan = record("2027-03-01", hours=30)
    (way,) = told(
        record("2024-12-31", end="2025-01-01", hours=10),
        record("2025-06-01", concentrated="unknown"),
        plus=[plan],
    )["path"]
    assert [(each["date"], each["low"], each["high"]) for each in way["steps"]] == [
        ("2023-12-31", 0, 0),
        ("2024-12-31", 5, 5),
        ("2025-01-01", 10, 10),
        ("2025-06-01", 10, 14),
        ("2025-12-31", 10, 14),
        (AS_OF, 10, 14),
    ]
    assert way["steps"][0]["at"] == 0
    # 912 of 1827 days
    assert way["steps"][-1]["at"] == 499
    assert way["planned"][-1] == {"date": END, "at": 1000, "low": 40, "high": 44}
    assert [(each["date"], each["text"], each["planned"]) for each in way["rows"]] == [
        ("2024-12-31", "5 学时", False),
        ("2025-12-31", "10 至 14 学时", False),
        (AS_OF, "10 至 14 学时", False),
        ("2026-12-31", "10 至 14 学时", True),
        ("2027-12-31", "40 至 44 学时", True),
        (END, "40 至 44 学时", True),
    ]
    assert way["text"] == f"到 {AS_OF}，计入 10 至 14 学时；规划数 160 学时。"
    assert way["pace"]["from"] == way["steps"][-1]
    assert way["pace"]["to"] == {"date": END, "at": 1000, "hours": 160}
    # 150 hours in 184/365 + 2 years
    assert way["pace"]["text"] == (
        f"到 {END} 还有 915 天，至多还差 150 学时，平均每年 59.91 学时。虚线是{PROJECTED}。"
    )


def test_no_pace_a_year_with_less_than_a_year_left() -> None:
    (way,) = told(record(), as_of="2028-06-30")["path"]
    assert way["pace"]["text"] == f"到 {END} 还有 184 天，还差 156 学时。虚线是{PROJECTED}。"


@pytest.mark.parametrize(
    ("records", "alone"),
    [
        (
            [record(f"2024-05-{day:02}", days=4, hours=24, topic=f"{day}") for day in range(1, 6)],
            "天数",
        ),
        (
            [record(f"2024-05-{day:02}", days=3, hours=32, topic=f"{day}") for day in range(1, 6)],
            "学时",
        ),
    ],
)
def test_a_way_that_is_reached_by_one_unit_alone_says_so(
    records: list[dict[str, Any]], alone: str
) -> None:
    (way,) = told(*records)["path"]
    assert way["verdict"] == "met"
    assert way["pace"] is None
    assert way["text"].endswith(f"图上按换算后的学时画；单看{alone}合计，已经达到。")


def test_both_totals_of_a_secretary() -> None:
    ways = told(record(), roles=[SECRETARY])["path"]
    assert [(way["rule"], way["required"]) for way in ways] == [
        ("member-total", 160),
        ("secretary-total", 280),
    ]


def test_there_is_no_way_where_the_number_stands_elsewhere() -> None:
    (way,) = told(record(), military=True)["path"]
    assert (way["required"], way["steps"], way["rows"], way["pace"]) == (None, [], [], None)
    assert "中央军委" in way["text"]


def test_a_way_that_is_not_required_has_no_pace() -> None:
    (way,) = told(record(), infirm=True)["path"]
    assert way["pace"] is None
    assert way["text"].endswith("按本人回答，不作硬性要求。")


def test_a_silence_is_told_beside_the_way() -> None:
    (way,) = told(record("2025-06-01"), joined="2025-01-01")["path"]
    assert way["steps"][0] == {"date": "2024-12-31", "at": 200, "low": 0, "high": 0}
    assert "规划没有写规划期内入党的党员" in way["text"]
    assert way["pace"] is None


@pytest.mark.parametrize("day", ["2023-06-01", "2024-01-01", END, "2029-01-01"])
def test_the_way_before_and_after_the_period(day: str) -> None:
    (way,) = told(record("2024-01-01"), record("2026-01-01"), as_of=day)["path"]
    assert way["steps"][0] == {"date": "2023-12-31", "at": 0, "low": 0, "high": 0}
    last = (way["planned"] or way["steps"])[-1]
    assert (last["at"], last["low"]) == (1000, 8)


def test_who_joins_after_the_period_has_nothing_planned() -> None:
    (way,) = told(record(), joined="2029-06-01", plus=[record("2028-01-01")])["path"]
    assert way["planned"] == []


def test_no_plan_counts_before_joining_or_if_not_concentrated() -> None:
    (way,) = told(
        record("2026-09-01", concentrated="no"),
        joined="2026-01-01",
        plus=[record("2025-01-01"), record("2027-01-01", concentrated="no")],
    )["path"]
    assert way["planned"] == []


def test_a_plan_of_the_past_counts_from_here() -> None:
    (way,) = told(record(), plus=[record("2025-01-01", hours=6)])["path"]
    assert way["planned"][0]["date"] == AS_OF
    assert way["planned"][0]["low"] == 10


# What if


def test_more_hours_can_undo_the_share() -> None:
    even = [record(hours=80), record("2024-06-10", hours=80, theory="no")]
    before = told(*even)
    assert before["what_if"] is None
    found = told(*even, plus=[record("2026-09-01", hours=20, theory="no")])["what_if"]
    assert found["overall"]["before"]["verdict"] == "met"
    assert found["overall"]["after"]["verdict"] == "not_yet"
    assert found["overall"]["text"] == "加上这些，总的看：已达到 → 尚未达到。"
    total, share = found["findings"]
    assert (total["flips"], total["moves"], total["text"]) == (False, True, None)
    assert total["moved"] == "160 学时 → 180 学时。"
    assert (share["flips"], share["undone"]) == (True, True)
    assert share["before"] == {"verdict": "met", "label": "已达到", "figure": "50%"}
    assert share["after"]["figure"] == "44.4%"
    assert share["text"] == "“党的创新理论教育学时占比”：已达到 → 尚未达到。"
    assert share["moved"].startswith(
        "50% → 44.4%。增加的学时里党的创新理论教育不够，占比被拉低。再参加 20 学时"
    )


def test_more_hours_of_which_nobody_knows_whether_they_are_theory_leave_the_share_open() -> None:
    found = told(record(hours=100), plus=[record("2026-09-01", hours=200, theory="unknown")])
    share = found["what_if"]["findings"][1]
    assert share["after"]["verdict"] == "undetermined"
    assert share["undone"]
    assert "有多少是党的创新理论教育还不清楚，占比可能被拉低。" in share["moved"]


def test_nothing_flips() -> None:
    found = told(record(hours=8), plus=[record("2026-09-01")])["what_if"]
    assert found["overall"]["text"] == "加上这些，各条要求的结果都不变。总的看，仍是尚未达到。"
    assert not any(each["flips"] or each["text"] for each in found["findings"])


def test_a_soft_rule_flips_and_the_overall_verdict_does_not() -> None:
    course = record("2027-09-01", hours=40, off_job="yes", county_level="yes")
    found = told(record(hours=8), roles=[SECRETARY], plus=[course])["what_if"]
    assert found["overall"]["text"] == "加上这些，总的看仍是尚未达到；有 1 项的结果变了。"
    (flipped,) = (each for each in found["findings"] if each["flips"])
    assert (flipped["rule"], flipped["year"], flipped["undone"]) == (
        "secretary-annual",
        2027,
        False,
    )
    assert flipped["title"] == "基层党组织书记每年脱产培训（2027年）"


def test_a_rule_without_figures_does_not_move() -> None:
    found = told(record(), military=True, plus=[record("2026-09-01")])["what_if"]
    assert {(each["moves"], each["moved"]) for each in found["findings"]} == {(False, "")}


def test_later_records_are_told_of_and_can_be_supposed() -> None:
    twice = [record("2026-09-01", hours=152, topic="轮训") for _ in range(2)]
    answer = told(record(hours=8), *twice)
    assert answer["later"] == {
        "records": [1, 2],
        "text": f"第 2、3 条在 {AS_OF} 以后，属于计划，现在没有计入。",
    }
    assert answer["what_if"] is None
    found = told(record(hours=8), *twice, later=True)["what_if"]
    assert found["findings"][0]["after"]["figure"] == "160 学时"
    assert told(record())["later"] is None


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        ("2023-03-01", "2024-01-01"),
        ("2026-06-30", "2026-07-01"),
        ("2026-12-05", "2027-01-01"),
        ("2028-12-05", "2028-12-31"),
        ("9999-12-31", "2028-12-31"),
    ],
)
def test_the_day_to_begin_planning_with(as_of: str, day: str) -> None:
    assert told(as_of=as_of)["plan"] == day


# The argument


def test_only_what_is_wanted_is_worked_out() -> None:
    assert set(told(want=["questions"])) == {"questions"}
    assert "questions" not in told(want=["figures"])


def test_mistakes_in_a_plan_name_their_place() -> None:
    answer = told(plus=[record(), record(hours="x"), 7])
    assert [(each["record"], each["key"]) for each in answer["problems"]] == [
        (None, "plus[1].hours"),
        (None, "plus[2]"),
    ]


def test_in_steps_the_same_is_told() -> None:
    texts = [json.dumps(each) for each in (*NEARLY, record("2027-03-01"))]
    history = {"person": {}, "as_of": AS_OF, "records": texts}
    asked = json.dumps({"history": history, "plus": [json.dumps(record("2028-01-01"))]})
    browser.call("open_insight", json.dumps({"history": history, "want": ["figures"]}))
    assert not json.loads(browser.call("go_on_with_insight", '{"ms": 0}'))["finished"]
    # What is begun anew leaves the other off.
    assert browser.call("open_insight", asked) == "null"
    steps = 0
    while not (step := json.loads(browser.call("go_on_with_insight", '{"ms": 0}')))["finished"]:
        assert step["answer"] is None
        steps += 1
    assert steps > 10
    assert step["answer"] == json.loads(browser.call("insight", asked))
    browser.call("open_insight", asked)
    at_once = json.loads(browser.call("go_on_with_insight", '{"ms": 60000}'))
    assert at_once == step
    browser.call("open_insight", json.dumps({"history": history, "plus": ["7"]}))
    browser.call("go_on_with_insight", '{"ms": 0}')
    [problem] = json.loads(browser.call("go_on_with_insight", '{"ms": 0}'))["problems"]
    assert problem["key"] == "plus[0]"


def test_other_programs_get_exact_figures() -> None:
    day = date(2026, 3, 1)
    record = Record(start=day, end=day, topic="党课", days=Fraction(1, 3), concentrated=Answer.YES)
    found = insight(History(as_of=day, records=(record,)))
    assert found.paths[0].steps[-1].amount == Interval(Fraction(8, 3), Fraction(8, 3))
