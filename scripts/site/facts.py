"""What a page of the plan shows of its sentences: whom each concerns, who acts, what it names.

And which other pages of the site cite it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.site import frontmatter
from scripts.site.numbers import Quotas, numbers
from scripts.site.offline import SELF_CHECK
from scripts.site.plan import EDITION, Plan, Sentence, Unit
from scripts.site.terms import FIELDS, matches, told
from scripts.site.topic import Link, Topic
from scripts.site.topics import AUDIENCES, METHOD, where

LABELS = {
    "audiences": "与谁有关",
    "actors": "谁来做",
    "tasks": "基本任务",
    "methods": "方法",
    "platforms": "平台",
    "works": "著作",
    "regulations": "文件",
}
PEOPLE = (LABELS["audiences"], LABELS["actors"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """What we say of a sentence: how it stands, how binding it is, and labelled ways.

    `binding` are labels, each with the words of the sentence that it rests on; there may be none.
    """

    sentence: Sentence
    standing: str
    binding: tuple[tuple[str, tuple[str, ...]], ...]
    ways: tuple[tuple[str, tuple[Link, ...]], ...]

    @property
    def people(self) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        """Whom it concerns and who acts, labelled."""
        return tuple((label, links) for label, links in self.ways if label in PEOPLE)


def facts(plan: Plan, quotas: Quotas, unit: Unit) -> tuple[Fact, ...]:
    """What we say of each sentence of a unit."""
    standings = {standing.id: standing.label for standing in plan.standings}
    return tuple(
        Fact(
            sentence=sentence,
            standing=standings[sentence.standing],
            binding=tuple(_binding(plan, sentence)),
            ways=tuple(_ways(plan, quotas, sentence)),
        )
        for sentence in unit.sentences
    )


def _binding(plan: Plan, sentence: Sentence) -> Iterator[tuple[str, tuple[str, ...]]]:
    found = matches(sentence.text, plan.terms.of("binding"))
    for name in sentence.tags["binding"]:
        term = plan.terms.get("binding", name)
        words = [match.word for match in found if match.term == term]
        yield term.label, tuple(dict.fromkeys(words))


def _ways(plan: Plan, quotas: Quotas, sentence: Sentence) -> Iterator[tuple[str, tuple[Link, ...]]]:
    for field, label in LABELS.items():
        kind = FIELDS[field]
        terms = [plan.terms.get(kind, name) for name in sentence.tags[field]]
        links = tuple(replace(where(kind, term), title=told(term, sentence.text)) for term in terms)
        if links:
            yield label, links
    named: dict[str, list[str]] = {}
    for number in numbers(sentence, quotas, plan.terms):
        named.setdefault(number.by, []).append(number.text)
    if named:
        yield (
            "数字",
            tuple(
                Link(title="、".join(texts), url="numbers/", anchor=by)
                for by, texts in named.items()
            ),
        )
    titles = {rule: quotas[rule]["title"] for rule in sentence.rules}
    if titles:
        yield (
            "自查",
            tuple(Link(title=titles[rule], url=SELF_CHECK, anchor=row(rule)) for rule in titles),
        )
        yield "怎样算", tuple(Link(title=titles[rule], url=METHOD, anchor=rule) for rule in titles)


def row(rule: str) -> str:
    """The id of a rule's row in the table of the self-check's page."""
    return f"rule-{rule}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A page written by hand: its address below the root, its title and its Markdown."""

    url: str
    title: str
    markdown: str


def written(root: Path) -> tuple[Written, ...]:
    """The pages of docs/ that are written by hand, the plan's own left out."""
    return tuple(
        Written(
            url="" if path.stem == "index" else f"{path.stem}/",
            title=frontmatter.read(root, path.relative_to(root).as_posix()).meta["title"],
            markdown=path.read_text(encoding="utf-8"),
        )
        for path in sorted((root / "docs").glob("*.md"))
    )


def citing(
    quotas: Quotas, unit: Unit, topics: Sequence[Topic], pages: Sequence[Written]
) -> tuple[Link, ...]:
    """The pages that cite a unit. The plan's contents and whole text lead everywhere: left out."""
    made = [
        Link(title=f"{above}{topic.title}", url=topic.url)
        for topic in topics
        for above in ["与我有关：" if topic.above == AUDIENCES else ""]
        if unit.id in topic.unit_ids()
    ]
    ours = [Link(title=page.title, url=page.url) for page in pages if _cites(page, unit, quotas)]
    return (*made, *ours)


def _cites(page: Written, unit: Unit, quotas: Quotas) -> bool:
    """Whether a page leads to a unit, by a link or by a block that quotes it."""
    if f"({EDITION}/{unit.id}.md" in page.markdown:
        return True
    if "[[map]]" in page.markdown and unit.sentences:
        return True
    # The self-check's own template quotes them.
    lists_quotas = "[[quotas]]" in page.markdown or page.url == SELF_CHECK
    return lists_quotas and unit.id in {quota["page"] for quota in quotas.values()}
