"""What is kept on the device: over reloads, in two tabs, in bad storage."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.tools.server import Site
from tests.browser.histories import DRAFT, TWELVE, history
from tests.browser.kept import (
    FILL,
    FULL_DATABASE,
    LATE,
    NAME,
    NEWER,
    OLD_NOTEBOOK,
    STORED,
    held,
    journal,
    leaving_is_warned_of,
    people,
    put,
    saved,
    stored,
    wait_for_warning,
)
from tests.browser.self_check import SelfCheck

pytestmark = [pytest.mark.browser, pytest.mark.unstarted]


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site).open()


@pytest.mark.pyodide
@pytest.mark.unstarted(False)
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


def test_a_reload_comes_back_to_what_was_being_written(phone: Page, site: Site) -> None:
    check = SelfCheck(phone, site).open()
    for month in range(1, 6):
        check.add(start=f"2025-0{month}-05", hours="4", topic="党课")
    check.card(1).get_by_role("button", name="修改").click()
    check.field("topic").fill("改到一半")
    phone.mouse.wheel(0, 300)
    check.reload()
    expect(check.field("topic")).to_have_value("改到一半")
    expect(check.part("form-title")).to_be_in_viewport()


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


DENIED = """
for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
  const get = () => { throw new DOMException("denied", "SecurityError"); };
  Object.defineProperty(window, name, { get });
}
"""
ABSENT = "Object.defineProperty(window, 'indexedDB', { value: undefined });"
REFUSED = """
IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); };
"""


@pytest.mark.unstarted(False)
@pytest.mark.parametrize("script", [DENIED, ABSENT, REFUSED])
def test_without_storage_it_works_and_says_so(
    context: BrowserContext, phone: Page, site: Site, script: str
) -> None:
    context.add_init_script(script)
    check = SelfCheck(phone, site).open()
    expect(check.part("troubles")).to_contain_text("不让网页存东西")
    check.add(start="2025-03-05", hours="4")
    check.wait_assessed()
    # Several people, too, as long as the page is there.
    check.add_person("老张")
    check.add(start="2025-04-05", hours="8")
    check.choose_person("我")
    expect(check.cards).to_have_count(1)
    wait_for_warning(check)
    check.act("clear").click()
    check.act("clear-yes").click()
    expect(check.part("clear-status")).to_have_text("已清除。")
    expect(check.cards).to_have_count(0)
    expect(check.part("troubles")).to_contain_text("不让网页存东西")


def test_what_could_not_be_kept_is_there_after_a_reload(
    context: BrowserContext, phone: Page, site: Site
) -> None:
    """No database, but room for what is written at once."""
    context.add_init_script(REFUSED)
    check = SelfCheck(phone, site).open()
    check.add(start="2025-03-05", hours="4")
    check.add(start="2025-04-05", hours="4")
    for count in (2, 3, 4):
        check.reload()
        expect(check.cards).to_have_count(count)
        check.add(start=f"2025-0{count + 3}-05", hours="4")


def test_full_storage_is_told_and_nothing_is_lost(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    saved(check, 1)
    check.page.evaluate(FILL)
    check.page.evaluate(FULL_DATABASE)
    expect(check.part("troubles")).to_be_empty()
    check.add(start="2025-04-05", hours="4", topic="很长的主题" * 50)
    expect(check.part("troubles")).to_contain_text("没有存进")
    assert len(json.loads(check.exported())["records"]) == 2
    assert leaving_is_warned_of(check)
    check.page.evaluate(
        "() => Object.keys(localStorage).filter((key) => key.startsWith('else-'))"
        ".forEach((key) => localStorage.removeItem(key))"
    )
    check.page.evaluate("() => window.makeRoom()")
    check.add(start="2025-05-05", hours="4")
    expect(check.part("troubles")).to_be_empty()
    assert not leaving_is_warned_of(check)
    check.reload()
    expect(check.cards).to_have_count(3)


def test_a_full_database_loses_nothing_in_a_reload(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    saved(check, 1)
    check.page.add_init_script(f"({FULL_DATABASE})()")
    check.reload()
    expect(check.cards).to_have_count(1)
    check.add(start="2025-04-05", hours="4")
    expect(check.part("troubles")).to_contain_text("没有存进")
    check.reload()
    expect(check.cards).to_have_count(2)
    expect(check.part("troubles")).to_contain_text("没有存进")
    check.page.evaluate("() => window.makeRoom()")
    check.add(start="2025-05-05", hours="4")
    saved(check, 3)
    expect(check.part("troubles")).to_be_empty()


def test_a_real_quota_is_told(phone: Page, site: Site) -> None:
    check = SelfCheck(phone, site)
    session = phone.context.new_cdp_session(phone)
    limit = {"origin": site.url.removesuffix("/plan/"), "quotaSize": 1000}
    session.send("Storage.overrideQuotaForOrigin", limit)
    check.open()
    check.add(start="2025-04-05", hours="4")
    expect(check.part("troubles")).to_contain_text("没有存进")
    session.send("Storage.overrideQuotaForOrigin", limit | {"quotaSize": 1 << 30})
    check.add(start="2025-05-05", hours="4")
    expect(check.part("troubles")).to_be_empty()
    saved(check, 2)


def test_settings_hold_for_the_page_where_storage_is_full(check: SelfCheck) -> None:
    check.page.evaluate(FILL)
    check.page.locator("#set-size").click()
    expect(check.page.locator("html")).to_have_attribute("data-size", "large")
    expect(check.page.locator("#set-size")).to_have_attribute("aria-pressed", "true")
    check.page.locator("#set-size").click()
    expect(check.page.locator("html")).to_have_attribute("data-size", "")


DAMAGED = {"id": "me", "name": "我", "notebook": {"records": "third"}}


def test_each_damaged_copy_is_kept(check: SelfCheck) -> None:
    for raw in ("{first", "{second"):
        check.page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [OLD_NOTEBOOK, raw])
        check.reload()
    box = check.part("troubles").locator("textarea")
    expect(box).to_have_value("{first\n\n{second")
    # Damage done while the page is open is found by the next save.
    put(check.page, "people", DAMAGED)
    check.add(start="2025-03-05", hours="4")
    third = json.dumps(DAMAGED, ensure_ascii=False, separators=(",", ":"))
    expect(box).to_have_value(f"{{first\n\n{{second\n\n{third}")
    assert stored(check.page)["database"]["rescue"] == ["{first", "{second", third]
    assert len(people(check.page)["我"]["notebook"]["records"]) == 1
    check.part("troubles").get_by_role("button", name="清除").click()
    expect(check.part("troubles")).to_be_empty()
    check.page.wait_for_function(
        f"async () => (await ({STORED})('{NAME}')).database.rescue.length === 0"
    )
    assert not stored(check.page)["local"]
    check.reload()
    expect(check.cards).to_have_count(1)
    expect(check.part("troubles")).to_be_empty()


def test_damage_done_in_another_tab_is_told(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.add(start="2025-03-05", hours="4")
    other = SelfCheck(context.new_page(), site).open()
    other.page.evaluate("(key) => localStorage.setItem(key, '{')", OLD_NOTEBOOK)
    expect(check.part("troubles").locator("textarea")).to_have_value("{")
    check.reload()
    expect(check.cards).to_have_count(1)


@pytest.mark.unstarted(False)
def test_a_page_left_open_over_midnight(phone: Page, site: Site) -> None:
    phone.clock.install(time="2026-06-30T23:59:30+08:00")
    check = SelfCheck(phone, site).open().start()
    check.add(start="2026-06-30", hours="4")
    check.wait_assessed()
    assert check.document()["as_of"] == "2026-06-30"
    phone.clock.fast_forward("01:30")
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


@pytest.mark.unstarted(False)
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


@pytest.mark.unstarted(False)
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


@pytest.mark.parametrize("raw", ["{", "[]", '{"person": null, "records": []}', "null"])
def test_damaged_records_are_put_aside_and_shown(check: SelfCheck, raw: str) -> None:
    check.page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [OLD_NOTEBOOK, raw])
    check.reload()
    damage_is_offered_until_removed(check, raw)


@pytest.mark.parametrize("notebook", [None, [], {"person": None, "records": []}, "x"])
def test_a_damaged_database_is_put_aside_and_shown(check: SelfCheck, notebook: Any) -> None:
    check.add(start="2025-03-05", hours="4")
    saved(check, 1)
    damaged = {"id": "me", "name": "我", "revision": "r", "notebook": notebook}
    put(check.page, "people", damaged)
    check.reload()
    damage_is_offered_until_removed(
        check, json.dumps(damaged, ensure_ascii=False, separators=(",", ":"))
    )


def damage_is_offered_until_removed(check: SelfCheck, raw: str) -> None:
    troubles = check.part("troubles")
    expect(troubles).to_contain_text("读不出来")
    expect(troubles.locator("textarea")).to_have_value(raw)
    expect(check.cards).to_have_count(0)
    check.add(start="2025-03-05", hours="4")
    check.reload()
    # Still offered, beside what was entered since.
    expect(troubles.locator("textarea")).to_have_value(raw)
    expect(check.cards).to_have_count(1)
    with check.page.expect_download() as download:
        troubles.get_by_role("button", name="保存到文件").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == raw
    check.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    troubles.get_by_role("button", name="复制").click()
    expect(troubles).to_contain_text("已复制")
    assert check.page.evaluate("() => navigator.clipboard.readText()") == raw
    troubles.get_by_role("button", name="清除").click()
    expect(troubles).to_be_empty()
    check.reload()
    expect(troubles).to_be_empty()
    kept = stored(check.page)
    assert kept["database"]["rescue"] == []
    assert raw not in kept["local"].values()


SILENT = "IDBFactory.prototype.open = () => ({});"
UNREADABLE = """
IDBFactory.prototype.open = () => {
  const request = { error: new DOMException("Internal error", "UnknownError") };
  setTimeout(() => request.onerror({ preventDefault() {} }));
  return request;
};
"""


@pytest.mark.unstarted(False)
@pytest.mark.parametrize(("script", "words"), [(SILENT, "没有回应"), (UNREADABLE, "没能打开")])
def test_a_database_that_does_not_answer_is_told(
    context: BrowserContext, phone: Page, site: Site, script: str, words: str
) -> None:
    context.add_init_script(script)
    check = SelfCheck(phone, site).open()
    expect(check.part("troubles")).to_contain_text(words)
    check.add(start="2025-03-05", hours="4")
    check.wait_assessed()
    expect(check.part("troubles")).to_contain_text(words)
    # What was written at once is there all the same.
    check.reload()
    expect(check.cards).to_have_count(1)


def test_a_database_that_answers_late(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    saved(check, 1)
    check.page.add_init_script(LATE)
    check.reload()
    expect(check.part("troubles")).to_contain_text("没有回应")
    expect(check.cards).to_have_count(0)
    check.page.evaluate("() => window.answer()")
    expect(check.cards).to_have_count(1)
    expect(check.part("troubles")).to_be_empty()


def test_a_database_that_answers_after_something_was_typed(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    saved(check, 1)
    check.page.add_init_script(LATE)
    check.reload()
    expect(check.part("troubles")).to_contain_text("没有回应")
    check.add(start="2025-04-05", hours="4")
    check.page.evaluate("() => window.answer()")
    check.part("troubles").get_by_role("button", name="两份都要").click()
    expect(check.cards).to_have_count(2)
    saved(check, 2)


def test_one_person_that_cannot_be_read(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    saved(check, 1)
    check.add_person("老张")
    check.add(start="2025-04-05", hours="4")
    saved(check, 1, "老张")
    check.page.add_init_script(
        """const get = IDBObjectStore.prototype.get;
        IDBObjectStore.prototype.get = function (key) {
          if (key !== "me") return get.call(this, key);
          throw new DOMException("Failed to read large IndexedDB value", "DataError");
        };"""
    )
    check.reload()
    expect(check.part("troubles")).to_contain_text("没能打开")
    expect(check.cards).to_have_count(1)
    assert people(check.page)["我"]["notebook"]["records"][0]["fields"]["start"] == "2025-03-05"


def test_a_tab_that_is_ended_while_it_saves(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.add(start="2025-03-05", hours="4")
    saved(check, 1)
    with held(context, site):
        check.add(start="2025-04-05", hours="4")
        check.fill(topic="写了一半")
        assert len(journal(check.page)) == 1
        check.page.close()
    again = SelfCheck(context.new_page(), site).open()
    expect(again.cards).to_have_count(2)
    expect(again.field("topic")).to_have_value("写了一半")
    expect(again.part("kept-note")).to_contain_text("已经找回")
    expect(again.part("troubles")).to_be_empty()
    saved(again, 2)
    assert journal(again.page) == []


def test_a_tab_that_is_ended_just_after_it_saved(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    """What was noted before is what the database has: nothing to ask."""
    check.page.add_init_script(
        "const remove = Storage.prototype.removeItem;"
        "Storage.prototype.removeItem = function (key) {"
        "  if (!key.includes(':journal:')) remove.call(this, key); };"
    )
    check.reload()
    check.add(start="2025-03-05", hours="4")
    check.add(start="2025-04-05", hours="4")
    saved(check, 2)
    assert len(journal(check.page)) == 1
    check.page.close()
    again = SelfCheck(context.new_page(), site).open()
    expect(again.cards).to_have_count(2)
    expect(again.part("troubles")).to_be_empty()
    again.page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.includes(':journal:'))"
    )


def test_what_was_left_unsaved_and_has_changed_since(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.add(start="2025-03-05", hours="4")
    saved(check, 1)
    with held(context, site):
        check.add(start="2025-04-05", hours="4")
        (left,) = journal(check.page)
        check.page.close()
        other = SelfCheck(context.new_page(), site)
        other.page.goto(f"{site.url}about/")
        other.page.evaluate("(key) => localStorage.removeItem(key)", left[0])
    other.open()
    other.add(start="2025-05-05", hours="4")
    saved(other, 2)
    other.page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", left)
    other.reload()
    expect(other.part("troubles")).to_contain_text("上次离开时有改动没存进去")
    expect(other.cards).to_have_count(2)
    other.part("troubles").get_by_role("button", name="两份都要").click()
    expect(other.cards).to_have_count(3)
    saved(other, 3)
    other.reload()
    expect(other.part("troubles")).to_be_empty()
    expect(other.cards).to_have_count(3)


def test_leaving_is_not_warned_of_when_all_is_kept(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    check.fill(**DRAFT)
    saved(check, 1)
    assert not leaving_is_warned_of(check)


def test_persistence_is_asked_for_once(check: SelfCheck) -> None:
    check.page.add_init_script(
        "window.asked = 0;"
        "StorageManager.prototype.persist = async () => { window.asked += 1; return false; };"
    )
    check.reload()
    check.fill(**DRAFT)
    assert check.page.evaluate("() => window.asked") == 0
    check.add(start="2025-03-05", hours="4")
    check.add(start="2025-04-05", hours="4")
    assert check.page.evaluate("() => window.asked") == 1
    for _ in range(2):
        check.card(1).get_by_role("button", name="删除").click()
    saved(check, 0)
    check.reload()
    check.add(start="2025-03-05", hours="4")
    assert check.page.evaluate("() => window.asked") == 0


def test_a_newer_version_is_never_overwritten(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    saved(check, 1)
    check.page.evaluate(NEWER, NAME)
    expect(check.part("troubles")).to_contain_text("更新的版本")
    check.reload()
    expect(check.part("troubles")).to_contain_text("更新的版本")
    # What the newer one has can be rescued, and is not touched.
    before = stored(check.page)["database"]
    expect(check.part("troubles").locator("textarea")).to_have_value(re.compile('"2025-03-05"'))
    check.add(start="2025-04-05", hours="4")
    expect(check.cards).to_have_count(1)
    wait_for_warning(check)
    assert stored(check.page)["database"] == before
    check.reload()
    expect(check.cards).to_have_count(1)


def test_settings_are_kept(check: SelfCheck) -> None:
    """The interface for other parts of the page, by what the page itself uses it for."""
    check.add(start="2025-03-05", hours="4")
    check.page.wait_for_function(
        f"async () => (await ({STORED})('{NAME}')).database?.settings.length > 0"
    )
    assert stored(check.page)["database"]["settings"] == [True]
