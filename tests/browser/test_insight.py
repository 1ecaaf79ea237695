"""What the page tells beyond the assessment: questions, charts, and what if."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from calculator import browser
from scripts.tools.server import Site
from tests.browser.histories import AS_OF, PEOPLE, SECRETARY, TWELVE, history, record
from tests.browser.self_check import START_MS, SelfCheck, pages_printed

pytestmark = pytest.mark.browser

NEARLY = history(
    record("2024-05-10", hours=150, topic="轮训"),
    record("2025-06-01", hours=12, concentrated="unknown", topic="“三会一课”"),
)
"""150 学时 for sure and 12 that may count: the total is met or not by one answer."""

EVEN = history(
    record("2024-05-10", hours=80),
    record("2024-06-10", hours=80, theory="no"),
    record("2027-03-01", hours=30, topic="春训"),
)
"""160 学时, 80 of theory: met, and on the line; and 30 学时 that are still to come."""


def open_with(page: Page, site: Site, brought: dict[str, Any]) -> SelfCheck:
    check = SelfCheck(page, site).open()
    check.bring(brought)
    return wait_told(check)


def wait_told(check: SelfCheck) -> SelfCheck:
    """Wait until everything on the page goes with the records as they are."""
    check.wait_assessed()
    for name in ("charts", "questions"):
        expect(check.part(name)).to_have_attribute("aria-busy", "false", timeout=START_MS)
    expect(check.part("charts")).to_be_visible()
    return check


def told(check: SelfCheck, **more: Any) -> Any:
    """What CPython tells of the history that the page holds."""
    read = json.loads(check.exported())
    texts = [json.dumps(each) for each in read["records"]]
    as_of = read["as_of"] or check.page.locator("#person-as-of").input_value()
    typed = {"person": read["person"], "as_of": as_of, "records": texts}
    return json.loads(browser.call("insight", json.dumps({"history": typed, **more})))


def cards(check: SelfCheck) -> Locator:
    return check.part("question-list").locator("[data-question]")


@pytest.mark.pyodide
def test_an_answer_settles_the_verdict_and_can_be_undone(phone: Page, site: Site) -> None:
    check = open_with(phone, site, NEARLY)
    expect(check.part("questions-title")).to_have_text("先弄清这几条，结果就能定")
    expect(check.part("overall-label")).to_have_text("无法判断")
    card = cards(check).first
    expect(card).to_contain_text("2025-06-01 的“三会一课”，是集中学习培训吗？")
    link = card.get_by_role("link")
    expect(phone.locator(str(link.get_attribute("href")))).to_contain_text("三会一课")
    yes = card.get_by_role("button", name="是：", exact=False).first
    box = yes.bounding_box()
    assert box
    assert min(box["height"], box["width"]) >= 44
    expect(yes).to_have_accessible_description(
        "总的看，已达到。 计入 12 学时。“党员五年集中学习培训”已达到（162 学时）。"
    )
    yes.click()
    undo = check.act("undo-answer")
    expect(undo).to_be_focused()
    check.wait_assessed()
    expect(check.part("overall-label")).to_have_text("已达到")
    assert json.loads(check.exported())["records"][1]["concentrated"] == "yes"
    undo.click()
    expect(check.part("questions-title")).to_be_focused()
    check.wait_assessed()
    expect(check.part("overall-label")).to_have_text("无法判断")
    expect(cards(check)).to_have_count(1)


def test_an_answer_reaches_the_record_in_the_form(phone: Page, site: Site) -> None:
    check = open_with(phone, site, NEARLY)
    chosen = check.part("form").locator("[name=concentrated]:checked")
    check.card(2).get_by_role("button", name="修改").click()
    yes = cards(check).first.get_by_role("button", name="是：", exact=False).first
    yes.click()
    expect(chosen).to_have_value("yes")
    check.act("undo-answer").click()
    expect(chosen).to_have_value("unknown")
    # What is being changed stays as typed, and does not take the answer back.
    check.fill(topic="改了一半")
    yes.click()
    expect(chosen).to_have_value("yes")
    assert check.typed()["topic"] == "改了一半"
    check.submit()
    expect(check.card(2)).to_contain_text("改了一半")
    assert json.loads(check.exported())["records"][1]["concentrated"] == "yes"
    check.wait_assessed()


def test_the_page_says_of_each_answer_what_python_says(page: Page, site: Site) -> None:
    check = open_with(page, site, PEOPLE["secretary"])
    asked = told(check)["questions"]
    more = check.act("more-questions")
    expect(cards(check)).to_have_count(3)
    more.click()
    expect(cards(check)).to_have_count(len(asked["items"]))
    expect(more).to_be_hidden()
    for item, card in zip(asked["items"], cards(check).all(), strict=True):
        expect(card).to_contain_text(item["text"])
        expect(card).to_contain_text(item["about"])
        for answer in item["answers"]:
            expect(card).to_contain_text(answer["text"])
            expect(card).to_contain_text(answer["more"])
    # A double click answers one question, and not the one that comes into its place.
    before = json.loads(check.exported())["records"]
    cards(check).first.get_by_role("button", name="是：", exact=False).first.dblclick()
    after = json.loads(check.exported())["records"]
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(changed) == 1
    assert sum(one != other for one, other in zip(*map(dict.values, changed[0]), strict=True)) == 1


def test_a_question_put_aside_leaves_the_record_as_it_is(page: Page, site: Site) -> None:
    check = open_with(page, site, PEOPLE["secretary"])
    before = check.exported()
    first = cards(check).first.locator(".check-ask-text").inner_text()
    cards(check).first.get_by_role("button", name="仍不清楚").click()
    expect(cards(check).first).not_to_contain_text(first)
    aside = [{"record": 3, "key": "off_job"}]
    expected = told(check, aside=aside)["questions"]["items"]
    expect(cards(check).first).to_contain_text(expected[0]["text"])
    assert check.exported() == before


def test_of_two_figures_one_is_taken(page: Page, site: Site) -> None:
    odd = history(record("2024-05-10", hours=150), record("2025-06-01", days=2, hours=8))
    check = open_with(page, site, odd)
    cards(check).first.get_by_role("button", name="以 2 天为准").click()
    check.wait_assessed()
    assert json.loads(check.exported())["records"][1]["hours"] is None
    expect(check.part("overall-label")).to_have_text("已达到")


def test_no_question_leads_nowhere(page: Page, site: Site) -> None:
    check = open_with(page, site, PEOPLE["late joiner"])
    expect(check.part("questions-none")).to_contain_text("弄清哪条记录都改变不了")
    expect(check.part("questions-beyond")).to_contain_text("规划没有写规划期内入党的党员")
    expect(cards(check)).to_have_count(0)
    check.bring(history(record("2024-05-10")))
    wait_told(check)
    expect(check.part("questions")).to_be_hidden()


def rows(table: Locator) -> list[list[str]]:
    return [
        [" ".join(cell.split()) for cell in row.locator("th, td").all_text_contents() if cell]
        for row in table.locator("tbody tr").all()
    ]


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "nothing yet"])
def test_the_tables_behind_the_charts_are_python_s(page: Page, site: Site, name: str) -> None:
    check = open_with(page, site, PEOPLE[name])
    found = told(check)
    annual = any(year["annual"] for year in found["years"]["rows"])
    expected = [
        [
            f"{year['year']}（{year['mark']}）" if year["mark"] else str(year["year"]),
            *(year[key]["text"] for key in ("hours", "theory", "percent")),
            year["annual"]["text"] if year["annual"] else "不适用",
        ]
        for year in found["years"]["rows"]
    ]
    assert rows(check.part("years").locator("table")) == expected
    expect(check.part("years").locator("thead [data-annual]")).to_be_visible(visible=False)
    check.part("years").locator("summary").click()
    expect(check.part("years").locator("thead [data-annual]")).to_be_visible(visible=annual)
    ways = check.part("ways").locator("figure")
    expect(ways).to_have_count(len(found["path"]))
    for path, way in zip(found["path"], ways.all(), strict=True):
        expect(way.locator("figcaption")).to_have_text(path["title"] + path["label"])
        expect(way).to_contain_text(path["text"])
        assert [[row[0], row[1].split("（")[0]] for row in rows(way)] == [
            [row["date"], row["text"]] for row in path["rows"]
        ]
        picture = way.locator("[role=img]")
        expect(picture).to_be_visible(visible=path["required"] is not None)
        if path["pace"]:
            expect(way).to_contain_text(path["pace"]["text"])
            expect(picture).to_have_accessible_name(
                f"{path['title']}，累计学时。{path['text']}{path['pace']['text']}"
            )


def test_bars_are_as_long_as_their_figures(page: Page, site: Site) -> None:
    check = open_with(page, site, PEOPLE["secretary"])
    years = told(check)["years"]["rows"]
    top = max(
        max(year["hours"]["high"], year["annual"]["required"]) for year in years if year["annual"]
    )
    for year, made in zip(years, check.page.locator(".check-chart-year").all(), strict=True):
        if not year["hours"]["high"]:
            continue
        sure = made.locator("[data-slot=sure]").get_attribute("width")
        assert float(str(sure).removesuffix("%")) == pytest.approx(year["hours"]["low"] / top * 100)


def plan(check: SelfCheck, **fields: str | bool) -> None:
    form = check.part("whatif-form")
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        if isinstance(value, bool):
            field.set_checked(value)
        else:
            field.fill(value)
    form.get_by_role("button", name="加上试算").click()


def test_the_day_of_a_plan_comes_back_after_clearing(page: Page, site: Site) -> None:
    check = open_with(page, site, EVEN)
    check.act("clear").click()
    check.act("clear-yes").click()
    expect(check.part("clear-status")).to_have_text("已清除。")
    check.bring(EVEN)
    expect(check.part("whatif-form").locator("[name=start]")).to_have_value("2026-07-01")


@pytest.mark.pyodide
def test_what_if_shows_what_flips_the_share_undone_too(phone: Page, site: Site) -> None:
    check = open_with(phone, site, EVEN)
    before = check.exported()
    expect(check.part("whatif-form").locator("[name=start]")).to_have_value("2026-07-01")
    plan(check, hours="20", theory=False)
    flips = check.part("whatif-flips").locator("li")
    expect(flips).to_have_count(1)
    expect(flips).to_contain_text("党的创新理论教育学时占比")
    expect(flips).to_contain_text("50% → 44.4%")
    expect(flips).to_contain_text("占比被拉低")
    expect(flips.locator(".check-verdict")).to_have_text(["已达到", "尚未达到"])
    expect(check.part("whatif-overall")).to_have_text("加上这些，总的看：已达到 → 尚未达到。")
    # The result itself stays: what is planned is no record, and is kept nowhere.
    expect(check.part("overall-label")).to_have_text("已达到")
    assert check.exported() == before
    expect(check.part("ways").locator("[data-legend=planned]")).to_be_visible()

    plan(check, start="７月中旬", hours="20", theory=True)
    expect(phone.locator("#plan-problem-start")).to_contain_text("读不出日期")
    expect(phone.locator("#plan-start")).to_be_focused()
    plan(check, start="2026年7月6日至8日")
    expect(check.part("whatif-list")).to_contain_text("2026-07-06 至 2026-07-08，20 学时")
    expect(check.part("whatif-overall")).to_contain_text("各条要求的结果都不变")
    expect(flips).to_have_count(0)
    expect(phone.locator("#planned-title")).to_be_focused()
    check.act("drop-plan").first.click()
    expect(check.part("whatif-list").locator("li")).to_have_count(1)
    check.act("drop-plan").click()
    expect(check.part("whatif-result")).to_be_hidden()
    expect(phone.locator("#whatif-title")).to_be_focused()


def test_plans_are_kept_only_where_the_reader_says_so(page: Page, site: Site) -> None:
    check = open_with(page, site, history(*TWELVE, roles=[SECRETARY]))
    check.act("plan-preset").click()
    plan(check)
    flips = check.part("whatif-flips").locator("li")
    expect(flips.first).to_contain_text("基层党组织书记每年脱产培训（2026年）")
    plan(check, days="1")
    expect(check.part("whatif-list").locator("li")).to_have_count(2)
    check.act("keep-plan").first.click()
    expect(check.cards).to_have_count(len(TWELVE) + 1)
    # It opens in the form: a plan has no topic, and one day for all its days.
    expect(check.field("topic")).to_be_focused()
    assert check.typed()["days"] == "5"
    # Taken back it is a plan again.
    check.part("undo").get_by_role("button", name="撤销").click()
    expect(check.cards).to_have_count(len(TWELVE))
    expect(check.part("whatif-list").locator("li")).to_have_count(2)
    check.part("whatif-list").locator("li").filter(has_text="40 学时").get_by_role(
        "button", name="加入我的记录"
    ).click()
    check.wait_assessed()
    last = json.loads(check.exported())["records"][-1]
    assert {
        key: last[key] for key in ("start", "days", "hours", "concentrated", "theory", "off_job")
    } == {
        "start": "2026-07-01",
        "days": 5,
        "hours": 40,
        "concentrated": "yes",
        "theory": "no",
        "off_job": "yes",
    }
    check.reload().start()
    expect(check.part("charts")).to_be_visible(timeout=START_MS)
    expect(check.cards).to_have_count(len(TWELVE) + 1)
    expect(check.part("whatif-list").locator("li")).to_have_count(0)


def test_the_example_is_an_off_job_training_where_that_is_not_asked_too(
    page: Page, site: Site
) -> None:
    check = open_with(page, site, EVEN)
    expect(check.part("whatif-form").locator("[name=off_job]")).to_be_hidden()
    check.act("plan-preset").click()
    plan(check)
    expect(check.part("whatif-list")).to_contain_text("是脱产培训")
    plan(check, hours="8")
    second = check.part("whatif-list").locator("li").nth(1)
    expect(second).to_contain_text("2026-07-01，8 学时")
    expect(second).not_to_contain_text("脱产")


def test_later_records_are_explained_and_can_be_tried(page: Page, site: Site) -> None:
    check = open_with(page, site, EVEN)
    expect(check.part("whatif-later")).to_contain_text(f"第 3 条在 {AS_OF} 以后，属于计划")
    check.part("whatif-with-later").check()
    expected = told(check, later=True)["what_if"]
    expect(check.part("whatif-overall")).to_have_text(expected["overall"]["text"])
    check.part("whatif-with-later").uncheck()
    expect(check.part("whatif-result")).to_be_hidden()


def test_a_plan_that_cannot_be_read_says_what_to_do(page: Page, site: Site) -> None:
    check = open_with(page, site, EVEN)
    plan(check)
    problem = page.locator("#plan-problem-hours")
    expect(problem).to_have_text("天数和学时至少要填一项。")
    expect(page.locator("#plan-hours")).to_be_focused()
    plan(check, hours="若干")
    expect(problem).not_to_be_empty()
    plan(check, start="", hours="8")
    expect(page.locator("#plan-problem-start")).to_have_text("请填写日期。")
    plan(check, start="2027-01-05", hours="８学时")
    expect(check.part("whatif-list").locator("li")).to_have_count(1)
    expect(check.part("whatif-list")).to_contain_text("2027-01-05，8 学时")


def test_the_newest_change_is_what_is_told_of(page: Page, site: Site) -> None:
    check = open_with(page, site, NEARLY)
    for hours in range(1, 6):
        check.add(start="2025-03-05", hours=str(hours), concentrated="yes")
    wait_told(check)
    (path,) = told(check)["path"]
    expect(check.part("ways")).to_contain_text(path["text"])
    assert len(json.loads(check.exported())["records"]) == 7


def test_with_the_keyboard_only(page: Page, site: Site) -> None:
    check = open_with(page, site, NEARLY)
    check.part("questions-title").focus()

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)

    press("Tab", "Tab")
    expect(cards(check).first.get_by_role("button").first).to_be_focused()
    press("Tab", "Enter")
    expect(check.act("undo-answer")).to_be_focused()
    expect(check.part("overall-label")).to_have_text("尚未达到")
    expect(cards(check)).to_have_count(0)
    expect(check.act("undo-answer")).to_be_focused()
    press("Enter")
    expect(check.part("questions-title")).to_be_focused()
    expect(check.part("overall-label")).to_have_text("无法判断")

    check.part("years").locator("summary").focus()
    press("Enter")
    expect(check.part("years").locator("table")).to_be_visible()
    page.locator("#plan-hours").focus()
    page.keyboard.type("10")
    press("Enter")
    expect(page.locator("#planned-title")).to_be_focused()
    press("Tab")
    expect(check.act("drop-plan")).to_be_focused()
    press("Enter")
    expect(page.locator("#whatif-title")).to_be_focused()


@pytest.mark.parametrize("size", ["", "large"])
@pytest.mark.parametrize("name", ["secretary", "cadre and secretary"])
def test_nothing_is_wider_than_a_small_phone(page: Page, site: Site, size: str, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.add_init_script(f"localStorage.setItem('reader/plan/size', '{size}')")
    check = open_with(page, site, PEOPLE[name])
    check.act("plan-preset").click()
    plan(check)
    expect(check.part("whatif-result")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # A figure of two ends stays beside its name.
    cell = check.part("years").locator("td[data-label=计入]").filter(has_text="至").first
    left = (
        "(each) => [...each.querySelectorAll('span')].map((one) => one.getBoundingClientRect().x)"
    )
    label = page.evaluate(
        "() => 5 * parseFloat(getComputedStyle(document.querySelector('.check-table')).fontSize)"
    )
    box = cell.bounding_box()
    assert box
    assert min(cell.evaluate(left)) >= box["x"] + label - 1
    for name_ in ("计入", "理论占比"):
        expect(check.part("years").get_by_role("columnheader", name=name_)).to_have_count(1)
    least = 60 if size else 44
    for button in check.part("questions").get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= least


def test_the_charts_are_printed_by_themselves(page: Page, site: Site) -> None:
    check = open_with(page, site, PEOPLE["secretary"])
    page.evaluate("() => { window.print = () => undefined; }")
    check.act("print-charts").click()
    page.emulate_media(media="print")
    expect(check.part("years")).to_be_visible()
    expect(check.part("ways").locator("svg").first).to_be_visible()
    expect(check.part("charts").get_by_text("不是考核依据")).to_be_visible()
    for part in ("report", "answer", "person", "records", "assessment"):
        expect(check.part(part)).to_be_hidden()
    expect(page.locator(".masthead")).to_be_hidden()
    assert pages_printed(page) == 2
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(check.part("answer")).to_be_visible()


def test_the_tables_are_printed(page: Page, site: Site) -> None:
    check = open_with(page, site, PEOPLE["secretary"])
    page.emulate_media(media="print")
    expect(check.part("years").locator("table")).to_be_visible()
    expect(check.part("ways").locator("table").first).to_be_visible()
    expect(check.part("what-if")).to_be_hidden()
    expect(check.act("put-aside").first).to_be_hidden()
