"""The calculator's start: each file fetched once, a way out of every failure, no network needed."""

from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from scripts.tools.server import Handler, Site, serve
from tests.browser.conftest import Watch
from tests.browser.self_check import SelfCheck, runtime_file

pytestmark = pytest.mark.browser

BIG = ("pyodide.asm.wasm", "python.zip", "pyodide.asm.js", "pyodide.mjs")


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site)


@pytest.mark.parametrize("name", [*BIG, "manifest.json"])
def test_a_file_that_does_not_come(
    check: SelfCheck, site: Site, watch: Watch, built_site: Path, name: str
) -> None:
    watch.expect("503")
    site.failing.add(runtime_file(built_site, name))
    check.open()
    check.add(start="2025-03-05", hours="4", topic="党课")
    check.wait_state("failed")
    expect(check.runtime).to_contain_text("请检查网络")
    assert not check.page.workers
    # A second try while the file is still missing fails as cleanly.
    check.act("retry").click()
    check.wait_state("loading")
    check.wait_state("failed")
    site.failing.clear()
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
    check.act("retry").click()
    expect(check.part("preview")).to_contain_text("1 条记录", timeout=60_000)


@pytest.fixture
def alone(browser: Browser, watch: Watch) -> Iterator[BrowserContext]:
    """A profile without service workers, whose worker can be tampered with."""
    opened = browser.new_context(service_workers="block")
    watch.over(opened)
    yield opened
    opened.close()


def test_blocked_webassembly_is_told(alone: BrowserContext, site: Site) -> None:
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


def wait_kept(check: SelfCheck) -> None:
    """Wait until the service worker has kept the page, which it does last."""
    kept = "async () => Boolean(await caches.match(location.href))"
    for _ in range(600):
        if check.page.evaluate(kept):
            return
        check.page.wait_for_timeout(100)
    raise AssertionError("nothing was kept for offline use")


def test_offline_after_the_first_load(
    check: SelfCheck, context: BrowserContext, site: Site, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED|Failed to load resource")
    check.open()
    expect(check.root).to_have_attribute("data-state", "idle")
    wait_kept(check)
    expect(check.root).to_have_attribute("data-state", "idle")
    context.set_offline(True)
    site.asked.clear()
    check.reload()
    check.add(start="2025-03-05", hours="4")
    check.wait_assessed()
    check.page.get_by_role("link", name="看原文").first.click()
    expect(check.page.locator("#s6")).to_be_visible()
    check.open()
    check.wait_assessed()
    # The browser itself goes on looking for a newer service worker.
    assert set(site.asked) <= {"sw.js"}


def test_what_an_older_version_kept_is_removed(check: SelfCheck) -> None:
    check.open()
    wait_kept(check)
    kept = "async () => (await (await caches.open('self-check')).keys()).map(({ url }) => url)"
    before = sorted(check.page.evaluate(kept))
    check.page.evaluate(
        """async () => {
          const cache = await caches.open("self-check");
          const old = "../assets/runtime/0000000000000000/python.zip";
          await cache.put(old, new Response("old"));
          await cache.delete(location.href);
        }"""
    )
    check.reload()
    wait_kept(check)
    check.page.wait_for_timeout(200)
    assert sorted(check.page.evaluate(kept)) == before


def test_saving_data_downloads_nothing_unasked(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    context.add_init_script(
        'Object.defineProperty(navigator, "connection", { value: { saveData: true } });'
    )
    check.open()
    check.page.wait_for_timeout(1000)
    assert not [path for path in site.asked if path.startswith("assets/runtime/")]
    check.start()
    wait_kept(check)
