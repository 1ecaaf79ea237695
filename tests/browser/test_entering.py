"""Entering who one is and what one attended: by hand, with mistakes, with second thoughts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scripts.tools.server import Site
from tests.browser.conftest import Watch
from tests.browser.histories import AS_OF, TWELVE
from tests.browser.self_check import ANSWERS, TEXTS, SelfCheck, runtime_file, told

pytestmark = pytest.mark.browser


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site).open()


def by_hand(record: dict[str, Any]) -> dict[str, str]:
    """What a reader types and taps for a record."""
    texts = {key: str(record[key]) for key in TEXTS if record.get(key) is not None}
    return texts | {key: record[key] for key in ANSWERS if record.get(key, "unknown") != "unknown"}


def set_as_of(check: SelfCheck, date: str = AS_OF) -> None:
    check.page.locator("#person-as-of").fill(date)


def test_first_visit_is_idle_until_the_reader_begins(check: SelfCheck) -> None:
    check.page.wait_for_load_state("networkidle")
    expect(check.root).to_have_attribute("data-state", "idle")
    assert not check.page.workers
    expect(check.findings).to_have_count(0)
    check.field("topic").focus()
    check.wait_state("ready")
    check.wait_assessed()


def test_twelve_records_by_hand(check: SelfCheck) -> None:
    check.page.get_by_text("我是（或曾是）基层党组织书记").click()
    set_as_of(check)
    for record in TWELVE:
        check.add(**by_hand(record))
    expect(check.cards).to_have_count(12)
    check.wait_assessed()
    kept = json.loads(check.exported())
    assert kept["as_of"] == AS_OF
    assert kept["person"]["roles"] == [{"role": "secretary", "start": None, "end": None}]
    assert [(each["start"], each["days"], each["hours"]) for each in kept["records"]] == [
        (each["start"], each.get("days"), each.get("hours")) for each in TWELVE
    ]
    assert check.verdicts() == told(check.document())


def test_terms_and_dates_of_a_person(check: SelfCheck) -> None:
    check.start()
    check.page.get_by_text("我是（或曾是）基层党组织书记").click()
    check.page.locator("[data-term=start]").fill("2025-03-01")
    check.page.locator("[data-role=secretary] [data-role-more]").click()
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


def test_edit_duplicate_delete_and_undo(check: SelfCheck) -> None:
    check.start()
    check.add(start="2025-03-05", hours="4", topic="党课", concentrated="yes")
    check.add(start="2025-04-05", days="1", topic="参观")

    check.fill(topic="写了一半")
    check.cards.first.get_by_role("button", name="修改").click()
    expect(check.part("form-title")).to_have_text("修改第 1 条")
    check.fill(hours="6")
    check.submit()
    expect(check.cards.first).to_contain_text("6 学时")
    expect(check.field("topic")).to_have_value("写了一半")

    check.cards.first.get_by_role("button", name="照此再添").click()
    assert check.typed()["hours"] == "6"
    check.fill(start="2025-05-05")
    check.submit()
    expect(check.cards).to_have_count(3)
    check.wait_assessed()

    before = check.exported()
    check.cards.nth(1).get_by_role("button", name="删除").click()
    expect(check.cards).to_have_count(2)
    check.wait_assessed()
    # What is done meanwhile outlives the way back.
    check.add(start="2025-06-06", hours="1")
    check.part("undo").get_by_role("button", name="撤销").click()
    expect(check.cards.nth(1)).to_contain_text("参观")
    assert json.loads(check.exported())["records"][:3] == json.loads(before)["records"]
    check.wait_assessed()


def test_leaving_a_change_as_it_was(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    check.cards.first.get_by_role("button", name="修改").click()
    check.fill(hours="400")
    check.act("cancel-edit").click()
    expect(check.cards.first).to_contain_text("4 学时")
    assert check.typed()["hours"] == ""


MISTAKES = [
    ({"start": "2025-03-05", "end": "2025-03-04", "hours": "4"}, "end", "早于"),
    ({"start": "2025-03-05", "hours": "若干"}, "hours", "数字"),
    ({"start": "2025-03-05", "days": "-1"}, "days", "不能小于"),
    ({"start": "2025-03-05"}, "hours", "至少要填一项"),
    ({"start": "2025-03-05", "hours": "4", "theory_hours": "2"}, "theory_hours", "理论"),
    ({"hours": "4", "topic": "没有日期"}, "start", "开始日期"),
]
"""What is typed, the field at which the page must complain, and a word of the complaint."""


def test_mistakes_stand_at_the_field_and_lose_nothing(check: SelfCheck) -> None:
    check.start()
    for fields, key, message in MISTAKES:
        check.fill(**fields)
        before = check.typed()
        check.submit()
        expect(check.problem(key)).to_contain_text(message)
        expect(check.field(key)).to_have_attribute("aria-invalid", "true")
        expect(check.field(key)).to_be_focused()
        assert f"problem-{key}" in str(check.field(key).get_attribute("aria-describedby")).split()
        assert check.typed() == before
        expect(check.cards).to_have_count(0)
        check.act("empty-form").click()
        expect(check.problem(key)).to_be_hidden()


def test_amounts_as_people_type_them(check: SelfCheck) -> None:
    typed = {"１．５": 1.5, " 8 ": 8, "8学时": 8, ".5": 0.5, "0": 0}
    for text in typed:
        check.add(start="2025-03-05", hours=text)
    records = json.loads(check.exported())["records"]
    assert [each["hours"] for each in records] == list(typed.values())


def test_a_bad_record_entered_before_the_calculator_was_up(
    phone: Page, site: Site, watch: Watch, built_site: Path
) -> None:
    watch.expect("503")
    site.failing.add(runtime_file(built_site, "python.zip"))
    check = SelfCheck(phone, site).open()
    check.add(start="2025-03-05", end="2025-03-01", hours="4")
    check.add(start="2025-04-05", hours="4")
    check.wait_state("failed")
    site.failing.clear()
    check.act("retry").click()
    check.wait_state("ready")
    expect(check.part("unassessed")).to_contain_text("第 1 条")
    expect(check.findings).to_have_count(0)
    expect(check.cards.first).to_contain_text("早于")
    check.cards.first.get_by_role("button", name="修改").click()
    expect(check.problem("end")).to_contain_text("早于")
    check.fill(end="2025-03-06")
    check.submit()
    check.wait_assessed()
    expect(check.part("unassessed")).to_be_hidden()


def test_keyboard_alone(check: SelfCheck) -> None:
    page = check.page
    check.field("start").fill("2025-03-05")
    for name in ("topic", "organiser", "days", "hours"):
        while not check.field(name).evaluate("field => field === document.activeElement"):
            page.keyboard.press("Tab")
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(check.cards).to_have_count(1)
    expect(check.cards.first).to_contain_text("2025-03-05")
    check.wait_state("ready")
    check.wait_assessed()
    expect(check.part("announcement")).to_have_text(re.compile("总的看"))


def test_every_control_has_a_name(check: SelfCheck) -> None:
    check.start()
    check.page.get_by_text("我是（或曾是）基层党组织书记").click()
    check.add(start="2025-03-05", hours="4")
    check.wait_assessed()
    unnamed = check.page.evaluate(
        """() => [...document.querySelectorAll("#calculator :is(input, textarea, button, summary)")]
        .filter((control) => control.checkVisibility())
        .filter((control) => !(control.labels && control.labels.length)
          && !control.textContent.trim() && !control.getAttribute("aria-label"))
        .map((control) => control.outerHTML)"""
    )
    assert unnamed == []
