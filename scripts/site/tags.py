"""Tags in front matter: each claims that its term's words stand in the sentence. Checks them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scripts.site.faults import Fault
from scripts.site.frontmatter import Document
from scripts.site.plan import Tags
from scripts.site.terms import FIELDS, Term, Terms, matches

NAMED = ("binding", "tasks", "methods", "platforms", "works", "regulations")
"""Where a word of such a term stands, the sentence is tagged.

The words of an audience or an actor may stand in a sentence without its being about them.
"""


def tags(fact: Mapping[str, Any]) -> Tags:
    """The tags of a sentence's entry in front matter that was checked."""
    return {field: tuple(fact.get(field, ())) for field in FIELDS}


def faults(
    document: Document, name: str, fact: Mapping[str, Any], text: str, terms: Terms
) -> Iterator[Fault]:
    """What is wrong with the tags of the sentence `name`, whose words are `text`."""
    if "binding" not in fact:
        message = (
            f"{name} does not say how binding it is: add `binding: […]`, see {terms.source.file}"
        )
        yield Fault(document.file, document.line("sentences", name), message)
    for field, kind in FIELDS.items():
        ids = fact.get(field, [])
        line = document.line("sentences", name, field)
        if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
            yield Fault(document.file, line, f"{name}: `{field}` must be a list of ids, […]")
            continue
        if not ids and field in fact:
            yield Fault(document.file, line, f"{name}: `{field}` is empty: leave it out")
        known = {term.id: term for term in terms.of(kind)}
        standing = {match.term.id for match in matches(text, known.values())}
        for place, one in enumerate(ids):
            line = document.line("sentences", name, field, str(place))
            for message in _claim(one, known, standing, ids, text, terms.source.file):
                yield Fault(document.file, line, f"{name}: {message}")
            if one in ids[:place]:
                yield Fault(document.file, line, f"{name}: {one!r} stands in `{field}` twice")
        for missing in sorted(standing - set(ids)) if field in NAMED else ():
            word = next(match.word for match in matches(text, [known[missing]]))
            message = f"{name}: “{word}” stands here: add {missing!r} to `{field}`"
            yield Fault(document.file, document.line("sentences", name), message)


def _claim(
    one: str,
    known: Mapping[str, Term],
    standing: set[str],
    ids: list[str],
    text: str,
    file: str,
) -> Iterator[str]:
    """A tag names a known term, a word of which stands in the sentence.

    One that may do without words does so only where no tag of the sentence forbids it.
    """
    if one not in known:
        yield f"unknown id {one!r}: use one of {', '.join(known)}, or add it to {file}"
        return
    if one in standing:
        return
    term = known[one]
    against = [name for name in term.unless if name in ids]
    if against:
        yield f"{one!r} does not go with {against[0]!r} unless a word of its own stands there"
    elif not term.unless:
        words = "、".join(term.forms)
        yield (
            f"{one!r} claims “{words}”, which does not stand in “{text[:16]}…”: "
            f"remove the tag, or list the words that do stand there in {file}"
        )


def unused(sentences: Iterable[tuple[str, Tags]], terms: Terms) -> Iterator[Fault]:
    """Every term tags a sentence, and every word stands in one that its term tags.

    `sentences` are the words of each sentence with its tags.
    """
    used: set[Term] = set()
    standing: set[tuple[Term, str]] = set()
    for text, tags_ in sentences:
        for field, kind in FIELDS.items():
            tagged = {term for term in terms.of(kind) if term.id in tags_[field]}
            used |= tagged
            found = matches(text, terms.of(kind))
            standing |= {(match.term, match.word) for match in found if match.term in tagged}
    for term in terms.all:
        if term not in used:
            yield terms.fault(term, f"no sentence is tagged {term.id!r}: tag one, or remove it")
            continue
        for word in term.forms:
            if (term, word) not in standing:
                message = f"“{word}” stands in no sentence tagged {term.id!r}: remove the word"
                yield terms.fault(term, message, "kindred" if word in term.kindred else "words")
