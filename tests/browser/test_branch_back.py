"""支部台账 and the browser's own buttons: Back closes a detail; a new day loses no place."""

import pytest
from playwright.sync_api import Page, expect

from scripts.tools.server import Site
from tests.browser.branch import HEADING, NAMES, TODAY, Branch, opened

pytestmark = pytest.mark.browser

PEOPLE = 64
TOMORROW = "2026-07-01T00:01:00+08:00"


def ledger(people: int = PEOPLE, *more: str) -> bytes:
    rows = [f"党员{person:02d},,,2025-3-5,党课,,4,是,是," for person in range(people)]
    return "\n".join([HEADING, *rows, *more]).encode()


def back(check: Branch) -> None:
    check.page.evaluate("() => window.history.back()")


def forward(check: Branch) -> None:
    check.page.evaluate("() => window.history.forward()")


def settled(check: Branch) -> None:
    """Wait until the browser is at the list's entry."""
    check.page.wait_for_function(
        "() => !window.history.state?.branch || window.history.state.branch.person === null"
    )


def shown(check: Branch, name: str) -> None:
    title = check.part("branch-detail").locator(".check-detail > h3")
    expect(title).to_contain_text(name)
    expect(title).to_be_focused()


def entries(check: Branch) -> int:
    count: int = check.page.evaluate("() => window.history.length")
    return count


@pytest.fixture
def arrived(page: Page, site: Site) -> Branch:
    """The page, opened after another page of the site."""
    page.goto(site.url)
    return opened(page, site)


def left(check: Branch) -> None:
    """Going back leaves the page, since nothing else is there to go back to."""
    check.page.go_back()
    expect(check.page).to_have_url(check.site.url)


def test_back_closes_a_detail_and_returns_to_its_place_in_the_list(arrived: Branch) -> None:
    check = arrived.bring_branch(("大支部.csv", ledger()))
    url = check.page.url
    button = check.names.nth(20)
    button.scroll_into_view_if_needed()
    place = check.page.evaluate("() => window.scrollY")
    for time in range(3):
        if time == 0:
            button.click()
        else:
            forward(check)
        shown(check, "党员20")
        assert check.page.evaluate("() => window.scrollY") != place
        assert check.page.url == url
        back(check)
        expect(check.part("branch-detail")).to_be_hidden()
        expect(button).to_be_focused()
        expect(button).to_be_in_viewport()
        assert check.page.evaluate("() => window.scrollY") == pytest.approx(place, abs=2)
    assert check.page.evaluate("() => window.history.scrollRestoration") == "auto"
    left(check)


def test_on_a_phone_back_returns_to_the_place_too(phone: Page, site: Site) -> None:
    check = opened(phone, site)
    check.bring_branch(("大支部.csv", ledger()))
    button = check.names.nth(12)
    button.scroll_into_view_if_needed()
    place = phone.evaluate("() => window.scrollY")
    button.click()
    shown(check, "党员12")
    back(check)
    expect(button).to_be_focused()
    assert phone.evaluate("() => window.scrollY") == pytest.approx(place, abs=2)


def test_whatever_else_closes_a_detail_takes_its_entry_away(arrived: Branch) -> None:
    check = arrived.bring_branch()
    check.names.first.click()
    shown(check, "张三")
    most = entries(check)
    check.act("branch-detail-close").click()
    expect(check.names.first).to_be_focused()
    settled(check)
    # The day is another one.
    check.names.first.click()
    shown(check, "张三")
    check.page.locator("#branch-as-of").fill("2028-12-31")
    check.page.locator("#branch-as-of").dispatch_event("change")
    expect(check.part("branch-detail")).to_be_hidden()
    settled(check)
    check.wait_branch()
    check.names.first.click()
    shown(check, "张三")
    check.act("branch-close").click()
    settled(check)
    assert entries(check) == most
    left(check)


def test_one_detail_after_another_is_one_step(arrived: Branch) -> None:
    check = arrived.bring_branch()
    check.names.first.click()
    shown(check, "张三")
    check.names.nth(1).click()
    shown(check, "李四")
    # Closed, and another opened, before the browser has gone back.
    check.page.evaluate(
        """() => {
          document.querySelector("[data-act=branch-detail-close]").click();
          document.querySelector("[data-act=branch-person][data-person='2']").click();
        }"""
    )
    shown(check, "王五")
    check.page.wait_for_function("() => window.history.state?.branch?.person === 2")
    back(check)
    expect(check.part("branch-detail")).to_be_hidden()
    expect(check.names.nth(2)).to_be_focused()
    left(check)


def test_a_place_on_the_page_is_gone_to_and_come_back_from(arrived: Branch) -> None:
    check = arrived.bring_branch()
    check.names.first.click()
    shown(check, "张三")
    detail = check.part("branch-detail")
    check.page.evaluate("() => { window.location.hash = 'branch-title'; }")
    assert check.page.url.endswith("#branch-title")
    expect(detail).to_be_visible()
    back(check)
    check.page.wait_for_url(lambda url: "#" not in url)
    expect(detail).to_be_visible()
    back(check)
    expect(detail).to_be_hidden()
    left(check)


def test_loading_the_page_anew_leaves_no_entry_of_a_detail(arrived: Branch) -> None:
    check = arrived.bring_branch()
    check.names.first.click()
    shown(check, "张三")
    check.reload()
    settled(check)
    expect(check.part("branch-content")).to_be_hidden()
    # Nothing is there to be opened again; the browser stays at the list.
    forward(check)
    check.page.wait_for_timeout(300)
    settled(check)
    check.bring_branch()
    expect(check.names).to_have_text(NAMES)
    check.names.nth(1).click()
    shown(check, "李四")
    back(check)
    expect(check.names.nth(1)).to_be_focused()
    left(check)


def test_a_detail_of_a_branch_that_is_gone_is_not_opened_in_another(arrived: Branch) -> None:
    check = arrived.bring_branch()
    check.names.first.click()
    shown(check, "张三")
    back(check)
    expect(check.part("branch-detail")).to_be_hidden()
    check.bring_branch(("大支部.csv", ledger()))
    expect(check.names.first).to_have_text("党员00")
    forward(check)
    check.page.wait_for_timeout(300)
    settled(check)
    expect(check.part("branch-detail")).to_be_hidden()
    left(check)


def tomorrow(check: Branch) -> None:
    check.page.clock.set_fixed_time(TOMORROW)
    check.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


def test_a_new_day_leaves_the_reader_where_they_are_in_the_list(check: Branch) -> None:
    check.bring_branch(("大支部.csv", ledger()))
    check.act("branch-on").click()
    button = check.names.nth(7)
    expect(button).to_have_text("党员37")
    button.focus()
    tomorrow(check)
    check.wait_branch()
    expect(button).to_have_text("党员37")
    expect(button).to_be_focused()
    # An open detail is of the day before: its row has the focus then.
    button.click()
    shown(check, "党员37")
    check.page.clock.set_fixed_time(TODAY)
    check.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(check.part("branch-detail")).to_be_hidden()
    check.wait_branch()
    expect(button).to_be_focused()


def test_a_page_that_a_new_day_empties_is_not_shown(check: Branch) -> None:
    on_that_day = "党员30,,,2026-7-1,培训班,20,160,是,是,"
    check.bring_branch(("大支部.csv", ledger(31, on_that_day)))
    check.filters.filter(has_text="尚未达到").click()
    check.act("branch-on").click()
    expect(check.names).to_have_text(["党员30"])
    check.names.first.focus()
    tomorrow(check)
    expect(check.part("branch-shown")).to_have_text("第 1～30 人，共 30 人")
    expect(check.names).to_have_count(30)
    expect(check.part("branch-pages")).to_be_hidden()
