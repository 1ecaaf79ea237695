"""Places of the plan that can be cited: a unit, one of its sentences, or several in a row."""

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.site.plan import EDITION, Plan, Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Sentences `first` to `last` of a unit, counted from 1; both 0 for the unit as a whole."""

    unit: Unit
    first: int = 0
    last: int = 0

    @property
    def anchor(self) -> str:
        """What stands behind the # in its address, such as `s2` or `s2-s4`; empty for a unit."""
        if not self.first:
            return ""
        return f"s{self.first}" if self.first == self.last else f"s{self.first}-s{self.last}"

    @property
    def id(self) -> str:
        """A name for its files, such as `05`, `05-s2` or `05-s2-s4`."""
        return f"{self.unit.id}-{self.anchor}" if self.anchor else self.unit.id

    @property
    def name(self) -> str:
        """What it is called in running text, such as （五）第2句."""
        if not self.first:
            return cited_as(self.unit)
        last = "" if self.first == self.last else f"至{self.last}"
        return f"{cited_as(self.unit)}第{self.first}{last}句"

    @property
    def url(self) -> str:
        """Its address, from the site's root."""
        return self.unit.url + (f"#{self.anchor}" if self.anchor else "")

    @property
    def short(self) -> str:
        """The shortest address that leads to it, from the site's root."""
        if self.unit.kind != "provision":
            return self.url
        return f"{self.unit.number}/" + (f"#{self.anchor}" if self.anchor else "")

    @property
    def paragraphs(self) -> list[str]:
        """Its words, a paragraph each; those of a whole unit begin with the heading."""
        if not self.first:
            heading = [self.unit.heading] if self.unit.heading else []
            whole = ["".join(each.text for each in part) for part in self.unit.paragraphs]
            return heading + whole
        numbers = range(self.first, self.last + 1)
        found = (
            "".join(sentence.text for sentence in paragraph if sentence.number in numbers)
            for paragraph in self.unit.paragraphs
        )
        return [words for words in found if words]


def cited_as(unit: Unit) -> str:
    """What a unit is called in running text: （五）, 第二部分, or its title in short."""
    if unit.kind == "provision":
        return unit.numbering
    if unit.kind == "heading":
        return f"第{unit.numbering.removesuffix('、')}部分"
    return "印发通知" if unit.kind == "notice" else unit.title


def places(plan: Plan) -> Iterator[Place]:
    """All places of the plan, in reading order: each unit, then its sentences and their ranges."""
    for unit in plan.units:
        yield Place(unit=unit)
        yield from passages(unit)


def passages(unit: Unit) -> Iterator[Place]:
    """Each sentence of a unit, and each row of sentences that begins with it."""
    count = len(unit.sentences)
    for first in range(1, count + 1):
        for last in range(first, count + 1):
            yield Place(unit=unit, first=first, last=last)


def embedded(place: Place) -> str:
    """The address of a page that other sites can frame, with the words of a place and no more."""
    return f"embed/{EDITION}/{place.id}/"


def code(place: Place, kind: str) -> str:
    """Where the QR code of a place lies, from the site's root; `kind` is svg or png."""
    return f"{EDITION}/qr/{place.id}.{kind}"
