"""The notation of the case files: a situation in a few words, as a history and what it must give.

A record is one line, in Chinese:

    "2024-03-04~2024-03-06 3天 24学时 集中 理论 脱产 县级"
    "20× 2024-03-01 1天 6学时 集中"        twenty one-day trainings, one a day from that date

集中, 理论, 脱产 and 县级 answer the four questions with 是; with 不 before them, 否; left out,
不清楚. 理论3学时: only so much of it is theory. 不是重复: marked as distinct. 题:… is the topic,
主办:… the organiser. "0~18" among the records that entered stands for all from 0 to 18.
"""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ANSWERS = {"集中": "concentrated", "理论": "theory", "脱产": "off_job", "县级": "county_level"}
ROLES = {"书记": "secretary", "干部": "cadre"}


KEYS = {"name", "cite", "sum", "expect"}
"""What every case has; the situation and what else must come of it may be left out."""

SITUATION = {"roles", "joined", "infirm", "military", "as_of", "records"}
SHOWN = {"example"}
"""By finding, what the situation is in Chinese: the site shows such a case beside its sentence."""

OUTCOMES = {
    "figures",
    "remaining",
    "readings",
    "alternatives",
    "entered",
    "explained",
    "notices",
}


def cases() -> dict[str, dict[str, Any]]:
    """All cases of the tables in this folder, by table and name."""
    tables = sorted(Path(__file__).parent.glob("*.toml"))
    return {
        f"{table.stem}: {case['name']}": case
        for table in tables
        for case in tomllib.loads(table.read_text(encoding="utf-8"))["case"]
    }


def history(case: dict[str, Any]) -> dict[str, Any]:
    """The history document of a case."""
    person: dict[str, Any] = {"roles": [role(words) for words in case.get("roles", [])]}
    if "joined" in case:
        person["joined"] = case["joined"].isoformat()
    person |= {key: True for key in ("infirm", "military") if case.get(key)}
    listed = [one for words in case.get("records", []) for one in records(words)]
    return {
        "schema": 1,
        "person": person,
        "as_of": case.get("as_of", date(2028, 12, 31)).isoformat(),
        "records": listed,
    }


def role(words: str) -> dict[str, Any]:
    """书记, 书记 2026-07-01~, 干部 ~2026-06-30."""
    name, _, term = words.partition(" ")
    start, _, end = term.partition("~")
    return {"role": ROLES[name], "start": start or None, "end": end or None}


def records(words: str) -> list[dict[str, Any]]:
    """The records that a line of a case tells of."""
    count = 1
    if match := re.match(r"(\d+)× *", words):
        count, words = int(match[1]), words[match.end() :]
    span, *rest = words.split()
    start, _, end = span.partition("~")
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    stated = _stated(rest)
    return [
        {
            "start": (first + timedelta(days=number)).isoformat(),
            "end": (last + timedelta(days=number)).isoformat(),
            **stated,
        }
        for number in range(count)
    ]


def _stated(words: list[str]) -> dict[str, Any]:
    stated: dict[str, Any] = {}
    for word in words:
        amount = re.fullmatch(r"(理论)?([\d.]+)(天|学时)", word)
        if amount and amount[1]:
            stated |= {"theory": "yes", "theory_hours": float(amount[2])}
        elif amount:
            stated["days" if amount[3] == "天" else "hours"] = float(amount[2])
        elif word == "不是重复":
            stated["distinct"] = True
        elif word.startswith("题:"):
            stated["topic"] = word.removeprefix("题:")
        elif word.startswith("主办:"):
            stated["organiser"] = word.removeprefix("主办:")
        else:
            stated[ANSWERS[word.removeprefix("不")]] = "no" if word.startswith("不") else "yes"
    return stated


def indexes(stated: list[int | str]) -> list[int]:
    """The indexes of records: numbers, and runs of numbers such as "0~18"."""
    found: list[int] = []
    for each in stated:
        first, _, last = str(each).partition("~")
        found += range(int(first), int(last or first) + 1)
    return found
