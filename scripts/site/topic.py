"""The shape of a page of sentences: parts, groups, and in them sentences quoted word for word.

One shape of data for all such pages, and one template: overrides/topic.html.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.site.numbers import Number
from scripts.site.plan import Plan, Sentence, Unit
from scripts.site.terms import Match


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A way to another page of the site, `url` from its root, or to `anchor` on this one."""

    title: str
    url: str = ""
    anchor: str = ""
    note: str = ""
    narrower: tuple["Link", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A sentence quoted: its words in stretches, each with whether it is what the tag rests on."""

    unit: Unit
    sentence: Sentence
    stretches: tuple[tuple[str, bool], ...]
    binding: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """The sentences of one term, or of one rule. Without a title they stand under the page's.

    `near` are those that do not name the term and have words near it; `near_words` are the words.
    """

    id: str
    title: str
    entries: tuple[Entry, ...]
    meaning: str = ""
    link: Link | None = None
    near: tuple[Entry, ...] = ()
    near_words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Groups, or ways to other pages, under a heading that may be empty."""

    title: str = ""
    groups: tuple[Group, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A page. `path` is its address without the last slash; `id` that of its heading.

    `repeated` are the ids of its groups that other pages have as their own.
    """

    path: str
    id: str
    title: str
    lead: str
    parts: tuple[Part, ...]
    above: str = ""
    repeated: frozenset[str] = frozenset()

    @property
    def url(self) -> str:
        """Its address, relative to the site's root."""
        return f"{self.path}/"

    @property
    def file(self) -> str:
        """The file that MkDocs makes it from."""
        return f"{self.path}/index.md"

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of all its parts."""
        return tuple(group for part in self.parts for group in part.groups)

    def unit_ids(self) -> set[str]:
        """The ids of the units that it quotes, what it only repeats left out."""
        groups = [group for group in self.groups if group.id not in self.repeated]
        return {entry.unit.id for group in groups for entry in (*group.entries, *group.near)}


def entry(plan: Plan, unit: Unit, sentence: Sentence, spans: Sequence[Match | Number]) -> Entry:
    """A sentence quoted, with what of it to mark; spans are in order and do not overlap."""
    binding = tuple(plan.terms.get("binding", name).label for name in sentence.tags["binding"])
    stretches = tuple(_stretches(sentence.text, [(span.start, span.end) for span in spans]))
    return Entry(unit=unit, sentence=sentence, stretches=stretches, binding=binding)


def _stretches(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """A text cut at the edges of spans that do not overlap, each part with whether it is one."""
    at = 0
    for start, end in spans:
        if at < start:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False
