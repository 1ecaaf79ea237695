"""支部台账: a branch's table out of one ledger or many files, in memory only."""

import csv
import io
import json
import re

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from scripts.tools.server import Site
from tests.browser.branch import HEADING, NAMES, Branch, opened, people
from tests.browser.histories import TWELVE, history, record
from tests.browser.self_check import START_MS

pytestmark = pytest.mark.browser


@pytest.mark.pyodide
def test_a_branchs_ledger_becomes_a_table(check: Branch) -> None:
    check.bring_branch()
    expect(check.part("branch-read")).to_have_text("读了“支部台账.csv”：5 人，5 条记录。")
    expect(check.names).to_have_text(NAMES)
    told = people(check.saved("json"))
    assert [person["name"] for person in told] == NAMES
    for row, person in zip(check.rows.all(), told, strict=True):
        expect(row.locator("td").first).to_have_text(person["overall"]["label"])
        shown = row.locator("[data-verdict]")
        verdicts = [each.get_attribute("data-verdict") for each in shown.all()]
        assert verdicts[1] == person["findings"][0]["verdict"]
    expect(check.rows.nth(2)).to_contain_text("12 至 16/160 学时，2/20 天")
    expect(check.rows.nth(1)).to_contain_text("是否党的创新理论教育")
    # No rule for secretaries concerns anyone but the secretary.
    expect(check.page.locator(".check-branch-table th[scope=col]")).to_have_count(8)
    # The page itself is about nobody, and the branch stays whoever it is about.
    expect(check.cards).to_have_count(0)
    check.add_person("老张")
    expect(check.names).to_have_text(NAMES)


def test_whoever_brings_a_branch_alone_is_told_nothing_of_themselves(check: Branch) -> None:
    check.bring_branch()
    check.wait_branch()
    expect(check.part("invitation")).to_be_visible()
    for name in ("answered", "assessment", "questions", "charts", "what-if"):
        expect(check.part(name)).to_be_hidden()
    check.part("answer").get_by_role("link", name="支部台账").click()
    assert check.page.url.endswith("#branch-title")
    # Where something is known of the reader, it is said again.
    check.add(start="2025-03-05", hours="4")
    for name in ("answered", "assessment", "charts"):
        expect(check.part(name)).to_be_visible()


def unspaced(text: str) -> str:
    """Text without what only sets its pieces apart."""
    return re.sub(r"[\s：]", "", text)


def test_rows_that_were_not_read_are_told_and_not_counted(check: Branch) -> None:
    check.bring_branch()
    expect(check.part("branch-wrong")).to_contain_text("有 1 处没有读进来")
    expect(check.part("branch-wrong")).to_contain_text("没有把它们算进去")
    problems = check.part("branch-problem-list").locator("li")
    expect(problems).to_have_count(1)
    expect(problems).to_be_visible()
    expect(problems).to_contain_text("第 4 行 “学时”")
    expect(check.rows.nth(1)).to_contain_text("1 条记录，1 行没有读进来")
    check.names.nth(1).click()
    expect(check.part("branch-detail")).to_contain_text("另有 1 行没有读进来")
    expect(check.part("branch-detail").locator("[data-slot=unread-list] li")).to_contain_text(
        "第 4 行 “学时”"
    )
    # The file says it in the same words, at the person.
    shown = check.part("branch-detail").locator("[data-slot=unread-list] li").inner_text()
    lines, _, _ = check.saved("csv").decode("utf-8-sig").partition("\r\n\r\n")
    table = list(csv.DictReader(io.StringIO(lines)))
    assert unspaced(table[1]["没有读进来的行"]) == unspaced(shown)
    assert [row["没有读进来的行数"] for row in table] == ["0", "1", "0", "0", "0"]
    check.part("branch-columns").locator("summary").click()
    expect(check.part("branch-columns")).to_contain_text("1 栏是个人信息，没有读取")
    check.act("branch-adopt").click()
    expect(check.part("preview-problems")).to_contain_text("第 4 行")


COUNT_WRITES = """
() => {
  window.writes = 0;
  new MutationObserver(() => { window.writes += 1; }).observe(
    document.querySelector("[data-part=branch-shown]"), { childList: true, characterData: true }
  );
}
"""


def test_totals_filter_and_the_search_finds(check: Branch) -> None:
    check.bring_branch()
    expect(check.filters).to_have_text(
        ["全部 5", "已达到 1", "尚未达到 2", "另有规定 1", "无法判断 1"]
    )
    check.filters.nth(1).click()
    expect(check.filters.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(check.filters.nth(1)).to_be_focused()
    expect(check.names).to_have_text(["陈七"])
    expect(check.part("branch-shown")).to_have_text("第 1～1 人，共 1 人")
    expect(check.page.locator("#branch-table-title")).to_have_text("名单")
    # It is said once, and not with each change of anything else.
    check.page.evaluate(COUNT_WRITES)
    check.names.first.click()
    expect(check.part("branch-detail")).to_be_visible()
    check.act("branch-detail-close").click()
    assert check.page.evaluate("() => window.writes") == 0
    check.choose_in("column", "党员五年集中学习培训")
    expect(check.filters).to_have_text(["全部 5", "已达到 2", "尚未达到 2", "另有规定 1"])
    expect(check.names).to_have_text(NAMES)
    check.filters.nth(1).click()
    expect(check.names).to_have_text(["李四", "陈七"])
    check.choose_in("open", "是否党的创新理论教育（1 人）")
    expect(check.names).to_have_text(["李四"])
    check.page.locator("#branch-search").fill("二支部")
    expect(check.rows).to_have_count(0)
    check.act("branch-everyone").click()
    expect(check.names).to_have_text(NAMES)
    check.page.locator("#branch-search").fill("王")
    expect(check.names).to_have_text(["王五"])
    check.page.locator("#branch-search").fill("＝赵")
    expect(check.names).to_have_text(["=赵六"])


def test_the_order_is_the_ledgers_or_by_name_and_never_by_figures(check: Branch) -> None:
    check.bring_branch()
    orders = check.page.locator("#branch-order option")
    expect(orders).to_have_text(["台账里的顺序", "按姓名", "按支部"])
    check.choose_in("order", "按姓名")
    expect(check.names).to_have_text(["=赵六", "陈七", "李四", "王五", "张三"])
    check.choose_in("order", "按支部")
    expect(check.names).to_have_text(["=赵六", "陈七", "王五", "李四", "张三"])
    check.choose_in("order", "台账里的顺序")
    expect(check.names).to_have_text(NAMES)


def test_everyones_detail_is_the_assessment_of_that_person(check: Branch) -> None:
    check.bring_branch()
    told = people(check.saved("json"))
    for index in (0, 3):
        button = check.names.nth(index)
        button.click()
        expect(button).to_have_attribute("aria-expanded", "true")
        detail = check.part("branch-detail")
        expect(detail.locator("h3").first).to_be_focused()
        expect(detail.locator("h3").first).to_contain_text(NAMES[index])
        shown = detail.locator("article")
        expected = [each for each in told[index]["findings"] if each["verdict"] != "not_applicable"]
        expect(shown).to_have_count(len(expected))
        for article, finding in zip(shown.all(), expected, strict=True):
            expect(article).to_have_attribute("data-rule", finding["rule"])
            expect(article).to_have_attribute("data-verdict", finding["verdict"])
            lines = [line["text"] for line in finding["explanation"]]
            assert sorted(article.locator("li[data-kind]").all_text_contents()) == sorted(lines)
        check.act("branch-detail-close").click()
        expect(detail).to_be_hidden()
        expect(button).to_be_focused()


def test_a_person_becomes_ones_own_records_only_by_choice(check: Branch) -> None:
    check.bring_branch()
    check.names.nth(2).click()
    check.act("branch-adopt").click()
    expect(check.part("preview")).to_contain_text("支部台账里的“王五”")
    expect(check.cards).to_have_count(0)
    check.act("replace").click()
    expect(check.cards).to_have_count(1)
    check.wait_assessed()
    expect(check.names).to_have_text(NAMES)


TOMORROW = "2026-07-01T00:01:00+08:00"


def test_another_day_assesses_everyone_again(check: Branch) -> None:
    check.bring_branch()
    # A day goes by while it is open.
    check.page.clock.set_fixed_time(TOMORROW)
    check.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(check.part("branch-progress")).to_be_hidden()
    check.names.last.click()
    expect(check.part("branch-detail")).to_contain_text("算到 2026-07-01")
    expect(check.names).to_have_text(NAMES)
    expect(check.filters.first).to_have_text("全部 5")
    # Whatever was read meanwhile.
    check.bring(history(record("2025-05-05")))
    check.page.locator("#branch-as-of").fill("2028-12-31")
    check.page.locator("#branch-as-of").dispatch_event("change")
    expect(check.filters.filter(has_text="未达到")).to_have_text(["未达到 2"])
    check.wait_branch()
    assert {person["as_of"] for person in people(check.saved("json"))} == {"2028-12-31"}


EDGES = """
() => {
  const edges = (selector) => {
    const { left, right } = document.querySelector(selector).getBoundingClientRect();
    return [left, right].map(Math.round);
  };
  return {
    page: document.documentElement.clientWidth,
    scrolls: document.scrollingElement.scrollWidth > document.documentElement.clientWidth,
    text: edges("[data-part=branch-read]"),
    filters: edges(".check-branch-filters"),
    sheet: edges(".check-branch-sheet"),
    table: edges(".check-branch-table"),
  };
}
"""


@pytest.mark.parametrize("width", [390, 768, 1024, 1199, 1200, 1440, 1920])
def test_the_table_has_the_width_there_is(check: Branch, width: int) -> None:
    check.page.set_viewport_size({"width": width, "height": 900})
    who = "欧阳司马·阿不都热依木·买买提,第一党支部（机关离退休干部第二党小组）,书记"
    own = f"{who},2024-3-5,培训班,5,,是,是,\n{who},2025-3-5,培训班,2.5,30,,是,"
    check.bring_branch(("台账.csv", f"{HEADING}\n{own}\n李四,,党员干部,,党课,,4,,,".encode()))
    edges = check.page.evaluate(EDGES)
    assert not edges["scrolls"]
    assert edges["table"] == edges["sheet"] == edges["filters"]
    left, right = edges["sheet"]
    if width < 1200:
        assert edges["sheet"] == edges["text"]
    else:
        assert right - left >= min(edges["page"] - 80, 1500)
    assert 0 <= left <= right <= edges["page"]
    # What is read stays as narrow as anywhere.
    assert edges["text"][1] - edges["text"][0] <= 720
    name = check.names.first.bounding_box()
    assert name
    assert name["width"] > name["height"]


@pytest.mark.pyodide
def test_the_table_is_exported_in_every_form(check: Branch, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=check.site.url)
    check.bring_branch()
    table = list(csv.reader(io.StringIO(check.saved("csv").decode("utf-8-sig"))))
    assert [row[1] for row in table[1:6]] == ["张三", "李四", "王五", "'=赵六", "陈七"]
    sheet = load_workbook(io.BytesIO(check.saved("xlsx"))).worksheets[0]
    assert [*(cell.value for cell in sheet[1]), "说明"] == table[0]
    assert len(people(check.saved("json"))) == 5
    # Each of them as text too, for browsers that save no files.
    for kind, told in (("xlsx", "选一个格子粘贴"), ("csv", ".csv"), ("json", ".json")):
        check.page.locator(f"[data-act=branch-copy][data-kind={kind}]").click()
        expect(check.part("branch-status")).to_contain_text(told)
        expect(check.part("branch-status")).to_contain_text("已复制")
        copied = check.page.evaluate("() => navigator.clipboard.readText()").lstrip("\ufeff")
        if kind == "json":
            assert people(copied) == people(check.saved("json"))
        else:
            delimiter = "\t" if kind == "xlsx" else ","
            assert list(csv.reader(io.StringIO(copied), delimiter=delimiter)) == table


def test_many_files_of_one_person_each(check: Branch) -> None:
    files = [
        (f"{name}.json", json.dumps(history(*TWELVE[:count], as_of=None)).encode())
        for name, count in (("张三", 3), ("李四", 5))
    ]
    ledger = "日期,主题,学时\n2025-3-5,党课,4\n".encode()
    check.bring_branch(*files, ("王五.csv", ledger), ("张三.csv", ledger), ("坏的.json", b"{"))
    expect(check.part("branch-read")).to_have_text(
        "读了“张三.json”等 5 个文件：3 人，10 条记录。有 1 个文件没有读进来。"
    )
    expect(check.names).to_have_text(["张三", "李四", "王五"])
    expect(check.rows.first).to_contain_text("4 条记录")
    expect(check.part("branch-problem-list")).to_contain_text("坏的.json 整个文件")
    preview = check.part("preview-list")
    for index, records in ((0, "4 条记录"), (1, "5 条记录")):
        check.names.nth(index).click()
        check.act("branch-adopt").click()
        expect(preview).to_contain_text(records)
        expect(preview).not_to_contain_text("坏的.json")
        # Only those files are told of that the records came from.
        if index == 0:
            expect(preview).to_contain_text("合起来自 2 个文件")
        else:
            expect(preview).not_to_contain_text("合起来自")


def test_whoever_has_no_row_that_could_be_read_is_there(check: Branch) -> None:
    rows = f"{HEADING}\n张三,,,2025-3-5,党课,,4,是,是,\n李四,,,,党课,,4,是,是,\n合计,,,,,,8,,,\n"
    check.bring_branch(("台账.csv", rows.encode()))
    expect(check.part("branch-read")).to_have_text("读了“台账.csv”：2 人，1 条记录。")
    expect(check.names).to_have_text(["张三", "李四"])
    expect(check.rows.nth(1)).to_contain_text("0 条记录，1 行没有读进来")
    expect(check.part("branch-asides")).to_contain_text("第 4 行是合计，不是哪个人的，没有读。")
    check.names.first.click()
    check.act("branch-adopt").click()
    preview = check.part("preview-list")
    expect(preview).to_contain_text("姓名：张三")
    # What is about all that the file holds is not about one person of it.
    expect(preview).not_to_contain_text("合计")
    expect(check.part("preview-columns")).to_be_hidden()
    check.choose_in("remark", "有没读进来的内容（1 人）")
    expect(check.names).to_have_text(["李四"])
    check.names.first.click()
    expect(check.part("branch-detail")).to_contain_text("缺少日期")


def test_what_could_not_be_read_of_histories_is_counted_in_records(check: Branch) -> None:
    bad, good = {"start": "2025-03-05", "hours": "若干"}, {"start": "2025-03-06", "hours": 4}
    data = json.dumps({"schema": 1, "records": [bad, good]}).encode()
    check.bring_branch(("张三.json", data), ("李四.json", data))
    expect(check.rows.first).to_contain_text("1 条记录，1 条没有读进来")
    check.names.first.click()
    expect(check.part("branch-detail")).to_contain_text("另有 1 条没有读进来")


def test_a_sheet_that_was_not_read_is_told(check: Branch) -> None:
    book = Workbook()
    for title, year in (("2025年", 2025), ("2024年", 2024)):
        sheet = book.create_sheet(title)
        sheet.append(["姓名", "日期", "学时"])
        for name in ("张三", "李 四", "李四"):
            sheet.append([name, f"{year}-03-05", 4])
    data = io.BytesIO()
    book.save(data)
    check.bring_branch(("台账.xlsx", data.getvalue()))
    asides = check.part("branch-asides").locator("li")
    expect(asides).to_have_count(2)
    expect(asides.first).to_contain_text("只读了工作表“2025年”，没有读“Sheet”“2024年”。")
    expect(asides.nth(1)).to_have_text("“李 四”、“李四”只差空格，当作同一个人“李四”。")
    expect(check.names).to_have_text(["张三", "李四"])
    check.bring_branch()
    expect(check.part("branch-asides")).to_be_hidden()


def test_records_with_remarks_are_marked_and_can_be_filtered(check: Branch) -> None:
    same = "2025-3-5,党课,,9,是,是,"
    rows = [HEADING, f"张三,,,{same}", f"张三,,,{same}", f"李四,,,{same}", f"王五,,,{same}"]
    rows[-1] = rows[-1].replace("9", "4")
    check.bring_branch(("台账.csv", "\n".join(rows).encode()))
    expect(check.rows.nth(0)).to_contain_text("要留意：重复的记录、一天超过8学时")
    expect(check.rows.nth(1)).to_contain_text("要留意：一天超过8学时")
    expect(check.rows.nth(2)).not_to_contain_text("要留意")
    check.choose_in("remark", "重复的记录（1 人）")
    expect(check.names).to_have_text(["张三"])
    check.choose_in("remark", "一天超过8学时（2 人）")
    expect(check.names).to_have_text(["张三", "李四"])


HOLD_REPLIES = """
const add = Worker.prototype.addEventListener;
let held = null;
Worker.prototype.addEventListener = function (type, listener, ...rest) {
  const receive = (event) => {
    if (!held || !String(event.data.result).includes('"places"')) listener.call(this, event);
    else held.push(() => listener.call(this, event));
  };
  add.call(this, type, type === "message" ? receive : listener, ...rest);
};
window.hold = () => { held = []; };
window.release = () => { const all = held; held = null; all.forEach((each) => each()); };
"""
"""Between `hold` and `release` no answer about one person arrives."""


def test_an_answer_about_another_day_is_not_shown(page: Page, site: Site) -> None:
    page.add_init_script(HOLD_REPLIES)
    check = opened(page, site)
    check.bring_branch()
    page.evaluate("() => window.hold()")
    check.names.first.click()
    page.locator("#branch-as-of").fill("2028-12-31")
    page.locator("#branch-as-of").dispatch_event("change")
    expect(check.filters.filter(has_text="未达到")).to_have_text(["未达到 2"])
    check.wait_branch()
    detail = check.part("branch-detail")
    expect(detail).to_be_hidden()
    check.names.first.click()
    page.evaluate("() => window.release()")
    expect(detail).to_contain_text("算到 2028-12-31")


MANY = 700


def many(people: int = MANY, rows: int = 3) -> bytes:
    lines = (
        f"党员{person:04d},第{person // 50}支部,,2025-{1 + row}-5,党课,,4,是,是,"
        for row in range(rows)
        for person in range(people)
    )
    return "\n".join([HEADING, *lines]).encode()


COUNT_ASSESSMENTS = """
() => {
  const send = Worker.prototype.postMessage;
  window.assessments = 0;
  Worker.prototype.postMessage = function (message) {
    if (message.method === "open_branch") window.assessments += 1;
    send.call(this, message);
  };
}
"""


def test_of_many_people_a_page_is_shown(check: Branch) -> None:
    check.start()
    check.choose("大支部.csv", many())
    expect(check.part("branch-content")).to_be_visible()
    # Those who are assessed are there before all are, and stay where they are.
    expect(check.names.first).to_have_text("党员0000")
    check.names.first.focus()
    check.wait_branch()
    expect(check.names.first).to_be_focused()
    expect(check.rows).to_have_count(30)
    expect(check.part("branch-shown")).to_have_text(f"第 1～30 人，共 {MANY} 人")
    expect(check.act("branch-back")).to_be_disabled()
    check.act("branch-on").click()
    expect(check.names.first).to_have_text("党员0030")
    check.page.locator("#branch-search").fill("党员0699")
    expect(check.names).to_have_text(["党员0699"])
    expect(check.part("branch-pages")).to_be_hidden()
    # A day is typed digit by digit.
    day = check.page.locator("#branch-as-of")
    check.page.evaluate(COUNT_ASSESSMENTS)
    day.press_sequentially("２０２８年1月15日")
    day.press("Enter")
    expect(day).to_have_value("2028-01-15")
    check.wait_branch()
    expect(day).to_be_focused()
    # What is no day is told, and changes nothing.
    day.fill("2028.1")
    check.page.locator("#branch-search").focus()
    expect(check.part("branch-as-of-problem")).to_contain_text("没有写是哪一天")
    expect(check.part("branch-as-of-problem")).to_contain_text("还没有改。")
    expect(check.part("branch-announcement")).to_contain_text("没有写是哪一天")
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(day).to_have_value("2028.1")
    assert check.page.evaluate("() => window.assessments") == 1
    check.names.first.click()
    expect(check.part("branch-detail")).to_contain_text("算到 2028-01-15")
    day.fill("")
    day.blur()
    expect(check.part("branch-as-of-problem")).to_be_hidden()


def test_a_day_that_is_left_moves_nothing_that_is_being_pressed(check: Branch) -> None:
    check.bring_branch()
    day = check.page.locator("#branch-as-of")
    day.focus()
    check.page.keyboard.type("2028.1")
    check.press(check.names.first)
    expect(check.part("branch-detail")).to_be_visible()
    expect(check.part("branch-as-of-problem")).to_contain_text("没有写是哪一天")


CLICK = """(acts) => {
  for (const act of acts) document.querySelector(`[data-act=${act}`).click();
}"""
"""Clicks one button after the other, without a moment between."""


def test_everyone_whom_the_filter_leaves_is_printed(check: Branch) -> None:
    check.bring_branch(("大支部.csv", many()))
    printing = check.page.locator("html[data-printing=branch]")
    paper = check.part("branch-paper-rows").locator("tr")
    check.page.evaluate("() => { window.print = undefined; }")
    check.act("branch-print").click()
    expect(check.part("branch-status")).to_contain_text("这个浏览器不能打印")
    check.page.evaluate("() => { window.print = () => undefined; }")
    # What changes nothing in the list does not hold it up.
    check.page.evaluate(CLICK, ["branch-print]", "branch-person]"])
    expect(printing).to_be_attached()
    expect(paper).to_have_count(MANY)
    # Where the browser does not say that it has printed, going on tells.
    check.act("branch-on").click()
    expect(printing).not_to_be_attached()
    expect(paper).to_have_count(0)
    expect(check.names.first).to_have_text("党员0030")
    check.page.evaluate(CLICK, ["branch-print]", "branch-verdict][aria-pressed=false]"])
    expect(check.part("branch-status")).to_contain_text("没有打印：还没准备好，名单就变了")
    expect(printing).not_to_be_attached()
    check.filters.first.click()
    check.page.locator("#branch-search").fill("第1支部")
    check.act("branch-print").click()
    expect(printing).to_be_attached()
    expect(paper).to_have_count(50)
    check.page.emulate_media(media="print")
    expect(paper.last).to_be_visible()
    expect(check.rows.first).to_be_hidden()
    expect(check.part("branch-paper")).to_contain_text("只列出：找“第1支部”")
    for part in ("records", "files"):
        expect(check.part(part)).to_be_hidden()
    pages = check.page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 841" in pages.replace(b"841.91998", b"841")
    check.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    expect(paper).to_have_count(0)
    # One's own result is printed without the branch.
    expect(check.part("branch")).to_be_hidden()


def test_cancelling_the_assessment_by_closing(check: Branch) -> None:
    check.start()
    check.choose("大支部.csv", many(3000, 1))
    expect(check.part("branch-progress-text")).to_contain_text("/ 3000 人", timeout=START_MS)
    check.act("branch-close").click()
    expect(check.part("branch-content")).to_be_hidden()
    check.bring_branch()
    expect(check.names).to_have_text(NAMES)


def test_a_branch_that_is_lost_with_the_calculator_is_told(check: Branch, site: Site) -> None:
    check.bring_branch()
    check.page.evaluate(
        """() => {
          const send = Worker.prototype.postMessage;
          Worker.prototype.postMessage = function (message) {
            if (message.method !== "show_person") return send.call(this, message);
            this.dispatchEvent(new ErrorEvent("error", { message: "it ended" }));
          };
        }"""
    )
    check.names.first.click()
    check.wait_state("failed")
    expect(check.part("branch-content")).to_be_hidden()
    expect(check.part("file-problem")).to_contain_text("把台账读入一次")
