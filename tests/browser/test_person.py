"""Entering who one is: roles and their periods, the dates of a person as people type them."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from scripts.tools.server import Site
from tests.browser.calculating import behind_pages
from tests.browser.conftest import PHONE, Watch, profile
from tests.browser.kept import held, queued, saved
from tests.browser.self_check import SelfCheck

pytestmark = pytest.mark.browser


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site).open()


def test_terms_and_dates_of_a_person(check: SelfCheck) -> None:
    check.start()
    check.page.get_by_text("我是（或曾是）基层党组织书记").click()
    check.page.locator("[data-term=start]").fill("2025-03-01")
    check.more("secretary").click()
    check.page.locator("[data-term=start]").nth(1).fill("2027-01-01")
    check.page.locator("[data-term=end]").first.fill("2026-02-28")
    check.page.locator("#person-joined").fill("2024-07-01")
    check.page.get_by_text("我年老体弱、行动不便").click()
    person = json.loads(check.exported())["person"]
    assert person == {
        "roles": [
            {"role": "secretary", "start": "2025-03-01", "end": "2026-02-28"},
            {"role": "secretary", "start": "2027-01-01", "end": None},
        ],
        "joined": "2024-07-01",
        "infirm": True,
        "military": False,
    }
    check.wait_assessed()
    check.page.locator("[data-term-remove]").first.click()
    check.part("undo").get_by_role("button", name="撤销").click()
    assert json.loads(check.exported())["person"] == person


def test_a_term_that_ends_before_it_begins(check: SelfCheck) -> None:
    check.start()
    check.page.get_by_text("我是（或曾是）党员干部").click()
    check.page.locator("[data-term=start]").fill("2026-03-01")
    check.page.locator("[data-term=end]").fill("2025-03-01")
    expect(check.page.locator("[data-term-problem=end]")).to_contain_text("早于")
    expect(check.page.locator("[data-term=end]")).to_have_attribute("aria-invalid", "true")
    expect(check.part("unassessed")).to_contain_text("我的身份")
    expect(check.part("assessment")).to_be_hidden()
    check.page.locator("[data-term=end]").fill("")
    expect(check.page.locator("[data-term-problem=end]")).to_be_hidden()
    check.wait_assessed()


def read_as(field: Locator) -> Locator:
    """Where it is said how the date in a field was read."""
    path = field.get_attribute("data-path")
    return field.page.locator(f"[data-read-path='{path}']")


def wrong_with(field: Locator) -> Locator:
    """Where it is said what is wrong with the date in a field."""
    path = field.get_attribute("data-path")
    return field.page.locator(f"[data-problem-path='{path}']")


def person_dates(check: SelfCheck) -> dict[str, Locator]:
    """A field for each date of a person that there is, with a term, by its name in a history."""
    check.tick("secretary")
    return {
        "joined": check.page.locator("#person-joined"),
        "start": check.page.locator("[data-term=start]"),
        "end": check.page.locator("[data-term=end]"),
        "as_of": check.page.locator("#person-as-of"),
    }


def exported_dates(check: SelfCheck) -> dict[str, str | None]:
    history = json.loads(check.exported())
    [role] = history["person"]["roles"]
    dates = {"joined": history["person"]["joined"], "as_of": history["as_of"]}
    return dates | {"start": role["start"], "end": role["end"]}


TYPED = {
    "joined": ("2020.7.1", "2020-07-01"),
    "start": ("２０２４年７月１日", "2024-07-01"),
    "end": ("20260228", "2026-02-28"),
    "as_of": (" 2026/6/30", "2026-06-30"),
}
"""Dates of a person as they are typed, and as they are read."""


def type_dates(fields: dict[str, Locator]) -> None:
    for name, field in fields.items():
        field.fill(TYPED[name][0])
    fields["as_of"].blur()


def plain(read: bool) -> dict[str, str]:
    return {name: date if read else text for name, (text, date) in TYPED.items()}


def test_dates_of_a_person_as_people_type_them(check: SelfCheck) -> None:
    check.start()
    fields = person_dates(check)
    type_dates(fields)
    for name, field in fields.items():
        expect(read_as(field)).to_have_text(f"读作：{TYPED[name][1]}")
        expect(field).to_have_value(TYPED[name][0])
        expect(wrong_with(field)).to_be_hidden()
        expect(field).to_have_accessible_description(re.compile(f"读作：{TYPED[name][1]}$"))
    assert exported_dates(check) == plain(read=True)
    check.wait_assessed()
    # Where it is kept it is as it was read, and where it is typed so nothing has to be said.
    check.reload()
    for name, field in fields.items():
        expect(field).to_have_value(TYPED[name][1])
        expect(read_as(field)).to_be_hidden()
    fields["joined"].fill("2021-07-01")
    fields["joined"].blur()
    check.wait_assessed()
    expect(read_as(fields["joined"])).to_be_hidden()


@pytest.mark.pyodide
@pytest.mark.usefixtures("down")
def test_dates_of_a_person_wait_for_the_calculator_as_they_were_typed(
    phone: Page, site: Site
) -> None:
    check = SelfCheck(phone, site).open()
    fields = person_dates(check)
    check.wait_state("failed")
    type_dates(fields)
    assert exported_dates(check) == plain(read=False)
    check.reload()
    for name, field in fields.items():
        expect(field).to_have_value(TYPED[name][0])
        expect(read_as(field)).to_be_hidden()
    assert exported_dates(check) == plain(read=False)
    typed = check.exported().encode()
    check.wait_state("failed")
    check.retry()
    check.wait_state("ready")
    for name, field in fields.items():
        expect(read_as(field)).to_have_text(f"读作：{TYPED[name][1]}")
    assert exported_dates(check) == plain(read=True)
    # What was exported as it was typed is a history.
    read = check.exported()
    check.choose("培训记录.json", typed)
    check.act("merge").click()
    expect(check.part("undo")).not_to_contain_text("身份没有带入")
    check.choose("培训记录.json", typed)
    check.act("replace").click()
    assert check.exported() == read


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("7.1", "应当是有年月日的一天"),
        ("2020.7.1-2021.7.1", "应当是有年月日的一天"),
        ("2020.2.30", "日历上没有 2020年2月30日 这一天"),
        ("二〇二〇年七月一日", "读不出日期"),
    ],
)
def test_a_date_of_a_person_that_cannot_be_read_is_told_and_kept(
    check: SelfCheck, text: str, message: str
) -> None:
    check.start()
    check.wait_assessed()
    fields = person_dates(check)
    for field in fields.values():
        field.fill(text)
    fields["as_of"].blur()
    for field in fields.values():
        expect(wrong_with(field)).to_contain_text(message)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_value(text)
        expect(read_as(field)).to_be_hidden()
    expect(check.part("unassessed")).to_contain_text("我的身份")
    expect(check.part("assessment")).to_be_hidden()
    assert set(exported_dates(check).values()) == {text}
    # What is folded away unfolds where there is something to mend.
    check.page.reload()
    expect(check.part("dates")).not_to_have_attribute("open", "")
    check.start()
    for field in fields.values():
        expect(wrong_with(field)).to_contain_text(message)
        expect(field).to_be_visible()
        field.fill("")
    expect(check.part("unassessed")).to_be_hidden()
    for field in fields.values():
        expect(wrong_with(field)).to_be_hidden()
        expect(field).to_have_attribute("aria-invalid", "false")
    check.wait_assessed()
    assert set(exported_dates(check).values()) == {None}


def test_half_a_date_is_no_mistake_while_it_is_being_typed(check: SelfCheck) -> None:
    check.start()
    check.add(start="2025-03-05", hours="4", concentrated="yes")
    check.wait_assessed()
    joined = check.page.locator("#person-joined")
    shown = check.part("assessment")
    shown.evaluate(
        """shown => new MutationObserver(() => {
            if (shown.hidden) shown.dataset.gone = "true";
        }).observe(shown, { attributeFilter: ["hidden"] })"""
    )
    joined.press_sequentially("2020年7月1日")
    joined.blur()
    expect(read_as(joined)).to_have_text("读作：2020-07-01")
    check.wait_assessed()
    expect(shown).not_to_have_attribute("data-gone", "true")
    # Whoever goes on to something else has done with it.
    joined.fill("2020年7")
    joined.blur()
    expect(wrong_with(joined)).to_be_visible()
    expect(shown).to_be_hidden()


def test_a_date_that_is_left_moves_nothing_that_is_being_pressed(check: SelfCheck) -> None:
    check.start()
    joined = check.page.locator("#person-joined")
    joined.focus()
    check.page.keyboard.type("2020.7")
    check.press(check.part("form-title"))
    expect(wrong_with(joined)).to_be_visible()


def test_what_is_ticked_stays_under_the_finger(check: SelfCheck) -> None:
    tick = check.page.locator("[data-role=secretary] .check-tick")
    tick.evaluate("(each) => each.scrollIntoView({ block: 'center' })")
    place = tick.bounding_box()
    assert place
    for terms in (1, 0):
        check.tick("secretary")
        expect(check.page.locator("[data-term=start]")).to_have_count(terms)
        now = tick.bounding_box()
        assert now
        assert now["y"] == pytest.approx(place["y"], abs=1)


@pytest.fixture
def touched(browser: Browser, watch: Watch, site: Site) -> Iterator[SelfCheck]:
    """The page under a finger. What a tap does besides comes after the finger was lifted."""
    watch.expect("Service Worker registration blocked")
    looks = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    with profile(browser, watch, service_workers="block", **looks) as opened:
        behind_pages(opened)
        yield SelfCheck(opened.new_page(), site).open()


def test_a_tap_hits_though_a_date_is_left_by_it(touched: SelfCheck) -> None:
    touched.start().tick("secretary")
    touched.page.locator("[data-term=end]").tap()
    touched.page.keyboard.type("2025.4.1")
    touched.more("secretary").tap()
    expect(touched.page.locator("[data-term=start]")).to_have_count(2)
    expect(read_as(touched.page.locator("[data-term=end]").first)).to_have_text("读作：2025-04-01")


def test_half_a_date_that_nobody_goes_on_with_is_told(check: SelfCheck) -> None:
    check.start()
    joined = check.page.locator("#person-joined")
    joined.fill("2020年7")
    expect(wrong_with(joined)).to_be_visible()
    expect(joined).to_be_focused()
    expect(joined).to_have_value("2020年7")


def test_an_as_of_date_of_today_goes_on_with_the_days(check: SelfCheck) -> None:
    check.start()
    as_of = check.page.locator("#person-as-of")
    today = as_of.input_value()
    expect(check.act("today")).to_be_hidden()
    as_of.fill("2026年6月30日")
    expect(check.act("today")).to_be_visible()
    check.act("today").click()
    expect(as_of).to_have_value(today)
    year, month, day = today.split("-")
    as_of.fill(f"{year}.{int(month)}.{int(day)}")
    as_of.blur()
    expect(check.act("today")).to_be_hidden()
    assert json.loads(check.exported())["as_of"] is None
    as_of.fill("")
    as_of.blur()
    expect(as_of).to_have_value(today)


def test_the_calendar_fills_in_the_dates_of_a_person(check: SelfCheck) -> None:
    for name, field in person_dates(check).items():
        calendar = field.locator("xpath=..").locator("[data-calendar-of]")
        calendar.fill(TYPED[name][1])
        expect(field).to_have_value(TYPED[name][1])
        expect(calendar).to_have_value("")
    assert exported_dates(check) == plain(read=True)


def test_dates_taken_over_from_another_tab_are_shown(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.tick("secretary")
    check.page.locator("[data-term=start]").fill("2024-05-01")
    check.page.locator("#person-joined").fill("2020-07-01")
    check.page.locator("#person-joined").blur()
    saved(check, 0)
    other = SelfCheck(context.new_page(), site).open()
    other.page.locator("[data-term=start]").fill("2025-05-01")
    other.page.locator("#person-joined").fill("2020-08-01")
    # Nothing is unsaved here: it follows by itself.
    expect(check.page.locator("[data-term=start]")).to_have_value("2025-05-01")
    expect(check.page.locator("#person-joined")).to_have_value("2020-08-01")
    with held(context, site):
        with queued(other):
            other.page.locator("[data-term=start]").fill("2025-06-01")
            other.page.locator("#person-joined").fill("2021-07-01")
        check.page.locator("[data-term=start]").fill("2024-07-01")
        check.page.locator("#person-joined").fill("2022-07-01")
    check.part("troubles").get_by_role("button", name="改用那边的").click()
    expect(check.page.locator("[data-term=start]")).to_have_value("2025-06-01")
    expect(check.page.locator("#person-joined")).to_have_value("2021-07-01")
    expect(check.page.locator("#records-title")).to_be_focused()
