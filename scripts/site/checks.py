"""Joins between the plan's words, their source and the quotas, checked in every build."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path
from typing import Any

from scripts.site.faults import Fault, SiteError
from scripts.site.plan import EDITION, SOURCE, Plan, squeeze
from scripts.site.plan_files import FOLDER

SOURCE_FILE = (FOLDER / SOURCE).as_posix()
QUOTAS = "calculator/quotas.toml"
NEAR = 12
"""Characters of context shown beside a difference."""


def source_sha256(root: Path) -> str:
    """SHA-256 of the source text, byte for byte as it is published."""
    return hashlib.sha256((root / SOURCE_FILE).read_bytes()).hexdigest()


def against_source(root: Path, plan: Plan) -> Iterator[Fault]:
    """All units joined in reading order are the source, white space aside."""
    source = squeeze((root / SOURCE_FILE).read_text(encoding="utf-8"))
    places: list[tuple[str, int, str]] = []
    for unit in plan.units:
        places.append((unit.file, unit.line, unit.heading))
        places += [(sentence.file, sentence.line, sentence.text) for sentence in unit.sentences]
    ours = "".join(text for _, _, text in places)
    if ours == source:
        return
    pairs = zip(ours, source, strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    file, line = _place(places, alike)
    here, there = _difference(ours[alike:], source[alike:])
    before = source[max(0, alike - NEAR) : alike]
    message = f"not the words of {SOURCE_FILE}: after “{before}” it has “{there}”, here is “{here}”"
    yield Fault(file, line, message)


def _place(places: list[tuple[str, int, str]], position: int) -> tuple[str, int]:
    """The file and line of the character at `position` of all texts joined, or of the last."""
    for file, line, text in places:
        if position < len(text):
            return file, line
        position -= len(text)
    return places[-1][:2]


def _difference(ours: str, theirs: str) -> tuple[str, str]:
    """The first stretch in which two texts differ, and a little of what follows it."""
    # Two hundred characters are more than a careless edit changes, and keep the comparison quick.
    matcher = SequenceMatcher(None, ours[:200], theirs[:200], autojunk=False)
    stretch = next((code for code in matcher.get_opcodes() if code[0] != "equal"), None)
    if stretch is None:
        return ours[:NEAR], theirs[:NEAR]
    _, start, end, their_start, their_end = stretch
    return ours[start : end + NEAR], theirs[their_start : their_end + NEAR]


def against_quotas(root: Path, plan: Plan) -> Iterator[Fault]:
    """Each quote stands in the sentence it cites, and that sentence names the quota's rule."""
    text = (root / QUOTAS).read_text(encoding="utf-8")
    table = _toml(text)
    header, quotas = table["plan"], table["quota"]
    yield from _header(root, plan, text, header)
    sentences = {
        (unit.id, sentence.id): sentence for unit in plan.units for sentence in unit.sentences
    }
    computed: set[tuple[str, str, str]] = set()
    for citation in (header["period"], *quotas):
        line = _line(text, citation["quote"])
        cited = sentences.get((citation["page"], citation["sentence"]))
        rule = citation.get("rule")
        if cited is None:
            yield Fault(QUOTAS, line, f"no {citation['sentence']} on page {citation['page']!r}")
            continue
        if citation["quote"] not in cited.text:
            message = f"the quote does not stand in {cited.file}:{cited.line}, “{cited.text}”"
            yield Fault(QUOTAS, line, message)
        if rule is not None and rule not in cited.rules:
            message = f"{QUOTAS}:{line} computes {rule!r} from {cited.id}: name it in its `rules`"
            yield Fault(cited.file, cited.line, message)
        if rule is not None and (citation["page"], cited.id, rule) in computed:
            yield Fault(QUOTAS, line, f"duplicate id: {rule!r} has a quota already")
        computed.add((citation["page"], cited.id, str(rule)))
    known = {str(quota["rule"]) for quota in quotas}
    for (page, name), sentence in sentences.items():
        for rule in sentence.rules:
            if rule not in known:
                message = f"unknown rule {rule!r} at {name}: use one of {', '.join(sorted(known))}"
                yield Fault(sentence.file, sentence.line, message)
            elif (page, name, rule) not in computed:
                message = f"{name} names {rule!r}, whose quota in {QUOTAS} cites another sentence"
                yield Fault(sentence.file, sentence.line, message)


def _header(root: Path, plan: Plan, text: str, header: dict[str, Any]) -> Iterator[Fault]:
    """The quotas are of this edition, this title and this text."""
    expected = {"edition": EDITION, "title": plan.title, "text_sha256": source_sha256(root)}
    for key, right in expected.items():
        if header[key] != right:
            line = _line(text, str(header[key]))
            yield Fault(QUOTAS, line, f"{key} is {header[key]!r}, the plan's is {right!r}")


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise SiteError([Fault(QUOTAS, int(line[1]) if line else 1, str(error))]) from error


def _line(text: str, words: str) -> int:
    """The line of the file in which `words` stand."""
    numbered = enumerate(text.splitlines(), 1)
    return next((number for number, line in numbered if words in line), 1)
