"""All that a page tells beyond an assessment, found in one go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from calculator.assess import assess, subject
from calculator.insight.path import Path, paths
from calculator.insight.weighing import Asked, Scales
from calculator.insight.what_if import WhatIf, to_come, what_if
from calculator.insight.years import Year, by_year
from calculator.model import Assessment, History, Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Insight:
    """What to ask, year by year, the ways to the totals, and what planned trainings would do.

    `what_if` is None where nothing is planned. `plus` is what is planned, in the order given.
    """

    history: History
    assessment: Assessment
    years: tuple[Year, ...]
    paths: tuple[Path, ...]
    plus: tuple[Record, ...]
    what_if: WhatIf | None


def insight(
    history: History, *, as_of: date | None = None, plus: Sequence[Record] = (), later: bool = False
) -> Insight:
    """What can be told of a history beyond its assessment on the same day.

    `plus` are trainings that are only planned; with `later` those records of the history that lie
    after the day are taken as planned too. Amounts are exact 天 and 学时, as in an assessment.
    """
    found = assess(history, as_of=as_of)
    planned = (*plus, *(to_come(history, found.as_of) if later else ()))
    judged = subject(history, found.as_of, plus)
    return Insight(
        history=history,
        assessment=found,
        years=tuple(by_year(subject(history, found.as_of), found.findings)),
        paths=tuple(paths(found.findings, judged)),
        plus=tuple(plus),
        what_if=what_if(history, found, planned) if planned else None,
    )


def questions(
    history: History, *, as_of: date | None = None, aside: Collection[tuple[int, str]] = ()
) -> tuple[Assessment, Asked]:
    """The open questions that decide most, with the assessment that they are about.

    `aside` names questions to leave out, by the index of a record and the key.
    """
    found = assess(history, as_of=as_of)
    return found, Scales(history, found).asked(aside)
