"""calculator/quotas.toml, checked by itself: syntax, keys, types, and what must go together.

The calculator trusts this file, and reads it when it is imported. So the site's build checks it
first, and a mistake in it is told with its line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scripts.site import toml_file
from scripts.site.faults import Fault, stop_at
from scripts.site.toml_file import (
    DATE,
    NUMBER,
    TABLE,
    TABLES,
    TEXT,
    Kind,
    Place,
    TomlFile,
    keys,
    tables,
    twice,
)

FILE = "calculator/quotas.toml"
BINDINGS = ("hard", "soft", "elsewhere", "lifts")
BINDING = Kind("hard, soft, elsewhere or lifts", lambda value: value in BINDINGS)

FILE_KEYS = {"plan": TABLE, "quota": TABLES, "reading": TABLES}
CITATION = {"page": TEXT, "sentence": TEXT, "quote": TEXT}
PLAN = {"edition": TEXT, "title": TEXT, "text_sha256": TEXT, "period": TABLE}
PERIOD = {"start": DATE, "end": DATE, **CITATION}
QUOTA = {"rule": TEXT, "title": TEXT, "binding": BINDING, **CITATION}
AMOUNTS = {"relation": TEXT, "years": NUMBER, "days": NUMBER, "hours": NUMBER, "percent": NUMBER}
READING = {"id": TEXT, "title": TEXT, "text": TEXT}
OTHERWISE = {"otherwise": TEXT}


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotasFile:
    """The file read."""

    source: TomlFile

    @property
    def plan(self) -> dict[str, Any]:
        """What the quotas are of."""
        found: dict[str, Any] = self.source.table["plan"]
        return found

    @property
    def quotas(self) -> list[dict[str, Any]]:
        """The quotas, as they stand in the file."""
        found: list[dict[str, Any]] = self.source.table["quota"]
        return found

    def by_rule(self) -> dict[str, dict[str, Any]]:
        """The quotas by their rules."""
        return {quota["rule"]: quota for quota in self.quotas}

    def citations(self) -> Iterator[tuple[dict[str, Any], Place]]:
        """The tables that quote a sentence, each with its place."""
        yield self.plan["period"], ("plan", "period")
        yield from ((quota, ("quota", place)) for place, quota in enumerate(self.quotas))

    def fault(self, message: str, *place: str | int) -> Fault:
        """The fault at a key, or at the nearest table around it."""
        return self.source.fault(message, *place)


def read(root: Path) -> QuotasFile:
    """The file of the project at `root`. Raises SiteError naming every fault found."""
    source = toml_file.read(root, FILE)
    stop_at(source.fault(message, *place) for message, place in _faults(source.table))
    return QuotasFile(source=source)


def _faults(file: dict[str, Any]) -> Iterator[tuple[str, Place]]:
    """What is wrong, and at which key."""
    yield from keys(file, FILE_KEYS, {}, ())
    for plan, place in tables(file, "plan"):
        yield from keys(plan, PLAN, {}, place)
        for period, _ in tables(plan, "period"):
            yield from keys(period, PERIOD, {}, (*place, "period"))
            yield from _order(period, (*place, "period"))
    for quota, place in tables(file, "quota"):
        yield from keys(quota, QUOTA, AMOUNTS, place)
        yield from _amounts(quota, place)
    for reading, place in tables(file, "reading"):
        yield from keys(reading, READING, OTHERWISE, place)
    yield from twice(file, "quota", "rule")
    yield from twice(file, "reading", "id")


def _order(period: dict[str, Any], place: Place) -> Iterator[tuple[str, Place]]:
    """The period starts before it ends."""
    start, end = period.get("start"), period.get("end")
    if type(start) is date and type(end) is date and end < start:
        yield f"the period ends on {end}, before it starts", (*place, "end")


def _amounts(quota: dict[str, Any], place: Place) -> Iterator[tuple[str, Place]]:
    """A quota that asks for an amount has days and hours, or a percentage, and its relation."""
    asks = quota.get("binding") in ("hard", "soft")
    if ("days" in quota) != ("hours" in quota):
        yield "`days` and `hours` stand together or not at all", (*place, "days")
    if asks and not quota.keys() & {"days", "hours", "percent"}:
        yield "a quota that is hard or soft needs `days` and `hours`, or `percent`", place
    if asks and "relation" not in quota:
        yield "a quota that is hard or soft needs its `relation`, such as 不少于", place
