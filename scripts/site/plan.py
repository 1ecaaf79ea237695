"""The plan (规划) as it stands in docs/2024/: units in reading order, each with its sentences.

A unit is a file: the notice, 总体要求, a section's heading, a provision or the closing paragraph.
Its words are a heading and one sentence a line; what we say of them stands in its front matter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scripts.site.terms import Terms

EDITION = "2024"
INDEX = "index"
SOURCE = "source.txt"
DIGITS = "一二三四五六七八九"
NUMERAL = rf"[{DIGITS}]?十[{DIGITS}]?|[{DIGITS}]"
NUMBERING = re.compile(rf"（({NUMERAL})）|({NUMERAL})、")


type Tags = Mapping[str, tuple[str, ...]]
"""The ids of the terms that a sentence is tagged with, by the key of front matter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence of a unit's body, and what we say of it."""

    id: str
    text: str
    standing: str
    rules: tuple[str, ...]
    tags: Tags
    file: str
    line: int

    @property
    def number(self) -> int:
        """Its place in the unit, from 1."""
        return int(self.id.removeprefix("s"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """One file of the plan. `heading` has the exact words, numbering included, and may be empty."""

    id: str
    kind: str
    number: int | None
    numbering: str
    title: str
    heading: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    file: str
    line: int

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences in order; a section's heading has none."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)

    @property
    def text(self) -> str:
        """Its exact words without white space."""
        return self.heading + "".join(sentence.text for sentence in self.sentences)

    @property
    def name(self) -> str:
        """Numbering and title, as a link to it reads."""
        return self.numbering + self.title

    @property
    def url(self) -> str:
        """Its address, relative to the site's root."""
        return f"{EDITION}/{self.id}/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Why a sentence is computed by the self-check, or why not."""

    id: str
    label: str
    meaning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All units in reading order, with the standings and terms that their sentences may have.

    The text gives no year of issue: `inferred_year` is told by what it cites, and must be shown as
    inferred.
    """

    issuer: str
    title: str
    inferred_year: int
    standings: tuple[Standing, ...]
    terms: Terms
    units: tuple[Unit, ...]

    def address(self, page: str = "") -> str:
        """The address of a page of this edition, relative to the site's root."""
        return f"{EDITION}/{page}"

    def unit(self, unit_id: str) -> Unit:
        """The unit with that id. Raises KeyError."""
        return {unit.id: unit for unit in self.units}[unit_id]

    def section(self, unit: Unit) -> Unit | None:
        """The heading under which a provision stands; None for any other unit."""
        if unit.kind != "provision":
            return None
        before = self.units[: self.units.index(unit)]
        return next((other for other in reversed(before) if other.kind == "heading"), None)

    def provisions(self, heading: Unit) -> tuple[Unit, ...]:
        """The provisions that stand under a section's heading."""
        return tuple(unit for unit in self.units if self.section(unit) is heading)


def squeeze(text: str) -> str:
    """The text without its white space."""
    return re.sub(r"\s", "", text)


def split(text: str) -> list[str]:
    """The sentences of a text: each ends at a 。 outside “”. What is left over is the last."""
    sentences, current, depth = [], "", 0
    for character in text:
        current += character
        depth += {"“": 1, "”": -1}.get(character, 0)
        if character == "。" and depth == 0:
            sentences.append(current)
            current = ""
    return [*sentences, current] if current else sentences


def value(numeral: str) -> int:
    """七 is 7, 十 is 10, 十七 is 17: all that a plan of this length needs."""
    if "十" not in numeral:
        return DIGITS.index(numeral) + 1
    tens, ones = numeral.split("十")
    return 10 * (value(tens) if tens else 1) + (value(ones) if ones else 0)
