"""Markdown and addresses of the plan's pages, made from its units."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from scripts.site.places import cited_as
from scripts.site.plan import EDITION, INDEX, Plan, Unit
from scripts.site.topic import Topic

CONTENTS = f"{EDITION}/{INDEX}.md"
FULL = f"{EDITION}/full.md"
FULL_TITLE = "规划全文"


def unit_of(plan: Plan, path: str) -> Unit | None:
    """The unit whose words stand in the file at `path` (from docs/); None for other pages."""
    return next((unit for unit in plan.units if path == f"{EDITION}/{unit.id}.md"), None)


def words(unit: Unit, markdown: str) -> str:
    """A unit's file (without its front matter) as the block that the sentences extension reads."""
    return f"::: words id={unit.id} level=1 name={cited_as(unit)}\n{markdown.strip()}\n:::\n"


def full(plan: Plan, site_url: str) -> str:
    """The whole plan on one page: sentences as `#05-s1`, each leading to its own page."""
    units = (_in_full(unit, site_url) for unit in plan.units)
    return "\n".join([f"# {FULL_TITLE} {{#full}}\n", *units])


def _in_full(unit: Unit, site_url: str) -> str:
    level = 3 if unit.kind == "provision" else 2
    heading = [f"# {unit.heading}"] if unit.heading else []
    paragraphs = ("\n".join(line.text for line in paragraph) for paragraph in unit.paragraphs)
    body = "\n\n".join([*heading, *paragraphs])
    options = f"id={unit.id} level={level} prefix={unit.id}- page={unit.id}.md"
    options += f" name={cited_as(unit)} address={site_url}{unit.url}"
    return f"::: words {options}\n{body}\n:::\n"


def heading(topic: Topic) -> str:
    """The Markdown of a topic's page: its heading. The rest its template makes."""
    return f"# {topic.title} {{#{topic.id}}}\n"


def topic_of(topics: Sequence[Topic], path: str) -> Topic | None:
    """The topic whose page is the file at `path` (from docs/); None for other pages."""
    return next((topic for topic in topics if topic.file == path), None)


def navigation(nav: list[Any], plan: Plan, topics: Sequence[Topic]) -> list[Any]:
    """The navigation of mkdocs.yml, the plan under its contents, topics under their index."""
    made = {
        CONTENTS: [
            CONTENTS,
            *({unit.name: f"{EDITION}/{unit.id}.md"} for unit in plan.units),
            FULL,
        ],
        topics[0].file: [{topic.title: topic.file} for topic in topics],
    }
    return [
        {title: made.get(page, page) if isinstance(page, str) else page}
        for entry in nav
        for title, page in entry.items()
    ]


def shorts(plan: Plan) -> Iterator[tuple[str, Unit]]:
    """Short addresses: the file to publish (`7/index.html`), and the provision it leads to."""
    for unit in plan.units:
        if unit.kind == "provision":
            yield f"{unit.number}/index.html", unit


def relative(url: str, page: str) -> str:
    """The address `url` as seen from `page`, both from the site's root."""
    up = len(PurePosixPath(page).parts)
    return "../" * up + url or "./"


def neighbours(plan: Plan, unit: Unit) -> tuple[Unit | None, Unit | None]:
    """The units before and after it in reading order."""
    place = plan.units.index(unit)
    before = plan.units[place - 1] if place else None
    after = plan.units[place + 1] if place + 1 < len(plan.units) else None
    return before, after
