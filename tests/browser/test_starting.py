"""The calculator's start: each file fetched once, a way out of every failure, no network needed."""

import json
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, Worker, expect

from calculator import browser as calculator
from scripts.tools.server import Handler, Site, serve
from tests.browser.conftest import Watch, profile
from tests.browser.histories import TWELVE, history
from tests.browser.self_check import SelfCheck, runtime_file

pytestmark = [pytest.mark.browser, pytest.mark.offline]

CACHE = "self-check /plan/"
OLD = "../assets/runtime/0000000000000000/python.zip"
BIG = ("pyodide.asm.wasm", "python.zip", "pyodide.asm.js", "pyodide.mjs")


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site)


def wait_ended(check: SelfCheck) -> None:
    """Wait until no worker is left. The browser tells of its end a moment after the page has."""
    deadline = time.monotonic() + 10
    while check.page.workers:
        assert time.monotonic() < deadline
        check.page.evaluate("() => undefined")


@pytest.mark.parametrize(
    ("how", "name"),
    [
        *(("broken", name) for name in (*BIG, "manifest.json")),
        ("failing", "python.zip"),
    ],
)
def test_a_file_that_does_not_come(
    check: SelfCheck, site: Site, watch: Watch, built_site: Path, name: str, how: str
) -> None:
    watch.expect("503|ERR_CONTENT_LENGTH_MISMATCH|wasm instantiation failed|falling back|aborted")
    path = runtime_file(built_site, name)
    bad: set[str] = getattr(site, how)
    bad.add(path)
    check.open()
    check.add(start="2025-03-05", hours="4", topic="党课")
    check.wait_state("failed")
    expect(check.runtime).to_contain_text("请检查网络")
    wait_ended(check)
    # A second try while the file is still missing fails as cleanly. How long it takes is open: it
    # has begun when the click is over, and that it was one the server tells.
    asked = site.asked.count(path)
    check.act("retry").click()
    check.wait_state("failed")
    assert site.asked.count(path) > asked
    bad.clear()
    check.fill(topic="接着写")
    check.act("retry").click()
    check.wait_state("ready")
    check.wait_assessed()
    assert check.typed()["topic"] == "接着写"
    expect(check.act("retry")).to_be_hidden()


def test_a_file_waits_for_the_retry(
    check: SelfCheck, site: Site, watch: Watch, built_site: Path
) -> None:
    watch.expect("503")
    site.failing.add(runtime_file(built_site, "python.zip"))
    check.open()
    check.choose("记录.json", b'{"schema": 1, "records": [{"start": "2025-03-05", "hours": 4}]}')
    check.wait_state("failed")
    site.failing.clear()
    # The bar is there wherever the reader is, and tells of it too.
    check.page.locator(".check-bar").get_by_role("link", name="没有算成，重试").click()
    expect(check.part("preview")).to_contain_text("1 条记录", timeout=60_000)


@pytest.fixture
def alone(browser: Browser, watch: Watch) -> Iterator[BrowserContext]:
    """A profile without service workers, whose worker can be tampered with."""
    watch.expect("Service Worker registration blocked")
    with profile(browser, watch, service_workers="block") as opened:
        yield opened


def test_a_network_that_wants_a_sign_in(
    check: SelfCheck, site: Site, watch: Watch, built_site: Path
) -> None:
    watch.expect("MIME type")
    check.open()
    files = {runtime_file(built_site, name) for name in (*BIG, "manifest.json")}
    site.withheld |= files
    check.field("topic").focus()
    check.wait_state("failed")
    expect(check.runtime).to_contain_text("先登录")
    # Nothing of that page was kept in a file's place.
    site.withheld.clear()
    check.act("retry").click()
    check.wait_state("ready")
    check.wait_assessed()


def test_a_worker_that_does_not_come(
    alone: BrowserContext, site: Site, watch: Watch, built_site: Path
) -> None:
    watch.expect("503")
    (worker,) = built_site.glob("assets/calculator/**/worker.js")
    site.failing.add(worker.relative_to(built_site).as_posix())
    check = SelfCheck(alone.new_page(), site).open()
    check.field("topic").focus()
    check.wait_state("failed")
    expect(check.runtime).to_contain_text("请刷新网页")


def test_a_browser_that_makes_no_workers(alone: BrowserContext, site: Site) -> None:
    alone.add_init_script("window.Worker = class { constructor() { throw new Error('none'); } };")
    check = SelfCheck(alone.new_page(), site).open()
    check.add(start="2025-03-05", hours="4")
    check.wait_state("failed")
    expect(check.runtime).to_contain_text("请刷新网页")
    expect(check.cards).to_have_count(1)


DEFECTIVE = """
let most = 0;
self.onmessage = ({ data: { id, method, argument } }) => {
  const records = method === "check" ? JSON.parse(argument).records.length : 0;
  const fails = method === "open_files" || (method === "check" && records < most);
  most = Math.max(most, records);
  if (fails) postMessage({ id, error: { name: "PythonError", message: "KeyError: 'x'" } });
  else if (method === "go_on_with_insight") postMessage({ id, result: '{"problems": []}' });
  else if (method === "understand") postMessage({ id, result: '{"plain": null}' });
  else postMessage({ id, result: method === "start" ? "null" : RESULT });
};
"""
"""A worker that fails at files, and at notebooks with fewer records than it has seen."""


@pytest.fixture
def defective(alone: BrowserContext, site: Site) -> SelfCheck:
    """A page whose calculator has a defect, until its route is taken away."""
    asked = history() | {"records": [json.dumps(TWELVE[0])]}
    result = json.dumps(calculator.call("check", json.dumps(asked)))
    body = f"const RESULT = {result};{DEFECTIVE}"
    alone.route(
        "**/worker.js*", lambda route: route.fulfill(content_type="text/javascript", body=body)
    )
    return SelfCheck(alone.new_page(), site).open()


def test_a_result_that_cannot_be_renewed_goes_away(defective: SelfCheck) -> None:
    defective.start()
    defective.add(start="2025-03-05", hours="4")
    expect(defective.part("assessment")).to_be_visible()
    defective.card(1).get_by_role("button", name="删除").click()
    defective.wait_state("failed")
    expect(defective.part("assessment")).to_be_hidden()
    expect(defective.runtime).to_contain_text("KeyError")
    defective.part("undo").get_by_role("button", name="撤销").click()
    expect(defective.cards).to_have_count(1)
    expect(defective.part("assessment")).to_be_hidden()


def test_a_file_that_ends_the_calculator_is_refused(
    defective: SelfCheck, alone: BrowserContext
) -> None:
    defective.choose("怪的.json", b"{}")
    defective.wait_state("failed")
    expect(defective.part("file-problem")).to_contain_text("怪的.json")
    alone.unroute("**/worker.js*")
    defective.act("retry").click()
    defective.wait_state("ready")
    defective.wait_assessed()
    expect(defective.part("preview")).to_be_hidden()


def test_scrolling_starts_nothing(check: SelfCheck) -> None:
    check.open()
    check.part("form").dispatch_event("pointerdown")
    expect(check.root).to_have_attribute("data-state", "idle")
    check.part("form").dispatch_event("click")
    check.wait_state("ready")


def test_blocked_webassembly_is_told(alone: BrowserContext, site: Site, watch: Watch) -> None:
    watch.expect("WebAssembly|Content Security Policy")

    def without_wasm(route: Route) -> None:
        answer = route.fetch()
        policy = {"content-security-policy": "script-src 'self'"}
        route.fulfill(response=answer, headers=answer.headers | policy)

    alone.route("**/worker.js*", without_wasm)
    check = SelfCheck(alone.new_page(), site).open()
    check.field("topic").focus()
    check.wait_state("failed")
    expect(check.runtime).to_contain_text("WebAssembly")
    alone.unroute("**/worker.js*")
    check.act("retry").click()
    check.wait_state("ready")


def test_a_silent_worker_is_given_up(alone: BrowserContext, site: Site) -> None:
    alone.route(
        "**/worker.js*", lambda route: route.fulfill(content_type="text/javascript", body="")
    )
    check = SelfCheck(alone.new_page(), site)
    check.page.clock.install()
    check.open().field("topic").focus()
    check.wait_state("loading")
    check.page.clock.fast_forward("01:01")
    check.wait_state("failed")
    expect(check.runtime).to_contain_text("没有回音")
    alone.unroute("**/worker.js*")
    check.act("retry").click()
    check.page.clock.resume()
    check.wait_state("ready")


def test_nothing_is_downloaded_twice(phone: Page, built_site: Path, watch: Watch) -> None:
    """The worker and the service worker want the same files at the same time."""
    bodies: Counter[str] = Counter()

    class Counting(Handler):
        def send_response(self, code: int, message: str | None = None) -> None:
            bodies[Path(self.path.partition("?")[0]).name] += code == HTTPStatus.OK
            super().send_response(code, message)

    with serve(built_site, handler=Counting) as site:
        watch.origin = site.url
        check = SelfCheck(phone, site).open()
        phone.evaluate("() => navigator.serviceWorker.ready")
        check.start()
        wait_kept(check)
        assert {name: bodies[name] for name in BIG} == dict.fromkeys(BIG, 1)
        phone.close()


EVENTUALLY = """
async ([condition, argument]) => {
  const conditions = {
    async kept(text) {
      const page = await caches.match(location.href, { ignoreSearch: true });
      return page && (await page.text()).includes(text);
    },
    async gone(url) {
      return !(await caches.match(url));
    },
  };
  for (let turn = 0; turn < 600; turn += 1) {
    if (await conditions[condition](argument)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`still not: ${condition} ${argument}`);
}
"""
"""Waits for what is kept: no event of the browser's tells of it."""


def wait_kept(check: SelfCheck, text: str = "") -> None:
    """Wait until the service worker has kept the page, with `text` in it; it does so last."""
    check.page.evaluate(EVENTUALLY, ["kept", text])


def test_offline_after_the_first_load(
    check: SelfCheck, context: BrowserContext, site: Site, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED|Failed to load resource")
    check.open()
    expect(check.part("network-state")).to_contain_text("还不能断网")
    check.act("download").click()
    expect(check.act("download")).to_be_hidden()
    wait_kept(check)
    expect(check.part("network-state")).to_contain_text("刷新也能用")
    context.set_offline(True)
    site.asked.clear()
    check.reload()
    check.add(start="2025-03-05", hours="4")
    check.wait_assessed()
    missing: list[Request] = []
    check.page.on("requestfailed", lambda request: missing.append(request))
    check.page.get_by_role("link", name="看原文").first.click()
    expect(check.page.locator("#s6")).to_be_visible()
    check.page.goto(f"{site.url}method/", wait_until="networkidle")
    check.open()
    check.wait_assessed()
    # What is still on its way when the reader leaves is given up, and not missing.
    assert [each.url for each in missing if each.failure != "net::ERR_ABORTED"] == []
    # The browser itself goes on looking for a newer service worker.
    assert set(site.asked) <= {"sw.js"}
    expect(check.part("network-state")).to_contain_text("现在没有网络，自查照常能用")
    context.set_offline(False)
    expect(check.part("network-state")).to_contain_text("刷新也能用")


UNFINISHED = """() => {
  const { keys } = Cache.prototype;
  Cache.prototype.keys = () => new Promise((resolve) => {
    self.finish = () => {
      Cache.prototype.keys = keys;
      resolve([]);
    };
  });
}"""
FULL = """(ending) => {
  const { put } = Cache.prototype;
  Cache.prototype.put = function (url, response) {
    if (!url.endsWith(ending)) return put.call(this, url, response);
    return Promise.reject(new DOMException("full", "QuotaExceededError"));
  };
  self.clear = () => {
    Cache.prototype.put = put;
  };
}"""
"""A storage without room for files whose addresses end so."""

SLOW = """(ending) => {
  const { match, put } = Cache.prototype;
  let putting = false;
  const askedFor = new Promise((resolve) => {
    Cache.prototype.match = async function (url, options) {
      const found = await match.call(this, url, options);
      if (putting && url.endsWith(ending)) setTimeout(resolve, 500);
      return found;
    };
  });
  Cache.prototype.put = async function (url, response) {
    if (url.endsWith(ending)) {
      putting = true;
      await askedFor;
    }
    return put.call(this, url, response);
  };
}"""
"""A storage that has not taken a file yet when it is asked for anew."""

LISTEN = """() => {
  const place = document.querySelector("[data-part=network-state]");
  window.told = [];
  new MutationObserver(() => window.told.push(place.textContent))
    .observe(place, { childList: true, characterData: true, subtree: true });
}"""


def told_of_keeping(check: SelfCheck) -> list[str]:
    """What has been told of the page once the calculator was there, since `LISTEN`."""
    told: list[str] = check.page.evaluate("() => window.told")
    return [text for text in told if text.startswith("可以断网了")]


def service_worker(check: SelfCheck) -> Worker:
    """The service worker, once it serves the page."""
    check.page.wait_for_function("() => navigator.serviceWorker.controller")
    (worker,) = check.page.context.service_workers
    return worker


def test_the_page_says_whether_it_is_kept_and_who_is_to_blame(check: SelfCheck) -> None:
    network = check.part("network-state")
    worker = service_worker(check.open())
    worker.evaluate(UNFINISHED)
    check.start()
    expect(network).to_contain_text("网页还没有存好")
    expect(network).not_to_contain_text("浏览器")
    wait_kept(check)
    worker.evaluate("() => self.finish()")
    expect(network).to_contain_text("刷新也能用")
    worker.evaluate(FULL, "")
    check.reload().start()
    expect(network).to_contain_text("网页没有存成，断网后请不要刷新。请连着网刷新一次再存")
    # It is tried again by itself.
    worker.evaluate("() => self.clear()")
    expect(network).to_contain_text("刷新也能用")


def test_a_page_without_room_for_its_runtime_is_not_kept(check: SelfCheck) -> None:
    network = check.part("network-state")
    worker = service_worker(check.open())
    worker.evaluate(FULL, ".wasm")
    # What cannot be stored runs all the same.
    check.start()
    expect(network).to_contain_text("网页没有存成")
    page = "async () => Boolean(await caches.match(location.href))"
    assert not check.page.evaluate(page)
    worker.evaluate("() => self.clear()")
    expect(network).to_contain_text("刷新也能用")
    assert check.page.evaluate(page)


def test_a_file_that_is_still_being_stored_is_waited_for(check: SelfCheck) -> None:
    worker = service_worker(check.open())
    worker.evaluate(SLOW, ".wasm")
    check.page.evaluate(LISTEN)
    check.start()
    expect(check.part("network-state")).to_contain_text("刷新也能用")
    assert not [text for text in told_of_keeping(check) if "没有存成" in text]


HASTY = """
const { setTimeout: later } = window;
window.setTimeout = (act, ms, ...rest) => later(act, ms >= 3000 && ms < 60000 ? 10 : ms, ...rest);
"""
"""A page that does at once what it puts off for less than a minute."""


def test_what_cannot_be_kept_is_tried_a_few_times_and_told_once(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    context.add_init_script(HASTY)
    network = check.part("network-state")
    worker = service_worker(check.open())
    worker.evaluate(FULL, "")
    check.page.evaluate(LISTEN)

    def wait_tried(times: int) -> None:
        """Wait until the page has been tried to be kept so often, and no more."""
        deadline = time.monotonic() + 30
        while site.asked.count("assets/offline.json") < times:
            assert time.monotonic() < deadline
            check.page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 100))")
        for _ in range(3):
            worker.evaluate("() => keeping")
            check.page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 200))")
        assert site.asked.count("assets/offline.json") == times

    check.start()
    wait_tried(5)
    not_yet, failed = told_of_keeping(check)
    assert "网页还没有存好" in not_yet
    assert "网页没有存成" in failed
    # A network that comes back is a new hope, and not for one try only.
    online = "() => window.dispatchEvent(new Event('online'))"
    check.page.evaluate(online)
    wait_tried(10)
    assert told_of_keeping(check) == [not_yet, failed]
    worker.evaluate("() => self.clear()")
    check.page.evaluate(online)
    expect(network).to_contain_text("刷新也能用")


def test_a_browser_that_keeps_no_pages_is_told_of(alone: BrowserContext, site: Site) -> None:
    alone.add_init_script("delete Navigator.prototype.serviceWorker;")
    check = SelfCheck(alone.new_page(), site).open().start()
    expect(check.part("network-state")).to_contain_text("这个浏览器不能保存网页")


def test_offline_whatever_a_messenger_adds_to_the_address(
    check: SelfCheck, context: BrowserContext, site: Site, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED|Failed to load resource")
    check.page.goto(f"{site.url}calculator/?from=singlemessage&isappinstalled=0")
    check.wait_opened().start()
    wait_kept(check)
    context.set_offline(True)
    check.open()
    check.page.goto(f"{site.url}calculator/?from=timeline")
    check.wait_opened().start()
    check.wait_assessed()


def test_an_update_never_mixes_two_versions(
    phone: Page, context: BrowserContext, built_site: Path, tmp_path: Path, watch: Watch
) -> None:
    """A browser may use a page for minutes after the site has changed under it."""
    watch.expect("ERR_INTERNET_DISCONNECTED|Failed to load resource")
    folder = tmp_path / "site"
    shutil.copytree(built_site, folder)
    with serve(folder) as site:
        site.max_age = 600
        watch.origin = site.url
        check = SelfCheck(phone, site).open().start()
        wait_kept(check)
        old, new = next((folder / "assets" / "calculator").iterdir()).name, "0123456789abcdef"
        (folder / "assets" / "calculator" / old).rename(folder / "assets" / "calculator" / new)
        for file in (folder / "calculator" / "index.html", folder / "assets" / "offline.json"):
            file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        # The old page from the browser's own cache, while the service worker finds the new one.
        check.open()
        assert old in phone.content()
        check.start()
        context.set_offline(True)
        check.reload()
        assert old in phone.content()
        check.start()
        context.set_offline(False)
        check.reload()
        assert new in phone.content()
        check.start()
        wait_kept(check, new)
        phone.evaluate(EVENTUALLY, ["gone", f"{site.url}assets/calculator/{old}/main.js"])
        context.set_offline(True)
        check.reload().start()
        check.wait_assessed()
        phone.close()


def test_what_an_older_version_kept_is_removed(check: SelfCheck) -> None:
    check.open().start()
    wait_kept(check)
    kept = f"async () => (await (await caches.open('{CACHE}')).keys()).map(({{ url }}) => url)"
    before = sorted(check.page.evaluate(kept))
    check.page.evaluate(
        """async ([name, old]) => {
          const cache = await caches.open(name);
          await cache.put(old, new Response("old"));
          await cache.delete(location.href);
        }""",
        [CACHE, OLD],
    )
    check.reload().start()
    wait_kept(check)
    check.page.evaluate(EVENTUALLY, ["gone", OLD])
    assert sorted(check.page.evaluate(kept)) == before


SPARING = 'Object.defineProperty(navigator, "connection", { value: { saveData: true } });'


@pytest.mark.parametrize("script", ["", SPARING])
def test_nothing_is_downloaded_unasked(
    check: SelfCheck, context: BrowserContext, site: Site, script: str
) -> None:
    context.add_init_script(script)
    check.open()
    # Idle callbacks are called in their order: when ours is, the page's own has been.
    check.page.evaluate("() => new Promise((resolve) => requestIdleCallback(resolve))")
    check.page.wait_for_load_state("networkidle")
    assert not [path for path in site.asked if path.startswith("assets/runtime/")]
    check.start()
    wait_kept(check)
