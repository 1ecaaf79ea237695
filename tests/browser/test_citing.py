"""Citing in a real browser: the sheet of forms, ranges, and copying where nothing can be copied."""

import json

import pytest
from playwright.sync_api import Page, expect

from scripts.tools.server import Site
from tests.browser.test_reading import NO_CLIPBOARD

pytestmark = pytest.mark.browser

WORDS = "各省（自治区、直辖市）党委要结合实际制定农村党员集中轮训计划，组织开展专题培训。"
REFERENCE = (
    "中共中央办公厅. 全国党员教育培训工作规划（2024－2028年）[Z]. "
    "[2025]（年份为推断）: （五）第2句."
)


def expected(site: Site) -> dict[str, str]:
    """Each form of the second sentence of （五）, exactly."""
    long, short = site.url + "2024/05/#s2", site.url + "5/#s2"
    return {
        "链接": long,
        "短链接": short,
        "行文中": "《规划》（五）第2句",
        "GB/T 7714（2025、2015）": REFERENCE,
        "Markdown": f"> {WORDS}\n>\n> ——[《规划》（五）第2句]({short})",
        "HTML": f'<blockquote cite="{long}"><p>{WORDS}</p>'
        f'<footer>——<a href="{short}">《规划》（五）第2句</a></footer></blockquote>',
    }


@pytest.mark.parametrize("address", ["2024/05/#s2", "2024/full/#05-s2"])
def test_every_form_copies_exactly(page: Page, site: Site, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site.url + address)
    page.locator(f"[id='{address.split('#')[1]}'] .sentence-link").click()
    page.get_by_role("button", name="引用第2句").click()
    sheet = page.get_by_role("dialog", name="引用（五）第2句")
    for name, text in expected(site).items():
        sheet.get_by_role("button", name=f"复制{name}", exact=True).click()
        expect(sheet.get_by_role("status")).to_have_text(f"{name}已复制")
        assert page.evaluate("navigator.clipboard.readText()") == text
    item = json.loads(sheet.get_by_label("CSL-JSON").input_value())[0]
    assert item["issued"] == {"literal": "[2025]"}
    assert item["note"] == "年份为推断"


def test_where_nothing_can_be_copied_the_form_is_selected(phone: Page, site: Site) -> None:
    phone.add_init_script(NO_CLIPBOARD)
    phone.goto(site.url + "2024/05/")
    phone.locator("#s2 .sentence-link").click()
    phone.get_by_role("button", name="引用第2句").click()
    sheet = phone.get_by_role("dialog")
    sheet.get_by_role("button", name="复制行文中").click()
    expect(sheet.get_by_label("行文中", exact=True)).to_be_focused()
    for button in sheet.get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    phone.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(phone.locator("#s2 .sentence-link")).to_be_focused()


@pytest.mark.parametrize("prefix", ["2024/14/#", "2024/full/#14-"])
def test_a_range_is_lit_and_told_on_arrival(page: Page, site: Site, prefix: str) -> None:
    page.goto(site.url + prefix + "s2-s4")
    expect(page.locator(".sentence-cited")).to_have_count(3)
    expect(page.locator(".sentence-cited").first).to_be_in_viewport()
    expect(page.get_by_role("status")).to_have_text("已定位到第2至4句")
    page.evaluate("location.hash = ''")
    expect(page.locator(".sentence-cited")).to_have_count(0)
    page.go_back()
    expect(page.locator(".sentence-cited")).to_have_count(3)


def test_a_selection_over_sentences_offers_its_range(page: Page, site: Site) -> None:
    page.goto(site.url + "2024/05/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.words p'))")
    page.get_by_role("button", name="引用第1至2句").click()
    sheet = page.get_by_role("dialog", name="引用（五）第1至2句")
    expect(sheet.get_by_label("短链接", exact=True)).to_have_value(site.url + "5/#s1-s2")
