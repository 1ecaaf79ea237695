"""The search index: one compact JSON for the box in the masthead.

    concepts  four lists: their kinds, what readers say, the plan's words parted by spaces, places
    stop, absent, pages, general    as in synonyms.toml
    edition   the folder of the plan's pages
    units     [id, kind, number, name, heading, sentences]; texts are the plan's, unchanged
    breaks    for each heading and sentence in order: the lengths of its words, base 36
    simple    simplified characters and where their traditional forms are; see characters.py
    common    syllables of the common characters of GB 2312 in their order, as runs: a2ai13…
    sounds    further readings and characters by syllable

A place is a number: headings and sentences counted in reading order. What readers say, `stop` and
`absent` are words packed by their lengths: those of one character, a space, those of two, …

What is alike stands together: gzip looks back no further than 32 KB.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise

import rjieba

from scripts.search.characters import simplified, sounds
from scripts.search.synonyms import Synonyms, places
from scripts.site.plan import EDITION, Plan
from scripts.site.topic import Topic
from scripts.site.topics import AUDIENCES, TITLES

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def index_json(plan: Plan, synonyms: Synonyms, topics: Sequence[Topic]) -> str:
    """The index as JSON text. `topics` are pages of ours too, found by their titles."""
    texts = [place.text for place in places(plan)]
    said = [word for concept in synonyms.concepts for word in concept.says]
    vocabulary = "".join([*texts, *said, *synonyms.stop, *synonyms.absent])
    common, further = sounds(vocabulary, "".join(texts))
    concepts = synonyms.concepts
    document = {
        "concepts": [
            [concept.kind[:2] for concept in concepts],
            [packed(says) for says in needed(synonyms, "".join(texts))],
            [" ".join(concept.words) for concept in concepts],
            [list(concept.at) for concept in concepts],
        ],
        "stop": packed(short(synonyms.stop)),
        "absent": packed(synonyms.absent),
        "pages": [
            *([page.at, page.name, packed(page.says)] for page in synonyms.pages),
            *([topic.url, _name(topic), packed([topic.title])] for topic in topics),
        ],
        "edition": EDITION,
        "units": [
            [
                unit.id,
                unit.kind,
                unit.number or 0,
                unit.name,
                unit.heading,
                [sentence.text for sentence in unit.sentences],
            ]
            for unit in plan.units
        ],
        "breaks": [breaks(text) for text in texts],
        "simple": simplified(vocabulary),
        "common": common,
        "sounds": further,
        "general": list(synonyms.general),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _name(topic: Topic) -> str:
    """A topic's title; an audience's has the plan's words, and says whose page it is."""
    return f"{TITLES[AUDIENCES]}：{topic.title}" if topic.above == AUDIENCES else topic.title


def packed(words: Iterable[str]) -> str:
    """Words by length, and by their ends, which compress best: 老人 病人, 残疾人."""
    order = sorted(set(words), key=lambda word: (len(word), word[::-1]))
    lengths = range(1, max(map(len, order), default=0) + 1)
    return " ".join("".join(word for word in order if len(word) == length) for length in lengths)


def needed(synonyms: Synonyms, text: str) -> list[list[str]]:
    """What readers say for each concept, without what a query is divided into anyway.

    With 外卖 and 小哥, 外卖小哥 need not be there too if all three mean the same.
    """
    means: dict[str, set[int]] = {}
    for number, concept in enumerate(synonyms.concepts):
        for word in concept.says:
            means.setdefault(word, set()).add(number)
    stop = set(synonyms.stop)

    def divisible(word: str, rest: str, parts: int, said: int) -> bool:
        if not rest:
            return parts > 1 and said > 0
        for length in range(1, len(rest) + 1):
            part = rest[:length]
            same = part != word and means.get(part) == means[word]
            if (same or part in stop) and divisible(word, rest[length:], parts + 1, said + same):
                return True
        return False

    # What the plan says itself stays: else it would only be taken for the plan's words.
    return [
        [word for word in concept.says if word in text or not divisible(word, word, 0, 0)]
        for concept in synonyms.concepts
    ]


def short(stop: tuple[str, ...]) -> list[str]:
    """Words that say nothing, without those made of others of one character: 能不能."""
    single = {word for word in stop if len(word) == 1}
    return [word for word in dict.fromkeys(stop) if len(word) < 3 or not set(word) <= single]


def breaks(text: str) -> str:
    """Where words of the text begin and end: the lengths of its shortest words, base 36."""
    edges = {0, len(text)}
    for _, start, end in rjieba.tokenize(text, "search", False):
        edges |= {start, end}
    order = sorted(edges)
    return "".join(DIGITS[end - start] for start, end in pairwise(order))
