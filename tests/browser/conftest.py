"""A real Chromium on the built site. A test fails on anything the browser complains about.

`page` and `phone` are what most tests want; `site` tells and sets what the server does;
`watch.expect(...)` names complaints that a test provokes on purpose.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)

from scripts.tools import chromium
from scripts.tools.server import Site, serve
from tests.browser.branch import Branch, opened
from tests.browser.calculating import behind_pages
from tests.browser.self_check import runtime_file

TIMEZONE = "Asia/Shanghai"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}


@dataclass
class Watch:
    """What went wrong in the browser: foreign requests, errors, violations of the policy."""

    origin: str
    complaints: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Complaints that match are the test's own doing, and not held against the site."""
        self.expected.append(re.compile(pattern))

    def over(self, context: BrowserContext) -> None:
        """Listen to all pages and workers of a context."""
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))

    def unexpected(self) -> list[str]:
        """The complaints that no test expected."""
        return [
            complaint
            for complaint in self.complaints
            if not any(pattern.search(complaint) for pattern in self.expected)
        ]

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.complaints.append(f"foreign request: {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            place = message.location.get("url", "")
            self.complaints.append(f"console {message.type}: {message.text} ({place})")


expect.set_options(timeout=15_000)
"""A busy machine takes its time; what never comes fails all the same."""

LIFTOFF = "--js-flags=--liftoff-only"
"""WebAssembly is compiled once: a test is over before compiling it better would pay."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each test has a profile of its own in it."""
    path = chromium.chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=[*chromium.FLAGS, LIFTOFF])
        yield launched
        launched.close()


@pytest.fixture
def site(built_site: Path) -> Iterator[Site]:
    """The built site, served below a path."""
    with serve(built_site) as served:
        yield served


@pytest.fixture
def watch(site: Site) -> Watch:
    """The list of what the browser complained about."""
    return Watch(origin=site.url)


@pytest.fixture
def down(site: Site, watch: Watch, built_site: Path) -> None:
    """The calculator's program does not come until the page tries again with `retry`."""
    watch.expect("503")
    site.failing.add(runtime_file(built_site, "python.zip"))


@contextmanager
def profile(browser: Browser, watch: Watch, **options: Any) -> Iterator[BrowserContext]:
    """A fresh profile, Chinese and in China's time. In the end nothing must be complained of."""
    opened = browser.new_context(locale="zh-CN", timezone_id=TIMEZONE, **options)
    watch.over(opened)
    yield opened
    opened.close()
    assert not watch.unexpected(), "\n".join(watch.unexpected())


@pytest.fixture
def context(
    request: pytest.FixtureRequest, browser: Browser, watch: Watch
) -> Iterator[BrowserContext]:
    """A fresh profile at desk size. Only tests marked `offline` have a service worker.

    Elsewhere it would fetch and keep the whole runtime anew for each test, which nothing asks for.
    What is behind the page: see `calculated`.
    """
    offline = request.node.get_closest_marker("offline") is not None
    if not offline:
        watch.expect("Service Worker registration blocked by Playwright")
    workers = "allow" if offline else "block"
    with profile(browser, watch, viewport=DESK, service_workers=workers) as opened:
        if not offline:
            calculated(request, opened)
        yield opened


def calculated(request: pytest.FixtureRequest, context: BrowserContext) -> None:
    """Have the pages of a profile calculate in this process, unless the test is marked `pyodide`.

    tests/runtime proves that Pyodide answers with the same bytes, and to start it takes most of a
    test's time. With pytest's option `--pyodide` every test has it. In tests marked `unstarted` no
    calculator comes up.
    """
    unstarted = request.node.get_closest_marker("unstarted")
    if unstarted and unstarted.args != (False,):
        context.add_init_script(UNSTARTED)
    elif not (request.node.get_closest_marker("pyodide") or request.config.getoption("--pyodide")):
        behind_pages(context)


UNSTARTED = """
window.Worker = class extends EventTarget {
  postMessage() {}
  terminate() {}
};
"""
"""A worker that loads for ever."""


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page at desk size."""
    return context.new_page()


@pytest.fixture
def phone(context: BrowserContext) -> Page:
    """A page at phone size."""
    opened = context.new_page()
    opened.set_viewport_size(PHONE)
    return opened


@pytest.fixture
def check(page: Page, site: Site) -> Branch:
    """The self-check as the tests of a branch use it. Files of other tests have their own."""
    return opened(page, site)
