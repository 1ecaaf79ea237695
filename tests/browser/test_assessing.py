"""The page shows what CPython says, byte for byte, and shows all of it."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from calculator.quotas import QUOTAS
from scripts.tools.server import Site
from tests.browser.histories import PEOPLE, TWELVE, history
from tests.browser.self_check import SelfCheck, told

pytestmark = pytest.mark.browser


def test_every_kind_of_person(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open()
    for name, person in PEOPLE.items():
        check.bring(person)
        check.wait_assessed()
        document = check.document()
        assert check.verdicts() == told(document), name
        expect(check.part("overall-label")).to_have_text(document["overall"]["label"])
        deciding = [
            finding["rule"]
            for finding in document["findings"]
            if finding["verdict"] == document["overall"]["verdict"]
            and QUOTAS[finding["rule"]].binding == "hard"
        ]
        links = check.part("deciding").get_by_role("link")
        expect(links).to_have_text([QUOTAS[rule].title for rule in deciding])
        for link in links.all():
            expect(page.locator(str(link.get_attribute("href")))).to_be_attached()


def test_a_finding_shows_its_grounds(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open()
    check.bring(history(*TWELVE, roles=[{"role": "secretary"}]))
    check.wait_assessed()
    page.evaluate(
        "() => document.querySelectorAll('details').forEach((each) => (each.open = true))"
    )
    for finding in check.document()["findings"]:
        shows(check, finding)
    for notice in check.document()["notices"]:
        expect(check.part("notice-list")).to_contain_text(notice["message"])


def shows(check: SelfCheck, finding: dict[str, Any]) -> None:
    year = finding["year"] or ""
    article = check.page.locator(f"[data-rule={finding['rule']}][data-year='{year}']")
    expect(article).to_contain_text(finding["citation"]["quote"])
    link = article.get_by_role("link", name="看原文")
    assert link.get_attribute("href") == check.site.url + finding["citation"]["url"]
    for line in finding["explanation"]:
        expect(article).to_contain_text(line["text"])
    for other in finding["alternatives"]:
        expect(article).to_contain_text("换一种读法")
        expect(article).to_contain_text(other["text"])
    for reading in finding["readings"]:
        assert article.locator(f"a[href$='method/#{reading}']").count() == 1
    for index in finding["records"]:
        expect(article.get_by_role("link", name=f"第 {index + 1} 条", exact=True)).to_be_attached()
    for unit in ("hours", "days", "percent"):
        if finding[unit]:
            expect(article).to_contain_text(f"规划数 {finding[unit]['required']}")


def test_no_date_breaks_across_lines(phone: Page, site: Site) -> None:
    check = SelfCheck(phone, site).open()
    check.bring(history(*TWELVE, roles=[{"role": "secretary"}]))
    check.wait_assessed()
    broken = check.root.evaluate(
        """root => {
            const found = [];
            const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
                const text = texts.currentNode;
                for (const match of text.data.matchAll(/\\d{4}-\\d{2}-\\d{2}/g)) {
                    const range = document.createRange();
                    range.setStart(text, match.index);
                    range.setEnd(text, match.index + match[0].length);
                    if (range.getClientRects().length > 1) found.push(text.data);
                }
            }
            return found;
        }"""
    )
    assert broken == []


def test_cited_places_exist(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open()
    check.bring(history(*TWELVE, military=True, infirm=True))
    check.wait_assessed()
    found = check.root.evaluate("root => [...root.querySelectorAll('a')].map((link) => link.href)")
    links = {link for link in found if link.startswith(site.url)}
    for address in sorted({link for link in links if "#" in link}):
        page.goto(address)
        expect(page.locator(f"[id='{address.partition('#')[2]}']")).to_be_attached()


def test_the_latest_change_wins(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open().start()
    for hours in range(1, 8):
        check.add(start="2025-03-05", hours=str(hours))
    check.wait_assessed()
    assert len(json.loads(check.exported())["records"]) == 7


def test_reading_without_scripts(site: Site, context: Any) -> None:
    quiet = context.browser.new_context(java_script_enabled=False)
    page = quiet.new_page()
    page.goto(f"{site.url}calculator/")
    expect(page.locator("[data-part=unsupported]")).to_be_visible()
    expect(page.locator("[data-part=application]")).to_be_hidden()
    expect(page.locator("[data-quota] q")).to_have_count(7)
    expect(page.get_by_text("不替代党组织登记").first).to_be_visible()
    quiet.close()
