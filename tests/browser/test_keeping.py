"""What is kept on the device: over reloads, in two tabs, in bad storage."""

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.tools.server import Site
from tests.browser.histories import TWELVE, history
from tests.browser.self_check import SelfCheck

pytestmark = pytest.mark.browser

NOTEBOOK = "dangyuan-xueshi-zicha/1/plan/notebook"
DRAFT = {"start": "2025-07-01", "topic": "写了一半", "hours": "1.", "theory_hours": "若干"}


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site).open()


def stored(check: SelfCheck) -> Any:
    return check.page.evaluate("() => ({...localStorage, ...sessionStorage})")


def test_a_reload_keeps_everything(check: SelfCheck) -> None:
    check.bring(history(*TWELVE, joined="2020-07-01", roles=[{"role": "secretary"}]))
    check.wait_assessed()
    check.fill(**DRAFT, theory="yes")
    before = check.exported()
    typed = check.typed()
    check.reload()
    # There are records: the calculator starts by itself.
    check.wait_assessed(before)
    assert check.exported() == before
    assert check.typed() == typed
    expect(check.field("theory").and_(check.page.locator("[value=yes]"))).to_be_checked()


def test_a_reload_keeps_a_change_half_made(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4", topic="党课")
    check.fill(topic="新的一条")
    check.cards.first.get_by_role("button", name="修改").click()
    check.fill(topic="党课（补充）")
    check.reload()
    expect(check.part("form-title")).to_have_text("修改第 1 条")
    expect(check.field("topic")).to_have_value("党课（补充）")
    check.submit()
    expect(check.cards.first).to_contain_text("党课（补充）")
    expect(check.field("topic")).to_have_value("新的一条")


def test_without_storage_it_works_and_says_so(
    context: BrowserContext, phone: Page, site: Site
) -> None:
    context.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(window, name, { get() { throw new DOMException("denied"); } });
        }"""
    )
    check = SelfCheck(phone, site).open()
    expect(check.part("troubles")).to_contain_text("不让网页存东西")
    check.add(start="2025-03-05", hours="4")
    check.wait_assessed()


def test_full_storage_is_told_and_nothing_is_lost(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    check.page.evaluate(
        """() => {
          for (let size = 1 << 22; size > 0; size >>= 1) {
            try {
              for (let i = 0; ; i += 1) localStorage.setItem(`else-${size}-${i}`, "x".repeat(size));
            } catch { /* full: try a smaller piece */ }
          }
        }"""
    )
    check.add(start="2025-04-05", hours="4", topic="很长的主题" * 50)
    expect(check.part("troubles")).to_contain_text("没有存进")
    assert len(json.loads(check.exported())["records"]) == 2
    check.page.evaluate(
        "() => Object.keys(localStorage).filter((key) => key.startsWith('else-'))"
        ".forEach((key) => localStorage.removeItem(key))"
    )
    check.add(start="2025-05-05", hours="4")
    expect(check.part("troubles")).to_be_empty()
    check.reload()
    expect(check.cards).to_have_count(3)


@pytest.mark.parametrize("raw", ["{", "[]", '{"person": null, "records": []}', "null"])
def test_damaged_records_are_put_aside_and_shown(check: SelfCheck, raw: str) -> None:
    check.page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [NOTEBOOK, raw])
    check.reload()
    expect(check.part("troubles")).to_contain_text("读不出来")
    expect(check.part("troubles").locator("textarea")).to_have_value(raw)
    check.add(start="2025-03-05", hours="4")
    check.reload()
    # Still offered, beside what was entered since.
    expect(check.part("troubles").locator("textarea")).to_have_value(raw)
    expect(check.cards).to_have_count(1)
    check.part("troubles").get_by_role("button", name="清除").click()
    expect(check.part("troubles")).to_be_empty()
    assert raw not in stored(check).values()


@pytest.mark.parametrize(("choice", "count"), [("改用那边的", 2), ("保留这里的", 1)])
def test_two_tabs_never_overwrite_each_other_unseen(
    check: SelfCheck, context: BrowserContext, site: Site, choice: str, count: int
) -> None:
    check.add(start="2025-03-05", hours="4")
    other = SelfCheck(context.new_page(), site).open()
    expect(other.cards).to_have_count(1)
    other.add(start="2025-04-05", hours="4")
    expect(check.part("troubles")).to_contain_text("另一个网页")
    check.page.locator("#person-joined").fill("2020-07-01")
    assert len(json.loads(stored(check)[NOTEBOOK])["records"]) == 2
    check.part("troubles").get_by_role("button", name=choice).click()
    expect(check.cards).to_have_count(count)
    expect(check.part("troubles")).to_be_empty()
    check.reload()
    expect(check.cards).to_have_count(count)


def test_clearing_leaves_nothing(check: SelfCheck) -> None:
    check.page.evaluate("(key) => localStorage.setItem(key, 'damaged')", NOTEBOOK)
    check.reload()
    check.add(start="2025-03-05", hours="4")
    check.page.get_by_text("我年老体弱、行动不便").click()
    check.fill(**DRAFT)
    check.act("clear").click()
    check.act("clear-no").click()
    expect(check.cards).to_have_count(1)
    check.act("clear").click()
    check.act("clear-yes").click()
    expect(check.cards).to_have_count(0)
    assert set(check.typed().values()) == {""}
    assert json.loads(check.exported())["person"]["infirm"] is False
    assert [key for key in stored(check) if key.startswith("dangyuan")] == []
    check.reload()
    expect(check.cards).to_have_count(0)
