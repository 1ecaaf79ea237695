"""What we say of sentences: on the plan's pages, on 怎样计算 and in the exports."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

from calculator.explain import LABELS, SILENCES
from calculator.quotas import QUOTAS
from scripts.site import quotas_file
from scripts.site.plan import Plan
from scripts.site.topics import FIELD_OF
from scripts.site.uses import uses
from tests.cases import situations
from tests.conftest import SITE_URL
from tests.site.markup import all_sentences, html

WITH_OUGHT = re.compile(r"(?:[重主首必]要|要义|要求(?!各地区各部门))")
"""Words with 要 in them that ask for nothing."""


def test_every_ought_of_the_plan_is_a_word_by_which_a_sentence_is_hard(plan: Plan) -> None:
    hard = plan.terms.get("binding", "hard")
    found = 0
    for _, sentence in all_sentences(plan):
        text = WITH_OUGHT.sub("", sentence.text)
        found += text.count("要")
        for word in hard.words:
            text = text.replace(word, "")
        assert "要" not in text, sentence.text
    assert found


def test_how_binding_each_kind_is_told_stands_on_the_page_of_method(
    built_site: Path, plan: Plan
) -> None:
    page = html(built_site, "method")
    block = page[page.index('id="binding"') :].partition("</dl>")[0]
    for term in plan.terms.of("binding"):
        entry = block[block.index(f"<dt>{term.label}</dt>") :].partition("</div>")[0]
        assert re.findall(r'<q class="fact-word">(.*?)</q>', entry) == list(term.words)


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
                    assert (link in fact) == (term.id in sentence.tags[FIELD_OF[kind]]), link


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
        if here.startswith("for/"):
            # What concerns all members, or names nobody, is repeated on each audience's page.
            text = re.sub(
                r'<h2 class="group-title" id="(member|unnamed)">.*?</section>',
                "",
                text,
                flags=re.DOTALL,
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
        entry = there[there.index(f'<div id="map-{rule}">') :].partition("</div>")[0]
        assert f'href="#{rule}"' in entry
        assert f'href="../2024/{quota["page"]}/#{quota["sentence"]}"' in entry
        assert f'href="../calculator/#rule-{rule}"' in entry
        assert f'href="#map-{rule}"' in back
    for unit, sentence in all_sentences(plan):
        assert f'href="../{unit.url}#{sentence.id}"' in back


def test_rules_and_readings_and_silences_lead_to_each_other(built_site: Path) -> None:
    page = html(built_site, "method")
    there = page[page.index('id="rules"') : page.index('id="sentences"')]
    used = uses()
    for rule in QUOTAS:
        entry = there[there.index(f'<div id="map-{rule}">') :].partition("</div>")[0]
        anchors = set(re.findall('href="#([^"]+)"', entry)) - {rule}
        silences = {f"silence-{name}" for name in used.silences[rule]}
        assert anchors == {*used.readings[rule], *silences}, rule
        for anchor in anchors:
            place = page[page.index(f'id="{anchor}"') :]
            told = re.search('<p class="used-by">.*?</p>', place, re.DOTALL)
            assert told
            assert f'<a href="#map-{rule}">' in told[0], (rule, anchor)
    for name in SILENCES:
        assert f'<li id="silence-{name}">' in page


def test_every_silence_says_whom_to_ask(built_site: Path, plan: Plan) -> None:
    page = html(built_site, "method")
    listed = re.findall(
        r'<li id="silence-([^"]+)">规划没有写.*?可以问：(.+?)。</span>', page, re.DOTALL
    )
    numbers = [term.id for term in plan.terms.of("number") if term.silence]
    assert [name for name, _ in listed] == [*SILENCES, *numbers]
    # What a line of ours calls unwritten is listed there, or is a reading.
    for term in plan.terms.of("number"):
        assert "规划没有写" not in (term.meaning or "") or term.reading, term.id


def test_a_sentence_leads_to_its_rule_s_place_in_the_self_check_and_back(
    built_site: Path, plan: Plan
) -> None:
    check = html(built_site, "calculator")
    for unit, sentence in all_sentences(plan):
        page = html(built_site, unit.url)
        for rule in sentence.rules:
            assert f'href="../../calculator/#rule-{rule}"' in page
            row = check[check.index(f'<tr id="rule-{rule}" data-quota="{rule}"') :]
            assert f'href="../{unit.url}#{sentence.id}"' in row[: row.index("</tr>")]


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
    near = next(row for row in rows if row["地址"] == "2024/overview/#s8")
    assert near["基本任务"] == "政治理论教育（原文写“党的创新理论”）"


def test_plan_json_says_the_same(built_site: Path, plan: Plan) -> None:
    document: Any = json.loads((built_site / "2024/plan.json").read_text(encoding="utf-8"))
    told = {one["url"]: one for unit in document["units"] for one in unit["sentences"]}
    for unit, sentence in all_sentences(plan):
        found = told[f"{unit.url}#{sentence.id}"]
        for kind, field in FIELD_OF.items():
            if kind != "number":
                assert tuple(found[field]) == sentence.tags[field]
                assert set(found[field]) <= set(document["terms"][field])
        named = {number["term"] for number in found["numbers"] if number["term"]}
        assert named == set(sentence.tags["numbers"])
        assert {number["rule"] for number in found["numbers"]} <= {None, *sentence.rules}
