"""What the verdicts would be with trainings that are only planned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from calculator.assess import assess
from calculator.model import Assessment, Finding, History, Record, Verdict
from calculator.trainings import trainings


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """One rule without the planned trainings, and with them."""

    before: Finding
    after: Finding

    @property
    def flips(self) -> bool:
        """Whether its verdict is another one."""
        return self.before.verdict is not self.after.verdict

    @property
    def moves(self) -> bool:
        """Whether its verdict or one of its figures is another one."""
        one, other = self.before, self.after
        return self.flips or (one.hours, one.percent) != (other.hours, other.percent)

    @property
    def undone(self) -> bool:
        """Whether what was reached no longer is: the share of theory falls when hours are added."""
        return self.flips and self.before.verdict is Verdict.MET


@dataclass(frozen=True, kw_only=True, slots=True)
class WhatIf:
    """An assessment without the planned trainings, and with them; which of its records they are."""

    before: Assessment
    after: Assessment
    planned: frozenset[int]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of planned trainings, each thing once."""
        found = self.after.notices
        return tuple(
            dict.fromkeys(one.message for one in found if self.planned.intersection(one.records))
        )

    @property
    def compared(self) -> Iterator[Compared]:
        """The rules that concern the person, in the findings' order."""
        for before, after in zip(self.before.findings, self.after.findings, strict=True):
            if after.verdict is not Verdict.NOT_APPLICABLE:
                yield Compared(before=before, after=after)


def what_if(history: History, before: Assessment, plus: Sequence[Record]) -> WhatIf:
    """The assessment `before` of a history, and what it is with the trainings `plus`."""
    known = len(history.records)
    return WhatIf(
        before=before,
        after=assess(history, as_of=before.as_of, plus=plus),
        planned=frozenset(range(known, known + len(plus))),
    )


def to_come(history: History, as_of: date) -> tuple[Record, ...]:
    """The trainings in a history that begin after a day, so that nothing of them counts yet.

    One record for each training; what alike records do not agree on is unknown.
    """
    return tuple(
        replace(
            history.records[one.records[0]],
            concentrated=one.concentrated,
            theory=one.theory,
            theory_hours=one.theory_hours,
            off_job=one.off_job,
            county_level=one.county_level,
        )
        for one in trainings(history.records)
        if one.start > as_of
    )
