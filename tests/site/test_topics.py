"""The pages made from what we say of sentences: each lists those tagged so, and only those."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from calculator.explain import LABELS
from scripts.site import quotas_file
from scripts.site.plan import Plan, Sentence, Unit
from scripts.site.terms import Term
from tests.cases import situations
from tests.conftest import SITE_URL

PAGES = {
    "actor": "who",
    "task": "tasks",
    "method": "methods",
    "platform": "methods",
    "work": "works",
    "regulation": "works",
}
FIELDS = {
    "audience": "audiences",
    "actor": "actors",
    "task": "tasks",
    "method": "methods",
    "platform": "platforms",
    "work": "works",
    "regulation": "regulations",
    "number": "numbers",
}
GROUP = re.compile(r'<section class="group">(.*?)</section>', re.DOTALL)
ENTRY = re.compile(
    r'<p>(.*?)</p></blockquote>\s*<p class="entry-source"><a href="([^"]+)">', re.DOTALL
)


def html(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


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


def all_sentences(plan: Plan) -> Iterator[tuple[Unit, Sentence]]:
    for unit in plan.units:
        for sentence in unit.sentences:
            yield unit, sentence


def tagged(plan: Plan, term: Term) -> list[str]:
    """The addresses of the sentences tagged with a term, in reading order."""
    return [
        f"{unit.url}#{sentence.id}"
        for unit, sentence in all_sentences(plan)
        if term.id in sentence.tags[FIELDS[term.kind]]
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
        assert addresses(found[term.id]) == tagged(plan, term), term.id
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
        assert addresses(found.pop("")) == tagged(plan, term), term.id
        expected = {term.within: plan.terms.get("audience", term.within)} if term.within else {}
        expected |= {} if term == everybody else {"member": everybody}
        assert {name: addresses(entries) for name, entries in found.items()} == {
            name: tagged(plan, other) for name, other in expected.items()
        }


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
            assert set(marked) <= set(term.words), address


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


def test_a_page_of_the_plan_says_of_each_sentence_whom_it_concerns_and_who_acts(
    built_site: Path, plan: Plan
) -> None:
    for unit in plan.units:
        page = html(built_site, unit.url)
        facts = re.findall(r'<li class="fact">(.*?)</li>', page, re.DOTALL)
        assert len(facts) == len(unit.sentences)
        for fact, sentence in zip(facts, unit.sentences, strict=True):
            for kind, place in (("audience", "for/{}/"), ("actor", "who/#{}")):
                for term in plan.terms.of(kind):
                    link = f'href="../../{place.format(term.id)}"'
                    assert (link in fact) == (term.id in sentence.tags[FIELDS[kind]]), link


FRAME = re.compile(r"<(nav|aside)\b.*?</\1>", re.DOTALL)
LEADS_EVERYWHERE = {"2024", "2024/full", "404.html"}
BARE = re.compile(r"\d{1,2}|embed/.*")


def test_a_page_of_the_plan_lists_the_pages_that_cite_it(built_site: Path, plan: Plan) -> None:
    units = {unit.url: unit for unit in plan.units}
    citing: dict[str, set[str]] = {url: set() for url in units}
    for path in built_site.rglob("index.html"):
        here = path.parent.relative_to(built_site).as_posix().removeprefix(".")
        if here in LEADS_EVERYWHERE or f"{here}/" in units or BARE.fullmatch(here):
            continue
        article = re.search("<article.*</article>", path.read_text(encoding="utf-8"), re.DOTALL)
        assert article
        text = FRAME.sub("", article[0])
        text = re.sub(r'<ol class="contents">.*?</ol>', "", text, flags=re.DOTALL)
        if here.startswith("for/") and here != "for/member":
            # What concerns all members is repeated on each audience's page.
            text = re.sub(
                r'<h2 class="group-title" id="member">.*?</section>', "", text, flags=re.DOTALL
            )
        base = f"{SITE_URL}{here}/" if here else SITE_URL
        for link in re.findall(r'<a [^>]*href="([^"]+)"', text):
            url = urldefrag(urljoin(base, link)).url.removeprefix(SITE_URL)
            if url in citing:
                citing[url].add(f"{here}/" if here else "./")
    for url, pages in citing.items():
        page = html(built_site, url)
        listed = re.search(r'<nav class="note citing".*?</nav>', page, re.DOTALL)
        links = re.findall('href="([^"]+)"', listed[0]) if listed else []
        told = {urljoin(SITE_URL + url, link).removeprefix(SITE_URL) or "./" for link in links}
        assert told == pages, url


def test_worked_examples_are_what_their_cases_expect(built_site: Path) -> None:
    shown = 0
    for case in situations.cases().values():
        for name, title in case.get("example", {}).items():
            page = unescape(html(built_site, case["cite"].split("#")[0]))
            verdict = LABELS[case["expect"][name].partition(" by ")[0]]
            assert f'<strong>{title}</strong> <span class="example-verdict">{verdict}<' in page
            shown += 1
    assert shown >= 10


def test_the_map_has_every_sentence_and_every_rule(
    built_site: Path, plan: Plan, root: Path
) -> None:
    page = html(built_site, "method")
    there, back = page[page.index('id="rules"') :].split('id="sentences"')
    for rule, quota in quotas_file.read(root).by_rule().items():
        assert f'href="#{rule}"' in there
        assert f'href="../2024/{quota["page"]}/#{quota["sentence"]}"' in there
        assert f'href="#{rule}"' in back
    for unit, sentence in all_sentences(plan):
        assert f'href="../{unit.url}#{sentence.id}"' in back


def test_the_table_has_a_sentence_a_row(built_site: Path, plan: Plan) -> None:
    data = (built_site / "2024/plan.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Excel reads UTF-8 by this mark only"
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    expected = [(f"{unit.url}#{one.id}", one.text) for unit, one in all_sentences(plan)]
    assert [(row["地址"], row["原文"]) for row in rows] == expected
    assert all(row["约束"] for row in rows)
    row = next(row for row in rows if row["地址"] == "2024/overview/#s6")
    assert row["数字与期限"] == "5年；20天；160学时"
    assert row["自查规则"] == "member-total"


def test_plan_json_says_the_same(built_site: Path, plan: Plan) -> None:
    document: Any = json.loads((built_site / "2024/plan.json").read_text(encoding="utf-8"))
    told = {one["url"]: one for unit in document["units"] for one in unit["sentences"]}
    for unit, sentence in all_sentences(plan):
        found = told[f"{unit.url}#{sentence.id}"]
        for kind, field in FIELDS.items():
            if kind != "number":
                assert tuple(found[field]) == sentence.tags[field]
                assert set(found[field]) <= set(document["terms"][field])
        named = {number["term"] for number in found["numbers"] if number["term"]}
        assert named == set(sentence.tags["numbers"])
        assert {number["rule"] for number in found["numbers"]} <= {None, *sentence.rules}


def test_the_pages_can_be_read_offline(built_site: Path, plan: Plan) -> None:
    kept = json.loads((built_site / "assets/offline.json").read_text(encoding="utf-8"))["files"]
    pages = {"topics/", "for/", "numbers/", *(f"{page}/" for page in PAGES.values())}
    assert pages | {f"for/{term.id}/" for term in plan.terms.of("audience")} <= set(kept)


def test_the_pages_need_no_script(built_site: Path) -> None:
    for path in ("topics", "for", "for/secretary", "numbers", *set(PAGES.values())):
        article = re.search("<article.*</article>", html(built_site, path), re.DOTALL)
        assert article
        assert not re.search(r"<script|<button|\shidden", article[0]), path
