"""清除全部: nothing is left on the device, or the reader is told what is."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.tools.server import Site
from tests.browser.histories import DRAFT
from tests.browser.kept import OLD_NOTEBOOK, put, saved, stored
from tests.browser.self_check import START_MS, SelfCheck

pytestmark = [pytest.mark.browser, pytest.mark.unstarted]


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site).open()


def test_clearing_leaves_nothing(check: SelfCheck, context: BrowserContext, site: Site) -> None:
    check.page.evaluate("(key) => localStorage.setItem(key, 'damaged')", OLD_NOTEBOOK)
    check.reload()
    expect(check.part("troubles")).to_contain_text("读不出来")
    check.add(start="2025-03-05", hours="4")
    check.page.get_by_text("我年老体弱、行动不便").click()
    check.fill(**DRAFT)
    check.add_person("老张")
    check.add(start="2025-04-05", hours="4")
    check.fill(**DRAFT)
    saved(check, 1, "老张")
    put(check.page, "branch", "bytes", "roster")
    other = SelfCheck(context.new_page(), site).open()
    other.fill(topic="那边写了一半")
    check.act("clear").click()
    named = check.part("clear-list")
    for words in ("“老张”1 条", "“我”1 条", "没填完的表单", "读不出来"):
        expect(named).to_contain_text(words)
    check.act("clear-no").click()
    expect(check.cards).to_have_count(1)
    check.act("clear").click()
    expect(check.act("clear-no")).to_be_focused()
    check.page.keyboard.press("Escape")
    expect(check.part("clear-confirm")).to_be_hidden()
    expect(check.act("clear")).to_be_focused()
    check.act("clear").click()
    check.act("clear-yes").dblclick()
    expect(check.part("clear-status")).to_have_text("已清除。")
    expect(check.part("clear-confirm")).to_be_hidden()
    for each in (check, other):
        expect(each.cards).to_have_count(0)
        assert set(each.typed().values()) == {""}
        assert json.loads(each.exported())["person"]["infirm"] is False
        expect(each.part("troubles")).to_be_empty()
        assert stored(each.page) == {"local": {}, "session": {}, "database": None}
    other.page.close()
    check.reload()
    expect(check.cards).to_have_count(0)
    assert stored(check.page) == {"local": {}, "session": {}, "database": None}


def test_clearing_takes_what_any_page_shows(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.add(start="2025-03-05", hours="4", topic="我的党课")
    other = SelfCheck(context.new_page(), site).open()
    expect(other.cards).to_have_count(1)
    for each in (check, other):
        each.page.evaluate(
            """() => {
              Object.defineProperty(navigator, "clipboard", { value: undefined });
              document.execCommand = () => false;
              for (const each of document.querySelectorAll("details")) each.open = true;
            }"""
        )
        each.page.locator("[data-act=copy-export][data-kind=json]").click()
        expect(each.page.locator("#copy-text")).to_have_value(re.compile("我的党课"))
        each.page.locator("#pasted-text").fill("开始日期,学时")
        each.page.locator("#person-add-name").fill("老张")
    check.act("clear").click()
    check.act("clear-yes").click()
    expect(check.part("clear-status")).to_have_text("已清除。")
    for each in (check, other):
        expect(each.part("copy-box")).to_be_hidden()
        for field in ("#copy-text", "#pasted-text", "#person-add-name"):
            expect(each.page.locator(field)).to_have_value("")


UNCLEARED = """() => {
  const failure = () => new DOMException("no", "UnknownError");
  IDBObjectStore.prototype.clear = () => { throw failure(); };
  IDBFactory.prototype.deleteDatabase = () => {
    const request = { error: failure() };
    setTimeout(() => request.onerror());
    return request;
  };
}"""


def test_what_could_not_be_cleared_is_there_and_in_no_ones_way(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    check.add(start="2025-03-05", hours="4")
    check.add_person("老张")
    check.add(start="2025-04-05", hours="4", topic="他的")
    saved(check, 1, "老张")
    other = SelfCheck(context.new_page(), site).open()
    check.page.evaluate(UNCLEARED)
    check.act("clear").click()
    check.act("clear-yes").click()
    expect(check.part("clear-status")).to_contain_text("没有清除成功")
    for each in (check, other):
        expect(each.part("people").locator("summary")).to_contain_text("老张（共 2 人）")
        expect(each.card(1)).to_contain_text("他的")
    check.add(start="2025-05-05", hours="4")
    saved(check, 2, "老张")
    expect(other.cards).to_have_count(2)
    for each in (check, other):
        expect(each.part("troubles")).to_be_empty()


@pytest.mark.unstarted(False)
@pytest.mark.offline
def test_clearing_takes_what_is_kept_for_use_offline(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    check.wait_state("ready")
    expect(check.part("network-state")).to_contain_text("可以断网了：需要的都在", timeout=START_MS)
    keys = "async () => (await caches.keys()).length"
    assert check.page.evaluate(keys) == 1
    check.act("clear").click()
    check.page.get_by_text("断网时用的网页和程序也清除").click()
    check.act("clear-yes").click()
    expect(check.part("clear-status")).to_have_text("已清除。")
    assert check.page.evaluate(keys) == 0
    expect(check.part("network-state")).to_contain_text("您选了不留网页，断网后请不要刷新")
    # Nothing that is asked for afterwards is kept again.
    check.page.evaluate("(url) => fetch(url).then((file) => file.text())", runtime_file(check))
    assert check.page.evaluate(keys) == 0
    # The next visit is like the first.
    check.reload()
    check.add(start="2025-03-05", hours="4")
    expect(check.part("network-state")).to_contain_text("可以断网了：需要的都在", timeout=START_MS)


@pytest.mark.offline
@pytest.mark.parametrize(
    "fault",
    [
        "caches.delete = () => Promise.reject(new Error('no'))",
        "MessagePort.prototype.postMessage = () => undefined",
    ],
)
def test_what_is_kept_for_use_offline_and_cannot_be_cleared_is_told(
    check: SelfCheck, fault: str
) -> None:
    check.page.evaluate("() => navigator.serviceWorker.ready")
    (worker,) = check.page.context.service_workers
    worker.evaluate(f"() => {{ {fault}; }}")
    for _ in range(2):
        check.act("clear").click()
        check.page.get_by_text("断网时用的网页和程序也清除").click()
        check.act("clear-yes").click()
        expect(check.part("clear-status")).to_contain_text("没有清除成功，请", timeout=10_000)


def runtime_file(check: SelfCheck) -> str:
    return str(check.root.evaluate("(root) => `${root.dataset.runtime}/manifest.json`"))
