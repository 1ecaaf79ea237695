"""Pages made from what we say of sentences: whom one concerns, who acts, numbers, tasks, methods.

Each is a list of sentences quoted word for word, in reading order, with the words on which a tag
rests.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from scripts.site.numbers import Quotas, numbers
from scripts.site.plan import Plan, Sentence
from scripts.site.terms import FIELDS, Match, Term, matches
from scripts.site.topic import Entry, Group, Link, Part, Topic, entry

INDEX = "topics"
AUDIENCES = "for"
EVERYBODY = "member"
NOBODY = "unnamed"
METHOD = "method/"
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
    "tasks": "规划列出七项基本任务。每一项先列写出它名称的句子，再列说法相近的；相近是本站的判断。",
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


def chooser(made: Sequence[Topic]) -> Topic:
    """The page among those made on which a reader chooses who they are."""
    return next(topic for topic in made if topic.path == AUDIENCES)


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
    """A page for each audience: its sentences, those of the wider one, those of all members.

    Last, what the self-check counts for a person by and names nobody.
    """
    everybody = plan.terms.get("audience", EVERYBODY)
    nobody = Group(
        id=NOBODY,
        title="没有写明对谁说的",
        entries=tuple(_unnamed(plan)),
        meaning="句子没有写对谁说。自查算党员的学时用到它，所以每一类的页上都列出。",
    )
    for term in plan.terms.of("audience"):
        own = replace(_group(plan, term), id="", title="", meaning="")
        wider = [plan.terms.get("audience", term.within)] if term.within else []
        others = [*wider, *([] if term == everybody else [everybody])]
        groups = [
            replace(
                _group(plan, other),
                title=f"写到{other.label}的",
                meaning="" if other == everybody else _belongs(plan, term, other),
            )
            for other in others
        ]
        yield Topic(
            path=f"{AUDIENCES}/{term.id}",
            id=term.id,
            title=term.label,
            lead=term.meaning or f"规划里写到{term.label}的句子，按原文的顺序。",
            parts=(Part(groups=tuple(_once([own, *groups, nobody]))),),
            above=AUDIENCES,
            repeated=frozenset({EVERYBODY, NOBODY}),
        )


def _once(groups: Sequence[Group]) -> Iterator[Group]:
    """The groups, each without what stands in one before it, and none that is left empty."""
    shown: set[tuple[str, str]] = set()
    for group in groups:
        new = [one for one in group.entries if (one.unit.id, one.sentence.id) not in shown]
        shown |= {(one.unit.id, one.sentence.id) for one in new}
        if new:
            yield replace(group, entries=tuple(new))


def _belongs(plan: Plan, term: Term, wider: Term) -> str:
    """Why the sentences of a wider audience stand on a page: the plan's own order, or our words."""
    own, others = ({one.unit.id for one in _entries(plan, each)} for each in (term, wider))
    if own & others:
        return f"规划把{term.label}和{wider.label}写在同一条里。"
    return f"{term.label}也是{wider.label}。"


def _unnamed(plan: Plan) -> Iterator[Entry]:
    """The sentences that a rule computes and that name nobody."""
    for unit in plan.units:
        for sentence in unit.sentences:
            if sentence.rules and not sentence.tags["audiences"]:
                yield entry(plan, unit, sentence, [])


def _parts(plan: Plan, kinds: Sequence[str]) -> Iterator[Part]:
    """The terms of some kinds, each with its sentences, under their groups."""
    for kind in kinds:
        for title, terms in _by_group(plan.terms.of(kind)):
            groups = tuple(_group(plan, term) for term in terms)
            yield Part(title=title or UNGROUPED.get(kind, ""), groups=groups)


def _by_group(terms: Sequence[Term]) -> Iterator[tuple[str, tuple[Term, ...]]]:
    for title, grouped in groupby(terms, key=lambda term: term.group):
        yield title or "", tuple(grouped)


def _group(plan: Plan, term: Term) -> Group:
    """The sentences tagged with a term: first those that name it, then those that are near it."""
    named: list[Entry] = []
    near: list[Entry] = []
    for one in _entries(plan, term):
        marked = {words for words, is_marked in one.stretches if is_marked}
        (near if marked <= set(term.kindred) else named).append(one)
    return Group(
        id=term.id,
        title=term.label,
        entries=tuple(named),
        meaning=term.meaning or "",
        near=tuple(near),
        near_words=term.kindred,
    )


def _entries(plan: Plan, term: Term) -> list[Entry]:
    """The sentences tagged with a term, in reading order."""
    return [
        entry(plan, unit, sentence, _own(plan, sentence, term))
        for unit in plan.units
        for sentence in unit.sentences
        if term.id in sentence.tags[FIELD_OF[term.kind]]
    ]


def _own(plan: Plan, sentence: Sentence, term: Term) -> list[Match]:
    """Where a term's words stand in a sentence, and not within those of another of its kind."""
    found = matches(sentence.text, plan.terms.of(term.kind))
    return [match for match in found if match.term == term]


def _computed(plan: Plan, quotas: Quotas) -> Part:
    """The numbers that rules compute, by rule."""
    groups = (
        Group(
            id=rule,
            title=quota["title"],
            entries=tuple(_of(plan, quotas, {"rule": rule})),
            meaning="自查按这些数字计算。",
            link=Link(title="怎样计算", url=METHOD, anchor=rule),
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
                meaning=f"{term.meaning}{term.silence or ''}",
                link=Link(title="本站读法", url=METHOD, anchor=term.reading)
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
                yield entry(plan, unit, sentence, found)
