"""Every number in the plan's words, and what accounts for it: a rule, or a term of ours."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.site.faults import Fault
from scripts.site.plan import NUMBERING, Plan, Sentence, Unit
from scripts.site.terms import Term, Terms, matches

NUMERALS = "〇零一二三四五六七八九十百千万亿两双几"
NUMBER = re.compile(rf"\d+(?:－\d+)?(?:年|月|日|天|学时|%)?|[{NUMERALS}]+|每年")
"""What may be a number: digits with their unit, Chinese numerals, and 每年, which is one a year."""

type Quotas = Mapping[str, Mapping[str, Any]]
"""The quotas of quotas.toml by their rules."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number in a sentence: either a rule computes it, or a term explains it."""

    start: int
    end: int
    text: str
    rule: str | None = None
    term: Term | None = None

    @property
    def by(self) -> str:
        """The id of the rule or the term that accounts for it."""
        return self.rule or (self.term.id if self.term else "")


def numbers(sentence: Sentence, quotas: Quotas, terms: Terms) -> list[Number]:
    """The numbers of a sentence that are accounted for, in their order."""
    computed = _computed(sentence, quotas)
    tagged = [terms.get("number", name) for name in sentence.tags["numbers"]]
    explained = [
        Number(start=match.start, end=match.end, text=match.word, term=match.term)
        for match in matches(sentence.text, tagged)
        if not _covered(match.start, match.end, computed)
    ]
    return sorted([*computed, *explained], key=lambda number: number.start)


def faults(plan: Plan, quotas: Quotas) -> Iterator[Fault]:
    """Every number is accounted for, and no term explains what a rule computes."""
    for unit in plan.units:
        for sentence in unit.sentences:
            yield from _in_sentence(sentence, quotas, plan.terms)
        yield from _in_heading(unit, plan.terms)


def _in_sentence(sentence: Sentence, quotas: Quotas, terms: Terms) -> Iterator[Fault]:
    found = numbers(sentence, quotas, terms)
    computed = [number for number in found if number.rule]
    explaining = {number.term for number in found}
    for term in terms.of("number"):
        tagged = term.id in sentence.tags["numbers"]
        if tagged and term not in explaining:
            message = f"{sentence.id}: a rule computes “{term.label}” here: remove {term.id!r}"
            yield Fault(sentence.file, sentence.line, message)
    for match in matches(sentence.text, terms.of("number")):
        free = not _covered(match.start, match.end, computed)
        if free and match.term.id not in sentence.tags["numbers"]:
            message = (
                f"{sentence.id}: “{match.word}” stands here: add {match.term.id!r} to `numbers`"
            )
            yield Fault(sentence.file, sentence.line, message)
    for text in _unaccounted(sentence.text, found, terms):
        message = (
            f"{sentence.id}: nothing accounts for the number “{text}”: name its rule in `rules`, "
            f"or tag a term of {terms.source.file} in `numbers`"
        )
        yield Fault(sentence.file, sentence.line, message)


def _in_heading(unit: Unit, terms: Terms) -> Iterator[Fault]:
    """A heading's numbers, its own numbering aside, are words that a sentence below it explains."""
    explained = [
        Number(start=match.start, end=match.end, text=match.word, term=match.term)
        for match in matches(unit.heading, terms.of("number"))
        if any(match.term.id in sentence.tags["numbers"] for sentence in unit.sentences)
    ]
    numbering = NUMBERING.match(unit.heading)
    start = numbering.end() if numbering else 0
    for text in _unaccounted(unit.heading, explained, terms, start):
        message = f"nothing accounts for the number “{text}” of the heading: tag it on a sentence"
        yield Fault(unit.file, unit.line, message)


def _unaccounted(text: str, found: Sequence[Number], terms: Terms, start: int = 0) -> Iterator[str]:
    """The numbers of a text, from `start`, that are neither found nor part of an uncounted word."""
    words = [
        Number(start=at.start(), end=at.end(), text=at[0])
        for at in re.finditer("|".join(map(re.escape, terms.uncounted)), text)
    ]
    for number in NUMBER.finditer(text, start):
        if not _covered(number.start(), number.end(), [*found, *words]):
            yield number[0]


def uncounted_unused(plan: Plan) -> Iterator[Fault]:
    """Each word listed as counting nothing stands in the plan."""
    whole = "".join(unit.text for unit in plan.units)
    for word in plan.terms.uncounted:
        if word not in whole:
            message = f"“{word}” stands nowhere in the plan: remove it from `uncounted`"
            yield plan.terms.source.fault(message, "uncounted")


def _computed(sentence: Sentence, quotas: Quotas) -> list[Number]:
    """The amounts of each quota, where they stand in the quota's own quote."""
    found = []
    for rule in sentence.rules:
        quota = quotas.get(rule)
        start = sentence.text.find(quota["quote"]) if quota else -1
        if quota is None or start < 0:
            continue
        for at in NUMBER.finditer(sentence.text, start, start + len(quota["quote"])):
            if at[0] in _amounts(quota):
                found.append(Number(start=at.start(), end=at.end(), text=at[0], rule=rule))
    return found


def _amounts(quota: Mapping[str, Any]) -> set[str]:
    """A quota's amounts as the plan writes them. One of hours that names no years is of 每年."""
    units = {"years": "年", "days": "天", "hours": "学时", "percent": "%"}
    written = {f"{quota[key]}{unit}" for key, unit in units.items() if key in quota}
    return written | ({"每年"} if "hours" in quota and "years" not in quota else set())


def _covered(start: int, end: int, by: Sequence[Number]) -> bool:
    return any(number.start <= start and end <= number.end for number in by)
