"""The page shows what CPython says, byte for byte, and shows all of it."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from calculator import browser
from calculator.quotas import QUOTAS
from scripts.tools.server import Site
from tests.browser.histories import PEOPLE, SECRETARY, TWELVE, history, record
from tests.browser.kept import saved
from tests.browser.self_check import SelfCheck, pages_printed, told

pytestmark = pytest.mark.browser


@pytest.mark.pyodide
def test_every_kind_of_person(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open()
    for name, person in PEOPLE.items():
        check.bring(person)
        check.wait_assessed()
        document = check.document()
        assert check.verdicts() == told(document), name
        expect(check.part("overall-label")).to_have_text(document["overall"]["label"])
        spoken = answered(document["as_of"], person)
        if spoken["empty"]:
            expect(check.part("invitation")).to_be_visible()
            for name_ in ("answered", "assessment", "questions", "charts", "what-if"):
                expect(check.part(name_)).to_be_hidden()
            continue
        expect(check.part("headline")).to_have_text(spoken["headline"])
        reasons = check.part("reasons").get_by_role("listitem")
        expect(reasons).to_have_text(
            [f"{QUOTAS[one['rule']].title}：{one['text']}" for one in spoken["reasons"]]
        )
        links = check.part("reasons").get_by_role("link")
        for link in links.all():
            expect(page.locator(str(link.get_attribute("href")))).to_be_attached()


GATE = """
const send = Worker.prototype.postMessage;
let held = null;
Worker.prototype.postMessage = function (message) {
  if (held && message.method === "check") held.push(() => send.call(this, message));
  else send.call(this, message);
};
window.hold = () => { held = []; };
window.release = () => { const all = held; held = null; all.forEach((each) => each()); };
"""
"""Between `hold` and `release` nothing is assessed."""


@pytest.fixture
def held(page: Page, site: Site) -> SelfCheck:
    """A page with three records, in which nothing more is assessed before it is let go."""
    page.add_init_script(GATE)
    check = SelfCheck(page, site).open()
    check.bring(history(*TWELVE[:3]))
    check.wait_assessed()
    page.evaluate("() => window.hold()")
    return check


def release(check: SelfCheck) -> None:
    check.page.evaluate("() => window.release()")


def test_what_changes_while_a_record_is_assessed_counts(held: SelfCheck) -> None:
    # A day that is put into another form, and so to another place, when it is understood.
    held.fill(start="2024.1.5", hours="４", concentrated="yes")
    held.submit()
    held.card(1).locator("[data-act=delete]").click()
    expect(held.cards).to_have_count(2)
    release(held)
    expect(held.cards).to_have_count(3)
    expect(held.card(1)).to_contain_text("2024-01-05")
    held.wait_assessed()


def test_typing_while_a_record_is_assessed_is_not_passed_over(held: SelfCheck) -> None:
    held.fill(start="2023-03-05", hours="4")
    held.submit()
    held.field("topic").fill("后来写的")
    release(held)
    expect(held.part("form")).to_contain_text("刚才又有改动，还没有保存")
    expect(held.cards).to_have_count(3)
    held.submit()
    expect(held.card(1)).to_contain_text("后来写的")
    held.wait_assessed()


def test_a_form_that_is_emptied_while_its_record_is_assessed_takes_the_next(
    held: SelfCheck,
) -> None:
    held.fill(start="2025-05-05", hours="4")
    held.submit()
    held.fill(start="", hours="")
    release(held)
    expect(held.part("form")).not_to_have_attribute("aria-busy", "true")
    expect(held.cards).to_have_count(3)
    held.add(start="2025-06-06", hours="4")
    held.wait_assessed()


def test_a_record_is_shown_with_the_answer_it_changes(held: SelfCheck) -> None:
    held.fill(start="2025-05-05", hours="4", concentrated="yes")
    held.submit()
    expect(held.part("form")).to_have_attribute("aria-busy", "true")
    expect(held.cards).to_have_count(3)
    line = held.page.evaluate(
        """() => new Promise((resolve) => {
          const list = document.querySelector("[data-part=list]");
          const observer = new MutationObserver(() => {
            observer.disconnect();
            resolve(document.querySelector("[data-part=as-of-line]").textContent);
          });
          observer.observe(list, { childList: true, subtree: true });
          window.release();
        })"""
    )
    assert "共 4 条记录" in line
    held.wait_assessed()


def answered(as_of: str, asked: Any) -> Any:
    """The answer in words that CPython gives for a history."""
    argument = {
        "person": asked["person"],
        "as_of": as_of,
        "records": [json.dumps(record) for record in asked["records"]],
    }
    return json.loads(browser.call("check", json.dumps(argument)))["answer"]


def test_the_time_left_stands_in_the_answer(phone: Page, site: Site) -> None:
    check = SelfCheck(phone, site).open()
    check.bring(history(*TWELVE[:2], as_of="2026-06-30"))
    check.wait_assessed()
    left = check.document()["findings"][0]["remaining"]["days_left"]
    expect(check.part("time-left")).to_contain_text(f"规划期还有 {left} 天")
    box = check.part("headline").bounding_box()
    assert box
    # On a phone the answer is on the first screen.
    assert box["y"] < phone.evaluate("() => innerHeight")


def test_the_answer_stays_beside_what_is_filled_in_where_there_is_room(
    page: Page, site: Site
) -> None:
    check = SelfCheck(page, site).open()
    answer, heading = check.part("answer"), page.locator("#result-title")
    for width in (1440, 1000):
        page.set_viewport_size({"width": width, "height": 900})
        check.part("submit").scroll_into_view_if_needed()
        wide = width == 1440
        expect(heading).to_be_in_viewport() if wide else expect(heading).not_to_be_in_viewport()
        expect(check.part("application-bar")).to_be_visible(visible=not wide)
        column, form = answer.bounding_box(), check.part("form").bounding_box()
        assert column
        assert form
        assert (column["x"] > form["x"] + form["width"]) is wide


def test_an_example_is_marked_and_leaves_no_trace(phone: Page, site: Site) -> None:
    check = SelfCheck(phone, site).open()
    check.fill(topic="写了一半")
    check.part("answer").get_by_role("button", name="示例").click()
    check.wait_state("ready")
    expect(check.part("example-mark")).to_be_visible()
    expect(check.part("bar-label")).to_contain_text("示例结果：")
    expect(check.cards).not_to_have_count(0)
    check.wait_assessed()
    check.reload()
    expect(check.cards).to_have_count(0)
    expect(check.part("example-mark")).to_be_hidden()
    expect(check.field("topic")).to_have_value("写了一半")


def test_leaving_the_example_brings_back_ones_own(phone: Page, site: Site) -> None:
    check = SelfCheck(phone, site).open()
    check.fill(topic="写了一半")
    check.act("example").click()
    check.wait_assessed()
    expect(check.part("what-if")).to_be_visible()
    # Its records are not the reader's to change, nor are the reader's to get among them.
    expect(check.part("form")).to_be_hidden()
    expect(check.card(1).get_by_role("button", name="修改")).to_be_hidden()
    # What is tried out can be taken away, and is not made a record of.
    check.part("whatif-form").locator("[name=hours]").fill("8")
    check.part("whatif-form").locator("[type=submit]").click()
    expect(check.act("keep-plan")).to_be_hidden()
    check.act("drop-plan").click()
    expect(check.act("drop-plan")).to_have_count(0)
    # Who one is, one is in the example too.
    check.tick("secretary")
    check.part("form-example").get_by_role("button", name="退出示例").click()
    expect(phone.locator("#records-title")).to_be_focused()
    expect(check.cards).to_have_count(0)
    expect(check.part("unanswered")).to_be_visible()
    expect(check.part("answered")).to_be_hidden()
    expect(check.part("what-if")).not_to_contain_text("示例")
    expect(check.field("topic")).to_have_value("写了一半")
    expect(phone.locator("[data-role=secretary] [data-role-tick]")).to_be_checked()
    check.reload()
    expect(phone.locator("[data-role=secretary] [data-role-tick]")).to_be_checked()
    expect(check.cards).to_have_count(0)


def test_what_is_brought_while_the_example_shows_is_ones_own(phone: Page, site: Site) -> None:
    check = SelfCheck(phone, site).open()
    check.act("example").click()
    check.wait_assessed()
    check.bring(history(*TWELVE[:2], as_of="2026-06-30"), "merge")
    expect(check.cards).to_have_count(2)
    expect(check.part("example-mark")).to_be_hidden()
    saved(check, 2)


def test_a_report_of_the_example_says_so(phone: Page, site: Site) -> None:
    check = SelfCheck(phone, site).open()
    check.act("example").click()
    check.wait_assessed()
    phone.evaluate("() => { window.print = undefined; }")
    check.act("print-report").click()
    expect(check.part("report-status")).to_contain_text("这个浏览器不能打印")
    expect(phone.locator("html[data-printing]")).not_to_be_attached()
    phone.evaluate(REPORT)
    check.act("print-report").click()
    expect(check.part("report")).to_contain_text("示例，不是真实的记录")
    # Where the browser does not say that it has printed, going on tells.
    expect(phone.locator("html[data-printing=report]")).to_be_attached()
    check.part("overall-label").click()
    expect(phone.locator("html[data-printing]")).not_to_be_attached()
    expect(check.part("report")).to_have_attribute("hidden", "")


REPORT = """() => {
  window.print = () => undefined;
}"""


@pytest.mark.pyodide
def test_a_report_of_twenty_records_is_one_page(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open()
    long = "学习贯彻党的二十届三中全会精神专题研讨暨基层党组织书记抓党建促乡村振兴培训班"
    unsure = {"days": 2, "hours": None, "theory": "unknown", "county_level": "unknown"}
    twenty = [
        record(f"2025-{month:02d}-{day}", end=end, topic=topic, off_job="yes", **unsure)
        for month in range(1, 11)
        for day, end, topic in (
            ("05", None, "党课"),
            ("27", f"2025-{month + 1:02d}-02", long if month % 2 else "主题党日"),
        )
    ]
    check.bring(history(*twenty, roles=[SECRETARY], as_of="2026-06-30"))
    check.wait_assessed()
    page.evaluate(REPORT)
    check.act("print-report").click()
    report = check.part("report")
    document = check.document()
    page.emulate_media(media="print")
    expect(report).to_be_visible()
    expect(report).to_contain_text(document["quotas_sha256"])
    expect(report).to_contain_text(document["plan"]["text_sha256"])
    expect(report).to_contain_text(document["overall"]["label"])
    rows = report.locator("[data-slot=records] tr")
    expect(rows).to_have_count(20)
    expect(rows.nth(1)).to_contain_text("2025-01-27～02-02")
    expect(page.locator(".masthead")).to_be_hidden()
    assert pages_printed(page) == 1
    page.emulate_media(media="screen")
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    expect(report).to_be_hidden()
    # The browser's own menu prints the same sheet.
    page.emulate_media(media="null")
    assert pages_printed(page) == 1
    expect(report).to_be_hidden()


def test_a_report_says_what_is_open_and_what_does_not_count(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open()
    uncounted = [record("2023-12-05"), record("2027-03-05")]
    check.bring(history(*uncounted, *TWELVE, roles=[SECRETARY], as_of="2026-06-30"))
    check.wait_assessed()
    page.evaluate(REPORT)
    check.act("print-report").click()
    document = check.document()
    open_ = [each for each in document["findings"] if each["verdict"] == "undetermined"]
    reasons = check.part("report").locator(".check-report-why").all_text_contents()
    assert len(reasons) == len(open_) > 0
    for finding, reason in zip(open_, reasons, strict=True):
        lines = [line["text"] for line in finding["explanation"] if line["kind"] == "missing"]
        assert all(line in reason for line in lines)
    counted = {index for each in document["findings"] for index in each["records"]}
    marked = check.part("report").locator("[data-slot=records] tr").filter(has_text="未计入")
    assert [int(number) - 1 for number in marked.locator("th").all_text_contents()] == [
        index for index in range(len(TWELVE) + 2) if index not in counted
    ]
    messages = dict.fromkeys(notice["message"] for notice in document["notices"])
    expect(check.part("report").locator("[data-slot=notice-list] li")).to_have_text(
        [re.compile(re.escape(message)) for message in messages]
    )


def test_a_report_marks_no_record_of_those_whose_number_stands_elsewhere(
    page: Page, site: Site
) -> None:
    check = SelfCheck(page, site).open()
    check.bring(history(*TWELVE, roles=[{"role": "cadre"}], as_of="2026-06-30"))
    check.wait_assessed()
    page.evaluate(REPORT)
    check.act("print-report").click()
    rows = check.part("report").locator("[data-slot=records] tr")
    expect(rows).to_have_count(len(TWELVE))
    expect(rows.filter(has_text="未计入")).to_have_count(0)


def test_a_finding_shows_its_grounds(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open()
    check.bring(history(*TWELVE, roles=[{"role": "secretary"}]))
    check.wait_assessed()
    page.evaluate(
        "() => document.querySelectorAll('details').forEach((each) => (each.open = true))"
    )
    for finding in check.document()["findings"]:
        shows(check, finding)
    for notice in check.document()["notices"]:
        expect(check.part("notice-list")).to_contain_text(notice["message"])


def shows(check: SelfCheck, finding: dict[str, Any]) -> None:
    year = finding["year"] or ""
    article = check.page.locator(f"[data-rule={finding['rule']}][data-year='{year}']")
    expect(article).to_contain_text(finding["citation"]["quote"])
    link = article.get_by_role("link", name="看原文")
    assert link.get_attribute("href") == check.site.url + finding["citation"]["url"]
    for line in finding["explanation"]:
        expect(article).to_contain_text(line["text"])
    for other in finding["alternatives"]:
        expect(article).to_contain_text("换一种读法")
        expect(article).to_contain_text(other["text"])
    for reading in finding["readings"]:
        assert article.locator(f"a[href$='method/#{reading}']").count() == 1
    for index in finding["records"]:
        expect(article.get_by_role("link", name=f"第 {index + 1} 条", exact=True)).to_be_attached()
    for unit in ("hours", "days", "percent"):
        if finding[unit]:
            expect(article).to_contain_text(f"规划数 {finding[unit]['required']}")


def test_no_date_breaks_across_lines(phone: Page, site: Site) -> None:
    check = SelfCheck(phone, site).open()
    check.bring(history(*TWELVE, roles=[{"role": "secretary"}]))
    check.wait_assessed()
    broken = check.root.evaluate(
        """root => {
            const found = [];
            const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
                const text = texts.currentNode;
                for (const match of text.data.matchAll(/\\d{4}-\\d{2}-\\d{2}/g)) {
                    const range = document.createRange();
                    range.setStart(text, match.index);
                    range.setEnd(text, match.index + match[0].length);
                    if (range.getClientRects().length > 1) found.push(text.data);
                }
            }
            return found;
        }"""
    )
    assert broken == []


def test_working_that_was_opened_stays_open(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open()
    check.bring(history(*TWELVE))
    check.wait_assessed()
    article = page.locator("[data-rule=member-total]")
    article.get_by_text("怎样算的").click()
    expect(article.get_by_role("link", name="第 1 条", exact=True)).to_be_visible()
    check.add(start="2026-06-01", hours="3", concentrated="yes")
    check.wait_assessed()
    expect(article.locator("details")).to_have_attribute("open", "")
    expect(article.get_by_role("link", name="第 13 条", exact=True)).to_be_visible()


def test_a_finding_says_what_its_figures_and_lists_take_in(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open()
    day = {"start": "2025-03-05", "days": 1, "concentrated": "yes", "theory": "yes"}
    check.bring(history(day, {"start": "2025-03-06", "hours": 4, "concentrated": "unknown"}))
    check.wait_assessed()
    article = page.locator("[data-rule=member-total]")
    figures = article.locator("[data-slot=figures]")
    expect(figures.get_by_text("天数按1天8学时换算", exact=True)).to_be_visible()
    expect(figures.get_by_text("只合计写了天数的记录", exact=True)).to_be_visible()
    article.get_by_text("怎样算的").click()
    expect(article.locator("[data-slot=records]")).to_have_text("计入的记录：第 1 条")
    expect(article.locator("[data-slot=perhaps]")).to_have_text("还不能确定是否计入的记录：第 2 条")
    share = page.locator("[data-rule=theory-share] [data-slot=figures]")
    expect(share.locator("[data-slot=note]")).to_be_hidden()
    check.add(start="2025-03-07", hours="4", concentrated="no")
    expect(check.part("as-of-line")).to_have_text(
        "算到 2026-06-30，共 3 条记录，其中 1 条没有计入（不是集中学习 1 条）。"
    )


def test_the_answer_says_for_whom_it_is_and_what_is_reached(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open()
    check.bring(history(record("2024-03-05", hours=160)))
    check.wait_assessed()
    expect(check.part("assessed-as")).to_have_text("普通党员")
    expect(check.part("reached")).to_be_hidden()
    check.tick("secretary")
    check.wait_assessed()
    expect(check.part("assessed-as")).to_have_text("基层党组织书记")
    expect(check.part("reached")).to_have_text(
        "已达到：党员五年集中学习培训、党的创新理论教育学时占比。"
    )
    check.part("answered").get_by_role("link", name="我的身份").click()
    expect(page.locator("#person-title")).to_be_in_viewport()


def test_cited_places_exist(page: Page, site: Site) -> None:
    check = SelfCheck(page, site).open()
    check.bring(history(*TWELVE, military=True, infirm=True))
    check.wait_assessed()
    found = check.root.evaluate("root => [...root.querySelectorAll('a')].map((link) => link.href)")
    links = {link for link in found if link.startswith(site.url)}
    for address in sorted({link for link in links if "#" in link}):
        page.goto(address)
        expect(page.locator(f"[id='{address.partition('#')[2]}']")).to_be_attached()


def test_reading_without_scripts(site: Site, context: Any) -> None:
    quiet = context.browser.new_context(java_script_enabled=False)
    page = quiet.new_page()
    page.goto(f"{site.url}calculator/")
    expect(page.locator("[data-part=unsupported]")).to_be_visible()
    expect(page.locator("[data-part=application]")).to_be_hidden()
    expect(page.locator("[data-part=answer]")).to_be_hidden()
    demands = page.locator("[data-kind]:visible")
    expect(demands).to_have_count(1)
    expect(demands).to_contain_text(QUOTAS["member-total"].citation.quote)
    page.locator("[name=kind][value=secretary]").check()
    expect(demands).to_contain_text(QUOTAS["secretary-total"].citation.quote)
    expect(demands).to_contain_text("不少于 35 天或 280 学时")
    page.locator("[name=kind][value=military]").check()
    expect(demands).to_contain_text("另有规定")
    expect(page.get_by_text("不替代党组织登记").first).to_be_visible()
    quiet.close()
