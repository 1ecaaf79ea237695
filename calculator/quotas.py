"""The numbers of the plan, and the readings it needs, as `quotas.toml` has them."""

import hashlib
import pkgutil
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from calculator.model import Span


class Binding(StrEnum):
    """How binding a quota's words are."""

    HARD = "hard"
    SOFT = "soft"
    ELSEWHERE = "elsewhere"
    LIFTS = "lifts"


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """Where in the plan a number or a rule stands, and its exact words."""

    page: str
    sentence: str
    quote: str

    @property
    def url(self) -> str:
        """The sentence's address, relative to the site's root and under the edition."""
        return f"{PLAN.edition}/{self.page}/#{self.sentence}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quota:
    """One thing the plan asks. Amounts it does not name are None."""

    rule: str
    title: str
    citation: Citation
    binding: Binding
    relation: str | None
    years: int | None
    days: Fraction | None
    hours: Fraction | None
    percent: Fraction | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Amounts:
    """A quota of the shape “不少于…天或…学时”: either amount reaches it."""

    days: Fraction
    hours: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """本站读法: how the self-check reads what the plan leaves open."""

    id: str
    title: str
    text: str
    otherwise: str | None = None
    """Another sensible treatment, as a condition in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The edition of the plan, the SHA-256 of its source text, and the years its title names."""

    edition: str
    title: str
    text_sha256: str
    period: Span
    period_citation: Citation


def _citation(table: dict[str, Any]) -> Citation:
    return Citation(page=table["page"], sentence=table["sentence"], quote=table["quote"])


def _fraction(table: dict[str, Any], key: str) -> Fraction | None:
    return Fraction(table[key]) if key in table else None


def _quota(table: dict[str, Any]) -> Quota:
    return Quota(
        rule=table["rule"],
        title=table["title"],
        citation=_citation(table),
        binding=Binding(table["binding"]),
        relation=table.get("relation"),
        years=table.get("years"),
        days=_fraction(table, "days"),
        hours=_fraction(table, "hours"),
        percent=_fraction(table, "percent"),
    )


def _plan(table: dict[str, Any]) -> Plan:
    start, end = table["period"]["start"], table["period"]["end"]
    return Plan(
        edition=table["edition"],
        title=table["title"],
        text_sha256=table["text_sha256"],
        period=Span(start, end),
        period_citation=_citation(table["period"]),
    )


def _read() -> bytes:
    # pkgutil reads from a folder and from the browser's zip alike, and imports little.
    data = pkgutil.get_data("calculator", "quotas.toml")
    assert data is not None
    return data


_DATA = _read()
_TABLE = tomllib.loads(_DATA.decode())

SHA256 = hashlib.sha256(_DATA).hexdigest()
"""SHA-256 of `quotas.toml`: which numbers an assessment was made with."""

TOTALS = ("member-total", "secretary-total")
"""The rules that ask for a total over the period."""

PLAN = _plan(_TABLE["plan"])
QUOTAS = {quota.rule: quota for quota in map(_quota, _TABLE["quota"])}
READINGS = {reading.id: reading for reading in (Reading(**table) for table in _TABLE["reading"])}


def amounts(rule: str) -> Amounts:
    """The days and hours that the quota of `rule` names."""
    quota = QUOTAS[rule]
    assert quota.days is not None
    assert quota.hours is not None
    return Amounts(days=quota.days, hours=quota.hours)


def share(rule: str) -> Fraction:
    """The percentage that the quota of `rule` names, as a part of one."""
    percent = QUOTAS[rule].percent
    assert percent is not None
    return percent / 100


_MEMBER = amounts("member-total")
HOURS_PER_DAY = _MEMBER.hours / _MEMBER.days
"""Reading `eight-hours`: 学时 in a 天, as every pair of amounts in the plan has it."""
