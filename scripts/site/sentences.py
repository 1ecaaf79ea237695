"""A Python-Markdown extension for the plan's own words: one sentence a line, each with its address.

    ::: words id=05 level=1
    # （五）农村党员培训。

    学习贯彻……打头阵。
    各省……专题培训。
    :::

becomes a section whose heading has the id `05` and whose sentences are
`<span class="sentence" id="s1">`, each led by a link to itself. It holds no text, and nor does the
link to the whole that follows the heading: numbers and names are drawn by the style sheet, so that
selecting and copying takes the plan's words and no others.
Lines of a paragraph are joined without white space.

Options: `id`, `level` of the heading (1), `name` by which the unit is cited, `prefix` of the
sentences' ids (none), `page`, the address that the sentences' links lead to (this page), and
`address`, what is printed as the address of the whole (nothing).
"""

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.util import AtomicString

from scripts.site.plan import NUMBERING, squeeze

OPENING = re.compile(r"::: words((?: [a-z]+=\S+)+)(?:\n|$)")
CLOSING = ":::"


class Words(BlockProcessor):
    """The block from `::: words …` to `:::`."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        """Whether a block opens the plan's words."""
        return OPENING.match(block) is not None

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> bool:
        """Take blocks up to the closing line, and put the section in their place."""
        opening = OPENING.match(blocks[0])
        assert opening
        options = dict(option.split("=", 1) for option in opening[1].split())
        blocks[0] = blocks[0][opening.end() :]
        section = ElementTree.SubElement(parent, "section", {"class": "words"})
        if "name" in options:
            section.set("data-name", options["name"])
        count, closed = 0, False
        while blocks and not closed:
            lines = [line for line in blocks.pop(0).split("\n") if line.strip()]
            closed = lines[-1:] == [CLOSING]
            lines = lines[:-1] if closed else lines
            if lines and lines[0].startswith("# "):
                _heading(section, squeeze(lines.pop(0).removeprefix("# ")), options)
            if (len(section) or lines) and section.find("a") is None:
                _unit_link(section, options)
            if lines:
                paragraph = ElementTree.SubElement(section, "p")
                for line in lines:
                    count += 1
                    _sentence(paragraph, squeeze(line), count, options)
        if section.find("p") is not None and section[0].tag == "a":
            section.set("id", options["id"])
        return True


def _heading(section: ElementTree.Element, text: str, options: dict[str, str]) -> None:
    """The heading: numbering, title, and the 。 of a run-in heading, which belongs to the words."""
    level = f"h{options.get('level', '1')}"
    heading = ElementTree.SubElement(section, level, {"id": options["id"]})
    numbering = NUMBERING.match(text)
    start = numbering.end() if numbering else 0
    title = text[start:].removesuffix("。")
    for name, words in (
        ("numbering", text[:start]),
        ("title", title),
        ("stop", text[start + len(title) :]),
    ):
        if words:
            span = ElementTree.SubElement(heading, "span", {"class": name})
            span.text = AtomicString(words)


def _unit_link(section: ElementTree.Element, options: dict[str, str]) -> None:
    """The link that gives the address of the whole. As with a sentence's, its text is drawn."""
    link = ElementTree.SubElement(
        section,
        "a",
        {
            "class": "unit-link",
            "href": f"{options.get('page', '')}#{options['id']}",
            "aria-label": f"引用{options.get('name', '')}",
        },
    )
    if "address" in options:
        link.set("data-address", options["address"])


def _sentence(
    paragraph: ElementTree.Element, text: str, number: int, options: dict[str, str]
) -> None:
    """A sentence with the link that gives its address."""
    name = f"s{number}"
    span = ElementTree.SubElement(
        paragraph, "span", {"class": "sentence", "id": options.get("prefix", "") + name}
    )
    link = ElementTree.SubElement(
        span,
        "a",
        {
            "class": "sentence-link",
            "href": f"{options.get('page', '')}#{name}",
            "data-number": str(number),
            "aria-label": f"第{number}句的链接",
        },
    )
    link.tail = AtomicString(text)


class SentencesExtension(Extension):
    """Registers the block of the plan's words."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Before headings and paragraphs, which would take the lines of the block."""
        md.parser.blockprocessors.register(Words(md.parser), "words", 175)


def makeExtension(**options: str) -> SentencesExtension:
    """The name by which Python-Markdown finds the extension in this module."""
    return SentencesExtension(**options)
