"""Histories for the tests of the self-check page: one of each kind of person."""

from typing import Any

AS_OF = "2026-06-30"


def record(start: str, **values: Any) -> dict[str, Any]:
    return {"start": start, "hours": 4, "concentrated": "yes", "theory": "yes"} | values


def history(*records: dict[str, Any], as_of: str | None = AS_OF, **person: Any) -> dict[str, Any]:
    return {"schema": 1, "person": person, "as_of": as_of, "records": list(records)}


SECRETARY = {"role": "secretary", "start": None, "end": None}
COURSE = {"days": 3, "hours": 24, "theory": "no", "off_job": "yes", "county_level": "yes"}

TWELVE = [
    record("2024-03-05", topic="党课"),
    record("2024-06-11", end="2024-06-13", topic="县委党校培训班", **COURSE),
    record("2024-09-02", topic="“三会一课”", hours=2, concentrated="unknown"),
    record("2024-12-30", end="2025-01-02", topic="跨年的培训班", hours=None, days=4),
    record("2025-03-05", topic="主题党日", hours=None, days=0.5),
    record("2025-04-08", topic="视频学习", hours=1.25, theory="unknown"),
    record("2025-06-17", end="2025-06-19", topic="市委党校培训班", **COURSE),
    record("2025-09-01", topic="自学", hours=6, concentrated="no"),
    record("2025-11-12", topic="专题讲座", hours=3, theory="yes", theory_hours=1.5),
    record("2026-01-15", topic="党课", days=2, hours=12),
    record("2026-03-05", topic="党课"),
    record("2026-03-05", topic="党课"),
]

PEOPLE = {
    "nothing yet": history(),
    "member": history(*TWELVE, as_of="2028-12-31"),
    "secretary": history(*TWELVE, roles=[SECRETARY]),
    "secretary for a while": history(
        *TWELVE, roles=[{"role": "secretary", "start": "2025-03-01", "end": "2026-02-28"}]
    ),
    "cadre and secretary": history(*TWELVE, roles=[SECRETARY, SECRETARY | {"role": "cadre"}]),
    "late joiner": history(*TWELVE, joined="2025-01-01"),
    "infirm": history(*TWELVE, infirm=True),
    "military": history(*TWELVE, military=True),
}

DRAFT = {"start": "2025-07-01", "topic": "写了一半", "hours": "1.", "theory_hours": "若干"}
"""What a form has in it that somebody was at."""
