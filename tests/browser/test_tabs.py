"""Two tabs at once: neither overwrites the other unseen, and an idle one follows."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.tools.server import Site
from tests.browser.kept import (
    held,
    journal,
    leaving_is_warned_of,
    people,
    queued,
    saved,
    wait_written,
)
from tests.browser.self_check import SelfCheck

pytestmark = [pytest.mark.browser, pytest.mark.unstarted]

NO_CHANNELS = "delete window.BroadcastChannel;"


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site).open()


@pytest.fixture
def pair(check: SelfCheck, context: BrowserContext, site: Site) -> tuple[SelfCheck, SelfCheck]:
    """Two tabs with the same single record."""
    check.add(start="2025-03-05", hours="4", topic="甲")
    saved(check, 1)
    other = SelfCheck(context.new_page(), site).open()
    expect(other.cards).to_have_count(1)
    return check, other


def collide(pair: tuple[SelfCheck, SelfCheck], context: BrowserContext, site: Site) -> None:
    """Have both add a record before either could save: the first wins, the second is asked."""
    check, other = pair
    with held(context, site):
        with queued(other):
            other.add(start="2025-04-05", hours="4", topic="乙")
        check.add(start="2025-05-05", hours="4", topic="丙")
    expect(check.part("troubles")).to_contain_text("另一个网页也改了记录：那边 2 条，这里 2 条")


@pytest.mark.parametrize("script", ["", NO_CHANNELS])
def test_an_idle_tab_follows(context: BrowserContext, phone: Page, site: Site, script: str) -> None:
    context.add_init_script(script)
    check = SelfCheck(phone, site).open()
    other = SelfCheck(context.new_page(), site).open()
    check.fill(topic="写了一半")
    other.add(start="2025-04-05", hours="4")
    expect(check.cards).to_have_count(1)
    expect(check.part("kept-note")).to_contain_text("另一个网页存了新的改动")
    expect(check.part("troubles")).to_be_empty()
    expect(check.field("topic")).to_have_value("写了一半")
    # And goes on from there.
    check.add(start="2025-05-05", hours="4")
    expect(other.cards).to_have_count(2)
    expect(check.part("kept-note")).to_be_empty()
    saved(check, 2)


def test_a_tab_that_slept_finds_out_when_it_is_looked_at(
    context: BrowserContext, phone: Page, site: Site
) -> None:
    context.add_init_script(f"{NO_CHANNELS} Storage.prototype.setItem = () => undefined;")
    check = SelfCheck(phone, site).open()
    other = SelfCheck(context.new_page(), site).open()
    other.add(start="2025-04-05", hours="4")
    saved(other, 1)
    expect(check.cards).to_have_count(0)
    check.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(check.cards).to_have_count(1)


def test_a_tab_that_heard_nothing_is_asked_when_it_saves(
    context: BrowserContext, phone: Page, site: Site
) -> None:
    context.add_init_script(f"{NO_CHANNELS} Storage.prototype.setItem = () => undefined;")
    check = SelfCheck(phone, site).open()
    other = SelfCheck(context.new_page(), site).open()
    other.add(start="2025-04-05", hours="4")
    saved(other, 1)
    check.page.locator("#person-joined").fill("2020-07-01")
    expect(check.part("troubles")).to_contain_text("那边 1 条，这里 0 条")
    assert len(people(check.page)["我"]["notebook"]["records"]) == 1


def test_a_new_name_takes_up_what_another_tab_has_written(
    context: BrowserContext, phone: Page, site: Site
) -> None:
    context.add_init_script(f"{NO_CHANNELS} Storage.prototype.setItem = () => undefined;")
    check = SelfCheck(phone, site).open()
    check.add_person("老张")
    check.choose_person("我")
    saved(check, 0, "老张")
    other = SelfCheck(context.new_page(), site).open()
    other.add(start="2025-04-05", hours="4")
    saved(other, 1)
    expect(check.cards).to_have_count(0)
    check.rename("老李")
    expect(check.cards).to_have_count(1)
    expect(check.part("kept-note")).to_contain_text("另一个网页存了新的改动")
    check.add(start="2025-05-05", hours="4")
    saved(check, 2, "老李")


@pytest.mark.parametrize(
    ("choice", "topics", "place"),
    [
        ("改用那边的", "甲乙", "troubles"),
        ("保留这里的", "甲丙", "conflict-here"),
        ("两份都要", "甲乙丙", "troubles"),
        ("两份都要", "甲乙丙", "conflict-here"),
    ],
)
def test_two_tabs_never_overwrite_each_other_unseen(
    pair: tuple[SelfCheck, SelfCheck],
    context: BrowserContext,
    site: Site,
    choice: str,
    topics: str,
    place: str,
) -> None:
    check, _ = pair
    collide(pair, context, site)
    # What is added meanwhile is noted, but not kept in the other's place.
    check.page.locator("#person-joined").fill("2020-07-01")
    expect(check.part("conflict-here")).to_contain_text("选好之前，这里的改动先不存")
    kept = people(check.page)["我"]["notebook"]
    assert [entry["fields"]["topic"] for entry in kept["records"]] == ["甲", "乙"]
    assert kept["person"]["joined"] == ""
    assert leaving_is_warned_of(check)
    assert len(journal(check.page)) == 1
    check.part(place).get_by_role("button", name=choice).click()
    for each in pair:
        expect(each.cards).to_have_count(len(topics))
        for number, topic in enumerate(topics, 1):
            expect(each.card(number)).to_contain_text(topic)
        expect(each.part("troubles")).to_be_empty()
        expect(each.part("conflict-here")).to_be_empty()
    saved(check, len(topics))
    assert not leaving_is_warned_of(check)
    assert journal(check.page) == []
    check.reload()
    expect(check.cards).to_have_count(len(topics))
    joined = "" if choice == "改用那边的" else "2020-07-01"
    expect(check.page.locator("#person-joined")).to_have_value(joined)


def test_an_open_question_survives_a_reload(
    pair: tuple[SelfCheck, SelfCheck], context: BrowserContext, site: Site
) -> None:
    check, other = pair
    collide(pair, context, site)
    check.add(start="2025-06-05", hours="4", topic="丁")
    check.reload()
    expect(check.part("troubles")).to_contain_text("上次离开时有改动没存进去（3 条")
    # The other goes on meanwhile: it is about what is there now.
    other.add(start="2025-07-05", hours="4", topic="戊")
    expect(check.part("troubles")).to_contain_text("存着的是另一份（3 条）")
    check.part("conflict-here").get_by_role("button", name="两份都要").click()
    for each in pair:
        expect(each.cards).to_have_count(5)
    saved(check, 5)


def test_both_save_the_same(
    pair: tuple[SelfCheck, SelfCheck], context: BrowserContext, site: Site
) -> None:
    check, other = pair
    with held(context, site):
        for each in pair:
            each.page.locator("#person-joined").fill("2020-07-01")
            each.page.locator("#person-joined").blur()
    for each in pair:
        wait_written(each)
        expect(each.part("troubles")).to_be_empty()
    check.add(start="2025-05-05", hours="4")
    expect(other.cards).to_have_count(2)
    other.add(start="2025-05-06", hours="4")
    expect(check.cards).to_have_count(3)


def test_a_record_that_both_have_changed(
    pair: tuple[SelfCheck, SelfCheck], context: BrowserContext, site: Site
) -> None:
    check, other = pair
    with held(context, site):
        for each, hours in ((other, "6"), (check, "8")):
            change(each, 1)
            with queued(each):
                each.fill(hours=hours)
                each.submit()
                expect(each.card(1)).to_contain_text(f"{hours} 学时")
    check.part("troubles").get_by_role("button", name="两份都要").click()
    for each in pair:
        expect(each.cards).to_have_count(2)
        expect(each.card(1)).to_contain_text("6 学时")
        expect(each.card(2)).to_contain_text("8 学时")


def test_different_records_changed_are_one_each(
    pair: tuple[SelfCheck, SelfCheck], context: BrowserContext, site: Site
) -> None:
    check, other = pair
    check.add(start="2025-04-05", hours="4", topic="乙")
    expect(other.cards).to_have_count(2)
    with held(context, site):
        for each, number, hours in ((other, 1, "6"), (check, 2, "8")):
            change(each, number)
            with queued(each):
                each.fill(hours=hours)
                each.submit()
                expect(each.card(number)).to_contain_text(f"{hours} 学时")
    check.part("troubles").get_by_role("button", name="两份都要").click()
    for each in pair:
        expect(each.cards).to_have_count(2)
        expect(each.card(1)).to_contain_text("6 学时")
        expect(each.card(2)).to_contain_text("8 学时")


def change(check: SelfCheck, number: int) -> None:
    check.card(number).get_by_role("button", name="修改").click()
    expect(check.part("form-title")).to_have_text(f"修改第 {number} 条")


def test_a_change_outlives_a_deletion_in_another_tab(pair: tuple[SelfCheck, SelfCheck]) -> None:
    check, other = pair
    change(check, 1)
    check.fill(topic="甲改了一半")
    other.card(1).get_by_role("button", name="删除").click()
    expect(check.cards).to_have_count(0)
    expect(check.part("kept-note")).to_contain_text("0 条")
    expect(check.field("topic")).to_have_value("甲改了一半")
    expect(check.part("form-title")).to_have_text("添加一条记录")


def test_a_record_changed_in_another_tab_while_it_is_changed_here(
    pair: tuple[SelfCheck, SelfCheck],
) -> None:
    check, other = pair
    change(check, 1)
    change(other, 1)
    other.fill(hours="6")
    other.submit()
    # Nothing was typed here yet: the form has what the other saved.
    expect(check.field("hours")).to_have_value("6")
    check.fill(topic="甲改了一半")
    change(other, 1)
    other.fill(hours="8")
    other.submit()
    expect(check.part("kept-note")).to_contain_text("刚改过您正在修改的这一条")
    # What was typed here stays, and takes back nothing of what the other saved beside it.
    expect(check.field("topic")).to_have_value("甲改了一半")
    expect(check.field("hours")).to_have_value("8")
    check.fill(hours="5")
    change(other, 1)
    other.fill(hours="9")
    other.submit()
    expect(check.card(1)).to_contain_text("9 学时")
    expect(check.field("hours")).to_have_value("5")


def test_a_deletion_is_undone_after_another_tab_has_added(
    pair: tuple[SelfCheck, SelfCheck],
) -> None:
    check, other = pair
    check.card(1).get_by_role("button", name="删除").click()
    expect(other.cards).to_have_count(0)
    other.add(start="2025-04-05", hours="4", topic="乙")
    expect(check.cards).to_have_count(1)
    check.part("undo").get_by_role("button", name="撤销").click()
    for each in pair:
        expect(each.cards).to_have_count(2)


def test_what_another_tab_cleared_does_not_come_back(
    pair: tuple[SelfCheck, SelfCheck], context: BrowserContext, site: Site
) -> None:
    check, other = pair
    collide(pair, context, site)
    other.act("clear").click()
    other.act("clear-yes").click()
    expect(other.part("clear-status")).to_have_text("已清除。")
    for each in pair:
        expect(each.cards).to_have_count(0)
        expect(each.part("troubles")).to_be_empty()
    assert people(check.page) == {}
    assert json.loads(check.exported())["records"] == []
    # The next record is the first.
    check.add(start="2025-08-05", hours="4")
    saved(check, 1)
    expect(other.cards).to_have_count(1)
