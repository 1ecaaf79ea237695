"""Joins between the plan's words, their source and the quotas, checked in every build."""

import hashlib
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path

from scripts.site import numbers, quotas_file, texts
from scripts.site.faults import Fault
from scripts.site.plan import EDITION, SOURCE, Plan, squeeze
from scripts.site.plan_files import FOLDER
from scripts.site.quotas_file import QuotasFile

SOURCE_FILE = (FOLDER / SOURCE).as_posix()
NEAR = 12
"""Characters of context shown beside a difference."""


def source_sha256(root: Path) -> str:
    """SHA-256 of the source text, byte for byte as it is published."""
    return hashlib.sha256((root / SOURCE_FILE).read_bytes()).hexdigest()


def faults(root: Path, plan: Plan) -> Iterator[Fault]:
    """All that is wrong between words, source, quotas and what is said of numbers."""
    yield from against_source(root, plan)
    yield from against_quotas(root, plan)
    yield from numbers.faults(plan, quotas_file.read(root).by_rule())
    yield from numbers.uncounted_unused(plan)


def against_source(root: Path, plan: Plan) -> Iterator[Fault]:
    """All units joined in reading order are the source, white space aside."""
    source = squeeze(texts.read(root, SOURCE_FILE))
    places: list[tuple[str, int, str]] = []
    for unit in plan.units:
        places.append((unit.file, unit.line, unit.heading))
        places += [(sentence.file, sentence.line, sentence.text) for sentence in unit.sentences]
    ours = "".join(text for _, _, text in places)
    if ours == source:
        return
    at, message = not_the_words(ours, source)
    yield Fault(*_place(places, at), message)


def not_the_words(ours: str, source: str) -> tuple[int, str]:
    """At which character two texts begin to differ, and what to say of it."""
    pairs = zip(ours, source, strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    here, there = _difference(ours[alike:], source[alike:])
    before = source[max(0, alike - NEAR) : alike]
    message = f"not the words of {SOURCE_FILE}: after “{before}” it has “{there}”, here is “{here}”"
    return alike, message


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
    file = quotas_file.read(root)
    yield from _header(root, plan, file)
    sentences = {
        (unit.id, sentence.id): sentence for unit in plan.units for sentence in unit.sentences
    }
    computed = set()
    for citation, place in file.citations():
        page, name = citation["page"], citation["sentence"]
        cited = sentences.get((page, name))
        rule = citation.get("rule")
        if cited is None:
            yield file.fault(f"no {name} on page {page!r}", *place, "sentence")
            continue
        if citation["quote"] not in cited.text:
            message = f"the quote does not stand in {cited.file}:{cited.line}, “{cited.text}”"
            yield file.fault(message, *place, "quote")
        if rule is not None and rule not in cited.rules:
            message = f"{quotas_file.FILE} computes {rule!r} from {name}: name it in its `rules`"
            yield Fault(cited.file, cited.line, message)
        computed.add((page, name, rule))
    known = {quota["rule"] for quota in file.quotas}
    for (page, name), sentence in sentences.items():
        for rule in sentence.rules:
            if rule not in known:
                message = f"unknown rule {rule!r} at {name}: use one of {', '.join(sorted(known))}"
                yield Fault(sentence.file, sentence.line, message)
            elif (page, name, rule) not in computed:
                message = f"{name} names {rule!r}, whose quota cites another sentence"
                yield Fault(sentence.file, sentence.line, message)


def _header(root: Path, plan: Plan, file: QuotasFile) -> Iterator[Fault]:
    """The quotas are of this edition, this title and this text."""
    expected = {"edition": EDITION, "title": plan.title, "text_sha256": source_sha256(root)}
    for key, right in expected.items():
        if file.plan[key] != right:
            message = f"{key} is {file.plan[key]!r}, the plan's is {right!r}"
            yield file.fault(message, "plan", key)
