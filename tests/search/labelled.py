"""Sets of labelled queries: what people type, and where it should lead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Query:
    """One line of a set. A place that ends with # is anywhere on that page."""

    kind: str
    text: str
    places: tuple[str, ...]

    def wants(self, place: str) -> bool:
        """Whether a result leads to one of the places."""
        return place in self.places or f"{place.partition('#')[0]}#" in self.places


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with the places found for it."""

    query: Query
    found: tuple[str, ...]

    @property
    def first(self) -> bool:
        """The first result is right; nothing, where nothing is to be found."""
        return self._among(1)

    @property
    def three(self) -> bool:
        """One of the first three is right."""
        return self._among(3)

    def _among(self, number: int) -> bool:
        if not self.found:
            return NOTHING in self.query.places
        return any(self.query.wants(place) for place in self.found[:number])

    def __str__(self) -> str:
        wanted, found = " ".join(self.query.places), " ".join(self.found[:4]) or NOTHING
        return f"{self.query.kind}: {self.query.text}: {found} instead of {wanted}"


def read(name: str) -> Iterator[Query]:
    """The queries of a set."""
    kind = ""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            kind = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            text, places = line.split(" | ")
            yield Query(kind, text, tuple(places.split()))


def judge(queries: Sequence[Query], answers: Sequence[Sequence[dict[str, Any]]]) -> list[Judged]:
    """Each query with what was found for it."""
    return [
        Judged(query, tuple(place(result["url"]) for result in answer))
        for query, answer in zip(queries, answers, strict=True)
    ]


def place(url: str) -> str:
    """The place a result leads to: `2024/05/#s2` is 05#s2."""
    return url.removeprefix("2024/").replace("/#", "#").removesuffix("/")
