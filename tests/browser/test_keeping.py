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
    check.card(1).get_by_role("button", name="修改").click()
    check.fill(topic="党课（补充）")
    check.reload()
    expect(check.part("form-title")).to_have_text("修改第 1 条")
    expect(check.field("topic")).to_have_value("党课（补充）")
    check.submit()
    expect(check.card(1)).to_contain_text("党课（补充）")
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


FILL = """() => {
  for (let size = 1 << 22; size > 0; size >>= 1) {
    try {
      for (let i = 0; ; i += 1) localStorage.setItem(`else-${size}-${i}`, "x".repeat(size));
    } catch { /* full: try a smaller piece */ }
  }
}"""


def test_full_storage_is_told_and_nothing_is_lost(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    check.page.evaluate(FILL)
    check.reload()
    expect(check.cards).to_have_count(1)
    expect(check.part("troubles")).to_be_empty()
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


def test_settings_hold_for_the_page_where_storage_is_full(check: SelfCheck) -> None:
    check.page.evaluate(FILL)
    check.page.locator("#set-size").click()
    expect(check.page.locator("html")).to_have_attribute("data-size", "large")
    expect(check.page.locator("#set-size")).to_have_attribute("aria-pressed", "true")
    check.page.locator("#set-size").click()
    expect(check.page.locator("html")).to_have_attribute("data-size", "")


def test_each_damaged_copy_is_kept(check: SelfCheck) -> None:
    for raw in ("{first", "{second"):
        check.page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [NOTEBOOK, raw])
        check.reload()
    box = check.part("troubles").locator("textarea")
    expect(box).to_have_value("{first\n\n{second")
    # Damage done while the page is open is found by the next save.
    check.page.evaluate("(key) => localStorage.setItem(key, '{third')", NOTEBOOK)
    check.add(start="2025-03-05", hours="4")
    expect(box).to_have_value("{first\n\n{second\n\n{third")
    assert len(json.loads(stored(check)[NOTEBOOK])["records"]) == 1
    check.part("troubles").get_by_role("button", name="清除").click()
    assert not [raw for raw in stored(check).values() if raw.startswith("{") and raw[1:2] != '"']
    check.reload()
    expect(check.cards).to_have_count(1)
    expect(check.part("troubles")).to_be_empty()


def test_damage_done_in_another_tab_is_told(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.add(start="2025-03-05", hours="4")
    other = SelfCheck(context.new_page(), site).open()
    other.page.evaluate("(key) => localStorage.setItem(key, '{')", NOTEBOOK)
    expect(check.part("troubles").locator("textarea")).to_have_value("{")
    check.reload()
    expect(check.cards).to_have_count(1)


def test_a_page_left_open_over_midnight(phone: Page, site: Site) -> None:
    phone.clock.install(time="2026-06-30T23:59:30+08:00")
    check = SelfCheck(phone, site).open().start()
    check.add(start="2026-06-30", hours="4")
    check.wait_assessed()
    assert check.document()["as_of"] == "2026-06-30"
    phone.clock.fast_forward("00:40")
    phone.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.locator("#person-as-of")).to_have_value("2026-07-01")
    check.wait_assessed()
    assert check.document()["as_of"] == "2026-07-01"
    # What names no day is not pinned to the day of its export.
    assert json.loads(check.exported())["as_of"] is None


def change(check: SelfCheck, number: int) -> None:
    check.card(number).get_by_role("button", name="修改").click()
    expect(check.part("form-title")).to_have_text(f"修改第 {number} 条")


def undo(check: SelfCheck) -> None:
    check.part("undo").get_by_role("button", name="撤销").click()


def test_what_is_half_made_makes_room_and_comes_back(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4", topic="甲")
    check.add(start="2025-04-05", hours="4", topic="乙")
    change(check, 1)
    # Nothing was changed, so nothing has to be brought back.
    change(check, 2)
    expect(check.part("undo")).to_be_empty()
    check.fill(topic="乙改了一半")
    change(check, 1)
    undo(check)
    expect(check.part("form-title")).to_have_text("修改第 2 条")
    expect(check.field("topic")).to_have_value("乙改了一半")
    check.submit()
    expect(check.card(2)).to_contain_text("乙改了一半")

    check.fill(topic="新写了一半")
    check.card(1).get_by_role("button", name="照此再添").click()
    expect(check.field("topic")).to_have_value("甲")
    undo(check)
    expect(check.field("topic")).to_have_value("新写了一半")


def test_a_change_outlives_its_record(check: SelfCheck) -> None:
    check.fill(topic="新写了一半")
    check.bring(history(*TWELVE[:1]), "merge")
    change(check, 1)
    check.fill(topic="改了一半")
    undo(check)
    expect(check.cards).to_have_count(0)
    expect(check.part("form-title")).to_have_text("添加一条记录")
    expect(check.field("topic")).to_have_value("改了一半")
    undo(check)
    expect(check.field("topic")).to_have_value("新写了一半")


def test_a_replacement_is_taken_back_with_the_drafts(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4", topic="甲")
    check.fill(topic="新写了一半")
    change(check, 1)
    check.fill(topic="甲改了一半")
    check.bring(history(*TWELVE))
    expect(check.field("topic")).to_have_value("甲改了一半")
    undo(check)
    expect(check.part("form-title")).to_have_text("修改第 1 条")
    expect(check.field("topic")).to_have_value("甲改了一半")
    check.act("cancel-edit").click()
    expect(check.field("topic")).to_have_value("新写了一半")


def test_a_change_outlives_a_deletion_in_another_tab(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.add(start="2025-03-05", hours="4", topic="甲")
    change(check, 1)
    check.fill(topic="甲改了一半")
    other = SelfCheck(context.new_page(), site).open()
    other.card(1).get_by_role("button", name="删除").click()
    check.part("troubles").get_by_role("button", name="改用那边的").click()
    expect(check.cards).to_have_count(0)
    expect(check.field("topic")).to_have_value("甲改了一半")
    expect(check.part("form-title")).to_have_text("添加一条记录")


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
