"""Entering what one attended: by hand, with mistakes, with second thoughts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from calculator.model import NoticeCode
from calculator.notices import MESSAGES
from calculator.quotas import QUOTAS
from scripts.tools.server import Site
from tests.browser.histories import AS_OF, TWELVE
from tests.browser.self_check import ANSWERS, TEXTS, SelfCheck, told

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


@pytest.mark.pyodide
def test_first_visit_is_idle_until_the_reader_begins(check: SelfCheck) -> None:
    check.page.wait_for_load_state("networkidle")
    expect(check.root).to_have_attribute("data-state", "idle")
    assert not check.page.workers
    expect(check.findings).to_have_count(0)
    check.field("topic").focus()
    check.wait_state("ready")
    check.wait_assessed()


def test_the_form_is_one_step_from_the_invitation(check: SelfCheck) -> None:
    begin = check.part("answer").get_by_role("button", name="开始填写")
    box = begin.bounding_box()
    assert box
    assert box["y"] + box["height"] <= check.page.evaluate("() => innerHeight")
    begin.click()
    expect(check.field("start")).to_be_focused()
    expect(check.field("start")).to_be_in_viewport()


@pytest.mark.pyodide
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


def test_edit_duplicate_delete_and_undo(check: SelfCheck) -> None:
    check.start()
    check.add(start="2025-03-05", hours="4", topic="党课", concentrated="yes")
    check.add(start="2025-04-05", days="1", topic="参观")

    check.fill(topic="写了一半")
    check.card(1).get_by_role("button", name="修改").click()
    expect(check.part("form-title")).to_have_text("修改第 1 条")
    check.fill(hours="6")
    check.submit()
    expect(check.card(1)).to_contain_text("6 学时")
    expect(check.field("topic")).to_have_value("写了一半")

    check.card(1).get_by_role("button", name="照此再添").click()
    assert check.typed()["hours"] == "6"
    check.fill(start="2025-05-05")
    check.submit()
    expect(check.cards).to_have_count(3)
    check.wait_assessed()

    before = check.exported()
    check.card(2).get_by_role("button", name="删除").click()
    expect(check.cards).to_have_count(2)
    check.wait_assessed()
    # What is done meanwhile outlives the way back.
    check.add(start="2025-06-06", hours="1")
    check.part("undo").get_by_role("button", name="撤销").click()
    expect(check.card(2)).to_contain_text("参观")
    assert json.loads(check.exported())["records"][:3] == json.loads(before)["records"]
    check.wait_assessed()


def test_a_double_click_adds_one(check: SelfCheck) -> None:
    check.start()
    check.fill(start="2025-03-05", hours="4")
    check.part("submit").dblclick()
    expect(check.cards).to_have_count(1)
    expect(check.part("form-status")).to_contain_text("已添加，共 1 条")
    expect(check.problem("start")).to_be_hidden()


def test_leaving_a_change_as_it_was(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    check.card(1).get_by_role("button", name="修改").click()
    check.fill(hours="400")
    check.act("cancel-edit").click()
    expect(check.card(1)).to_contain_text("4 学时")
    assert check.typed()["hours"] == ""


MISTAKES = [
    ({"start": "2025-03-05", "end": "2025-03-04", "hours": "4"}, "end", "早于"),
    ({"start": "2025-03-05", "hours": "若干"}, "hours", "读不出数量"),
    ({"start": "2025-03-05", "days": "-1"}, "days", "读不出数量"),
    ({"start": "3.5", "hours": "4"}, "start", "没有写年份"),
    ({"start": "2025-02-30", "hours": "4"}, "start", "日历上没有"),
    ({"start": "2025-03-05"}, "hours", "至少要填一项"),
    ({"start": "2025-03-05", "hours": "4", "theory_hours": "2"}, "theory_hours", "理论"),
    ({"hours": "4", "topic": "没有日期"}, "start", "请填写日期"),
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


def test_dates_as_people_type_them(check: SelfCheck) -> None:
    check.start()
    typed = {
        "2024.3.5": ("2024-03-05", "2024-03-05"),
        "２０２４年４月５日": ("2024-04-05", "2024-04-05"),
        "2024.5.6-5.9": ("2024-05-06", "2024-05-09"),
        "20240607": ("2024-06-07", "2024-06-07"),
    }
    for text in typed:
        check.add(start=text, hours="4")
    records = json.loads(check.exported())["records"]
    assert [(each["start"], each["end"] or each["start"]) for each in records] == list(
        typed.values()
    )
    check.wait_assessed()


def test_what_was_typed_is_read_back_to_the_reader(check: SelfCheck) -> None:
    check.start()
    check.fill(start="2024.5.6-5.9", hours="１天")
    check.field("hours").blur()
    expect(check.page.locator("[data-read-of=start]")).to_have_text(
        "读作：2024-05-06 至 2024-05-09，1 天"
    )
    check.fill(start="5.6")
    check.field("start").blur()
    expect(check.page.locator("[data-read-of=start]")).to_contain_text("没有写年份")
    # Once it stands at the field as a mistake, it is not said twice.
    check.submit()
    expect(check.problem("start")).to_contain_text("没有写年份")
    expect(check.page.locator("[data-read-of=start]")).to_be_hidden()


@pytest.mark.pyodide
@pytest.mark.usefixtures("down")
def test_what_was_typed_before_the_calculator_was_up_is_understood_later(
    phone: Page, site: Site
) -> None:
    check = SelfCheck(phone, site).open()
    check.add(start="2025.4.5", hours="8学时")
    check.add(start="2025.3.5-3.7", days="３")
    check.wait_state("failed")
    expect(check.card(1)).to_contain_text("2025.4.5")
    check.retry()
    check.wait_state("ready")
    expect(check.card(1)).to_contain_text("2025-03-05 至 2025-03-07")
    expect(check.card(2)).to_contain_text("2025-04-05")
    check.wait_assessed()


def test_what_is_read_of_a_date_moves_nothing_that_is_being_pressed(check: SelfCheck) -> None:
    check.start()
    check.field("hours").fill("4")
    check.field("start").focus()
    check.page.keyboard.type("2024.3.5")
    check.press(check.field("hours"))
    expect(check.part("form")).to_contain_text("读作：2024-03-05")
    check.field("start").fill("")
    expect(check.part("form")).not_to_contain_text("读作")
    check.field("start").focus()
    check.page.keyboard.type("2024.3.6")
    check.press(check.part("submit"))
    expect(check.card(1)).to_contain_text("2024-03-06")


def test_the_calendar_fills_in_a_date(check: SelfCheck) -> None:
    check.page.locator("[data-calendar-of=start]").fill("2025-03-05")
    expect(check.field("start")).to_have_value("2025-03-05")
    expect(check.page.locator("[data-calendar-of=start]")).to_have_value("")


def test_records_stand_by_years_and_numbers_follow_the_dates(check: SelfCheck) -> None:
    check.start()
    for day in ("2025-06-01", "2024-05-01", "2025-01-01", "2026-02-01"):
        check.add(start=day, hours="4")
    years = check.page.locator(".check-year")
    expect(years.locator("summary")).to_have_text(["2026 年 1 条", "2025 年 2 条", "2024 年 1 条"])
    expect(check.card(2)).to_contain_text("2025-01-01")
    expect(check.card(3)).to_contain_text("2025-06-01")
    years.nth(1).locator("summary").click()
    expect(check.card(3)).to_be_hidden()
    check.add(start="2025-07-01", hours="4")
    # What the reader closed stays closed.
    expect(check.card(4)).to_be_hidden()


def test_the_last_record_can_be_repeated(check: SelfCheck) -> None:
    expect(check.act("repeat")).to_be_hidden()
    check.add(start="2025-03-05", hours="4", topic="党课", organiser="支部", concentrated="yes")
    check.act("repeat").click()
    assert check.typed() | {"start": "", "end": ""} == {
        **dict.fromkeys(TEXTS, ""),
        "hours": "4",
        "topic": "党课",
        "organiser": "支部",
    }
    expect(check.field("start")).to_be_focused()
    expect(check.page.locator("[name=concentrated][value=yes]")).to_be_checked()
    # Nothing of it is a record until it is added.
    expect(check.cards).to_have_count(1)


def test_a_hint_goes_when_it_is_dismissed(check: SelfCheck) -> None:
    hint = check.page.locator("[data-hint=records]")
    expect(hint).to_be_visible()
    hint.get_by_role("button", name="知道了").click()
    expect(hint).to_be_hidden()
    expect(check.part("form").locator(":focus")).to_have_count(1)


@pytest.mark.pyodide
@pytest.mark.usefixtures("down")
def test_a_bad_record_entered_before_the_calculator_was_up(phone: Page, site: Site) -> None:
    check = SelfCheck(phone, site).open()
    check.add(start="2025-03-05", end="2025-03-01", hours="4")
    check.add(start="2025-04-05", hours="4")
    check.wait_state("failed")
    check.retry()
    expect(check.page.locator("#result-title")).to_be_focused()
    check.wait_state("ready")
    # It hides nothing of the others.
    expect(check.part("unassessed")).to_contain_text("第 1 条有读不懂的地方，没有算进去")
    expect(check.part("as-of-line")).to_contain_text("共 1 条记录")
    expect(check.card(1)).to_contain_text("早于")
    expect(check.findings.first).to_be_visible()
    check.page.evaluate("() => { window.print = () => undefined; }")
    check.act("print-report").click()
    expect(check.part("report")).to_contain_text("2025-03-05 至 2025-03-01【读不懂，没有算进去】")
    # What is added meanwhile is not held up by it.
    check.add(start="2025.5.5", hours="２")
    expect(check.card(3)).to_contain_text("2025-05-05")
    check.card(1).get_by_role("button", name="修改").click()
    expect(check.problem("end")).to_contain_text("早于")
    check.fill(end="2025-03-06")
    check.submit()
    check.wait_assessed()
    expect(check.part("unassessed")).to_be_hidden()


@pytest.mark.pyodide
@pytest.mark.usefixtures("down")
def test_no_record_that_can_be_read(phone: Page, site: Site) -> None:
    check = SelfCheck(phone, site).open()
    check.add(start="2025-03-05", hours="若干")
    # What cannot be read is taken away as it was typed, and comes back so.
    text = check.exported()
    check.wait_state("failed")
    check.retry()
    check.wait_state("ready")
    expect(check.part("unassessed")).to_contain_text("还没有结果：请先改正第 1 条")
    # Nor is a table made of it.
    check.page.locator("[data-act=export][data-kind=csv]").click()
    expect(check.part("copy-status")).to_contain_text("请先改正第 1 条")
    expect(check.findings).to_have_count(0)
    check.choose("培训记录.json", text.encode())
    expect(check.part("file-problems")).to_contain_text("第 1 条")


def test_an_amount_of_many_digits_goes_everywhere(check: SelfCheck) -> None:
    third = "3.3333333333333335"
    check.start()
    check.add(start="2025-03-05", hours=third, concentrated="yes")
    check.add(start="2025-03-06", days="半天", concentrated="yes")
    check.wait_assessed()
    expect(check.part("charts")).to_be_visible()
    assert json.loads(check.exported())["records"][0]["hours"] == float(third)
    with check.page.expect_download() as download:
        check.page.locator("[data-act=export][data-kind=csv]").click()
    assert third in Path(download.value.path()).read_text(encoding="utf-8-sig")
    check.part("what-if").locator("[name=days]").fill("半天")
    check.part("whatif-form").locator("[type=submit]").click()
    expect(check.part("whatif-list")).to_contain_text("0.5 天")


def test_what_is_emptied_or_left_can_be_brought_back(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    check.fill(topic="写了很久")
    check.act("empty-form").click()
    assert check.typed()["topic"] == ""
    check.part("undo").get_by_role("button", name="撤销").click()
    assert check.typed()["topic"] == "写了很久"
    check.card(1).get_by_role("button", name="修改").click()
    check.fill(hours="400")
    check.act("cancel-edit").click()
    check.part("undo").get_by_role("button", name="撤销").click()
    expect(check.part("form-title")).to_have_text("修改第 1 条")
    assert check.typed()["hours"] == "400"


def test_keyboard_alone(check: SelfCheck) -> None:
    page = check.page
    check.field("start").fill("2025-03-05")
    for name in ("topic", "days", "hours"):
        for _ in range(20):
            if check.field(name).evaluate("field => field === document.activeElement"):
                break
            page.keyboard.press("Tab")
        expect(check.field(name)).to_be_focused()
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(check.cards).to_have_count(1)
    expect(check.card(1)).to_contain_text("2025-03-05")
    check.wait_state("ready")
    check.wait_assessed()
    expect(check.part("announcement")).to_have_text(re.compile("总的看"))


UNSURE = "规划没有写怎样认定，以党组织的认定为准；拿不准，选“不清楚”。"

GROUPS = {
    "担任职务": "都没有就不用选。",
    "其他情况": "",
    "基层党组织书记，第 1 段任期": "",
    "基层党组织书记，第 2 段任期": "",
    "党员干部，第 1 段任期": "",
    "天数或学时": "照培训证明或登记填",
    "这是什么样的培训": UNSURE,
    "是集中学习培训吗？": f"规划：{QUOTAS['member-total'].citation.quote}",
    "是党的创新理论教育吗？": f"规划：{QUOTAS['theory-share'].citation.quote}",
    "是脱产培训吗？": f"规划：{QUOTAS['secretary-annual'].citation.quote}",
    "是县级以上党委举办的吗？": f"规划：{QUOTAS['secretary-annual'].citation.quote}",
}
"""The name of each group of controls, and how what is said of it begins."""

FIELDS = {
    "#person-joined": ("入党日期", "支部党员大会通过之日。写成 2020.7.1 就行；"),
    "#person-as-of": ("算到哪一天", "平时不用改，就是今天。"),
    "#field-start": ("日期", "写成 2024.3.5 就行"),
    "#field-end": ("结束日期", "只有一天的，"),
    "#field-topic": ("主题", ""),
    "#field-organiser": ("主办单位", ""),
    "#field-days": ("天数", ""),
    "#field-hours": ("学时", ""),
    "#field-theory_hours": ("其中的理论学时", "只有一部分内容是党的创新理论教育的才填"),
    "#history-file": ("读入记录文件、台账", "选以前导出的"),
}
"""The name of each field, and how what is said of it begins."""

BUTTONS = [
    "去掉这段任期 （基层党组织书记，第 1 段）",
    "去掉这段任期 （基层党组织书记，第 2 段）",
    "去掉这段任期 （党员干部，第 1 段）",
    "添加这条记录",
    "清空表单",
    "修改第 1 条",
    "照此再添第 1 条",
    "删除第 1 条",
    "修改第 2 条",
    "导出记录文件（.json）",
    "导出Excel 表格（.xlsx）",
    "导出CSV 表格（.csv）",
    "记录文件（.json）：复制为文本",
    "Excel 表格（.xlsx）：复制成表格文字",
    "CSV 表格（.csv）：复制为文本",
    "清除全部",
    "打印报告",
    "知道了",
    "照上一条填，只改日期",
]

TICKS = [
    "我是（或曾是）基层党组织书记",
    "我是（或曾是）党员干部",
    "我年老体弱、行动不便",
    "我在解放军或武警部队",
    "日期、主题、天数、学时都和另一条一样，但确实是两次培训",
]


def begins(words: str) -> re.Pattern[str]:
    return re.compile(f"^{re.escape(words)}")


def test_every_control_has_its_name_and_what_is_said_of_it(check: SelfCheck) -> None:
    page = check.page
    check.start()
    check.tick("secretary")
    check.more("secretary").click()
    check.tick("cadre")
    check.add(start="2025-03-05", hours="4")
    check.add(start="2025-03-06", hours="4")
    check.wait_assessed()
    for name, description in GROUPS.items():
        group = page.get_by_role("group", name=name, exact=True)
        expect(group).to_have_count(1)
        expect(group).to_have_accessible_description(begins(description))
    for selector, (name, description) in FIELDS.items():
        expect(page.locator(selector)).to_have_accessible_name(name)
        expect(page.locator(selector)).to_have_accessible_description(begins(description))
    for term in page.locator("fieldset.check-term").all():
        start, end = term.locator("[data-term=start]"), term.locator("[data-term=end]")
        expect(start).to_have_accessible_name("任职开始")
        expect(start).to_have_accessible_description(
            "写成 2024.3.5 就行；规划期开始前就任职的，空着。"
        )
        expect(end).to_have_accessible_name("任职结束")
        expect(end).to_have_accessible_description("任职的最后一天；还在任的，空着。")
    for name in BUTTONS:
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(1)
    for name in TICKS:
        expect(page.get_by_role("checkbox", name=name, exact=True)).to_have_count(1)
    for key in ANSWERS:
        for choice, name in zip(("yes", "no", "unknown"), ("是", "否", "不清楚"), strict=True):
            expect(page.locator(f"[name={key}][value={choice}]")).to_have_accessible_name(name)
    for control in check.root.locator(":is(input, textarea, button):not([aria-hidden])").all():
        if control.is_visible():
            expect(control).to_have_accessible_name(re.compile(r"\S"))


def test_the_keyboard_s_place_outlives_the_button(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    expect(check.field("start")).to_be_focused()
    check.tick("secretary")
    check.more("secretary").click()
    removing = check.page.get_by_role("button", name="去掉这段任期")
    removing.first.click()
    expect(check.more("secretary")).to_be_focused()
    removing.click()
    expect(check.page.locator("[data-role=secretary] [data-role-tick]")).to_be_focused()


def test_what_was_said_of_a_record_ends_with_the_next_thing(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    expect(check.part("form-status")).to_contain_text("已添加")
    check.fill(topic="下")
    expect(check.part("form-status")).to_be_empty()


def test_what_is_remarked_on_a_record_stands_at_it(check: SelfCheck) -> None:
    check.start()
    check.add(start="2023-12-05", hours="4", topic="党课")
    outside = MESSAGES[NoticeCode.OUTSIDE_PERIOD]
    expect(check.part("form-status")).to_contain_text(outside)
    check.add(start="2025-03-05", hours="4", topic="党课")
    expect(check.part("form-status")).to_have_text("已添加，共 2 条。可以接着添下一条。")
    check.add(start="2025-03-05", hours="4", topic="党课")
    twice = MESSAGES[NoticeCode.DUPLICATE]
    expect(check.part("form-status")).to_contain_text(twice)
    remarks = check.cards.locator("[data-slot=remarks]")
    expect(remarks).to_have_text([twice, twice, outside])
    # What is not so any more is not said any more.
    check.card(3).get_by_role("button", name="删除").click()
    expect(remarks).to_have_text(["", outside])
    expect(remarks.first).to_be_hidden()


def test_a_live_region_says_the_same_thing_again(check: SelfCheck) -> None:
    check.start()
    check.wait_assessed()
    said = check.part("announcement")
    expect(said).to_have_text(re.compile("总的看"))
    said.evaluate(
        """region => new MutationObserver(() => {
            region.dataset.told = `${region.dataset.told || ""}|${region.textContent}`;
        }).observe(region, { childList: true })"""
    )
    check.add(start="2025-03-05", hours="4")
    # First emptied, then filled: else nothing would be read out where the words are the same.
    expect(said).to_have_attribute("data-told", re.compile(r"^\|\|结果已更新"))


def test_a_record_tells_its_amounts_with_their_units_once(check: SelfCheck) -> None:
    check.add(start="2025-03-05", days="1天", hours="8学时", theory="yes", theory_hours="２")
    facts = check.card(1).locator(".check-record-facts")
    told = re.sub(r"\s+", " ", facts.inner_text())
    assert told == (
        "1 天 8 学时 其中理论 2 学时 是：党的创新理论教育"
        " 不清楚：集中学习培训、脱产培训、县级以上党委举办的"
    )


@pytest.mark.parametrize("size", ["", "large"])
def test_the_bar_never_covers_what_has_the_focus(phone: Page, site: Site, size: str) -> None:
    phone.add_init_script(f"localStorage.setItem('reader/plan/size', '{size}')")
    check = SelfCheck(phone, site).open()
    check.tick("secretary")
    check.add(start="2025-03-05", hours="4")
    check.part("form").evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    stops = 0
    while True:
        phone.keyboard.press("Tab")
        place = phone.evaluate(
            """() => {
                const focused = document.activeElement;
                const bar = document.querySelector(".check-bar");
                if (bar.contains(focused)) return null;
                const box = focused.getBoundingClientRect();
                const covered = box.bottom > bar.getBoundingClientRect().top + 1;
                return [focused.outerHTML, covered];
            }"""
        )
        if place is None:
            break
        stops += 1
        assert not place[1], place[0]
    assert stops > len(FIELDS)
