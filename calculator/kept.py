"""A branch as a device keeps it (支部台账): all that was read, opened again as it was.

Lines of JSON: what was told of the reading; then of each person who it is, where the records stood
and what could not be read, and below that the history. It is the page's own, and no document.
"""

import json
from array import array
from collections.abc import Iterator
from typing import Any

from calculator import history
from calculator.branch import Branch
from calculator.errors import Problem
from calculator.intake import Intake, Someone, Wrong
from calculator.json_input import as_text, encoder
from calculator.ledger.members import Identity, Member

SCHEMA = 1

_MISTAKE = {
    "file": int,
    "record": int | None,
    "row": int | None,
    "key": str | None,
    "message": str,
}
_COLUMN = {"letter": str, "text": str, "taken": str, "private": bool, "used": bool}
_FILE = {
    "name": str,
    "records": int,
    "refused": bool,
    "sheet": str | None,
    "other_sheets": [str],
    "passed_count": int,
    "by_row": bool,
    "remarks": [str],
    "columns": [_COLUMN],
}
_TOLD = {
    "files": [_FILE],
    "problems": [_MISTAKE],
    "problem_count": int,
    "capped": bool,
    "records": int,
}
"""What the page and the roster take for granted of what was told of the reading."""

# What is said where there are too many mistakes was not kept at first: it may be missing.
_WHO = {"name": str, "branch": str, "unread": int, "unlisted": int}


def pieces(branch: Branch) -> Iterator[bytes]:
    """What is kept of a branch, a person a piece."""
    yield _line({"schema": SCHEMA, "told": branch.told})
    for entry in branch.entries:
        member, someone = entry.someone.member, entry.someone
        who = {
            "name": entry.identity.name,
            "branch": entry.identity.branch,
            "files": list(someone.files),
            "rows": list(member.rows),
            "unread": someone.unread,
            "unlisted": someone.unlisted,
            "wrong": [[wrong.file, *_place(wrong.problem)] for wrong in someone.wrong],
        }
        yield _line(who) + _encoded(history.document(member.history)).encode() + b"\n"


_encoded = encoder((",", ":"))


def _line(value: Any) -> bytes:
    """What is the page's own, in which amounts in all their digits are text as they are there."""
    return (
        json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=as_text).encode()
        + b"\n"
    )


def _place(problem: Problem) -> list[Any]:
    return [problem.record, problem.row, problem.key, problem.message]


class Kept(Intake):
    """The reading of what was kept of a branch; each person counts as a row."""

    def __init__(self) -> None:
        super().__init__(["支部台账"])
        self.told: dict[str, Any] | None = None
        """What was told when the branch was first read; None where it cannot be read any more."""

    def _reading(self) -> Iterator[int | None]:
        [file] = self.files
        data, file.data = bytes(file.data), bytearray()
        try:
            first, *lines = data.splitlines()
            self.expected = len(lines) // 2
            head = json.loads(first)
            if head["schema"] != SCHEMA:
                raise ValueError
            told = {**head["told"]}
            told.setdefault("capped", False)
            _check(told, _TOLD)
            files = range(len(told["files"]))
            if any(each["file"] not in files for each in told["problems"]):
                raise ValueError
            for who, text in zip(lines[::2], lines[1::2], strict=True):
                self._open(json.loads(who), text.decode(), files)
                yield None
            self.told = told
        except (ValueError, LookupError, TypeError, OverflowError):
            # Anything may stand in a browser's storage. Half of a branch would pass for all of it.
            self.people = {}
            file.refused = True
            message = "留下的支部台账读不出来了。请从原来的文件再读一次。"
            self._note([Problem(message=message)])

    def _open(self, who: dict[str, Any], text: str, files: range) -> None:
        who = {"unlisted": 0, **who}
        _check(who, _WHO)
        member = Member.of(history.read(text), who["rows"])
        someone = Someone(
            member=member,
            files=array("H", who["files"]),
            unread=who["unread"],
            unlisted=who["unlisted"],
        )
        if not len(member.records) == len(member.rows) == len(someone.files):
            raise ValueError
        someone.wrong = [_wrong(values) for values in who["wrong"]]
        named = {*someone.files, *(wrong.file for wrong in someone.wrong)}
        if any(file not in files for file in named):
            raise ValueError
        self.people[Identity(name=who["name"], branch=who["branch"])] = someone


def _wrong(values: list[Any]) -> Wrong:
    told = dict(zip(_MISTAKE, values, strict=True))
    _check(told, _MISTAKE)
    return Wrong(file=told.pop("file"), problem=Problem(**told))


def _check(value: Any, shape: Any) -> None:
    """Raises LookupError or TypeError where a value has not the parts and types that it should."""
    if isinstance(shape, dict):
        for key, part in shape.items():
            _check(value[key], part)
    elif isinstance(shape, list):
        [part] = shape
        _check(value, list)
        for each in value:
            _check(each, part)
    elif not isinstance(value, shape):
        raise TypeError
