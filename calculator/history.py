"""Histories as JSON documents: read with every mistake named, written back the same.

The document is fixed by `docs/calculator/history.schema.json`; nothing in it is guessed.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NoReturn

from calculator import amounts
from calculator.errors import InputError, Problem
from calculator.json_input import (
    JsonObject,
    Mistake,
    Reader,
    amount_value,
    date_value,
    flag_value,
    list_value,
    parsed,
    text_value,
)
from calculator.model import Answer, History, Person, Record, Role, RoleName
from calculator.uncollected import uncollected

SCHEMA = 1

_ANSWERS = "yes（是）、no（否）、unknown（不清楚）"


def _answer(value: Any) -> Answer:
    if not isinstance(value, str) or value not in list(Answer):
        raise Mistake(f"应当是 {_ANSWERS} 之一。")
    return Answer(value)


def _role_name(value: Any) -> RoleName:
    if not isinstance(value, str) or value not in list(RoleName):
        raise Mistake("应当是 secretary（基层党组织书记）或 cadre（党员干部）。")
    return RoleName(value)


def _schema(value: Any) -> int:
    if value != SCHEMA or isinstance(value, bool):
        raise Mistake(f"本版只认识 schema 为 {SCHEMA} 的文件。")
    return SCHEMA


def _anything(value: Any) -> Any:
    return value


def _role(table: Any, problems: list[Problem], path: str) -> Role | None:
    reader = Reader(table, problems, path=path)
    name = reader.take("role", _role_name, None)
    start = reader.take("start", date_value, None, null=True)
    end = reader.take("end", date_value, None, null=True)
    reader.finish()
    if reader.lacks("role"):
        reader.wrong("role", "缺少身份。")
    if start and end and end < start:
        reader.wrong("end", f"任职结束日期 {end} 早于开始日期 {start}。")
    return Role(role=name, start=start, end=end) if reader.sound and name else None


def _person(table: Any, problems: list[Problem]) -> Person:
    reader = Reader(table, problems, path="person")
    listed: list[Any] = reader.take("roles", list_value, [])
    roles = [_role(role, problems, f"person.roles[{at}]") for at, role in enumerate(listed)]
    person = Person(
        roles=tuple(role for role in roles if role),
        joined=reader.take("joined", date_value, None, null=True),
        infirm=reader.take("infirm", flag_value, False),
        military=reader.take("military", flag_value, False),
    )
    reader.finish()
    return person


def record(table: Any, problems: list[Problem], index: int | None = None) -> Record | None:
    """The record that a JSON object holds; its mistakes join `problems`, at record `index`."""
    reader = Reader(table, problems, record=index)
    start = reader.take("start", date_value, None)
    end = reader.take("end", date_value, start, null=True)
    days = reader.take("days", amount_value, None, null=True)
    hours = reader.take("hours", amount_value, None, null=True)
    theory = reader.take("theory", _answer, Answer.UNKNOWN)
    theory_hours = reader.take("theory_hours", amount_value, None, null=True)
    topic = reader.take("topic", text_value, "")
    organiser = reader.take("organiser", text_value, "")
    concentrated = reader.take("concentrated", _answer, Answer.UNKNOWN)
    off_job = reader.take("off_job", _answer, Answer.UNKNOWN)
    county_level = reader.take("county_level", _answer, Answer.UNKNOWN)
    distinct = reader.take("distinct", flag_value, False)
    reader.finish()
    if reader.lacks("start"):
        reader.wrong("start", "缺少开始日期。")
    if start and end and end < start:
        reader.wrong("end", f"结束日期 {end} 早于开始日期 {start}。")
    if reader.lacks("days", "hours", null=True):
        reader.wrong("hours", "天数和学时至少要填一项。")
    if not reader.sound or start is None or end is None:
        return None
    found = Record(
        start=start,
        end=end,
        topic=topic,
        organiser=organiser,
        days=days,
        hours=hours,
        concentrated=concentrated,
        theory=theory,
        theory_hours=theory_hours,
        off_job=off_job,
        county_level=county_level,
        distinct=distinct,
    )
    for key, message in contradictions(found):
        reader.wrong(key, message)
    return found if reader.sound else None


def contradictions(record: Record) -> Iterator[tuple[str, str]]:
    """What of a record does not go together: the key, and what is wrong there."""
    if record.theory_hours is None:
        return
    most = amounts.mixed(record.days, record.hours).low
    if record.theory is not Answer.YES:
        yield "theory_hours", "填了理论学时，“是否党的创新理论教育”就应当是“是”。"
    elif record.theory_hours > most:
        figures = f"{amounts.shown(record.theory_hours)} 多于这次培训的 {amounts.shown(most)}"
        yield "theory_hours", f"理论学时 {figures} 学时。"


def read_record(text: str) -> Record:
    """One record from a JSON object. Raises InputError naming each mistake's key."""
    problems: list[Problem] = []
    found = record(parsed(text), problems)
    if found is None or problems:
        raise InputError(problems)
    return found


@uncollected()
def read(text: str) -> History:
    """The history that a JSON document holds.

    Raises InputError naming every record and key at which something is wrong.
    """
    return from_value(parsed(text))


def from_value(value: Any) -> History:
    """The history that a parsed JSON value holds. Raises InputError as `read` does."""
    problems: list[Problem] = []
    reader = Reader(value, problems)
    reader.take("schema", _schema, SCHEMA)
    if reader.lacks("schema"):
        reader.wrong("schema", f"缺少 schema；本版的文件写作 {SCHEMA}。")
    if reader.lacks("records"):
        reader.wrong("records", "缺少培训记录；一条也没有时写成 []。")
    person = _person(reader.take("person", _anything, JsonObject([])), problems)
    as_of = reader.take("as_of", date_value, None, null=True)
    listed: list[Any] = reader.take("records", list_value, [])
    records = [record(table, problems, index) for index, table in enumerate(listed)]
    reader.finish()
    if problems:
        raise InputError(problems)
    return History(person=person, as_of=as_of, records=tuple(one for one in records if one))


def decode(data: bytes) -> str:
    """The text of a JSON file, which is UTF-8 with or without BOM. Raises InputError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        *lines, line = error.object[: error.start].decode().split("\n")
        place = f"第{len(lines) + 1}行第{len(line) + 1}个字符"
        _refuse(f"{place}处不是 UTF-8 编码的文本，读不出来。请用本站导出的原文件（.json）。")


def _refuse(message: str) -> NoReturn:
    raise InputError([Problem(message=message)])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def document(history: History) -> dict[str, Any]:
    """The history as the JSON document that `read` understands."""
    person = history.person
    return {
        "schema": SCHEMA,
        "person": {
            "roles": [
                {"role": role.role, "start": _iso(role.start), "end": _iso(role.end)}
                for role in person.roles
            ],
            "joined": _iso(person.joined),
            "infirm": person.infirm,
            "military": person.military,
        },
        "as_of": _iso(history.as_of),
        "records": [_record_document(record) for record in history.records],
    }


def _record_document(record: Record) -> dict[str, Any]:
    return {
        "start": record.start.isoformat(),
        "end": record.end.isoformat(),
        "topic": record.topic,
        "organiser": record.organiser,
        "days": amounts.exact(record.days),
        "hours": amounts.exact(record.hours),
        "concentrated": record.concentrated,
        "theory": record.theory,
        "theory_hours": amounts.exact(record.theory_hours),
        "off_job": record.off_job,
        "county_level": record.county_level,
        "distinct": record.distinct,
    }
