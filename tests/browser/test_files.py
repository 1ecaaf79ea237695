"""Histories as files: brought in with a look first, sent out as a download or as text."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from calculator import browser
from scripts.tools.server import Site
from tests.browser.histories import TWELVE, history, record
from tests.browser.self_check import SelfCheck

pytestmark = pytest.mark.browser


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site).open()


def test_choosing_a_file_starts_the_calculator_and_shows_what_is_in_it(check: SelfCheck) -> None:
    check.choose("记录.json", json.dumps(history(*TWELVE, infirm=True)).encode())
    expect(check.part("preview")).to_be_visible(timeout=60_000)
    expect(check.part("preview")).to_contain_text("12 条记录")
    expect(check.part("preview")).to_contain_text("年老体弱、行动不便")
    expect(check.cards).to_have_count(0)
    check.act("dismiss-file").click()
    expect(check.cards).to_have_count(0)


def test_merging_replacing_and_taking_it_back(check: SelfCheck) -> None:
    check.add(start="2024-05-05", hours="4", topic="原有的")
    check.bring(history(record("2025-05-05"), military=True), "merge")
    expect(check.cards).to_have_count(2)
    assert json.loads(check.exported())["person"]["military"] is False
    check.part("undo").get_by_role("button", name="撤销").click()
    expect(check.cards).to_have_count(1)

    before = json.loads(check.exported())
    check.bring(history(*TWELVE, military=True))
    expect(check.cards).to_have_count(12)
    check.wait_assessed()
    check.part("undo").get_by_role("button", name="撤销").click()
    expect(check.cards).to_have_count(1)
    assert json.loads(check.exported()) == before


def test_an_export_can_be_brought_in_again_unchanged(check: SelfCheck) -> None:
    check.bring(history(*TWELVE, roles=[{"role": "cadre", "start": "2025-01-01"}]))
    exported = check.exported()
    check.bring(json.loads(exported))
    assert check.exported() == exported
    assert "findings" in json.loads(browser.call("assess", exported))


def test_a_look_at_a_file_does_not_take_the_form_from_who_types(check: SelfCheck) -> None:
    check.choose("记录.json", json.dumps(history(*TWELVE)).encode())
    check.field("topic").focus()
    expect(check.part("preview")).to_be_visible(timeout=60_000)
    expect(check.field("topic")).to_be_focused()


REFUSED = [
    ("坏的.json", b"{", "JSON"),
    ("图片.json", b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "UTF-8"),
    ("空的.json", b"", "JSON"),
    ("文稿.docx", b"PK\x03\x04", ".json"),
    ("有错.json", json.dumps(history(record("2025-02-30"))).encode(), "第 1 条"),
    ("太大.json", b" " * (10 * 1024 * 1024 + 1), "超过"),
]
"""A file's name, what is in it, and a word of the refusal."""


def test_files_that_are_refused_change_nothing(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    before = check.exported()
    for name, content, message in REFUSED:
        check.choose(name, content)
        expect(check.part("file-problem")).to_contain_text(name, timeout=60_000)
        expect(check.part("file-problem")).to_contain_text(message)
        expect(check.part("preview")).to_be_hidden()
        assert check.exported() == before


def test_copying_as_text(check: SelfCheck, context: BrowserContext, site: Site) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    check.add(start="2025-03-05", hours="4", topic="“三会一课”")
    check.act("copy-history").click()
    expect(check.part("copy-status")).to_contain_text("已复制")
    assert check.page.evaluate("() => navigator.clipboard.readText()") == check.exported()


def test_copying_where_the_browser_does_not_let_us(
    context: BrowserContext, phone: Page, site: Site
) -> None:
    context.add_init_script(
        """Object.defineProperty(navigator, "clipboard", { value: undefined });
        document.execCommand = () => false;"""
    )
    check = SelfCheck(phone, site).open()
    check.add(start="2025-03-05", hours="4")
    check.act("copy-history").click()
    box = phone.locator("#copy-text")
    expect(box).to_be_visible()
    expect(box).to_have_value(check.exported())
    assert phone.evaluate("() => getSelection().toString()") == check.exported()
