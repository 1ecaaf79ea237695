"""The published worker in a real Chromium: the protocol, and every call as CPython answers it."""

import json
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from scripts.tools.server import Site
from tests.browser.conftest import TIMEZONE
from tests.runtime.test_entry_points import calls, case_calls, in_cpython

pytestmark = [pytest.mark.browser, pytest.mark.pyodide]

ASK = """
(calls) => new Promise((resolve, reject) => {
  const { runtime } = document.querySelector("#calculator").dataset;
  const main = document.querySelector('script[type="module"][src*="assets/calculator/"]').src;
  const worker = new URL(`worker.js?runtime=${new URL(`${runtime}/`, location.href)}`, main);
  const asked = new Worker(worker, { type: "module" });
  const replies = new Map();
  const notices = [];
  asked.onmessage = ({ data }) => {
    if (!("id" in data)) return void notices.push(data);
    replies.set(data.id, [...(replies.get(data.id) ?? []), data]);
    if (data.id === calls.length - 1) setTimeout(() => {
      asked.terminate();
      resolve({ notices, replies: calls.map((_, id) => replies.get(id) ?? []) });
    });
  };
  asked.onerror = (event) => reject(event.message);
  calls.forEach(([method, argument], id) => asked.postMessage({ id, method, argument }));
})
"""


@pytest.fixture
def same_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process has the time of the browser's profile: what counts up to today asks for it."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", TIMEZONE)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("same_day")
def test_every_call_is_answered_once_and_as_cpython_does(page: Page, site: Site) -> None:
    asked = calls() + case_calls()
    page.goto(f"{site.url}calculator/")
    before = in_cpython(asked)
    told = page.evaluate(ASK, asked)
    # Midnight may have passed.
    expected = zip(before, in_cpython(asked), strict=True)
    for call, either, replies in zip(asked, expected, told["replies"], strict=True):
        assert len(replies) == 1, call
        if "result" in replies[0]:
            assert replies[0]["result"] in either, call
        else:
            # A defect: its name and message reach the page, not only that there was one.
            assert either[0].partition(":")[0] in json.dumps(replies[0]["error"]), call


def test_progress_is_told_in_bytes_up_to_the_whole(page: Page, site: Site) -> None:
    page.goto(f"{site.url}calculator/")
    notices = page.evaluate(ASK, [["start", "null"]])["notices"]
    manifest = next(path for path in site.asked if path.endswith("manifest.json"))
    files = page.request.get(site.url + manifest).json()["files"]
    whole = sum(file["bytes"] for file in files)
    *downloads, last = [notice["progress"] for notice in notices]
    assert last == {"stage": "start", "loaded": whole, "total": whole}
    loaded = [progress["loaded"] for progress in downloads]
    assert loaded == sorted(loaded)
    assert all(progress["total"] in (0, whole) for progress in downloads)
