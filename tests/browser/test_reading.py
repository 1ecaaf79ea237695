"""Reading in a real browser: links to sentences, settings, the keyboard, and no scripts at all."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.tools.server import Site
from tests.browser.conftest import Watch
from tests.browser.histories import TWELVE, history
from tests.browser.self_check import SelfCheck
from tests.conftest import SITE_URL

pytestmark = pytest.mark.browser

NO_CLIPBOARD = """
Object.defineProperty(navigator, "clipboard", { value: undefined });
document.execCommand = () => false;
"""


def style(page: Page, selector: str, name: str) -> str:
    """A computed style of the first element that `selector` names."""
    script = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
    found: Any = page.evaluate(script, [selector, name])
    return str(found)


def test_a_link_to_a_sentence_lands_on_it(page: Page, site: Site) -> None:
    page.goto(site.url + "2024/full/#14-s4")
    sentence = page.locator("[id='14-s4']")
    expect(sentence).to_be_in_viewport()
    box, bar = sentence.bounding_box(), page.locator(".masthead").bounding_box()
    assert box
    assert bar
    assert box["y"] >= bar["y"] + bar["height"], "not under the sticky masthead"
    lit = style(page, "[id='14-s4']", "backgroundColor")
    assert lit != style(page, "[id='14-s3']", "backgroundColor")


def test_a_number_copies_the_sentence_s_address(page: Page, site: Site) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site.url + "2024/05/")
    page.locator("#s2 .sentence-link").click()
    told = page.get_by_role("status")
    expect(told).to_have_text("第2句的链接已复制")
    assert page.evaluate("navigator.clipboard.readText()") == site.url + "2024/05/#s2"
    assert page.url == site.url + "2024/05/#s2"
    page.wait_for_timeout(5_000)
    expect(told).to_have_text("第2句的链接已复制")
    page.locator("h1").click()
    expect(told).to_be_empty()


def test_where_nothing_can_be_copied_the_address_is_shown(phone: Page, site: Site) -> None:
    phone.add_init_script(NO_CLIPBOARD)
    phone.goto(site.url + "2024/05/")
    phone.locator("#s2 .sentence-link").click()
    field = phone.get_by_label("第2句的链接").and_(phone.locator("input"))
    expect(field).to_have_value(site.url + "2024/05/#s2")
    expect(field).to_be_focused()
    assert phone.evaluate("getSelection().toString()") == site.url + "2024/05/#s2"
    phone.get_by_role("button", name="关闭").click()
    expect(field).to_have_count(0)
    expect(phone.locator("#s2 .sentence-link")).to_be_focused()


def test_selecting_takes_the_plan_s_words_and_no_others(page: Page, site: Site) -> None:
    page.goto(site.url + "2024/05/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.words p'))")
    copied = str(page.evaluate("getSelection().toString()"))
    assert copied.startswith("学习贯彻")
    assert "打头阵。各省" in copied
    assert not re.search(r"\d|链接", copied)


def test_a_short_address_keeps_the_sentence(page: Page, site: Site) -> None:
    page.goto(site.url + "7/#s2")
    page.wait_for_url(site.url + "2024/07/#s2")
    expect(page.locator("#s2")).to_be_in_viewport()


def test_reading_needs_no_scripts(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + "7/")
    page.wait_for_url(site.url + "2024/07/")
    expect(page.locator("#s1")).to_contain_text("机关党建")
    expect(page.locator("#settings")).to_be_hidden()
    page.get_by_role("link", name="（八）事业单位党员培训").last.click()
    page.wait_for_url(site.url + "2024/08/")
    context.close()


def test_choosing_who_you_are_needs_no_scripts_and_is_in_the_address(
    browser: Browser, site: Site
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url)
    page.get_by_role("link", name="学生党员").click()
    page.wait_for_url(site.url + "for/student/")
    expect(page.locator(".entry").first).to_contain_text("对学生党员，注重把握其思想行为特点")
    page.get_by_role("link", name="（八）事业单位党员培训，第4句").click()
    page.wait_for_url(site.url + "2024/08/#s4")
    expect(page.locator("#s4")).to_be_in_viewport()
    context.close()


def test_a_sentence_leads_to_its_rule_in_the_self_check_without_scripts(
    browser: Browser, site: Site
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + "for/secretary/")
    page.get_by_role("link", name="自查：基层党组织书记每年脱产培训").first.click()
    page.wait_for_url(site.url + "calculator/#rule-secretary-annual")
    row = page.locator("#rule-secretary-annual")
    expect(row).to_be_in_viewport()
    expect(page.get_by_role("rowheader", name="基层党组织书记", exact=True)).to_be_visible()
    row.get_by_role("link", name="看原文").click()
    page.wait_for_url(site.url + "2024/overview/#s7")
    context.close()


def test_large_type_stays_chosen_and_has_large_targets(phone: Page, site: Site) -> None:
    phone.goto(site.url + "2024/05/")
    switch = phone.get_by_role("button", name="大字版")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    phone.goto(site.url + "method/")
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert float(style(phone, "article p", "fontSize").removesuffix("px")) >= 24
    box = switch.bounding_box()
    assert box
    assert min(box["height"], box["width"]) >= 60
    switch.click()
    assert float(style(phone, "article p", "fontSize").removesuffix("px")) < 24


def test_dark_follows_the_system_until_the_reader_chooses(page: Page, site: Site) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site.url + "2024/05/")
    dark = style(page, "body", "backgroundColor")
    page.get_by_role("button", name="深色").click()
    light = style(page, "body", "backgroundColor")
    assert light == "rgb(255, 255, 255)" != dark
    page.reload()
    assert style(page, "body", "backgroundColor") == light
    page.get_by_role("button", name="深色").click()
    page.emulate_media(color_scheme="light")
    assert style(page, "body", "backgroundColor") == light, "the choice was taken back"


def test_a_choice_applies_before_the_first_paint(page: Page, site: Site) -> None:
    page.goto(site.url + "2024/05/")
    page.get_by_role("button", name="大字版").click()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => "
        "{ window.atFirst = document.documentElement.dataset.size; }, true)"
    )
    page.reload()
    assert page.evaluate("window.atFirst") == "large"


def test_the_keyboard_reaches_the_words_at_once(page: Page, site: Site) -> None:
    page.goto(site.url + "2024/05/")
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.closest('.words') !== null")
    assert focused, "after the skip link, the next stop is in the plan's words"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


PAGES = ["", "2024/", "2024/overview/", "2024/05/", "2024/section-3/", "2024/closing/"]
PAGES += ["topics/", "for/", "for/student/", "who/", "numbers/", "methods/"]
PAGES += ["2024/full/", "method/", "trainers/", "linking/", "basket/", "about/", "calculator/"]


SMALL = """least => {
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.closest("code, .check-hidden")) continue;
    if (parseFloat(getComputedStyle(element).fontSize) < least) found.push(texts.currentNode.data);
  }
  return found;
}"""


@pytest.mark.parametrize(("size", "least"), [("", 15), ("large", 24)])
def test_nothing_is_too_small_to_read(page: Page, site: Site, size: str, least: int) -> None:
    page.add_init_script(f"localStorage.setItem('reader/plan/size', '{size}')")
    for address in PAGES:
        page.goto(site.url + address)
        if address == "calculator/":
            SelfCheck(page, site).wait_opened().bring(history(*TWELVE))
            expect(page.locator("[data-part=overall]")).to_be_visible()
            page.evaluate(
                "document.querySelectorAll('details').forEach((each) => (each.open = true))"
            )
        assert page.evaluate(SMALL, least) == [], address


def test_the_notice_about_old_browsers_waits_also_where_nothing_moves(
    page: Page, site: Site, watch: Watch
) -> None:
    watch.expect("ERR_FAILED")
    page.emulate_media(reduced_motion="reduce")
    page.route("**/main.js", lambda route: route.abort())
    page.goto(site.url + "calculator/", wait_until="domcontentloaded")
    assert style(page, "[data-part=unsupported]", "visibility") == "hidden"


def test_dark_is_printed_in_black(page: Page, site: Site) -> None:
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(site.url + "calculator/")
    root = page.locator(":root")
    for name in ("--ok", "--warn", "--accent", "--ink"):
        value = root.evaluate("(root, name) => getComputedStyle(root).getPropertyValue(name)", name)
        assert value == "#000", name


@pytest.mark.parametrize("size", ["", "large"])
def test_no_page_is_wider_than_a_small_phone(page: Page, site: Site, size: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.add_init_script(f"localStorage.setItem('reader/plan/size', '{size}')")
    for address in PAGES:
        page.goto(site.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_lines_are_not_too_long_to_read(page: Page, site: Site) -> None:
    for address in PAGES:
        page.goto(site.url + address)
        longest = page.evaluate(
            """() => Math.max(0, ...[...document.querySelectorAll("article p")].map((paragraph) =>
                 paragraph.clientWidth / parseFloat(getComputedStyle(paragraph).fontSize)))"""
        )
        assert longest <= 40, address


def test_the_whole_text_is_printed_with_contents_and_addresses(page: Page, site: Site) -> None:
    page.goto(site.url + "2024/full/")
    front = page.locator(".print-front")
    expect(front).to_be_hidden()
    page.emulate_media(media="print")
    expect(front.get_by_role("link", name="（五）农村党员培训")).to_have_attribute("href", "#05")
    address = page.locator("#\\30 5 + .unit-link").evaluate(
        "(link) => getComputedStyle(link, '::before').content"
    )
    assert address == f'"{SITE_URL}2024/05/"'
    for hidden in (".masthead-nav", ".outline", ".colophon", "#full"):
        expect(page.locator(hidden)).to_be_hidden()
