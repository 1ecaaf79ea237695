"""Collecting sentences across pages, and taking them away as text, file and slides."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from scripts.site import citation, plan_files
from scripts.site.places import Place
from scripts.site.plan import Plan
from scripts.tools.server import Site
from tests.browser.conftest import Watch
from tests.browser.test_reading import NO_CLIPBOARD
from tests.conftest import SITE_URL

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plan(root: Path) -> Plan:
    return plan_files.read(root)


def told(page: Page) -> Locator:
    """What the page of the collection tells."""
    return page.locator("#collection").get_by_role("status")


def collect_three(page: Page, site: Site, plan: Plan) -> list[Place]:
    """A sentence, a row of them, and a whole provision, each from its own page."""
    page.goto(site.url + "2024/05/")
    page.locator("#s2 .sentence-link").click()
    page.get_by_role("button", name="收进摘句").click()
    expect(page.get_by_role("status")).to_have_text("已收进摘句，共1处")
    page.goto(site.url + "2024/full/")
    page.locator("[id='overview-s5'] .sentence-link").click()
    page.get_by_role("button", name="引用第5句").click()
    page.get_by_label("到").select_option("第7句")
    page.get_by_role("button", name="收进摘句").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("已收进摘句，共2处")
    page.goto(site.url + "2024/16/")
    page.locator(".unit-link").click()
    page.get_by_role("button", name="收进摘句").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("已收进摘句，共3处")
    page.get_by_role("link", name="我的摘句").click()
    page.wait_for_url(site.url + "basket/")
    expect(page.locator(".collection li")).to_have_count(3)
    return [
        Place(unit=plan.unit("05"), first=2, last=2),
        Place(unit=plan.unit("overview"), first=5, last=7),
        Place(unit=plan.unit("16")),
    ]


def markdown(plan: Plan, places: list[Place]) -> str:
    """What is copied, exactly."""
    quoted = (
        "\n>\n".join(
            f"> {each}"
            for each in [
                *place.paragraphs,
                f"——[{citation.in_text(place)}]({SITE_URL}{place.short})",
            ]
        )
        for place in places
    )
    references = (
        f"[{number}] {citation.gbt_2025(plan, place, SITE_URL)}"
        for number, place in enumerate(places, 1)
    )
    return "\n\n".join([*quoted, *references]) + "\n"


def downloaded(page: Page, press: Callable[[], None]) -> bytes:
    """The file that pressing something saves."""
    with page.expect_download() as saved:
        press()
    return Path(saved.value.path()).read_bytes()


def test_what_is_collected_is_shown_in_the_plan_s_words(page: Page, site: Site, plan: Plan) -> None:
    places = collect_three(page, site, plan)
    for item, place in zip(page.locator(".collection li").all(), places, strict=True):
        expect(item.locator("blockquote p")).to_have_text(place.paragraphs)
        link = item.get_by_role("link", name=citation.in_text(place), exact=True)
        expect(link).to_have_attribute("href", site.url + place.url)


def test_it_is_put_in_order_and_stays_so(page: Page, site: Site, plan: Plan) -> None:
    first, second, third = collect_three(page, site, plan)
    page.get_by_role("button", name=f"上移：{citation.in_text(third)}").click()
    expect(told(page)).to_have_text(f"{citation.in_text(third)}移到第2处")
    page.get_by_role("button", name=f"去掉：{citation.in_text(first)}").click()
    expect(page.locator(".collection li")).to_have_count(2)
    page.reload()
    names = page.locator(".collection li a")
    expect(names).to_have_text([citation.in_text(third), citation.in_text(second)])
    page.get_by_role("button", name="清空").click()
    expect(page.locator(".collection-none")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).map((key) => localStorage[key])") == ["[]"]


def test_it_is_copied_as_markdown_and_with_its_formatting(
    page: Page, site: Site, plan: Plan
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    places = collect_three(page, site, plan)
    page.get_by_role("button", name="复制 Markdown").click()
    expect(told(page)).to_have_text("Markdown 已复制")
    assert page.evaluate("navigator.clipboard.readText()") == markdown(plan, places)
    page.get_by_role("button", name="复制带格式的文字").click()
    expect(told(page)).to_have_text("已复制，可以粘贴到 Word 和 WPS")
    html = str(
        page.evaluate(
            "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
        )
    )
    assert html.count("<blockquote") == 3
    for place in places:
        assert all(words in html for words in place.paragraphs)
        assert citation.gbt_2025(plan, place, SITE_URL) in html


def test_where_nothing_can_be_copied_the_text_is_shown(phone: Page, site: Site, plan: Plan) -> None:
    phone.add_init_script(NO_CLIPBOARD)
    places = collect_three(phone, site, plan)
    phone.get_by_role("button", name="复制 Markdown").click()
    expect(phone.get_by_label("Markdown", exact=True)).to_have_value(markdown(plan, places))
    expect(told(phone)).to_contain_text("长按选中")


def test_it_is_saved_as_a_file_for_word(page: Page, site: Site, plan: Plan) -> None:
    places = collect_three(page, site, plan)
    saved = downloaded(page, page.get_by_role("button", name="下载网页文件").click)
    html = saved.decode("utf-8")
    assert '<meta charset="utf-8">' in html
    quoted = re.findall("<blockquote.*?</blockquote>", html)
    for found, place in zip(quoted, places, strict=True):
        assert re.findall("<p>(.*?)</p>", found) == place.paragraphs


def shown(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_it_is_made_into_slides(page: Page, site: Site, plan: Plan) -> None:
    places = collect_three(page, site, plan)
    saved = downloaded(page, page.get_by_role("button", name="下载幻灯片").click)
    deck = Presentation(BytesIO(saved))
    slides = list(deck.slides)
    words = [
        places[0].unit.sentences[1].text,
        *(sentence.text for sentence in places[1].unit.sentences[4:7]),
        places[2].unit.heading,
        *(sentence.text for sentence in places[2].unit.sentences),
    ]
    assert len(slides) == len(words) + 2
    for slide, text in zip(slides[1:-1], words, strict=True):
        assert text in shown(slide)
        assert len([shape for shape in slide.shapes if hasattr(shape, "image")]) == 1
    assert f"《{plan.title}》" in shown(slides[0])
    assert citation.gbt_2025(plan, None, SITE_URL) in shown(slides[-1])
    # Nothing of the other slides is left in the file.
    parts = {str(part.partname) for part in deck.part.package.iter_parts()}
    assert len([name for name in parts if name.startswith("/ppt/slides/")]) == len(slides)
    assert len(saved) < (100 << 10)


def test_a_place_is_collected_once(page: Page, site: Site) -> None:
    page.goto(site.url + "2024/05/")
    page.locator("#s2 .sentence-link").click()
    keep = page.get_by_role("button", name="收进摘句")
    keep.click()
    keep.click()
    expect(page.get_by_role("status")).to_have_text("摘句里已经有了，共1处")


@pytest.mark.parametrize("kept", ["no JSON", '{"a": 1}', '["2024/99-s1", "x", 5, "2024/05-s2"]'])
def test_what_is_no_place_does_no_harm(page: Page, site: Site, watch: Watch, kept: str) -> None:
    watch.expect("404")
    page.goto(site.url + "about/")
    page.evaluate("kept => localStorage.setItem('reader/plan/basket', kept)", kept)
    page.goto(site.url + "basket/")
    expect(page.locator(".collection li")).to_have_count(1 if "05-s2" in kept else 0)
    expect(page.locator(".collection-none")).to_be_visible(visible="05-s2" not in kept)


def test_what_cannot_be_loaded_is_said(page: Page, site: Site, watch: Watch) -> None:
    watch.expect("503")
    page.goto(site.url + "2024/05/")
    page.locator("#s2 .sentence-link").click()
    page.get_by_role("button", name="收进摘句").click()
    expect(page.get_by_role("status")).to_have_text("已收进摘句，共1处")
    site.failing |= {"2024/slides/full.pptx"}
    page.goto(site.url + "basket/")
    page.get_by_role("button", name="下载幻灯片").click()
    expect(told(page)).to_have_text("没有载入，请检查网络后再试")
