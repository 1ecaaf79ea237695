"""What the page asks at each change: typed records to the very document of their history."""

import json
from typing import Any

import pytest

from calculator import assess, assessment_text, read_history
from calculator.browser import call

PERSON: dict[str, Any] = {"roles": [], "joined": None, "infirm": False, "military": False}
WHOLE = {"role": "secretary", "start": None, "end": None}
EMPTY = {"topic": "", "organiser": "", "end": None, "days": None, "hours": None}


def asked(*records: Any, as_of: str | None = "2026-06-30", **person: Any) -> Any:
    argument = {
        "person": PERSON | person,
        "as_of": as_of,
        "records": [json.dumps(record) for record in records],
    }
    return json.loads(call("check", json.dumps(argument)))


def typed(**fields: Any) -> dict[str, Any]:
    return EMPTY | {"start": "2025-03-05", "concentrated": "yes"} | fields


def problems(*records: Any) -> list[tuple[int | None, str | None]]:
    return [(each["record"], each["key"]) for each in asked(*records)["problems"]]


@pytest.mark.parametrize(
    ("fields", "plain"),
    [
        ({"start": "2024.3.5", "hours": "8"}, {"start": "2024-03-05", "hours": 8}),
        ({"start": "２０２４．３．５", "hours": "８学时"}, {"start": "2024-03-05", "hours": 8}),
        ({"start": "2024.3.5-3.9", "days": "5"}, {"start": "2024-03-05", "end": "2024-03-09"}),
        ({"start": "2024年3月5日", "end": "3月9日", "days": "5天"}, {"end": "2024-03-09"}),
        ({"hours": "1天"}, {"days": 1, "hours": None}),
        ({"days": "半天"}, {"days": 0.5, "hours": None}),
        ({"days": "7.5学时"}, {"days": None, "hours": 7.5}),
        ({"hours": "8", "theory": "yes", "theory_hours": "２"}, {"theory_hours": 2}),
        ({"days": "1天", "hours": "8学时"}, {"days": 1, "hours": 8}),
        ({"days": "8学时", "hours": "1天"}, {"days": 1, "hours": 8}),
    ],
)
def test_dates_and_amounts_as_typed(fields: dict[str, Any], plain: dict[str, Any]) -> None:
    told = asked(typed(**fields))
    understood = typed(**fields) | told["plain"][0]
    assert understood.items() >= plain.items()
    history = {"schema": 1, "person": PERSON, "as_of": "2026-06-30", "records": [understood]}
    document = json.loads(assessment_text(assess(read_history(json.dumps(history)))))
    for finding in document["findings"]:
        del finding["entered"]
    assert told["assessment"] == document


def test_numbers_of_a_history_are_taken_too() -> None:
    record = {"start": "2025-03-05", "hours": 8, "concentrated": "yes"}
    assert asked(record)["plain"] == [{"start": "2025-03-05", "end": "2025-03-05"}]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"start": "3.5", "hours": "8"}, "start"),
        ({"start": "2025-02-30", "hours": "8"}, "start"),
        ({"end": "2025.3.1", "hours": "8"}, "end"),
        ({"end": "若干", "hours": "8"}, "end"),
        ({"hours": "若干"}, "hours"),
        ({"hours": "-4"}, "hours"),
        ({"days": "1天", "hours": "2天"}, "hours"),
        ({"days": 1, "hours": "2天"}, "hours"),
        ({"hours": "8", "theory": "yes", "theory_hours": "1天"}, "theory_hours"),
        ({"hours": "8", "theory": "yes", "theory_hours": "9"}, "theory_hours"),
        ({"hours": None}, "hours"),
        ({"start": 7, "hours": "8"}, "start"),
        ({"hours": "8", "end": 7}, "end"),
        ({"hours": "8", "odd": 1}, "odd"),
    ],
)
def test_a_mistake_is_told_at_its_record_and_key(fields: dict[str, Any], key: str) -> None:
    assert problems(typed(hours="4"), typed(**fields)) == [(1, key)]


def test_a_missing_date_and_things_that_are_no_records() -> None:
    assert problems({"hours": "8"}) == [(0, "start")]
    assert problems(7) == [(0, None)]
    argument = {"person": PERSON, "as_of": None, "records": ["{"]}
    told = json.loads(call("check", json.dumps(argument)))
    assert told["problems"][0]["record"] == 0


def test_a_record_by_itself_is_understood_as_among_others() -> None:
    for fields in (
        {"hours": "４．５"},
        {"start": "2025.3.5-3.7", "hours": "3天", "days": None},
        {"hours": 4.5},
    ):
        record = typed(**fields)
        told = json.loads(call("understand", json.dumps(record)))
        assert told == {"plain": asked(record)["plain"][0]}
    for wrong in (typed(start="3.5", hours="若干"), typed(), {"odd": 1}, 7):
        told = json.loads(call("understand", json.dumps(wrong)))
        assert told["problems"]
        assert told["problems"] == [
            problem | {"record": None} for problem in asked(wrong)["problems"]
        ]


def test_mistakes_about_the_person_stand_beside_those_of_records() -> None:
    told = asked(typed(hours="若干"), joined="2025-02-30")
    assert [(each["record"], each["key"]) for each in told["problems"]] == [
        (None, "person.joined"),
        (0, "hours"),
    ]


PERSON_DATES = {
    "2020-07-01": "2020-07-01",
    "2020.7.1": "2020-07-01",
    "2020/7/1": "2020-07-01",
    "2020。7。1": "2020-07-01",
    "2020年7月1日": "2020-07-01",
    " ２０２０年７月１日 ": "2020-07-01",
    "20200701": "2020-07-01",
    "45721": "2025-03-05",
}
"""How people write a day, and what it is read as."""

ONE_DAY = "应当是有年月日的一天，例如 2025-03-05。"
NO_DATE = "读不出日期"
PERSON_MISTAKES = {
    "7.1": ONE_DAY,
    "2020.7.1-7.3": ONE_DAY,
    "2020.7.1-2021.7.1": ONE_DAY,
    "2020.7": "没有写是哪一天",
    "20.7.1": "年份要写四位",
    "2020.2.30": "日历上没有 2020年2月30日 这一天。",
    "二〇二〇年七月一日": NO_DATE,
    "去年": NO_DATE,
    "": NO_DATE,
}
"""What is no one day, and what is said of it."""


def dated(text: Any) -> dict[str, Any]:
    """A person, and the as-of date, with one text in the place of every date."""
    role = {"role": "secretary", "start": text, "end": text}
    return {"as_of": text, "joined": text, "roles": [WHOLE, role]}


PLACES = ["as_of", "person.joined", "person.roles[1].start", "person.roles[1].end"]


@pytest.mark.parametrize(("text", "day"), PERSON_DATES.items())
def test_dates_of_a_person_as_typed(text: str, day: str) -> None:
    told = asked(typed(hours="8"), **dated(text))
    assert told["dates"] == ({} if text == day else dict.fromkeys(PLACES, day))
    assert told["problems"] == []
    plain = asked(typed(hours="8"), **dated(day))
    assert told["assessment"] == plain["assessment"]
    assert told["assessment"]["as_of"] == day
    assert json.loads(call("understand_date", json.dumps(text))) == {"date": day}


@pytest.mark.parametrize(("text", "message"), PERSON_MISTAKES.items())
def test_what_is_no_date_of_a_person_is_told_at_its_key(text: str, message: str) -> None:
    told = asked(typed(hours="8"), **dated(text))
    assert [(each["record"], each["key"]) for each in told["problems"]] == [
        (None, place) for place in PLACES
    ]
    assert all(message in each["message"] for each in told["problems"])
    [alone] = json.loads(call("understand_date", json.dumps(text)))["problems"]
    assert alone == told["problems"][0] | {"key": None}


def test_a_date_of_a_person_may_be_none() -> None:
    role = {"role": "cadre"}
    told = asked(typed(hours="8"), as_of=None, joined=None, roles=[WHOLE, role])
    assert (told["dates"], told["problems"]) == ({}, [])


def test_dates_of_a_person_are_compared_as_they_are_read() -> None:
    role = {"role": "secretary", "start": "2026.3.1", "end": "2025年3月1日"}
    [problem] = asked(roles=[role])["problems"]
    assert problem["key"] == "person.roles[0].end"
    assert problem["message"] == "任职结束日期 2025-03-01 早于开始日期 2026-03-01。"


@pytest.mark.parametrize(
    ("person", "places"),
    [
        ({"joined": 7, "roles": [WHOLE | {"end": 7}]}, ["person.roles[0].end", "person.joined"]),
        ({"roles": 7}, ["person.roles"]),
        ({"roles": [7]}, ["person.roles[0]"]),
    ],
)
def test_what_is_no_text_is_no_date(person: dict[str, Any], places: list[str]) -> None:
    assert [each["key"] for each in asked(**person)["problems"]] == places


def test_what_is_no_person_has_no_dates() -> None:
    argument = {"person": 7, "as_of": "去年", "records": []}
    told = json.loads(call("check", json.dumps(argument)))
    assert [each["key"] for each in told["problems"]] == ["as_of", "person"]


def answer(*records: Any, **situation: Any) -> tuple[str, list[str], int | None]:
    told = asked(*records, **situation)["answer"]
    return told["headline"], [each["rule"] for each in told["reasons"]], told["days_left"]


SURE = {"concentrated": "yes", "theory": "yes"}
CADRE = {"role": "cadre", "start": None, "end": None}


@pytest.mark.parametrize(
    ("records", "situation", "headline", "rules"),
    [
        ([], {}, "还没有可计入的学时", ["member-total", "theory-share"]),
        (
            [typed(hours="100", concentrated="yes")],
            {},
            "还差 60 学时（或 7.5 天）；党的创新理论教育学时占比还不能判断",
            ["member-total", "theory-share"],
        ),
        (
            [typed(hours="150", **SURE), typed(hours="160", concentrated="unknown", theory="no")],
            {"roles": [WHOLE]},
            "还不能判断",
            ["member-total", "secretary-total", "theory-share"],
        ),
        (
            [typed(hours="155", concentrated="yes"), typed(hours="10", concentrated="unknown")],
            {"roles": [WHOLE]},
            "至多还差 125 学时（或 15.63 天）；另有 2 项还不能判断",
            ["member-total", "secretary-total", "theory-share"],
        ),
        ([typed(hours="100", **SURE)], {}, "还差 60 学时（或 7.5 天）", ["member-total"]),
        (
            [typed(hours="100", **SURE), typed(hours="10", concentrated="unknown", theory="no")],
            {},
            "至多还差 60 学时（或 7.5 天）",
            ["member-total"],
        ),
        (
            [typed(hours="160", **SURE)],
            {"roles": [WHOLE]},
            "还差 120 学时（或 15 天）",
            ["secretary-total"],
        ),
        (
            [typed(hours="60", **SURE), typed(hours="100", theory="no")],
            {},
            "还差 40 学时党的创新理论教育",
            ["theory-share"],
        ),
        (
            [
                typed(hours="40", **SURE),
                typed(hours="120", theory="no"),
                typed(start="2025-03-06", hours="10", theory="unknown"),
            ],
            {},
            "至多还差 90 学时党的创新理论教育",
            ["theory-share"],
        ),
        ([typed(hours="160", **SURE)], {}, "硬性要求都已达到", []),
        ([typed(hours="160", concentrated="unknown")], {}, "还不能判断", None),
        ([], {"military": True}, "另有规定", ["member-total", "theory-share"]),
        ([], {"infirm": True}, "不作硬性要求", ["member-total"]),
        ([typed(hours="8", **SURE)], {"as_of": "2028-12-31"}, "还差 152 学时（或 19 天）", None),
    ],
)
def test_the_answer(
    records: list[Any], situation: dict[str, Any], headline: str, rules: list[str] | None
) -> None:
    told, reasons, days_left = answer(*records, **situation)
    assert told == headline
    assert rules is None or reasons == rules
    ended = situation.get("as_of") == "2028-12-31"
    assert days_left is None if ended or "military" in situation else True


def test_what_is_reached_is_named_beside_what_is_not() -> None:
    sure = typed(hours="160", **SURE)
    assert asked(sure, roles=[WHOLE])["answer"]["reached"] == (
        "已达到：党员五年集中学习培训、党的创新理论教育学时占比。"
    )
    assert asked(sure)["answer"]["reached"] == ""
    assert asked(typed(hours="8", theory="no"))["answer"]["reached"] == ""


@pytest.mark.parametrize(
    "person", [{}, {"roles": [WHOLE]}, {"roles": [WHOLE, CADRE]}, {"joined": "2026-01-01"}]
)
def test_the_days_left_are_those_of_the_period_for_everyone(person: dict[str, Any]) -> None:
    _, _, days_left = answer(typed(hours="8", **SURE), as_of="2026-12-01", **person)
    assert days_left == 761


def test_no_days_are_left_of_what_is_not_asked() -> None:
    for person in ({"roles": [CADRE]}, {"infirm": True}, {"military": True}):
        assert answer(typed(hours="8", **SURE), **person)[2] is None


TERMS = [
    {"role": "secretary", "start": None, "end": "2025-06-30"},
    {"role": "secretary", "start": "2026-01-01", "end": None},
]


def test_where_the_plan_is_silent_that_is_said_first_and_no_pace_is_set() -> None:
    told = asked(typed(hours="172", **SURE), as_of="2026-12-01", roles=TERMS)
    assert told["answer"]["headline"] == "还不能判断：规划没有写明"
    [reason] = told["answer"]["reasons"]
    assert reason["rule"] == "secretary-total"
    assert reason["text"] == (
        "规划没有写只在规划期的一部分时间担任书记的，五年的学时怎样折算。没有达到全额时不能判断。"
        "请向所在党组织询问。按全额算，还差 108 学时（或 13.5 天）；截止 2028-12-31，还有 761 天。"
    )
    finding = told["assessment"]["findings"][1]
    assert finding["remaining"]["hours"] == {"low": 108, "high": 108}
    assert finding["remaining"]["per_year"] is None


def test_what_open_answers_could_do_comes_after_the_silence() -> None:
    unclear = typed(hours="160", concentrated="unknown", theory="yes")
    open_ = "其中确认 60 学时可以计入，就达到要求。"
    short = "“不清楚”的全部计入也不够；按全额算，至多还差 160"
    for records, whole in (
        ([typed(hours="100", **SURE), unclear], open_),
        ([typed(hours="20", concentrated="unknown")], short),
    ):
        told = asked(*records, joined="2025-01-01")
        reason = told["answer"]["reasons"][0]["text"]
        assert reason.startswith("规划没有写规划期内入党的党员")
        assert f"请向所在党组织询问。{whole}" in reason
        assert told["assessment"]["findings"][0]["remaining"]["per_year"] is None
        # One is open for its answers too; the share of the other cannot be told without them.
        assert told["answer"]["headline"] == "还不能判断"
    part = {"role": "cadre", "start": None, "end": "2025-06-30"}
    share = asked(typed(hours="8", concentrated="yes", theory="no"), roles=[part])["assessment"][
        "findings"
    ][-2]
    assert share["remaining"]["theory_hours"] == {"low": 8, "high": 8}
    assert share["remaining"]["per_year"] is None
    both = asked(typed(hours="8", **SURE), roles=[WHOLE, CADRE])["answer"]
    assert both["headline"] == "还不能判断：规划没有写明"


def test_records_that_entered_nothing_are_told_with_why() -> None:
    before = typed(start="2025-06-01", hours="8", **SURE)
    told = asked(before, as_of="2026-12-01", joined="2025-07-01")["answer"]
    assert told["headline"] == "还没有可计入的学时：1 条没有计入（入党以前 1 条）"
    assert told["brief"] == "还没有可计入的学时"
    assert told["reasons"][0]["text"].endswith(
        "按全额算，还差 160 学时（或 20 天）；截止 2028-12-31，还有 761 天。"
    )
    others = [
        typed(start="2023-12-31", hours="8", concentrated="no"),
        typed(start="2026-07-01", hours="8", **SURE),
        typed(start="2026-07-02", hours="8", **SURE),
        typed(hours="8", concentrated="no"),
        # Only a part of it lies outside, so that it entered.
        typed(start="2023-12-31", end="2024-01-01", hours="8", **SURE),
    ]
    told = asked(before, *others)["answer"]
    assert told["left_out"] == {
        "records": [1, 2, 3, 4],
        "text": "4 条没有计入（规划期以外 1 条，截至日期以后 2 条，不是集中学习 1 条）",
    }
    # By their places among what was typed: the first cannot be read.
    told = asked(typed(start="2025-13-01", hours="8"), before, *others)["answer"]
    assert told["left_out"]["records"] == [2, 3, 4, 5]
    assert asked(before)["answer"]["left_out"] == {"records": [], "text": ""}
    # Nothing is counted for a cadre: nothing is left out, either.
    assert asked(*others, roles=[CADRE])["answer"]["left_out"] == {"records": [], "text": ""}


def test_what_is_wanting_stands_alone_where_there_is_little_room() -> None:
    told = asked(typed(hours="100", concentrated="yes"))["answer"]
    assert told["brief"] == "还差 60 学时（或 7.5 天）"
    assert told["headline"].startswith(told["brief"] + "；")
    assert asked()["answer"]["brief"] == asked()["answer"]["headline"]


def test_an_answer_of_nothing_says_so() -> None:
    assert asked()["answer"]["empty"]
    assert asked(typed(hours="8", concentrated="no"))["answer"]["empty"]
    assert not asked(typed(hours="8", concentrated="unknown"))["answer"]["empty"]
    assert not asked(infirm=True)["answer"]["empty"]


def test_records_that_cannot_be_read_leave_the_others_assessed() -> None:
    good = [typed(start=f"2025-03-0{day}", hours="8", **SURE) for day in (5, 6)]
    wrong = typed(hours="若干")
    told = asked(good[0], wrong, good[1], good[1])
    alone = asked(good[0], good[1], good[1])
    assert [(each["record"], each["key"]) for each in told["problems"]] == [(1, "hours")]
    assert told["plain"][1] is None
    assert told["answer"] == alone["answer"]
    first, [notice] = told["assessment"]["findings"][0], told["assessment"]["notices"]
    assert first["records"] == [0, 2, 3]
    open_ = asked(wrong, good[0] | {"concentrated": "unknown"})["assessment"]["findings"][0]
    assert open_["perhaps"] == [1]
    assert notice["records"] == [2, 3]
    # Nothing else differs: only the places do.
    moved = json.dumps(alone["assessment"])
    assert json.loads(moved)["findings"][0]["records"] == [0, 1, 2]
    assert first["hours"] == alone["assessment"]["findings"][0]["hours"]


def test_the_document_is_the_command_line_s() -> None:
    records = [typed(start="2025.3.5", hours="8学时", **SURE), typed(hours="若干")]
    argument = {"person": PERSON, "as_of": "2026-06-30"}

    def told(*of: Any) -> str:
        texts = [json.dumps(record) for record in of]
        return call("assessment", json.dumps({**argument, "records": texts}))

    plain = typed(hours=8, **SURE)
    history = {"schema": 1, **argument, "records": [plain]}
    document = assessment_text(assess(read_history(json.dumps(history))))
    assert told(records[0]) == document
    [entered] = json.loads(told(records[1], records[0]))["findings"][0]["entered"]
    assert entered["records"] == [1]


def test_reasons_are_lines_of_the_explanation() -> None:
    told = asked(typed(hours="100", **SURE))
    document = told["assessment"]
    lines = {line["text"] for finding in document["findings"] for line in finding["explanation"]}
    assert {reason["text"] for reason in told["answer"]["reasons"]} <= lines
    assert told["answer"]["days_left"] == document["findings"][0]["remaining"]["days_left"]
