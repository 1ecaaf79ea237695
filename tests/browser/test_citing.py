"""Citing in a real browser: the sheet of forms, ranges, and copying where nothing can be copied."""

import base64
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scripts.site import citation, plan_files
from scripts.site.places import Place
from scripts.site.plan import Plan
from scripts.tools.server import Site
from tests.browser.conftest import Watch
from tests.browser.test_reading import NO_CLIPBOARD
from tests.conftest import SITE_URL
from tests.site.test_citing import decoded

pytestmark = pytest.mark.browser

TODAY = date(2026, 7, 1)

CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["document", "legislation", "regulation", "report", "webpage"]},
            "title": {"type": "string"},
            "language": {"type": "string"},
            "locator": {"type": ["string", "number"]},
            "note": {"type": "string"},
            "URL": {"type": "string"},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"literal": {"type": "string"}},
                },
            },
            "issued": {"$ref": "#/$defs/date"},
            "accessed": {"$ref": "#/$defs/date"},
        },
    },
    "$defs": {
        "date": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "date-parts": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 2,
                    "items": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 3,
                        "items": {"type": "number"},
                    },
                },
                "circa": {"type": ["string", "number", "boolean"]},
            },
        }
    },
}
"""Of CSL's schema of input data (csl-data.json) what concerns the fields that are used here."""


@pytest.fixture(scope="module")
def plan(root: Path) -> Plan:
    return plan_files.read(root)


def expected(plan: Plan, place: Place) -> dict[str, str]:
    """Each form of a place, exactly; the texts that Python makes too are Python's."""
    long, short = SITE_URL + place.url, SITE_URL + place.short
    words = citation.in_text(place)
    paragraphs = place.paragraphs
    return {
        "链接": long,
        "短链接": short,
        "行文中": words,
        "GB/T 7714—2025": citation.gbt_2025(plan, place, SITE_URL),
        "GB/T 7714—2015": citation.gbt_2015(plan, place, SITE_URL, TODAY),
        "Markdown": "\n>\n".join(f"> {each}" for each in [*paragraphs, f"——[{words}]({short})"]),
        "HTML": f'<blockquote cite="{long}">'
        + "".join(f"<p>{each}</p>" for each in paragraphs)
        + f'<footer>——<a href="{short}">{words}</a></footer></blockquote>',
    }


def test_a_framed_page_shows_the_words_it_was_asked_for(page: Page, site: Site, plan: Plan) -> None:
    """On a narrow page of another site, at the height that the copied code gives it."""
    place = Place(unit=plan.unit("overview"), first=6, last=10)
    without_address(page)
    page.goto(site.url + "2024/overview/")
    ends(page, place)
    frame = sheet_of(page, place.name).get_by_label("嵌入代码", exact=True).input_value()
    elsewhere = f"<!doctype html><meta name=viewport content='width=device-width'>{frame}"
    page.route(
        "**/elsewhere/", lambda route: route.fulfill(body=elsewhere, content_type="text/html")
    )
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site.url + "elsewhere/")
    inside = page.frame_locator("iframe")
    expect(inside.locator("blockquote p")).to_have_text(place.paragraphs)
    expect(inside.get_by_role("link", name="《规划》总体要求第6至10句")).to_be_visible()
    fits = "each => each.scrollHeight <= innerHeight && each.scrollWidth <= innerWidth"
    assert inside.locator("html").evaluate(fits)


def sheet_of(page: Page, name: str) -> Locator:
    """The open sheet about a place."""
    sheet = page.get_by_role("dialog", name=f"引用{name}", exact=True)
    expect(sheet).to_be_visible()
    return sheet


def whole(page: Page, _: Place) -> None:
    page.locator(".unit-link").first.click()


def number(page: Page, place: Place) -> None:
    page.locator(f"#s{place.first} .sentence-link").click()
    page.get_by_role("button", name=f"引用第{place.first}句").click()


def ends(page: Page, place: Place) -> None:
    whole(page, place)
    page.get_by_label("从").select_option(f"第{place.first}句")
    page.get_by_label("到").select_option(f"第{place.last}句")


@pytest.mark.parametrize(
    ("unit", "first", "last", "ask"),
    [
        ("05", 2, 2, number),
        ("05", 0, 0, whole),
        ("14", 2, 4, ends),
        ("overview", 1, 10, ends),
        ("notice", 0, 0, whole),
        ("section-3", 0, 0, whole),
        ("closing", 0, 0, whole),
    ],
)
def test_every_form_copies_exactly(
    page: Page,
    site: Site,
    plan: Plan,
    unit: str,
    first: int,
    last: int,
    ask: Callable[[Page, Place], None],
) -> None:
    place = Place(unit=plan.unit(unit), first=first, last=last)
    page.clock.set_fixed_time(f"{TODAY}T00:30:00+08:00")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site.url}2024/{unit}/")
    ask(page, place)
    sheet = sheet_of(page, place.name)
    for name, text in expected(plan, place).items():
        sheet.get_by_role("button", name=f"复制{name}", exact=True).click()
        expect(sheet.get_by_role("status")).to_have_text(f"{name}已复制")
        assert page.evaluate("navigator.clipboard.readText()") == text
    items = json.loads(sheet.get_by_label("CSL-JSON", exact=True).input_value())
    jsonschema.validate(items, CSL)
    assert items[0]["issued"] == {"date-parts": [[plan.inferred_year]], "circa": True}
    assert items[0]["accessed"] == {"date-parts": [[2026, 7, 1]]}
    assert (items[0]["locator"], items[0]["note"]) == (place.name, "印发年份为推断")
    expect(sheet.get_by_role("img")).to_have_attribute("src", re.compile(f"qr/{place.id}.png$"))


def test_the_whole_text_cites_as_the_pages_do(page: Page, site: Site, plan: Plan) -> None:
    page.clock.set_fixed_time(f"{TODAY}T12:00:00+08:00")
    page.goto(site.url + "2024/full/#05-s2")
    page.locator("[id='05-s2'] .sentence-link").click()
    page.get_by_role("button", name="引用第2句").click()
    place = Place(unit=plan.unit("05"), first=2, last=2)
    sheet = sheet_of(page, place.name)
    for name, text in expected(plan, place).items():
        expect(sheet.get_by_label(name, exact=True)).to_have_value(text)


def without_address(page: Page) -> None:
    """Make a page what it is where the site was built without its address."""
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () =>"
        " document.getElementById('note-cite-sheet')?.removeAttribute('data-site'))"
    )


DRAWN = """async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/png");
}"""


def test_a_site_that_does_not_know_its_address_uses_the_page_s(page: Page, site: Site) -> None:
    without_address(page)
    page.goto(site.url + "2024/14/#s2-s4")
    page.locator("#s2 .sentence-link").click()
    page.get_by_role("button", name="引用第2句").click()
    page.get_by_label("到").select_option("第4句")
    sheet = sheet_of(page, "（十四）第2至4句")
    short = site.url + "14/#s2-s4"
    expect(sheet.get_by_label("短链接", exact=True)).to_have_value(short)
    image = sheet.get_by_role("img", name=f"（十四）第2至4句的二维码，扫开是 {short}")
    expect(image).to_have_attribute("src", re.compile("^data:image/png;base64,"))
    for kind in ("png", "svg"):
        link: Any = sheet.locator(f"[data-code={kind}]").get_attribute("href")
        assert kind == "png" or unquote(link).startswith("data:image/svg+xml,<svg ")
        drawn = str(page.evaluate(DRAWN, link))
        assert decoded(base64.b64decode(drawn.partition(",")[2])) == short


def test_where_nothing_can_be_copied_the_form_is_selected(phone: Page, site: Site) -> None:
    phone.add_init_script(NO_CLIPBOARD)
    phone.goto(site.url + "2024/05/")
    phone.locator("#s2 .sentence-link").click()
    phone.get_by_role("button", name="引用第2句").click()
    sheet = sheet_of(phone, "（五）第2句")
    sheet.get_by_role("button", name="复制行文中").click()
    expect(sheet.get_by_label("行文中", exact=True)).to_be_focused()
    assert phone.evaluate("getSelection().toString()") == "《规划》（五）第2句"
    phone.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(phone.locator("#s2 .sentence-link")).to_be_focused()


@pytest.mark.parametrize(("size", "least"), [("", 44), ("large", 60)])
def test_the_sheet_is_made_for_thumbs(phone: Page, site: Site, size: str, least: int) -> None:
    phone.add_init_script(f"localStorage.setItem('reader/plan/size', '{size}')")
    phone.goto(site.url + "2024/14/")
    link = phone.locator(".unit-link")
    box = link.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= least
    link.click()
    sheet = sheet_of(phone, "（十四）")
    for control in sheet.locator("button, select, a").all():
        box = control.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= least, control
    assert sheet.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_the_keyboard_alone_cites(page: Page, site: Site) -> None:
    page.goto(site.url + "2024/05/")
    link = page.get_by_role("link", name="引用（五）", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    sheet = sheet_of(page, "（五）")
    assert sheet.evaluate("each => each.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_nothing_of_the_sheet_is_loaded_before_it_is_asked_for(
    page: Page, site: Site, plan: Plan
) -> None:
    page.goto(site.url + "2024/05/")
    page.wait_for_load_state("networkidle")
    assert not {"assets/cite.js", "assets/qr.js", "assets/lean-qr.js"} & set(site.asked)
    number(page, Place(unit=plan.unit("05"), first=1, last=1))
    sheet_of(page, "（五）第1句")
    assert "assets/cite.js" in site.asked
    assert "assets/lean-qr.js" not in site.asked


def test_a_sheet_that_cannot_be_loaded_says_so(page: Page, site: Site, watch: Watch) -> None:
    watch.expect("503")
    site.failing.add("assets/cite.js")
    page.goto(site.url + "2024/05/")
    page.locator(".unit-link").click()
    expect(page.get_by_role("status")).to_have_text("没有载入，请检查网络后再试")


def test_without_scripts_the_links_remain(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + "2024/full/")
    page.locator("section:has([id='05']) .unit-link").click()
    page.wait_for_url(site.url + "2024/05/#05")
    page.locator("#s2 .sentence-link").click()
    page.wait_for_url(site.url + "2024/05/#s2")
    context.close()


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


def test_a_short_address_keeps_a_range(page: Page, site: Site) -> None:
    page.goto(site.url + "14/#s2-s4")
    page.wait_for_url(site.url + "2024/14/#s2-s4")
    expect(page.locator(".sentence-cited")).to_have_count(3)


def test_a_selection_over_sentences_offers_its_range(page: Page, site: Site) -> None:
    page.goto(site.url + "2024/05/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.words p'))")
    page.get_by_role("button", name="引用第1至2句").click()
    sheet = sheet_of(page, "（五）第1至2句")
    expect(sheet.get_by_label("短链接", exact=True)).to_have_value(SITE_URL + "5/#s1-s2")
