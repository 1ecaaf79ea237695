"""Made-up histories and ledgers of any size, the same each time.

They have what costs time: open answers, both units, trainings across a year's end, offices, and
topics of which no two are the same.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

AS_OF = date(2026, 6, 30)
HEADING = (
    "姓名",
    "支部名称",
    "身份",
    "开始日期",
    "结束日期",
    "主题",
    "主办单位",
    "天数",
    "学时",
    "是否集中学习",
    "是否党的创新理论教育",
    "是否脱产",
    "是否县级以上党委举办",
)
QUESTIONS = ("concentrated", "theory", "off_job", "county_level")
_FIRST_DAY, _DAYS = date(2024, 1, 1), 1826
_ANSWERS = {"yes": "是", "no": "否", "unknown": "不清楚"}


def _record(random: Random, number: int) -> dict[str, Any]:
    start = _FIRST_DAY + timedelta(days=random.randrange(_DAYS))
    length = random.choice([1, 1, 1, 2, 3, 7])
    given = random.choice(["days", "hours", "hours", "both"])
    return {
        "start": start.isoformat(),
        "end": (start + timedelta(days=length - 1)).isoformat(),
        "topic": f"专题学习第{number}讲",
        "organiser": random.choice(["县委党校", "街道党工委", ""]),
        "days": None if given == "hours" else length,
        "hours": None if given == "days" else random.choice([1.5, 2, 4, 7.5, 8]),
        **{key: random.choice(["yes", "yes", "yes", "no", "unknown"]) for key in QUESTIONS},
    }


def history(records: int, *, open_: bool = False) -> str:
    """A secretary's history of so many records, as JSON text; `open_`: no question is answered."""
    random = Random(records)
    made = [_record(random, number) for number in range(records)]
    if open_:
        made = [record | dict.fromkeys(QUESTIONS, "unknown") for record in made]
    return json.dumps(
        {
            "schema": 1,
            "person": {"roles": [{"role": "secretary"}]},
            "as_of": AS_OF.isoformat(),
            "records": made,
        },
        ensure_ascii=False,
    )


def rows(people: int, records: int) -> Iterator[list[Any]]:
    """The heading and the rows of a branch's ledger, the people in no order."""
    random = Random(people)
    yield list(HEADING)
    for number in range(records):
        person = number if number < people else random.randrange(people)
        record = _record(random, number)
        yield [
            f"党员{person:06d}",
            f"第{person // 60 + 1}党支部",
            "党支部书记" if person % 60 == 0 else "",
            record["start"],
            record["end"],
            record["topic"],
            record["organiser"],
            record["days"],
            record["hours"],
            *(_ANSWERS[record[key]] for key in ("concentrated", "theory")),
            *(_ANSWERS[record[key]] for key in ("off_job", "county_level")),
        ]


def ledger(people: int, records: int) -> bytes:
    """A branch's ledger as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows(people, records))
    return text.getvalue().encode("utf-8-sig")
