"""Histories: what is read, and every mistake named by record and key."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from calculator import Answer, InputError, RoleName, read_history
from calculator.history import decode, document

RECORD = {"start": "2025-03-05", "hours": 8}


def read(**keys: Any) -> Any:
    return read_history(json.dumps({"schema": 1, "records": [], **keys}))


def problems(text: str) -> list[tuple[int | None, str | None]]:
    with pytest.raises(InputError) as caught:
        read_history(text)
    assert all(problem.message for problem in caught.value.problems)
    return [(problem.record, problem.key) for problem in caught.value.problems]


def with_record(**keys: Any) -> str:
    return json.dumps({"schema": 1, "records": [RECORD, {**RECORD, **keys}]})


def with_person(**keys: Any) -> str:
    return json.dumps({"schema": 1, "person": keys, "records": []})


def test_what_may_be_left_out() -> None:
    history = read(records=[RECORD])
    [record] = history.records
    assert (record.start, record.end) == (date(2025, 3, 5), date(2025, 3, 5))
    assert (record.days, record.hours, record.theory_hours) == (None, 8, None)
    assert {record.concentrated, record.theory, record.off_job, record.county_level} == {
        Answer.UNKNOWN
    }
    assert history.person.roles == ()
    assert history.as_of is None


def test_nulls_that_may_stand() -> None:
    keys: dict[str, Any] = {"end": None, "days": None, "theory_hours": None}
    history = read(as_of=None, person={"joined": None}, records=[{**RECORD, **keys}])
    assert history == read(records=[RECORD])


def test_amounts_are_exact() -> None:
    history = read_history('{"schema": 1, "records": [{"start": "2025-03-05", "hours": 0.1}]}')
    assert history.records[0].hours == Fraction(1, 10)


def test_zero_is_an_amount() -> None:
    assert read(records=[{"start": "2025-03-05", "days": 0}]).records[0].days == 0


def test_roles() -> None:
    history = read(person={"roles": [{"role": "secretary", "start": "2026-07-01", "end": None}]})
    [role] = history.person.roles
    assert (role.role, role.start, role.end) == (RoleName.SECRETARY, date(2026, 7, 1), None)


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read_history(decode(b'\xef\xbb\xbf{"schema": 1, "records": []}')).records == ()


def test_what_is_written_fills_in_every_key() -> None:
    written = document(read(records=[RECORD]))["records"][0]
    assert set(written) == {
        "start",
        "end",
        "topic",
        "organiser",
        "days",
        "hours",
        "concentrated",
        "theory",
        "theory_hours",
        "off_job",
        "county_level",
        "distinct",
    }


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"start": "2025-3-5"}, "start"),
        ({"start": "2025-02-30"}, "start"),
        ({"start": "0000-01-01"}, "start"),
        ({"start": "２０２５-03-05"}, "start"),
        ({"start": 20250305}, "start"),
        ({"start": None}, "start"),
        ({"end": "2025-03-04"}, "end"),
        ({"end": ""}, "end"),
        ({"hours": -0.5}, "hours"),
        ({"hours": "8"}, "hours"),
        ({"hours": True}, "hours"),
        ({"hours": [8]}, "hours"),
        ({"hours": 1e300}, "hours"),
        ({"hours": None}, "hours"),
        ({"days": -1}, "days"),
        ({"days": {}}, "days"),
        ({"topic": 3}, "topic"),
        ({"topic": None}, "topic"),
        ({"organiser": []}, "organiser"),
        ({"concentrated": "是"}, "concentrated"),
        ({"concentrated": True}, "concentrated"),
        ({"theory": None}, "theory"),
        ({"off_job": "maybe"}, "off_job"),
        ({"county_level": 1}, "county_level"),
        ({"distinct": "no"}, "distinct"),
        ({"theory_hours": 2}, "theory_hours"),
        ({"theory_hours": 2, "theory": "no"}, "theory_hours"),
        ({"theory_hours": 8.5, "theory": "yes"}, "theory_hours"),
        ({"theory_hours": 9, "theory": "yes", "hours": 16, "days": 1}, "theory_hours"),
        ({"theory_hours": -1, "theory": "yes"}, "theory_hours"),
        ({"学时": 8}, "学时"),
    ],
)
def test_a_mistake_in_a_record_names_record_and_key(keys: dict[str, Any], key: str) -> None:
    assert problems(with_record(**keys)) == [(1, key)]


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"joined": "2025"}, "person.joined"),
        ({"infirm": "yes"}, "person.infirm"),
        ({"military": 1}, "person.military"),
        ({"roles": {}}, "person.roles"),
        ({"roles": ["secretary"]}, "person.roles[0]"),
        ({"roles": [{}]}, "person.roles[0].role"),
        ({"roles": [{"role": "副书记"}]}, "person.roles[0].role"),
        ({"roles": [{"role": "cadre", "start": "2025-13-01"}]}, "person.roles[0].start"),
        (
            {"roles": [{"role": "cadre", "start": "2025-02-01", "end": "2025-01-01"}]},
            "person.roles[0].end",
        ),
        ({"roles": [{"role": "cadre", "since": "2025-02-01"}]}, "person.roles[0].since"),
        ({"age": 80}, "person.age"),
    ],
)
def test_a_mistake_in_the_person_names_the_key(keys: dict[str, Any], key: str) -> None:
    assert problems(with_person(**keys)) == [(None, key)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", None),
        ("{", None),
        ("[]", None),
        ("3", None),
        ("null", None),
        ("{}", "schema"),
        ('{"schema": 2, "records": []}', "schema"),
        ('{"schema": true, "records": []}', "schema"),
        ('{"schema": 1}', "records"),
        ('{"schema": 1, "records": {}}', "records"),
        ('{"schema": 1, "records": [], "person": null}', "person"),
        ('{"schema": 1, "records": [], "as_of": "today"}', "as_of"),
        ('{"schema": 1, "records": [], "name": "张三"}', "name"),
        ('{"schema": 1, "records": [], "records": []}', "records"),
        ("[" * 100_000, None),
    ],
)
def test_a_mistake_in_the_document(text: str, key: str | None) -> None:
    assert (None, key) in problems(text)


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e999", "1e99999999999", "9" * 99]
)
def test_what_is_no_amount(number: str) -> None:
    text = f'{{"schema": 1, "records": [{{"start": "2025-03-05", "hours": {number}}}]}}'
    assert problems(text) == [(0, "hours")]


def test_a_key_given_twice_is_named_with_its_record() -> None:
    text = '{"schema": 1, "records": [{"start": "2025-03-05", "hours": 8, "hours": 9}]}'
    assert problems(text) == [(0, "hours")]


def test_every_mistake_is_named() -> None:
    records = [{"start": "x", "hours": -1}, {"hours": "8"}, 3]
    assert problems(json.dumps({"schema": 1, "records": records})) == [
        (0, "start"),
        (0, "hours"),
        (1, "hours"),
        (1, "start"),
        (2, None),
    ]


def test_what_is_not_text() -> None:
    with pytest.raises(InputError):
        decode(b"PK\x03\x04\xff\xfe")
