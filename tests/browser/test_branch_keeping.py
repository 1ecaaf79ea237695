"""支部台账 on the device: in memory only, until the reader says so; and then as it was."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Download, Page, expect

from scripts.tools.server import Site
from tests.browser.branch import LEDGER, NAMES, Branch, opened, people
from tests.browser.kept import NAME, leaving_is_warned_of
from tests.browser.self_check import START_MS, SelfCheck

pytestmark = pytest.mark.browser


def stored(page: Page) -> str:
    found: str = page.evaluate(
        """async () => JSON.stringify(
          [{...localStorage}, {...sessionStorage}, await indexedDB.databases()]
        )"""
    )
    return found


def test_it_is_in_memory_only(check: Branch) -> None:
    before = stored(check.page)
    check.bring_branch()
    assert stored(check.page) == before
    assert leaving_is_warned_of(check)
    check.act("branch-close").click()
    assert not leaving_is_warned_of(check)
    expect(check.part("branch-content")).to_be_hidden()
    expect(check.page.locator("#branch-title")).to_be_focused()
    expect(check.rows).to_have_count(0)
    check.bring_branch()
    check.act("clear").click()
    expect(check.part("clear-list")).to_contain_text("打开着的支部台账")
    check.act("clear-yes").click()
    expect(check.part("branch-content")).to_be_hidden()
    check.bring_branch()
    check.reload()
    expect(check.part("branch-content")).to_be_hidden()


@pytest.mark.pyodide
def test_it_stays_on_the_device_only_where_the_reader_says_so(check: Branch) -> None:
    check.bring_branch()
    told = people(check.saved("json"))
    tick = check.part("branch-keep")
    expect(tick).not_to_be_checked()
    tick.check()
    expect(check.part("branch-keep-status")).to_contain_text("已留在这台设备上")
    assert not leaving_is_warned_of(check)
    check.reload()
    expect(check.part("branch-content")).to_be_hidden()
    check.act("branch-kept-open").click()
    expect(check.part("branch-kept-status")).to_have_text("正在打开…")
    check.wait_branch()
    expect(check.part("branch-kept-status")).to_be_empty()
    expect(tick).to_be_checked()
    again = people(check.saved("json"))
    assert [each | {"rows": None} for each in again] == [each | {"rows": None} for each in told]
    tick.uncheck()
    expect(check.part("branch-keep-status")).to_contain_text("没有留")
    check.reload()
    expect(check.part("branch-empty")).to_be_visible()
    expect(check.part("branch-kept")).to_be_hidden()
    # Another branch is not kept because one was.
    check.bring_branch()
    tick.check()
    expect(check.part("branch-keep-status")).to_contain_text("已留在这台设备上")
    check.bring_branch(("另一份.csv", LEDGER))
    expect(tick).not_to_be_checked()
    expect(check.part("branch-kept-other")).to_contain_text("已经留有一份支部台账：“支部台账.csv”")
    # What is forgotten is the one that is shown, and not the one that was kept.
    check.act("branch-close").click()
    expect(check.part("branch-kept-text")).to_have_text("这台设备上留有支部台账：“支部台账.csv”。")
    check.act("branch-kept-open").click()
    check.wait_branch()
    expect(check.part("branch-read")).to_contain_text("“支部台账.csv”")
    check.act("branch-close").click()
    expect(check.part("branch-empty")).to_be_visible()
    check.reload()
    expect(check.part("branch-kept")).to_be_hidden()


def keep(check: Branch) -> None:
    check.part("branch-keep").check()
    expect(check.part("branch-keep-status")).to_contain_text("已留在这台设备上")


def test_what_was_not_read_is_told_of_a_kept_branch_too(check: Branch) -> None:
    check.bring_branch()
    expect(check.part("branch-where")).to_contain_text("只在这个网页的内存里")
    keep(check)
    expect(check.part("branch-where")).to_contain_text("留在这台设备上")
    check.reload()
    check.act("branch-kept-open").click()
    check.wait_branch()
    expect(check.page.locator("#branch-title")).to_be_focused()
    expect(check.part("branch-read")).to_have_text("读了“支部台账.csv”：5 人，5 条记录。")
    expect(check.part("branch-wrong")).to_contain_text("有 1 处没有读进来")
    expect(check.part("branch-where")).to_contain_text("留在这台设备上")
    expect(check.part("branch-where")).not_to_contain_text("内存")
    expect(check.rows.nth(1)).to_contain_text("1 行没有读进来")
    check.names.first.click()
    check.page.get_by_text("记录（1 条）").click()
    expect(check.part("branch-detail")).to_contain_text("在台账第 2 行")


UNREMOVABLE = """() => {
  const { delete: remove } = IDBObjectStore.prototype;
  window.removable = () => { IDBObjectStore.prototype.delete = remove; };
  IDBObjectStore.prototype.delete = () => { throw new DOMException("no", "UnknownError"); };
}"""


def test_a_kept_branch_can_be_put_away_and_stays_until_it_is_removed(check: Branch) -> None:
    check.bring_branch()
    expect(check.act("branch-put-away")).to_be_hidden()
    keep(check)
    check.act("branch-put-away").click()
    expect(check.page.locator("#branch-title")).to_be_focused()
    check.act("branch-kept-open").click()
    check.wait_branch()
    expect(check.names).to_have_text(NAMES)
    tick = check.part("branch-keep")
    expect(tick).to_be_checked()
    # What the browser does not remove is not called gone.
    check.page.evaluate(UNREMOVABLE)
    tick.click()
    expect(check.part("branch-keep-status")).to_contain_text("没有清除成功")
    expect(tick).to_be_checked()
    expect(check.part("branch-where")).to_contain_text("关掉网页也还在")
    check.act("branch-close").click()
    expect(check.part("branch-close-status")).to_contain_text("没有清除成功")
    expect(check.names).to_have_text(NAMES)
    check.act("branch-put-away").click()
    check.act("branch-kept-forget").click()
    expect(check.part("branch-kept-status")).to_contain_text("没有清除成功")
    check.page.evaluate("() => window.removable()")
    check.act("branch-kept-forget").click()
    expect(check.part("branch-kept")).to_be_hidden()
    expect(check.page.locator("#branch-title")).to_be_focused()


def test_another_tabs_branch_is_not_forgotten_with_ours(
    check: Branch, context: BrowserContext, site: Site
) -> None:
    check.bring_branch()
    keep(check)
    other = Branch(context.new_page(), site)
    other.open()
    other.bring_branch(("那边的.csv", LEDGER))
    keep(other)
    check.act("branch-close").click()
    expect(check.part("branch-kept-text")).to_contain_text("“那边的.csv”")
    check.reload()
    expect(check.part("branch-kept-text")).to_contain_text("“那边的.csv”")


HOLD_WRITING = """
const send = Worker.prototype.postMessage;
let held = null;
Worker.prototype.postMessage = function (message) {
  const holds = held && (held.length > 0 || message.method === "export_rows");
  if (holds) held.push(() => send.call(this, message));
  else send.call(this, message);
};
window.hold = () => { held = []; };
window.release = () => { const all = held; held = null; all.forEach((each) => each()); };
"""


"""Between `hold` and `release` the calculator writes nothing, and does nothing else after that."""


@pytest.fixture
def held(page: Page, site: Site) -> Branch:
    page.add_init_script(HOLD_WRITING)
    return opened(page, site).bring_branch()


def test_what_was_not_written_to_its_end_is_not_called_kept(held: Branch) -> None:
    tick, status = held.part("branch-keep"), held.part("branch-keep-status")
    held.page.evaluate("() => window.hold()")
    tick.check()
    held.page.locator("[data-act=branch-copy][data-kind=xlsx]").click()
    held.page.evaluate("() => window.release()")
    expect(status).to_contain_text("没有留下")
    expect(tick).not_to_be_checked()
    expect(held.part("branch-where")).to_contain_text("只在这个网页的内存里")
    # What is wanted is what was said last.
    held.page.evaluate("() => window.hold()")
    tick.check()
    tick.uncheck()
    tick.check()
    held.page.evaluate("() => window.release()")
    expect(status).to_contain_text("已留在这台设备上")
    expect(tick).to_be_checked()
    tick.click()
    tick.click()
    expect(status).to_contain_text("已留在这台设备上")
    expect(tick).to_be_checked()
    held.reload()
    held.act("branch-kept-open").click()
    held.wait_branch()
    expect(held.names).to_have_text(NAMES)


def test_what_is_being_written_ends_with_its_branch_and_only_with_it(
    held: Branch, context: BrowserContext, site: Site
) -> None:
    held.add(start="2025-03-05", hours="4", topic="自己的")
    held.page.evaluate("() => window.hold()")
    held.page.locator("[data-act=export][data-kind=csv]").click()
    held.act("branch-close").click()
    with held.page.expect_download() as download:
        held.page.evaluate("() => window.release()")
    assert "自己的" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    expect(held.part("copy-status")).to_contain_text("已交给浏览器保存")
    downloads: list[Download] = []
    held.page.on("download", lambda each: downloads.append(each))
    held.bring_branch()
    held.page.evaluate("() => window.hold()")
    held.page.locator("[data-act=branch-export][data-kind=csv]").click()
    other = SelfCheck(context.new_page(), site).open()
    other.act("clear").click()
    other.act("clear-yes").click()
    expect(held.part("branch-content")).to_be_hidden()
    held.page.evaluate("() => window.release()")
    held.bring_branch()
    assert downloads == []


PUT = """
([name, text]) => new Promise((resolve, reject) => {
  const request = indexedDB.open(name);
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const transaction = request.result.transaction("branch", "readwrite");
    transaction.objectStore("branch").put(new TextEncoder().encode(text), "roster");
    transaction.oncomplete = () => { request.result.close(); resolve(); };
  };
})
"""


def put(check: Branch, text: str) -> None:
    """What stands where a branch is kept, after the page is opened anew."""
    # The database is there once anything is kept.
    check.bring_branch()
    keep(check)
    check.page.evaluate(PUT, [NAME, text])
    check.reload()


def test_a_branch_kept_as_a_ledger_is_opened(check: Branch) -> None:
    put(check, "\ufeff" + LEDGER.decode("gb18030").replace("若干", "4"))
    check.act("branch-kept-open").click()
    check.wait_branch()
    expect(check.part("branch-read")).to_have_text("读了留在这台设备上的支部台账：5 人，6 条记录。")
    expect(check.part("branch-keep")).to_be_checked()
    check.act("branch-close").click()
    expect(check.part("branch-content")).to_be_hidden()
    check.reload()
    expect(check.part("branch-empty")).to_be_visible()
    expect(check.part("branch-kept")).to_be_hidden()


@pytest.mark.parametrize("text", ["{", '{"id":"1","title":"“台账”"}\n{}\n'])
def test_a_kept_branch_that_is_damaged_is_told(check: Branch, text: str) -> None:
    put(check, text)
    check.act("branch-kept-open").click()
    expect(check.part("file-problem")).to_contain_text("读不出来了", timeout=START_MS)
    check.act("branch-kept-forget").click()
    expect(check.part("branch-kept")).to_be_hidden()
    expect(check.page.locator("#branch-title")).to_be_focused()
