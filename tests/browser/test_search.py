"""The search box in a real Chromium: typing, input methods, keyboard, phones, no network."""

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.tools.server import Site
from tests.browser.conftest import Watch, profile
from tests.browser.test_starting import EVENTUALLY

pytestmark = pytest.mark.browser

BOX = ".md-search__input"
RESULTS = ".md-search-result__link"
META = ".md-search-result__meta"

COMPOSE = """(box, [type, value, data]) => {
  if (type === "input") box.value = value;
  const event = type === "input"
    ? new InputEvent("input", { bubbles: true, isComposing: true, data })
    : new CompositionEvent(type, { bubbles: true, data });
  box.dispatchEvent(event);
}"""


def loaded(page: Page, site: Site, address: str = "2024/05/") -> Page:
    """A page whose search has its index."""
    with page.expect_response("**/search/*/index.txt"):
        page.goto(site.url + address)
    return page


def test_typing_finds_sentences_with_their_words_marked(page: Page, site: Site) -> None:
    loaded(page, site)
    page.locator(BOX).press_sequentially("两个维护", delay=5)
    first = page.locator(RESULTS).first
    expect(first).to_contain_text("一、总体要求")
    expect(first.locator("mark")).to_have_text(["两个维护"])
    expect(page.locator(META)).to_have_text("规划原文里找到 1 处")
    expect(first).to_have_attribute("href", site.url + "2024/overview/#s1")


def test_enter_leads_to_the_sentence_which_is_highlighted(page: Page, site: Site) -> None:
    loaded(page, site)
    page.locator(BOX).press_sequentially("谁出钱")
    page.keyboard.press("Enter")
    page.wait_for_url(site.url + "2024/15/#s4")
    expect(page.locator("#s4")).to_be_in_viewport()
    lit = "element => getComputedStyle(element).backgroundColor"
    assert page.locator("#s4").evaluate(lit) != page.locator("#s3").evaluate(lit)


def test_enter_does_not_wait_for_the_index(page: Page, site: Site) -> None:
    page.goto(site.url + "about/", wait_until="domcontentloaded")
    page.locator(BOX).fill("第九条")
    page.locator(BOX).press("Enter")
    page.wait_for_url(site.url + "2024/09/")


def test_a_result_on_this_page_closes_the_box(page: Page, site: Site) -> None:
    loaded(page, site)
    page.locator(BOX).press_sequentially("打头阵")
    page.locator(RESULTS).first.click()
    page.wait_for_url(site.url + "2024/05/#s1")
    expect(page.locator(".md-search__output")).to_be_hidden()


def test_arrows_go_through_the_results_and_back(page: Page, site: Site) -> None:
    loaded(page, site)
    box, results = page.locator(BOX), page.locator(RESULTS)
    box.press_sequentially("农村党员")
    expect(results.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    address = results.nth(1).get_attribute("href")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(results.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert address
    page.wait_for_url(address)


def test_escape_closes_and_typing_goes_on_from_a_result(page: Page, site: Site) -> None:
    loaded(page, site)
    box, output = page.locator(BOX), page.locator(".md-search__output")
    box.press_sequentially("教材")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("m")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(output).to_be_hidden()
    expect(box).not_to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    box.fill("教材")
    expect(output).to_be_visible()
    page.mouse.click(300, 800)
    expect(output).to_be_hidden()


def test_what_the_plan_does_not_speak_of_is_told(page: Page, site: Site) -> None:
    loaded(page, site)
    page.locator(BOX).fill("组织关系转接需要什么材料")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text(
        "规划原文里没有找到“组织关系转接需要什么材料”"
    )
    expect(page.locator(RESULTS)).to_have_count(0)
    way = page.locator(".search-nothing").get_by_role("link", name="读规划全文")
    expect(way).to_be_visible()
    page.get_by_role("button", name="清空当前内容").click()
    expect(page.locator(".md-search__output")).to_be_hidden()
    expect(page.locator(BOX)).to_be_focused()


def test_a_page_of_ours_looks_like_ours(page: Page, site: Site) -> None:
    loaded(page, site)
    page.locator(BOX).fill("学时自查")
    own = page.locator(".search-own")
    expect(own).to_contain_text("本站的页面，不是规划原文")
    own.get_by_role("link").click()
    page.wait_for_url(site.url + "calculator/")


def test_nothing_is_asked_of_the_network_once_loaded(page: Page, site: Site) -> None:
    loaded(page, site)
    before = len(site.asked)
    for query in ("第九条", "居委会大妈", "zhongxinzu", "天气预报"):
        page.locator(BOX).fill(query)
        expect(page.locator(META)).not_to_be_empty()
    assert site.asked[before:] == []


def test_a_composition_is_waited_for(page: Page, site: Site) -> None:
    loaded(page, site)
    box = page.locator(BOX)
    box.focus()
    box.evaluate(COMPOSE, ["compositionstart", "", ""])
    for letters in ("j", "ji", "jia", "jiao"):
        box.evaluate(COMPOSE, ["input", letters, letters])
        expect(page.locator(RESULTS)).to_have_count(0)
    page.keyboard.press("Escape")
    box.focus()
    box.evaluate(COMPOSE, ["input", "教材", "教材"])
    box.evaluate(COMPOSE, ["compositionend", "教材", "教材"])
    expect(page.locator(RESULTS).first).to_contain_text("教材")


def test_a_composition_that_never_ends_is_answered(page: Page, site: Site) -> None:
    loaded(page, site)
    box = page.locator(BOX)
    box.focus()
    box.evaluate(COMPOSE, ["compositionstart", "", ""])
    box.evaluate(COMPOSE, ["input", "教材", "教材"])
    expect(page.locator(RESULTS).first).to_contain_text("教材")


def test_a_failed_index_is_told_and_asked_for_again(page: Page, site: Site, watch: Watch) -> None:
    watch.expect("503|index.txt")
    page.goto(site.url + "2024/05/")
    folder = page.locator("script[src*='/search/']").get_attribute("src")
    assert folder
    index = folder.replace("../../", "").replace("box.js", "index.txt")
    page.goto("about:blank")
    site.failing.add(index)
    page.goto(site.url + "2024/05/")
    page.locator(BOX).fill("教材")
    expect(page.locator(META)).to_have_text("搜索没有装好，请检查网络后再试")
    site.failing.clear()
    page.locator(BOX).press_sequentially("开")
    expect(page.locator(RESULTS).first).to_contain_text("教材")


@pytest.mark.offline
def test_the_search_works_offline_and_so_do_its_results(page: Page, site: Site) -> None:
    page.goto(site.url + "calculator/")
    page.locator("[data-act=download]").click()
    page.evaluate(EVENTUALLY, ["kept", ""])
    page.context.set_offline(True)
    page.reload()
    page.locator(BOX).fill("谁出钱")
    page.locator(RESULTS).first.click()
    page.wait_for_url(site.url + "2024/15/#s4")
    expect(page.locator("#s4")).to_be_in_viewport()
    page.locator(BOX).fill("第九条")
    expect(page.locator(RESULTS).first).to_contain_text("企业党员培训")


def test_a_phone_searches_on_the_whole_screen(phone: Page, site: Site) -> None:
    loaded(phone, site)
    phone.locator(BOX).fill("党员")
    expect(phone.locator(RESULTS).first).to_be_visible()
    inner = phone.locator(".md-search__inner").bounding_box()
    assert inner == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    for target in phone.locator(RESULTS).all()[:3]:
        box = target.bounding_box()
        assert box
        assert box["height"] >= 44
    phone.get_by_role("button", name="关闭搜索").click()
    expect(phone.locator(".md-search__output")).to_be_hidden()
    phone.locator(BOX).fill("第三条")
    phone.locator(RESULTS).first.click()
    phone.wait_for_url(site.url + "2024/03/")


@pytest.mark.parametrize("address", ["", "calculator/", "2024/full/", "2024/section-3/"])
def test_it_works_from_any_page(page: Page, site: Site, address: str) -> None:
    loaded(page, site, address)
    page.locator(BOX).fill("七")
    page.locator(RESULTS).first.click()
    page.wait_for_url(site.url + "2024/07/")


def test_without_scripts_the_whole_text_is_offered(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + "2024/05/")
    expect(page.locator(BOX)).to_be_hidden()
    page.get_by_role("link", name="规划全文（可用浏览器在页内查找）").click()
    page.wait_for_url(site.url + "2024/full/")
    context.close()


def test_saving_data_waits_until_the_box_is_asked_for(
    browser: Browser, site: Site, watch: Watch
) -> None:
    with profile(browser, watch) as context:
        page = context.new_page()
        page.add_init_script(
            "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
        )
        page.goto(site.url + "about/")
        page.wait_for_timeout(500)
        assert not [path for path in site.asked if path.endswith("index.txt")]
        page.locator(BOX).fill("教材")
        expect(page.locator(RESULTS).first).to_contain_text("教材")
