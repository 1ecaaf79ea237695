"""All that a page tells beyond an assessment, found in one go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from calculator.assess import assess, subject
from calculator.insight.path import Path, paths
from calculator.insight.steps import Steps, whole
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
    return whole(telling(history, as_of=as_of, plus=plus, later=later))


def telling(
    history: History, *, as_of: date | None = None, plus: Sequence[Record] = (), later: bool = False
) -> Steps[Insight]:
    """`insight` in steps."""
    found = assess(history, as_of=as_of)
    yield
    planned = (*plus, *(to_come(history, found.as_of) if later else ()))
    alone = subject(history, found.as_of)
    found_years = []
    for year in by_year(alone, found.findings):
        found_years.append(year)
        yield
    judged = subject(history, found.as_of, plus) if plus else alone
    found_paths = []
    for path in paths(found.findings, judged):
        found_paths.append(path)
        yield
    return Insight(
        history=history,
        assessment=found,
        years=tuple(found_years),
        paths=tuple(found_paths),
        plus=tuple(plus),
        what_if=what_if(history, found, planned) if planned else None,
    )


def questions(
    history: History, *, as_of: date | None = None, aside: Collection[tuple[int, str]] = ()
) -> tuple[Assessment, Asked]:
    """The open questions that decide most, with the assessment that they are about.

    `aside` names questions to leave out, by the index of a record and the key.
    """
    return whole(asking(history, as_of=as_of, aside=aside))


def asking(
    history: History, *, as_of: date | None = None, aside: Collection[tuple[int, str]] = ()
) -> Steps[tuple[Assessment, Asked]]:
    """`questions` in steps."""
    found = assess(history, as_of=as_of)
    yield
    scales = Scales(history, found)
    yield
    return found, (yield from scales.asking(aside))
