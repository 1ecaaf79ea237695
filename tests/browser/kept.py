"""What the self-check keeps in a browser, seen from outside, and samples of each version."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, Page

from scripts.tools.server import Site
from tests.browser.self_check import SelfCheck

NAME = "dangyuan-xueshi-zicha/1/plan/"
"""Of the database, and the beginning of every key: it ends with the path of the site."""

OLD_NOTEBOOK = f"{NAME}notebook"
OLD_DRAFTS = f"{NAME}drafts"

STORED = """
async (name) => {
  const of = (storage) => Object.fromEntries(
    Object.entries(storage).filter(([key]) => key.startsWith("dangyuan"))
  );
  const stores = {};
  const there = (await indexedDB.databases()).find((each) => each.name === name);
  if (there) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of database.objectStoreNames) {
      stores[store] = await new Promise((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      });
    }
    database.close();
  }
  return { local: of(localStorage), session: of(sessionStorage), database: there ? stores : null };
}
"""

CHANGE = """
([name, store, value, key]) => new Promise((resolve, reject) => {
  const request = indexedDB.open(name);
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const database = request.result;
    const transaction = database.transaction(store, "readwrite");
    if (key === null) transaction.objectStore(store).put(value);
    else transaction.objectStore(store).put(value, key);
    transaction.oncomplete = () => { database.close(); resolve(); };
    transaction.onabort = () => reject(transaction.error);
  };
})
"""

HOLD = """
(name) => new Promise((resolve) => {
  const request = indexedDB.open(name);
  request.onsuccess = () => {
    const people = request.result.transaction("people", "readwrite").objectStore("people");
    window.holding = true;
    const again = () => {
      if (!window.holding) return void request.result.close();
      people.count().onsuccess = again;
      resolve();
    };
    again();
  };
})
"""
"""Keeps a transaction open on what is kept of people, so that all others wait."""

RELEASE = "() => { window.holding = false; }"

COUNT_WRITES = """
() => {
  if (window.writes !== undefined) return window.writes;
  window.writes = 0;
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, mode, ...given) {
    if (mode === "readwrite") window.writes += 1;
    return transaction.call(this, stores, mode, ...given);
  };
  return window.writes;
}
"""

NOTHING_NOTED = """
() => ![localStorage, sessionStorage].flatMap(Object.keys).some((key) => key.includes(":journal:"))
"""

FULL_DATABASE = """() => {
  const { put } = IDBObjectStore.prototype;
  window.makeRoom = () => { IDBObjectStore.prototype.put = put; };
  IDBObjectStore.prototype.put = function () {
    throw new DOMException("full", "QuotaExceededError");
  };
}"""

FILL = """() => {
  for (let size = 1 << 22; size > 0; size >>= 1) {
    try {
      for (let i = 0; ; i += 1) localStorage.setItem(`else-${size}-${i}`, "x".repeat(size));
    } catch { /* full: try a smaller piece */ }
  }
}"""
"""Leaves no room in localStorage."""

LATE = """
const { open } = IDBFactory.prototype;
IDBFactory.prototype.open = function (...given) {
  const waiting = {};
  window.answer = () => {
    IDBFactory.prototype.open = open;
    const request = open.apply(indexedDB, given);
    for (const name of ["error", "transaction", "result"]) {
      Object.defineProperty(waiting, name, { get: () => request[name] });
    }
    for (const name of ["onsuccess", "onerror", "onblocked", "onupgradeneeded"]) {
      request[name] = waiting[name];
    }
  };
  return waiting;
};
"""
"""A database that answers when `answer()` is called."""

NEWER = """
(name) => new Promise((resolve, reject) => {
  const request = indexedDB.open(name, 1000);
  request.onupgradeneeded = () => request.result.createObjectStore("more");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => { request.result.close(); resolve(); };
})
"""
"""Makes of the database one of a newer version of the page."""

UNLOAD = """
() => {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}
"""


def saved(check: SelfCheck, count: int, name: str = "我") -> None:
    """Wait until the database has so many records of a person."""
    deadline = time.monotonic() + 10
    while len(people(check.page).get(name, NOBODY)["notebook"]["records"]) != count:
        assert time.monotonic() < deadline, stored(check.page)


def leaving_is_warned_of(check: SelfCheck) -> bool:
    """Whether the page would ask before it is left."""
    return bool(check.page.evaluate(UNLOAD))


def wait_for_warning(check: SelfCheck) -> None:
    """Wait until the page would ask before it is left: it knows when the database has refused."""
    check.page.wait_for_function(UNLOAD)


def journal(page: Page) -> list[list[str]]:
    """What is noted and not in the database yet: keys and texts. The database is not asked."""
    noted = page.evaluate("() => [localStorage, sessionStorage].flatMap(Object.entries)")
    return [[key, raw] for key, raw in noted if ":journal:" in key]


def wait_written(check: SelfCheck) -> None:
    """Wait until nothing is noted any more: the database has answered for all of it."""
    check.page.wait_for_function(NOTHING_NOTED)


@contextmanager
def held(context: BrowserContext, site: Site) -> Iterator[None]:
    """A time in which the database answers nobody."""
    page = context.new_page()
    page.goto(f"{site.url}about/")
    page.evaluate(HOLD, NAME)
    yield
    page.evaluate(RELEASE)
    page.close()


@contextmanager
def queued(check: SelfCheck) -> Iterator[None]:
    """Changes that are in the database's queue afterwards, before those that others make later."""
    before = check.page.evaluate(COUNT_WRITES)
    yield
    check.page.wait_for_function("before => window.writes > before", arg=before)


NOBODY: dict[str, Any] = {"notebook": {"records": []}}


def stored(page: Page) -> Any:
    """All that is kept: `local`, `session`, and `database`, None where there is none."""
    return page.evaluate(STORED, NAME)


def people(page: Page) -> dict[str, Any]:
    """The people in the database, by name."""
    kept = (stored(page)["database"] or {}).get("people", [])
    return {person["name"]: person for person in kept}


def put(page: Page, store: str, value: Any, key: str | None = None) -> None:
    """Write into the database, past the page."""
    page.evaluate(CHANGE, [NAME, store, value, key])


FIELDS = {
    "start": "2025-03-05",
    "end": "",
    "topic": "党课",
    "organiser": "",
    "days": "",
    "hours": "4",
    "concentrated": "yes",
    "theory": "unknown",
    "theory_hours": "",
    "off_job": "unknown",
    "county_level": "unknown",
    "distinct": False,
}
PERSON = {
    "roles": [{"id": "t1", "role": "secretary", "start": "", "end": ""}],
    "joined": "2020-07-01",
    "infirm": False,
    "military": False,
}
NOTEBOOK = {"person": PERSON, "asOf": "", "records": [{"id": "r1", "fields": FIELDS}]}
DRAFTS = {"fresh": FIELDS | {"topic": "写了一半"}, "editing": None}

SAMPLES: list[dict[str, Any]] = [
    {"notebook": NOTEBOOK, "drafts": DRAFTS},
    {"id": "me", "name": "我", "revision": "", "notebook": NOTEBOOK, "drafts": DRAFTS},
]
"""The same person as each version keeps them, to today's. Never changed, only added to."""
