"""给谁自查: several people on one device."""

import json
import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.tools.server import Site
from tests.browser.kept import people, saved, stored
from tests.browser.self_check import SelfCheck

pytestmark = [pytest.mark.browser, pytest.mark.unstarted]


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site).open()


def test_one_person_is_small_and_out_of_the_way(check: SelfCheck) -> None:
    people = check.part("people")
    expect(people).to_have_attribute("data-part", "people")
    assert people.get_attribute("open") is None
    expect(people.locator("summary")).to_contain_text("给谁自查：我")
    check.open_people()
    expect(check.part("people-choice")).to_be_hidden()
    expect(check.act("remove-person")).to_be_hidden()


@pytest.mark.unstarted(False)
def test_each_has_records_drafts_and_results_of_their_own(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4", topic="我的党课")
    check.page.locator("#person-joined").fill("2020-07-01")
    check.fill(topic="我写了一半")
    check.wait_assessed()
    check.add_person("老张")
    expect(check.cards).to_have_count(0)
    assert set(check.typed().values()) == {""}
    expect(check.page.locator("#person-joined")).to_have_value("")
    check.wait_assessed()
    check.add(start="2025-04-05", hours="8", topic="他的党课")
    check.add(start="2025-05-05", hours="8", topic="他的党课")
    check.fill(topic="他写了一半")
    check.wait_assessed()
    check.choose_person("我")
    expect(check.cards).to_have_count(1)
    expect(check.card(1)).to_contain_text("我的党课")
    expect(check.field("topic")).to_have_value("我写了一半")
    expect(check.page.locator("#person-joined")).to_have_value("2020-07-01")
    # Nothing of one person can be brought back into the other's.
    expect(check.part("undo")).to_be_empty()
    check.wait_assessed()
    check.choose_person("老张")
    expect(check.field("topic")).to_have_value("他写了一半")
    saved(check, 2, "老张")
    # The choice is remembered, in this tab and for the next.
    check.reload()
    expect(check.cards).to_have_count(2)
    expect(check.field("topic")).to_have_value("他写了一半")
    again = SelfCheck(check.page.context.new_page(), check.site).open()
    expect(again.part("people").locator("summary")).to_contain_text("老张（共 2 人）")


def test_a_file_bears_the_name_of_whose_records_it_has(check: SelfCheck) -> None:
    def exported() -> str:
        with check.page.expect_download() as download:
            check.page.locator("[data-act=export][data-kind=json]").click()
        return download.value.suggested_filename

    today = check.page.locator("#person-as-of").input_value()
    assert exported() == f"培训记录-{today}.json"
    check.add_person("老张/三组")
    assert exported() == f"培训记录-老张三组-{today}.json"


def test_a_person_is_renamed(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    check.add_person("老张")
    check.choose_person("我")
    check.act("rename-person").click()
    field = check.page.locator("#person-new-name")
    expect(field).to_be_focused()
    expect(field).to_have_value("我")
    field.fill("老张")
    field.press("Enter")
    expect(check.page.locator("#problem-new-name")).to_contain_text("已经有“老张”了")
    field.fill(" ")
    field.press("Enter")
    expect(check.page.locator("#problem-new-name")).to_contain_text("请填")
    field.fill(" 小王 ")
    field.press("Enter")
    expect(check.part("people").locator("summary")).to_contain_text("小王（共 2 人）")
    expect(check.act("rename-person")).to_be_focused()
    saved(check, 1, "小王")
    check.reload()
    expect(check.part("people").locator("summary")).to_contain_text("小王（共 2 人）")
    assert set(people(check.page)) == {"小王", "老张"}


def removed_for_good(check: SelfCheck, name: str) -> None:
    """Wait until the database has a person no more."""
    deadline = time.monotonic() + 10
    while name in people(check.page):
        assert time.monotonic() < deadline, stored(check.page)


def test_a_removed_person_comes_back_whole(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    check.add_person("老张")
    check.add(start="2025-04-05", hours="8")
    check.fill(topic="写了一半")
    saved(check, 1, "老张")
    check.act("remove-person").click()
    removed = check.part("people-removed")
    expect(removed).to_contain_text("已删除“老张”和 1 条记录。")
    expect(check.part("people").locator("summary")).to_have_text("给谁自查：我")
    expect(check.card(1)).to_contain_text("2025-03-05")
    assert set(check.typed().values()) == {""}
    assert "写了一半" not in json.dumps(stored(check.page), ensure_ascii=False)
    removed.get_by_role("button", name="撤销").click()
    expect(check.part("people").locator("summary")).to_contain_text("老张（共 2 人）")
    expect(check.card(1)).to_contain_text("2025-04-05")
    expect(check.field("topic")).to_have_value("写了一半")
    saved(check, 1, "老张")
    check.act("remove-person").click()
    removed_for_good(check, "老张")
    check.reload()
    assert set(people(check.page)) == {"我"}
    expect(check.cards).to_have_count(1)


def test_people_with_the_keyboard_only(check: SelfCheck) -> None:
    keyboard = check.page.keyboard
    summary = check.part("people").locator("summary")
    summary.focus()
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(check.page.locator("#person-add-name")).to_be_focused()
    keyboard.insert_text("老张")
    keyboard.press("Enter")
    chosen = check.part("people-list").get_by_role("radio", name="老张")
    expect(chosen).to_be_focused()
    expect(chosen).to_be_checked()
    expect(check.part("people-status")).to_contain_text("现在给“老张”自查，0 条记录。")
    keyboard.press("ArrowUp")
    expect(check.part("people-list").get_by_role("radio", name="我")).to_be_focused()
    expect(check.part("people-status")).to_contain_text("现在给“我”自查")
    keyboard.press("Tab")
    expect(check.act("rename-person")).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(check.part("people-removed").get_by_role("button", name="撤销")).to_be_focused()
    keyboard.press("Enter")
    expect(check.part("people-list").get_by_role("radio", name="我")).to_be_focused()


def test_someone_added_in_another_tab(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.add(start="2025-03-05", hours="4")
    other = SelfCheck(context.new_page(), site).open()
    other.add_person("老张")
    expect(check.part("people").locator("summary")).to_have_text("给谁自查：我（共 2 人）")
    other.rename("张工")
    check.open_people()
    expect(check.part("people-list")).to_contain_text("张工")
    # Both may have different people open, and add to them.
    other.add(start="2025-04-05", hours="8")
    check.add(start="2025-05-05", hours="8")
    saved(check, 2)
    saved(check, 1, "张工")
    expect(check.part("troubles")).to_be_empty()
    expect(other.part("troubles")).to_be_empty()


def test_someone_removed_in_another_tab(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.add(start="2025-03-05", hours="4")
    check.add_person("老张")
    check.add(start="2025-04-05", hours="8")
    saved(check, 1, "老张")
    other = SelfCheck(context.new_page(), site).open()
    other.open_people()
    other.act("remove-person").click()
    # Nothing here is unsaved: the page follows, and says so.
    expect(check.part("people").locator("summary")).to_have_text("给谁自查：我")
    expect(check.part("kept-note")).to_contain_text("“老张”已在另一个网页里删除")
    expect(check.card(1)).to_contain_text("2025-03-05")
    # Undone there, there are two again.
    other.part("people-removed").get_by_role("button", name="撤销").click()
    expect(check.part("people").locator("summary")).to_have_text("给谁自查：我（共 2 人）")


@pytest.mark.parametrize(("choice", "left"), [("留着", {"我", "老张"}), ("也删掉", {"我"})])
def test_someone_removed_in_another_tab_while_something_is_half_made(
    check: SelfCheck, context: BrowserContext, site: Site, choice: str, left: set[str]
) -> None:
    check.add(start="2025-03-05", hours="4")
    check.add_person("老张")
    check.add(start="2025-04-05", hours="8")
    saved(check, 1, "老张")
    other = SelfCheck(context.new_page(), site).open()
    check.fill(topic="写了一半")
    other.open_people()
    other.act("remove-person").click()
    expect(check.part("troubles")).to_contain_text("另一个网页把“老张”删掉了")
    check.part("conflict-here").get_by_role("button", name=choice, exact=True).click()
    expect(check.part("troubles")).to_be_empty()
    if choice == "留着":
        saved(check, 1, "老张")
        expect(check.field("topic")).to_have_value("写了一半")
    check.reload()
    assert set(people(check.page)) == left


def test_someone_removed_in_another_tab_whose_half_made_record_is_not_shown(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.add(start="2025-03-05", hours="4")
    check.add_person("老张")
    check.add(start="2025-04-05", hours="8")
    saved(check, 1, "老张")
    other = SelfCheck(context.new_page(), site).open()
    check.fill(topic="写了一半")
    check.choose_person("我")
    other.open_people()
    other.act("remove-person").click()
    expect(check.part("people-list")).to_contain_text("1 条，有改动没存")
    check.choose_person("老张")
    expect(check.part("troubles")).to_contain_text("另一个网页把“老张”删掉了")
    expect(check.field("topic")).to_have_value("写了一半")
    check.part("conflict-here").get_by_role("button", name="也删掉", exact=True).click()
    expect(check.part("people").locator("summary")).to_have_text("给谁自查：我")
    assert "写了一半" not in json.dumps(stored(check.page), ensure_ascii=False)


def test_each_tab_has_each_persons_half_made_record(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.fill(topic="我写了一半")
    check.add_person("老张")
    check.fill(topic="他写了一半")
    saved(check, 0, "老张")
    other = SelfCheck(context.new_page(), site).open()
    expect(other.part("people").locator("summary")).to_contain_text("老张")
    expect(other.field("topic")).to_have_value("")
    check.reload()
    expect(check.field("topic")).to_have_value("他写了一半")
    check.choose_person("我")
    expect(check.field("topic")).to_have_value("我写了一半")
    check.page.close()
    # Whoever opens now finds each where they are shown.
    other.reload()
    expect(other.field("topic")).to_have_value("我写了一半")
    other.choose_person("老张")
    expect(other.field("topic")).to_have_value("他写了一半")


def test_a_long_name_breaks_and_a_strange_one_is_only_text(check: SelfCheck) -> None:
    name = "<b>张</b>" + "三" * 11
    check.add_person(name)
    expect(check.part("people-list")).to_contain_text(name)
    assert check.page.evaluate(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
