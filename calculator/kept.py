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
            for who, text in zip(lines[::2], lines[1::2], strict=True):
                self._open(json.loads(who), text.decode())
                yield None
            self.told = head["told"]
        except (ValueError, LookupError, TypeError, OverflowError):
            # Anything may stand in a browser's storage. Half of a branch would pass for all of it.
            self.people = {}
            file.refused = True
            message = "留下的支部台账读不出来了。请从原来的文件再读一次。"
            self._note([Problem(message=message)])

    def _open(self, who: dict[str, Any], text: str) -> None:
        member = Member.of(history.read(text), who["rows"])
        someone = Someone(member=member, files=array("H", who["files"]), unread=who["unread"])
        if not len(member.records) == len(member.rows) == len(someone.files):
            raise ValueError
        someone.wrong = [
            Wrong(file=file, problem=Problem(record=record, row=row, key=key, message=message))
            for file, record, row, key, message in who["wrong"]
        ]
        self.people[Identity(name=who["name"], branch=who["branch"])] = someone
