"""How a finding explains itself: each step an equation, each absence named, each figure once."""

import json
from datetime import date
from typing import Any

import pytest

from calculator import assess, assessment_text, read_history
from tests.cases import situations


def findings(*records: str, as_of: date = date(2028, 12, 31), **person: Any) -> dict[str, Any]:
    """Findings by rule (the annual ones by rule and year) of a situation in the cases' notation."""
    case = {"records": list(records), "as_of": as_of, **person}
    told = json.loads(assessment_text(assess(read_history(json.dumps(situations.history(case))))))
    return {
        finding["rule"] + (f":{finding['year']}" if finding["year"] else ""): finding
        for finding in told["findings"]
    }


def lines(finding: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [line for line in finding["explanation"] if line["kind"] == kind]


def texts(finding: dict[str, Any]) -> list[str]:
    return [line["text"] for line in finding["explanation"]]


def test_a_total_goes_by_days_then_hours_then_both() -> None:
    finding = findings(
        "2024-03-04 3天 集中 理论", "2024-05-06 40学时 集中 理论", as_of=date(2026, 12, 31)
    )["member-total"]
    steps = [line["operation"] for line in lines(finding, "operation")]
    assert [step["operator"] for step in steps] == ["sum", "sum", "convert_and_sum"]
    assert [(step["result"]["low"], step["result"]["unit"]) for step in steps] == [
        (3, "days"),
        (40, "hours"),
        (64, "hours"),
    ]
    assert steps[2]["operands"] == [
        {"name": "学时", "unit": "hours", "low": 40, "high": 40},
        {"name": "天", "unit": "days", "low": 3, "high": 3},
    ]
    assert {step["outcome"] for step in steps} == {"short"}
    assert texts(finding) == [
        "计入 2 条记录。",
        "写了天数的记录合计 3 天，要求不少于 20 天：不到。",
        "写了学时的记录合计 40 学时，要求不少于 160 学时：不到。",
        "天数按1天8学时换算后合计 64 学时：不到。",
        "还差 96 学时（或 12 天）；截止 2028-12-31，还有 731 天，"
        "平均每年 48 学时或 6 天（按时间平均推算，非规划要求）。",
    ]


@pytest.mark.parametrize(
    ("records", "notes", "sums"),
    [
        (["2024-03-04 3天 集中"], ["hours"], ["天数合计 3 天", "天数按1天8学时换算"]),
        (["2024-03-04 30学时 集中"], [], ["学时合计 30 学时"]),
        (["2024-03-04 3天 24学时 集中"], [], ["天数合计 3 天", "学时合计 24 学时"]),
        (["2024-03-04 3天 20学时 集中"], ["hours"], ["天数合计", "学时合计", "天数按1天"]),
        (
            ["2024-03-04 4.5天 集中", "2024-05-06 4学时"],
            ["hours", "days"],
            ["写了天数的记录合计 4.5 天", "写了学时的记录合计 0 至 4 学时", "天数按1天8学时换算"],
        ),
        (
            ["2024-03-04 3天 24学时 集中", "2024-05-06 4学时 集中"],
            ["days"],
            ["写了天数的记录合计 3 天", "学时合计 28 学时"],
        ),
        ([], [], []),
    ],
)
def test_a_sum_says_which_records_it_takes_in(
    records: list[str], notes: list[str], sums: list[str]
) -> None:
    finding = findings(*records)["member-total"]
    assert [note["figure"] for note in finding["figure_notes"]] == notes
    words = {"hours": "天数按1天8学时换算", "days": "只合计写了天数的记录"}
    assert all(words[note["figure"]] == note["text"] for note in finding["figure_notes"])
    told = [line["text"] for line in lines(finding, "operation")]
    assert [text.startswith(lead) for text, lead in zip(told, sums, strict=True)] == [True] * len(
        sums
    )


def test_what_is_wanting_is_projected_over_the_calendar_years_left() -> None:
    finding = findings("2024-03-04 40学时 集中 理论", as_of=date(2026, 7, 1))["member-total"]
    remaining = finding["remaining"]
    assert remaining["days_left"] == 183 + 365 + 366 + 0
    # 120 ÷ (183/365 + 2) = 47.975…, rounded up.
    assert remaining["per_year"]["hours"] == {"low": 47.98, "high": 47.98}
    assert remaining["per_year"]["note"] == "按时间平均推算，非规划要求"


def test_before_the_period_begins_all_its_years_are_left() -> None:
    remaining = findings(as_of=date(2023, 6, 1))["member-total"]["remaining"]
    assert remaining["per_year"]["hours"] == {"low": 32, "high": 32}
    assert remaining["days_left"] == 1827


@pytest.mark.parametrize("as_of", [date(2028, 1, 1), date(2028, 12, 30), date(2028, 12, 31)])
def test_less_than_a_year_is_no_pace(as_of: date) -> None:
    found = findings("2024-03-04 40学时 集中 不理论", as_of=as_of)
    assert found["member-total"]["remaining"]["per_year"] is None
    assert found["theory-share"]["remaining"]["per_year"] is None


def test_a_whole_year_left_is_one() -> None:
    finding = findings("2024-03-04 40学时 集中 理论", as_of=date(2027, 12, 31))["member-total"]
    assert finding["remaining"]["per_year"]["hours"] == finding["remaining"]["hours"]


def test_theory_that_is_wanting_has_a_pace_too() -> None:
    for as_of, pace in ((date(2026, 12, 31), 20), (date(2027, 12, 31), 40)):
        found = findings("2024-03-04 40学时 集中 不理论", as_of=as_of)["theory-share"]
        assert found["remaining"]["theory_hours"] == {"low": 40, "high": 40}
        assert found["remaining"]["per_year"]["theory_hours"] == {"low": pace, "high": pace}
        assert found["remaining"]["days_left"] == (date(2028, 12, 31) - as_of).days


def test_only_the_share_rests_on_what_the_total_is() -> None:
    found = findings("2025-03-04 8学时 集中 理论", roles=["书记"])
    assert [rule for rule, each in found.items() if "total" in each["readings"]] == ["theory-share"]


def test_a_share_that_is_not_there_is_on_no_line() -> None:
    assert "inclusive" not in findings()["theory-share"]["readings"]


def test_a_share_whose_quota_may_not_hold_is_told_and_not_judged() -> None:
    told = texts(findings("2025-03-04 8学时 集中 理论", roles=["书记", "干部"])["theory-share"])
    assert "党的创新理论教育 8 学时 ÷ 总计 8 学时 = 100%，要求 50%以上。" in told


def test_a_share_that_is_open_says_so_after_the_silence() -> None:
    cadre = ["干部 ~2025-12-31"]
    open_ = texts(findings("2025-03-04 8学时 集中", roles=cadre)["theory-share"])
    assert open_[-2:] == [
        "结果取决于“不清楚”的回答。",
        "其中确认 4 学时是党的创新理论教育，就达到要求。",
    ]
    short = texts(findings("2025-03-04 8学时 集中 不理论", roles=cadre)["theory-share"])
    assert short[-1].endswith("占比没有达到时不能判断。请向所在党组织询问。")
    # Neither does an answer matter that could not bring the share to its line.
    mostly = ["2025-03-04 8学时 集中", "2025-05-06 80学时 集中 不理论"]
    assert texts(findings(*mostly, roles=cadre)["theory-share"])[-1] == short[-1]


def test_a_year_of_its_own_has_no_pace() -> None:
    finding = findings(as_of=date(2024, 6, 1), roles=["书记"])["secretary-annual:2027"]
    assert finding["verdict"] == "not_yet"
    assert finding["remaining"]["per_year"] is None


def test_what_would_change_a_verdict() -> None:
    change = lines(
        findings("2024-03-04 80学时 集中 理论", as_of=date(2026, 1, 1))["member-total"], "change"
    )[0]["change"]
    assert change == {
        "to": "met",
        "by": "training",
        "content": "any",
        "hours": {"low": 80, "high": 80},
        "days": {"low": 10, "high": 10},
        "until": "2028-12-31",
    }


def test_once_time_is_over_only_a_correction_changes_a_verdict() -> None:
    found = findings("2024-03-04 80学时 集中 不理论")
    for rule, content in (("member-total", "any"), ("theory-share", "theory")):
        (line,) = lines(found[rule], "change")
        assert line["change"]["by"] == "correction"
        assert line["change"]["content"] == content
        assert line["change"]["until"] is None
        assert "已到截止日 2028-12-31" in line["text"]


def test_an_answer_that_would_settle_it() -> None:
    finding = findings("2024-03-04 150学时 集中 理论", "2025-03-04 20学时")["member-total"]
    (line,) = lines(finding, "change")
    assert line["change"]["by"] == "answer"
    assert line["change"]["hours"] == {"low": 10, "high": 10}
    (missing,) = lines(finding, "missing")
    assert missing["records"] == [1]
    assert missing["text"] == "1 条回答“是否集中学习培训”为“不清楚”，至多 20 学时。"


def test_answers_that_change_nothing_are_said_to() -> None:
    reached = findings("2024-03-04 160学时 集中 理论", "2025-03-04 20学时")["member-total"]
    assert "“不清楚”的怎样确认都不改变结果。" in texts(reached)
    short = findings("2024-03-04 100学时 集中 理论", "2025-03-04 20学时")["member-total"]
    assert "“不清楚”的全部计入也不够；至多还差 60 学时（或 7.5 天）" in texts(short)[-1]


def test_nobody_is_told_to_ask_where_no_answer_is_missing() -> None:
    assert not lines(findings()["theory-share"], "advice")
    assert not lines(findings("2024-03-04 8学时 不集中")["theory-share"], "advice")
    for open_ in ("2024-03-04 8学时", "2024-03-04 8学时 集中"):
        (advice,) = lines(findings(open_)["theory-share"], "advice")
        assert advice["text"] == "不清楚的，请向所在党组织询问。"


def test_other_hours_can_undo_the_share_of_theory() -> None:
    found = findings(
        "2024-03-04 90学时 集中 理论", "2024-05-06 70学时 集中 不理论", as_of=date(2026, 1, 1)
    )
    finding = found["theory-share"]
    (line,) = lines(finding, "change")
    assert line["change"]["content"] == "other"
    assert line["change"]["to"] == "not_yet"
    assert line["change"]["hours"] == {"low": 20, "high": 20}
    assert line["text"] == (
        "占比会随其他培训增加而下降：其他内容再增加 20 学时以内，仍然达到；再多就可能不到。"
    )
    # After the period nothing is added any more.
    over = findings("2024-03-04 90学时 集中 理论", "2024-05-06 70学时 集中 不理论")
    assert over["theory-share"]["verdict"] == "met"
    assert lines(over["theory-share"], "change") == []


def test_a_share_on_the_line_bears_nothing_else() -> None:
    found = findings(
        "2024-03-04 80学时 集中 理论", "2024-05-06 80学时 集中 不理论", as_of=date(2026, 1, 1)
    )
    (line,) = lines(found["theory-share"], "change")
    assert line["text"].endswith("现在正好在线上，其他内容再增加一点就可能不到。")
    (assumed,) = lines(found["theory-share"], "assumed")
    assert assumed["reading"] == "inclusive"


def test_the_ends_of_a_share_are_equations() -> None:
    finding = findings("2024-03-04 40学时 集中 理论", "2024-05-06 40学时 不理论")["theory-share"]
    first, last = lines(finding, "operation")
    assert first["text"] == "最低：党的创新理论教育 40 学时 ÷ 总计 80 学时 = 50%。"
    assert last["text"] == (
        "最高：党的创新理论教育 40 学时 ÷ 总计 40 学时 = 100%，要求 50%以上：达到。"
    )
    assert first["operation"]["outcome"] is None
    assert last["operation"]["operands"][1]["name"] == "总计"


def test_which_records_entered_and_with_how_much() -> None:
    finding = findings(
        "2024-12-30~2025-01-02 4天 集中 理论 脱产 县级",
        "2025-03-04 2天 12学时 集中 理论4学时",
        "2025-03-04 2天 12学时 集中 理论4学时",
        "2025-06-02 8学时",
        roles=["书记"],
    )
    assert finding["theory-share"]["entered"] == [
        entry([0], days=4, counted=(32, 32), theory=(32, 32)),
        entry([1, 2], days=2, hours=12, counted=(12, 16), theory=(4, 4)),
        entry([3], sure=False, hours=8, counted=(8, 8), theory=(0, 8)),
    ]
    assert finding["secretary-annual:2024"]["entered"] == [
        entry([0], part="1/2", days=2, counted=(16, 16))
    ]


def test_a_term_without_dates_is_said_to_be_taken_as_the_whole() -> None:
    found = findings(roles=["书记", "干部"])
    for rule, role in (("secretary-total", "基层党组织书记"), ("cadre", "党员干部")):
        *_, last = found[rule]["explanation"]
        assert (last["kind"], last["text"]) == (
            "advice",
            f"{role}没有写任职的起止日期，按规划期开始以前任职、现在仍在任算；不是的，请补上日期。",
        )
    for roles in (["书记 ~2028-12-31"], ["书记 2024-01-01~", "干部 ~2025-12-31"]):
        found = findings(roles=roles)
        assert "任职的起止日期" not in "".join(texts(found["secretary-total"]))
        assert "任职的起止日期" not in "".join(texts(found["cadre"]))
    found = findings(roles=["书记 2024-01-01~", "干部"])
    assert "任职的起止日期" not in "".join(texts(found["secretary-total"]))
    assert "任职的起止日期" in "".join(texts(found["cadre"]))
    found = findings(roles=["书记"], military=True)
    assert "任职的起止日期" not in "".join(texts(found["secretary-total"]))


def test_records_that_count_perhaps_are_told_apart() -> None:
    found = findings(
        "2025-03-04 8学时 集中 理论 不脱产 县级",
        "2025-03-05 8学时",
        "2025-03-06 8学时 集中 脱产 县级",
        roles=["书记"],
    )
    for rule in ("member-total", "secretary-total", "theory-share"):
        assert (found[rule]["records"], found[rule]["perhaps"]) == ([0, 1, 2], [1])
    year = found["secretary-annual:2025"]
    assert (year["records"], year["perhaps"]) == ([1, 2], [1])
    assert found["cadre"]["perhaps"] == []


def entry(
    records: list[int],
    *,
    counted: tuple[int, int],
    sure: bool = True,
    part: str | None = None,
    days: int | None = None,
    hours: int | None = None,
    theory: tuple[int, int] | None = None,
) -> dict[str, Any]:
    return {
        "records": records,
        "sure": sure,
        "part": part,
        "days": days,
        "hours": hours,
        "counted": dict(zip(("low", "high"), counted, strict=True)),
        "theory": theory and dict(zip(("low", "high"), theory, strict=True)),
    }


def absences(finding: dict[str, Any]) -> list[tuple[str, str]]:
    return [(absence["figure"], absence["kind"]) for absence in finding["absences"]]


def test_four_kinds_of_absence() -> None:
    hours_only = findings("2024-03-04 40学时 集中 理论")
    assert absences(hours_only["member-total"]) == [("days", "not_given")]
    assert absences(hours_only["secretary-total"]) == [
        ("hours", "not_applicable"),
        ("days", "not_applicable"),
    ]
    assert absences(hours_only["theory-share"]) == []
    nothing = findings("2024-03-04 40学时 不集中 理论")
    assert absences(nothing["member-total"]) == [
        ("hours", "nothing_counted"),
        ("days", "nothing_counted"),
    ]
    assert absences(nothing["theory-share"]) == [("percent", "nothing_counted")]
    soldier = findings("2024-03-04 40学时 集中 理论", military=True)
    assert absences(soldier["member-total"]) == [("hours", "elsewhere"), ("days", "elsewhere")]
    assert absences(soldier["theory-share"]) == [("percent", "elsewhere")]


def test_no_absence_is_told_as_a_zero() -> None:
    for case in situations.cases().values():
        told = json.loads(
            assessment_text(assess(read_history(json.dumps(situations.history(case)))))
        )
        for finding in told["findings"]:
            absent = {absence["figure"] for absence in finding["absences"]}
            units = {line["operation"]["result"]["unit"] for line in lines(finding, "operation")}
            assert not absent & units


def test_no_figure_is_printed_twice() -> None:
    """Every demand once, and every result once: a line that says it again says nothing new."""
    for name, case in situations.cases().items():
        told = json.loads(
            assessment_text(assess(read_history(json.dumps(situations.history(case)))))
        )
        for finding in told["findings"]:
            demands = [
                part
                for text in texts(finding)
                for part in text.split("，")
                if part.startswith("要求")
            ]
            assert len(demands) == len(set(demands)), name
            results = [
                (line["operation"]["operator"], line["operation"]["result"]["unit"])
                for line in lines(finding, "operation")
                if line["operation"]["outcome"]
            ]
            assert len(results) == len(set(results)), name
            assert len(texts(finding)) == len(set(texts(finding))), name
