"""Pages made from what we say of sentences: whom one concerns, who acts, numbers, tasks, methods.

Each is a list of sentences quoted word for word, in reading order, with the words on which a tag
rests. One shape of data for all, and one template: overrides/topic.html.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from scripts.site.numbers import Number, Quotas, numbers
from scripts.site.plan import Plan, Sentence, Unit
from scripts.site.terms import FIELDS, Match, Term, matches


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
    """The sentences of one term, or of one rule. Without a title they stand under the page's."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    meaning: str = ""
    link: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Groups, or ways to other pages, under a heading that may be empty."""

    title: str = ""
    groups: tuple[Group, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A page. `path` is its address without the last slash; `id` that of its heading."""

    path: str
    id: str
    title: str
    lead: str
    parts: tuple[Part, ...]
    above: str = ""

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

    def unit_ids(self, *, repeated: bool) -> set[str]:
        """The ids of the units that it quotes; what each audience's page repeats only if asked."""
        groups = [group for group in self.groups if repeated or group.id != EVERYBODY]
        return {entry.unit.id for group in groups for entry in group.entries}


INDEX = "topics"
AUDIENCES = "for"
EVERYBODY = "member"
TITLES = {
    AUDIENCES: "与我有关",
    "who": "谁负责什么",
    "numbers": "数字与期限",
    "tasks": "基本任务",
    "methods": "方法与平台",
    "works": "文件与著作",
}
LEADS = {
    AUDIENCES: "选一个身份或领域，看规划里写到的句子。不止一个的，分别看。",
    "who": "规划里写明由谁去做的句子，按负责的组织、部门和个人排列。",
    "numbers": "规划里的每一个数字和期限：由自查的哪条规则计算，不计算的是什么。",
    "tasks": "规划列出七项基本任务。别的句子用的是相近的说法（画线处），归在哪一项是本站的判断。",
    "methods": "规划写到的学习培训方法、网络平台和阵地。",
    "works": "规划写到的著作、文件和制度。",
}
KINDS = {
    "who": ("actor",),
    "tasks": ("task",),
    "methods": ("method", "platform"),
    "works": ("work", "regulation"),
}
UNGROUPED = {"work": "著作", "regulation": "文件和制度"}
"""What terms stand under that have no group of their own."""

FIELD_OF = {kind: field for field, kind in FIELDS.items()}


def topics(plan: Plan, quotas: Quotas) -> tuple[Topic, ...]:
    """All such pages, in the order of the navigation: the index first."""
    lists = [
        Topic(
            path=path,
            id=path,
            title=TITLES[path],
            lead=LEADS[path],
            parts=tuple(_parts(plan, kinds)),
            above=INDEX,
        )
        for path, kinds in KINDS.items()
    ]
    figures = Topic(
        path="numbers",
        id="numbers",
        title=TITLES["numbers"],
        lead=LEADS["numbers"],
        parts=(_computed(plan, quotas), *_explained(plan, quotas)),
        above=INDEX,
    )
    who, *others = lists
    return (_index(), _chooser(plan), *_audiences(plan), who, figures, *others)


def where(kind: str, term: Term) -> Link:
    """The way to the place that lists a term's sentences."""
    if kind == "audience":
        return Link(title=term.label, url=f"{AUDIENCES}/{term.id}/")
    path = next((path for path, kinds in KINDS.items() if kind in kinds), "numbers")
    return Link(title=term.label, url=f"{path}/", anchor=term.id)


def _index() -> Topic:
    links = tuple(Link(title=TITLES[path], url=f"{path}/", note=LEADS[path]) for path in TITLES)
    lead = "按读者、责任、数字和内容，把规划的句子重新排一遍。句子是原文，怎样归类是本站的话。"
    return Topic(path=INDEX, id=INDEX, title="专题", lead=lead, parts=(Part(links=links),))


def _chooser(plan: Plan) -> Topic:
    """The page on which a reader chooses who they are: each choice is a page."""
    parts = tuple(
        Part(
            title=title,
            links=tuple(_choice(term, terms) for term in terms if not term.within),
        )
        for title, terms in _by_group(plan.terms.of("audience"))
    )
    return Topic(
        path=AUDIENCES,
        id=AUDIENCES,
        title=TITLES[AUDIENCES],
        lead=LEADS[AUDIENCES],
        parts=parts,
        above=INDEX,
    )


def _choice(term: Term, terms: Sequence[Term]) -> Link:
    """The way to an audience's page, with those to the narrower ones."""
    narrower = tuple(_choice(other, terms) for other in terms if other.within == term.id)
    url = where(term.kind, term).url
    return Link(title=term.label, url=url, note=term.meaning or "", narrower=narrower)


def _audiences(plan: Plan) -> Iterator[Topic]:
    """A page for each audience: its sentences, those of the wider one, those of all members."""
    everybody = plan.terms.get("audience", EVERYBODY)
    for term in plan.terms.of("audience"):
        own = Group(id="", title="", entries=_entries(plan, term))
        wider = [plan.terms.get("audience", term.within)] if term.within else []
        others = [*wider, *([] if term == everybody else [everybody])]
        groups = (
            Group(
                id=other.id,
                title=f"写给{other.label}的",
                entries=_entries(plan, other),
                meaning="" if other == everybody else f"{term.label}也在其中。",
            )
            for other in others
        )
        yield Topic(
            path=f"{AUDIENCES}/{term.id}",
            id=term.id,
            title=term.label,
            lead=term.meaning or f"规划里写到{term.label}的句子，按原文的顺序。",
            parts=(Part(groups=(own, *groups)),),
            above=AUDIENCES,
        )


def _parts(plan: Plan, kinds: Sequence[str]) -> Iterator[Part]:
    """The terms of some kinds, each with its sentences, under their groups."""
    for kind in kinds:
        for title, terms in _by_group(plan.terms.of(kind)):
            groups = tuple(
                Group(
                    id=term.id,
                    title=term.label,
                    entries=_entries(plan, term),
                    meaning=term.meaning or "",
                )
                for term in terms
            )
            yield Part(title=title or UNGROUPED.get(kind, ""), groups=groups)


def _by_group(terms: Sequence[Term]) -> Iterator[tuple[str, tuple[Term, ...]]]:
    for title, grouped in groupby(terms, key=lambda term: term.group):
        yield title or "", tuple(grouped)


def _entries(plan: Plan, term: Term) -> tuple[Entry, ...]:
    """The sentences tagged with a term, in reading order."""
    return tuple(
        _entry(plan, unit, sentence, _own(plan, sentence, term))
        for unit in plan.units
        for sentence in unit.sentences
        if term.id in sentence.tags[FIELD_OF[term.kind]]
    )


def _own(plan: Plan, sentence: Sentence, term: Term) -> list[Match]:
    """Where a term's words stand in a sentence, and not within those of another of its kind."""
    found = matches(sentence.text, plan.terms.of(term.kind))
    return [match for match in found if match.term == term]


def _entry(plan: Plan, unit: Unit, sentence: Sentence, spans: Sequence[Match | Number]) -> Entry:
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


def _computed(plan: Plan, quotas: Quotas) -> Part:
    """The numbers that rules compute, by rule."""
    groups = (
        Group(
            id=rule,
            title=quota["title"],
            entries=tuple(_of(plan, quotas, {"rule": rule})),
            meaning="自查按这些数字计算。",
            link=Link(title="怎样计算", url="method/", anchor=rule),
        )
        for rule, quota in quotas.items()
    )
    return Part(title="自查计算的", groups=tuple(group for group in groups if group.entries))


def _explained(plan: Plan, quotas: Quotas) -> Iterator[Part]:
    """The numbers and deadlines that no rule computes, each with what it is."""
    for title, terms in _by_group(plan.terms.of("number")):
        groups = tuple(
            Group(
                id=term.id,
                title=term.label,
                entries=tuple(_of(plan, quotas, {"term": term})),
                meaning=term.meaning or "",
                link=Link(title="本站读法", url="method/", anchor=term.reading)
                if term.reading
                else None,
            )
            for term in terms
        )
        yield Part(title=title, groups=groups)


def _of(plan: Plan, quotas: Quotas, asked: Mapping[str, object]) -> Iterator[Entry]:
    """The sentences with numbers of one rule, or of one term."""
    for unit in plan.units:
        for sentence in unit.sentences:
            found = [
                number
                for number in numbers(sentence, quotas, plan.terms)
                if all(getattr(number, key) == value for key, value in asked.items())
            ]
            if found:
                yield _entry(plan, unit, sentence, found)
