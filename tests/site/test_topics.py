"""The pages made from what we say of sentences: each lists those tagged so, and only those."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest

from scripts.site import quotas_file
from scripts.site.plan import Plan
from scripts.site.terms import Term
from scripts.site.topics import FIELD_OF
from tests.conftest import SITE_URL
from tests.site.markup import all_sentences, html

PAGES = {
    "actor": "who",
    "task": "tasks",
    "method": "methods",
    "platform": "methods",
    "work": "works",
    "regulation": "works",
}
GROUP = re.compile(r'<section class="group">(.*?)</section>', re.DOTALL)
ENTRY = re.compile(
    r'<p>(.*?)</p></blockquote>\s*<p class="entry-source"><a href="([^"]+)">', re.DOTALL
)


def groups(site: Path, path: str) -> dict[str, list[tuple[str, str]]]:
    """By the id of its heading, the quotes of a group (as HTML) and the addresses they lead to."""
    found = {}
    for section in GROUP.findall(html(site, path)):
        heading = re.search(r'<h[23] class="group-title" id="([^"]+)">', section)
        base = f"{SITE_URL}{path}/"
        found[heading[1] if heading else ""] = [
            (quote, urljoin(base, link).removeprefix(SITE_URL))
            for quote, link in ENTRY.findall(section)
        ]
    return found


def tagged(plan: Plan, term: Term) -> list[str]:
    """The addresses of the sentences tagged with a term, in reading order."""
    return [
        f"{unit.url}#{sentence.id}"
        for unit, sentence in all_sentences(plan)
        if term.id in sentence.tags[FIELD_OF[term.kind]]
    ]


def addresses(entries: list[tuple[str, str]]) -> list[str]:
    return [address for _, address in entries]


def words(quote: str) -> str:
    return unescape(re.sub("<[^>]+>", "", quote))


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_lists_the_sentences_tagged_so_and_no_others(
    built_site: Path, plan: Plan, kind: str
) -> None:
    found = groups(built_site, PAGES[kind])
    for term in plan.terms.of(kind):
        # A task's sentences stand in two lists, each in reading order.
        order = sorted if kind == "task" else list
        assert order(addresses(found[term.id])) == order(tagged(plan, term)), term.id
    kinds = [other for other, page in PAGES.items() if page == PAGES[kind]]
    assert set(found) == {term.id for other in kinds for term in plan.terms.of(other)}


def test_an_audience_has_a_page_with_its_own_the_wider_and_everybody_s(
    built_site: Path, plan: Plan
) -> None:
    everybody = plan.terms.get("audience", "member")
    chooser = html(built_site, "for")
    for term in plan.terms.of("audience"):
        assert f'href="{term.id}/"' in chooser
        found = groups(built_site, f"for/{term.id}")
        shown = addresses(found.pop(""))
        assert shown == tagged(plan, term), term.id
        expected = {term.within: plan.terms.get("audience", term.within)} if term.within else {}
        expected |= {} if term == everybody else {"member": everybody}
        assert addresses(found.pop("unnamed")) == ["2024/overview/#s8"]
        for name, other in expected.items():
            new = [address for address in tagged(plan, other) if address not in shown]
            assert addresses(found.pop(name, [])) == new
            shown += new
        assert not found


def test_who_you_are_is_one_tap_from_the_first_page(built_site: Path, plan: Plan) -> None:
    first = html(built_site, ".")
    for term in plan.terms.of("audience"):
        assert f'<a href="for/{term.id}/">{term.label}</a>' in first


def test_a_task_s_own_words_come_before_those_near_it_and_the_page_tells_them_apart(
    built_site: Path, plan: Plan
) -> None:
    found = groups(built_site, "tasks")
    page = html(built_site, "tasks")
    for term in plan.terms.of("task"):
        section = page[page.index(f'id="{term.id}"') :]
        section = section[: section.index("</section>")]
        named, note, near = section.partition(f"下面的句子没有写“{term.label}”，写的是")
        assert note, term.id
        for quote, _ in ENTRY.findall(named):
            assert f"<mark>{term.label}</mark>" in quote
        quotes = [quote for quote, _ in ENTRY.findall(near)]
        assert 0 < len(quotes) < len(found[term.id])
        for quote in quotes:
            assert term.label not in words(quote)
            assert set(re.findall("<mark>(.*?)</mark>", quote)) <= set(term.kindred)


def test_what_is_quoted_is_the_sentence_and_what_is_marked_is_a_word_of_the_term(
    built_site: Path, plan: Plan
) -> None:
    texts = {f"{unit.url}#{one.id}": one.text for unit, one in all_sentences(plan)}
    listed = [(term, PAGES[term.kind], term.id) for term in plan.terms.all if term.kind in PAGES]
    listed += [(term, f"for/{term.id}", "") for term in plan.terms.of("audience")]
    listed += [(term, "numbers", term.id) for term in plan.terms.of("number")]
    for term, path, name in listed:
        for quote, address in groups(built_site, path)[name]:
            assert words(quote) == texts[address]
            marked = [unescape(words) for words in re.findall("<mark>(.*?)</mark>", quote)]
            assert marked, address
            assert set(marked) <= set(term.forms), address


def test_every_number_of_the_plan_is_on_the_page_of_numbers(
    built_site: Path, plan: Plan, root: Path
) -> None:
    found = groups(built_site, "numbers")
    marked: dict[str, list[str]] = {}
    for entries in found.values():
        for quote, address in entries:
            marked.setdefault(address, []).extend(re.findall("<mark>(.*?)</mark>", quote))
    for unit, sentence in all_sentences(plan):
        told = "".join(marked.get(f"{unit.url}#{sentence.id}", []))
        for number in re.findall(r"\d+", sentence.text):
            assert number in told, sentence.text
    rules = quotas_file.read(root).by_rule()
    for rule in ("member-total", "secretary-total", "secretary-annual", "theory-share"):
        assert rule in rules
        assert found[rule], rule
    assert set(found) - {term.id for term in plan.terms.of("number")} <= set(rules)


def test_no_number_is_computed_and_explained_too(built_site: Path, plan: Plan) -> None:
    found = groups(built_site, "numbers")
    terms = {term.id: term for term in plan.terms.of("number")}
    for name, entries in found.items():
        if name in terms:
            assert "2024/overview/#s7" not in addresses(entries)


def test_every_title_in_the_plan_is_a_work_or_a_document(plan: Plan) -> None:
    known = {
        word
        for kind in ("work", "regulation")
        for term in plan.terms.of(kind)
        for word in term.words
    }
    for _, sentence in all_sentences(plan):
        titles = re.findall("《[^》]+》", sentence.text)
        assert {title for title in titles if title != f"《{plan.title}》"} <= known


def test_the_pages_can_be_read_offline(built_site: Path, plan: Plan) -> None:
    kept = json.loads((built_site / "assets/offline.json").read_text(encoding="utf-8"))["files"]
    pages = {"topics/", "for/", "numbers/", *(f"{page}/" for page in PAGES.values())}
    assert pages | {f"for/{term.id}/" for term in plan.terms.of("audience")} <= set(kept)


def test_the_pages_need_no_script(built_site: Path) -> None:
    for path in ("topics", "for", "for/secretary", "numbers", *set(PAGES.values())):
        article = re.search("<article.*</article>", html(built_site, path), re.DOTALL)
        assert article
        assert not re.search(r"<script|<button|\shidden", article[0]), path
