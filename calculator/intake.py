"""Files that a reader hands over, read a few rows at a time, and the people that they tell of.

One file or many, histories (.json) and ledgers (.csv, .xlsx). Whoever asks for no more rows has
cancelled: nothing runs between the calls. What cannot be read is listed, and the rest is there.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, MutableSequence, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from calculator import history
from calculator.errors import InputError, Problem
from calculator.ledger import naming
from calculator.ledger.columns import Column
from calculator.ledger.members import Identity, Member
from calculator.ledger.reading import Ledger, reading
from calculator.typed import lenient


@dataclass(kw_only=True, slots=True)
class File:
    """A file: its name, and what was read in it."""

    name: str
    data: bytearray = field(default_factory=bytearray)
    """What it holds; nothing once it is read."""

    ledger: Ledger | None = None
    """The ledger, its members left out; None for a history, and for what could not be read."""

    records: int = 0
    refused: bool = False

    @property
    def is_history(self) -> bool:
        """Whether its name is a history's."""
        return self.name.lower().endswith(".json")

    @property
    def lines(self) -> int:
        """How many rows it has at least, a history counting as one."""
        return 1 if self.is_history else self.data.count(b"\n")

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.name.rpartition(".")[0] or self.name


@dataclass(kw_only=True, slots=True)
class Someone:
    """A person, and the file that each record comes from, by its index."""

    member: Member = field(default_factory=Member)
    files: MutableSequence[int] = field(default_factory=lambda: array("H"))
    unread: int = 0
    """How many rows or records of the person could not be read."""

    unlisted: int = 0
    """How many of these have no mistake in `wrong`, their ledger having too many."""

    wrong: list["Wrong"] = field(default_factory=list)
    """What is wrong with the others."""

    @property
    def is_lost(self) -> bool:
        """Whether nothing that was said of the person could be read."""
        return bool(self.unread) and not self.member.records and not self.is_told

    @property
    def is_told(self) -> bool:
        """Whether anything but records was told of the person."""
        return any(getattr(self.member, key) is not None for key in _PERSON)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    """A mistake in a file."""

    file: int
    problem: Problem


MOST_FILES = 20_000
_PERSON = {
    "roles": Column.ROLES,
    "joined": Column.JOINED,
    "infirm": Column.INFIRM,
    "military": Column.MILITARY,
    "as_of": Column.AS_OF,
}


class Intake:
    """The reading of some files."""

    def __init__(self, names: Sequence[str]) -> None:
        self.files = [File(name=name) for name in names]
        self.people: dict[Identity, Someone] = {}
        self.wrong: list[Wrong] = []
        self.rows = self.current = 0
        self.expected: int | None = None
        """How many rows there are about; None where that cannot be told before they are read."""

        self.finished = False
        self._steps = self._reading()

    def give(self, file: int, piece: bytes) -> int:
        """Add the next piece of a file; its length so far."""
        self.files[file].data += piece
        return len(self.files[file].data)

    def advance(self, rows: int) -> None:
        """Read so many rows further; a history counts as one."""
        read = sum(1 for _ in islice(self._steps, rows))
        self.rows += read
        self.finished = read < rows

    def _reading(self) -> Iterator[int | None]:
        if not any(file.name.lower().endswith(".xlsx") for file in self.files):
            self.expected = sum(file.lines for file in self.files)
        for current, file in enumerate(self.files):
            self.current = current
            data, file.data = bytes(file.data), bytearray()
            try:
                if file.is_history:
                    yield None
                    told = lenient(history.decode(data))
                    self._note(told.problems)
                    # A record's row is its number, from 1.
                    rows = (place + 1 for place in told.places)
                    self._take(Identity(), Member.of(told.history, rows))
                    if told.problems:
                        unread = len({problem.record for problem in told.problems})
                        self._miss(Identity(), unread, told.problems)
                else:
                    file.ledger = self._taken((yield from reading(file.name, data)))
            except InputError as error:
                file.refused = True
                self._note(error.problems)

    def _taken(self, ledger: Ledger) -> Ledger:
        """Take what a ledger tells of each person, and give back the rest of it."""
        self._note(ledger.problems)
        wrong: defaultdict[int | None, list[Problem]] = defaultdict(list)
        for problem in ledger.problems:
            wrong[problem.row].append(problem)
        for identity, rows in ledger.everyone.items():
            if member := ledger.members.get(identity):
                self._take(identity, member)
            if rows:
                listed = [row for row in rows if row in wrong]
                problems = [problem for row in listed for problem in wrong[row]]
                self._miss(identity, len(rows), problems, unlisted=len(rows) - len(listed))
        return replace(ledger, members={}, problems=(), everyone={})

    def _miss(
        self, identity: Identity, rows: int, problems: Sequence[Problem], *, unlisted: int = 0
    ) -> None:
        """Note what of a person the current file tells and could not be read."""
        someone = self.people.setdefault(self._name(identity), Someone())
        someone.unread += rows
        someone.unlisted += unlisted
        someone.wrong += [Wrong(file=self.current, problem=problem) for problem in problems]

    def _name(self, identity: Identity) -> Identity:
        """Of many files, one that names nobody is about the person it is named for."""
        if identity.name or len(self.files) == 1:
            return identity
        return Identity(name=naming.plain(self.files[self.current].stem), branch=identity.branch)

    def _take(self, identity: Identity, member: Member) -> None:
        """Add what the current file tells of a person to what others have told."""
        identity = self._name(identity)
        someone = self.people.get(identity) or Someone()
        known = someone.member
        told = {key: value for key in _PERSON if (value := getattr(member, key)) is not None}
        clashing = [key for key in told if getattr(known, key) not in (None, told[key])]
        if clashing:
            who = f"“{identity.name}”在前面的文件里填的不一样，不能确定以哪个为准。"
            message = f"{who}这个文件里这个人的 {len(member.records)} 条记录没有读入。"
            problems = [Problem(key=_PERSON[key], message=message) for key in clashing]
            self._note(problems)
            self._miss(identity, len(member.records), problems)
            return
        for key, value in told.items():
            setattr(known, key, value)
        known.records += member.records
        known.rows += array("I", member.rows)
        someone.files.extend([self.current] * len(member.records))
        self.files[self.current].records += len(member.records)
        self.people[identity] = someone

    def _note(self, problems: Sequence[Problem]) -> None:
        self.wrong += [Wrong(file=self.current, problem=problem) for problem in problems]


def names(values: Any) -> list[str]:
    """The names of the files to read, as the page tells them. Raises InputError."""
    if len(values) > MOST_FILES:
        message = f"一次最多读 {MOST_FILES} 个文件，这里有 {len(values)} 个。请分几次。"
        raise InputError([Problem(message=message)])
    return [str(value) for value in values]
