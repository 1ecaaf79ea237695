"""The search index: one compact JSON for the box in the masthead.

    units     [id, address, kind, number, name, heading, sentences]; texts are the plan's, unchanged
    breaks    for each heading and sentence in order: the lengths of its words, base 36
    sounds    characters by their usual syllable
    also      characters by another syllable
    simple    pairs of a traditional and a simplified character
    concepts  [kind, what readers say, the plan's words, places]; lists are parted by spaces
    general, stop, absent, pages    as in synonyms.toml

A place is a number: headings and sentences counted in reading order.
"""

import json
import logging
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import jieba

from scripts.environment import CACHE
from scripts.runtime.cached import once
from scripts.search.characters import simplified, sounds
from scripts.search.synonyms import Synonyms, places
from scripts.site.plan import Plan

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def index_json(plan: Plan, synonyms: Synonyms) -> str:
    """The index as JSON text."""
    texts = [place.text for place in places(plan)]
    said = [word for concept in synonyms.concepts for word in concept.says]
    vocabulary = "".join([*texts, *said, *synonyms.stop, *synonyms.absent])
    usual, other = sounds(vocabulary)
    document = {
        "units": [
            [
                unit.id,
                unit.url,
                unit.kind,
                unit.number or 0,
                unit.name,
                unit.heading,
                [sentence.text for sentence in unit.sentences],
            ]
            for unit in plan.units
        ],
        "breaks": [breaks(text) for text in texts],
        "sounds": usual,
        "also": other,
        "simple": simplified(vocabulary),
        "concepts": [
            [concept.kind[:2], " ".join(concept.says), " ".join(concept.words), list(concept.at)]
            for concept in synonyms.concepts
        ],
        "general": list(synonyms.general),
        "stop": " ".join(synonyms.stop),
        "absent": " ".join(synonyms.absent),
        "pages": [[page.at, page.name, " ".join(page.says)] for page in synonyms.pages],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def kept(json_text: str) -> Path:
    """A file of the cache that holds the index, named index.json."""
    folder = CACHE / "search" / sha256(json_text.encode()).hexdigest()[:16]

    def make(partial: Path) -> None:
        (partial / "index.json").write_text(json_text, encoding="utf-8")

    return once(folder, make) / "index.json"


def breaks(text: str) -> str:
    """Where words of the text begin and end: the lengths of its shortest words, base 36."""
    jieba.setLogLevel(logging.WARNING)
    edges = {0, len(text)}
    for _, start, end in jieba.tokenize(text, mode="search", HMM=False):
        edges |= {start, end}
    order = sorted(edges)
    return "".join(DIGITS[end - start] for start, end in pairwise(order))
