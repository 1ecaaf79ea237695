"""The people of a ledger, as its rows tell of them."""

import sys
from array import array
from collections.abc import Iterable, MutableSequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from calculator.ledger import naming
from calculator.model import History, Person, Record, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Whose row it is: the name, within the branch. Both empty in a ledger of one person."""

    name: str = ""
    branch: str = ""


@dataclass(kw_only=True, slots=True)
class Member:
    """A person of a ledger, as the rows read so far tell of them."""

    roles: tuple[Role, ...] | None = None
    joined: date | None = None
    infirm: bool | None = None
    military: bool | None = None
    as_of: date | None = None
    records: list[Record] = field(default_factory=list)
    rows: MutableSequence[int] = field(default_factory=lambda: array("I"))
    """The number of the row that each record comes from."""

    @classmethod
    def of(cls, history: History, rows: Iterable[int]) -> Self:
        """The person of a history; `rows` tells where each record stood."""
        person = history.person
        return cls(
            roles=person.roles,
            joined=person.joined,
            infirm=person.infirm,
            military=person.military,
            as_of=history.as_of,
            records=list(history.records),
            rows=array("I", rows),
        )

    @property
    def history(self) -> History:
        """The person's history."""
        person = Person(
            roles=self.roles or (),
            joined=self.joined,
            infirm=bool(self.infirm),
            military=bool(self.military),
        )
        return History(person=person, as_of=self.as_of, records=tuple(self.records))


class People:
    """Everyone of a ledger, as the rows read so far tell of them."""

    def __init__(self) -> None:
        self.members: dict[Identity, Member] = {}
        self.unread: dict[Identity, MutableSequence[int]] = {}
        """Of everyone, also of those with no row that could be read."""

        self.spelled: dict[Identity, set[str]] = {}
        """The ways in which each name is written."""

    def named(self, written: str, branch: str) -> Identity:
        """Who is meant by a name as it is written."""
        name, of = sys.intern(naming.plain(written)), sys.intern(naming.plain(branch))
        identity = Identity(name=name, branch=of)
        self.spelled.setdefault(identity, set()).add(written)
        return identity

    def miss(self, identity: Identity, row: int) -> None:
        """Note a row of a person's that could not be read."""
        self.unread.setdefault(identity, array("I")).append(row)

    def keep(self, identity: Identity, member: Member) -> None:
        """Keep what is known of a person."""
        self.unread.setdefault(identity, array("I"))
        self.members[identity] = member
