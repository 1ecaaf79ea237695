"""Two tabs at once: neither overwrites the other unseen, and an idle one follows."""

import contextlib
import json

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from scripts.tools.server import Site
from tests.browser.kept import (
    FILL,
    held,
    journal,
    leaving_is_warned_of,
    people,
    queued,
    saved,
    stored,
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


def left_for(check: SelfCheck, place: str) -> None:
    """Go on to another page of the site in the same tab."""
    check.page.goto(f"{check.site.url}{place}")


def drafts(page: Page) -> list[str]:
    """The topics of the drafts that are kept, in whichever tab's name."""
    kept = page.evaluate("() => [localStorage, sessionStorage].flatMap(Object.entries)")
    return sorted(
        json.loads(raw)["drafts"]["fresh"]["topic"] for key, raw in kept if ":drafts:" in key
    )


def test_what_is_cleared_does_not_wait_in_a_tab_that_went_on(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    other = SelfCheck(context.new_page(), site).open()
    other.fill(topic="那边写了一半")
    left_for(other, "2024/overview/")
    check.act("clear").click()
    check.act("clear-yes").click()
    expect(check.part("clear-status")).to_have_text("已清除。")
    other.page.go_back()
    other.wait_opened()
    expect(other.field("topic")).to_have_value("")
    assert "写了一半" not in json.dumps(stored(other.page), ensure_ascii=False)


def test_a_tab_that_is_killed_leaves_its_draft_whatever_others_do(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    other = SelfCheck(context.new_page(), site).open()
    other.fill(topic="乙写了一半")
    check.fill(topic="甲写了一半")
    # Another tab saves a record, which empties its own draft.
    check.fill(start="2025-03-05", hours="4")
    check.submit()
    expect(check.cards).to_have_count(1)
    saved(check, 1)
    crash(other.page)
    again = SelfCheck(context.new_page(), site).open()
    expect(again.field("topic")).to_have_value("乙写了一半")
    # It has moved: saved there, it comes up nowhere else.
    assert drafts(again.page) == ["乙写了一半"]
    again.fill(start="2025-04-05", hours="4")
    again.submit()
    expect(check.cards).to_have_count(2)
    assert drafts(again.page) == []


def crash(page: Page) -> None:
    """End a tab without a word, as a phone does that needs the memory."""
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash", timeout=2000)


def test_each_tab_has_its_own_draft(check: SelfCheck, context: BrowserContext, site: Site) -> None:
    check.fill(topic="甲")
    # Whose tab is there keeps it.
    other = SelfCheck(context.new_page(), site).open()
    expect(other.field("topic")).to_have_value("")
    other.fill(topic="乙")
    check.fill(topic="甲一")
    assert drafts(check.page) == ["乙", "甲一"]
    for each, topic in ((check, "甲一"), (other, "乙")):
        each.reload()
        expect(each.field("topic")).to_have_value(topic)
    # Two that are gone come up one at a time, the last typed in first.
    other.fill(topic="乙二")
    check.page.close()
    other.page.close()
    again = SelfCheck(context.new_page(), site).open()
    expect(again.field("topic")).to_have_value("乙二")
    assert drafts(again.page) == ["乙二", "甲一"]
    more = SelfCheck(context.new_page(), site).open()
    expect(more.field("topic")).to_have_value("甲一")
    none = SelfCheck(context.new_page(), site).open()
    expect(none.field("topic")).to_have_value("")


def test_a_tab_that_is_duplicated_leaves_the_draft_to_the_first(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.fill(topic="甲")
    session = check.page.evaluate("() => ({ ...sessionStorage })")
    assert session
    copy = SelfCheck(context.new_page(), site)
    copy.page.add_init_script(
        f"if (!sessionStorage.length) Object.assign(sessionStorage, {json.dumps(session)});"
    )
    copy.open()
    expect(copy.field("topic")).to_have_value("")
    copy.fill(topic="乙")
    assert drafts(check.page) == ["乙", "甲"]
    for each, topic in ((check, "甲"), (copy, "乙")):
        each.reload()
        expect(each.field("topic")).to_have_value(topic)


NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });"


def test_where_no_tab_can_be_known_of_drafts_are_kept_all_the_same(
    context: BrowserContext, phone: Page, site: Site
) -> None:
    context.add_init_script(NO_LOCKS)
    check = SelfCheck(phone, site).open()
    check.fill(topic="甲")
    other = SelfCheck(context.new_page(), site).open()
    # Taken for gone: shown there too, and lost in neither.
    expect(other.field("topic")).to_have_value("甲")
    check.fill(topic="甲一")
    other.fill(topic="乙")
    for each, topic in ((check, "甲一"), (other, "乙")):
        each.reload()
        expect(each.field("topic")).to_have_value(topic)
    assert drafts(check.page) == ["乙", "甲一"]


SLEEP = "() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
WAKE = "() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


def test_a_page_that_comes_back_has_no_draft_that_went_elsewhere(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.fill(topic="甲")
    check.page.evaluate(SLEEP)
    check.page.evaluate(WAKE)
    # It is there again: nobody takes it up.
    other = SelfCheck(context.new_page(), site).open()
    expect(other.field("topic")).to_have_value("")
    check.page.evaluate(SLEEP)
    other.reload()
    expect(other.field("topic")).to_have_value("甲")
    check.page.evaluate(WAKE)
    expect(check.field("topic")).to_have_value("")
    check.fill(topic="丙")
    assert drafts(check.page) == ["丙", "甲"]


def test_a_draft_that_only_its_own_tab_had_room_for(check: SelfCheck) -> None:
    check.fill(topic="甲")
    check.page.evaluate(FILL)
    check.fill(topic="很长的主题" * 50)
    assert not leaving_is_warned_of(check)
    check.reload()
    expect(check.field("topic")).to_have_value("很长的主题" * 50)


def kept_draft(check: SelfCheck) -> tuple[str, str]:
    """The key and the text of the one draft in localStorage."""
    kept = stored(check.page)["local"].items()
    ((key, raw),) = [(key, raw) for key, raw in kept if ":drafts:" in key]
    return key, raw


def put_draft(check: SelfCheck, key: str, raw: str) -> None:
    check.page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [key, raw])


@pytest.mark.parametrize("raw", ["{", "[]", "null", '{"version":1,"drafts":{"fresh":7}}'])
def test_a_damaged_draft_is_in_nobodys_way(check: SelfCheck, raw: str) -> None:
    check.fill(topic="甲")
    key, _ = kept_draft(check)
    put_draft(check, key, raw)
    check.reload()
    expect(check.field("topic")).to_have_value("")
    expect(check.part("troubles")).to_be_empty()
    check.fill(topic="乙")
    check.reload()
    expect(check.field("topic")).to_have_value("乙")


def test_a_draft_of_a_newer_version_is_left_to_it(check: SelfCheck) -> None:
    check.fill(topic="甲")
    key, raw = kept_draft(check)
    newer = json.dumps(json.loads(raw) | {"version": 1000})
    put_draft(check, key, newer)
    check.reload()
    expect(check.field("topic")).to_have_value("")
    check.fill(topic="乙")
    assert stored(check.page)["local"][key] == newer
    check.reload()
    expect(check.field("topic")).to_have_value("乙")
