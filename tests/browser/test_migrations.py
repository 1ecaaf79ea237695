"""What each version of the page has kept is taken up by today's."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from scripts.environment import ROOT
from scripts.tools.server import Site
from tests.browser.kept import (
    DRAFTS,
    FIELDS,
    NAME,
    NOTEBOOK,
    OLD_DRAFTS,
    OLD_NOTEBOOK,
    SAMPLES,
    held,
    journal,
    people,
    saved,
    stored,
)
from tests.browser.self_check import SelfCheck

pytestmark = [pytest.mark.browser, pytest.mark.unstarted]

MODULES = """
async (given) => {
  const load = (name) => import(new URL(`sources/calculator/${name}`, location.href).href);
  const act = %s;
  return act(load, given);
}
"""


SOURCES = "sources"


def source(route: Route) -> None:
    """Answer with a module: the site publishes all of them as one."""
    name = route.request.url.partition(f"/{SOURCES}/")[2]
    route.fulfill(path=ROOT / "docs" / "assets" / name, content_type="text/javascript")


def in_page(page: Page, function: str, given: Any = None) -> Any:
    """Call a function with the page's modules, as their sources are: it loads one by its name."""
    page.route(f"**/{SOURCES}/**", source)
    return page.evaluate(MODULES % function, given)


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site)


@pytest.mark.parametrize("version", range(len(SAMPLES)))
def test_a_sample_of_each_version_becomes_todays(check: SelfCheck, version: int) -> None:
    check.page.goto(f"{check.site.url}calculator/")
    migrated, valid = in_page(
        check.page,
        """async (load, [sample, version]) => {
          const { migrated } = await load("migrations.js");
          const { isKept, isDrafts } = await load("shapes.js");
          const today = migrated(sample, version);
          return [today, isKept(today) && isDrafts(today.drafts)];
        }""",
        [SAMPLES[version], version],
    )
    assert migrated == SAMPLES[-1]
    assert valid


def test_whoever_changes_what_is_kept_adds_a_step_and_a_sample(check: SelfCheck) -> None:
    check.page.goto(f"{check.site.url}calculator/")
    version, notebook, fields = in_page(
        check.page,
        """async (load) => {
          const { VERSION } = await load("migrations.js");
          const { emptyFields, emptyNotebook } = await load("history.js");
          return [VERSION, emptyNotebook(), emptyFields()];
        }""",
    )
    assert version == len(SAMPLES) - 1
    kept = SAMPLES[-1]["notebook"]
    assert keys(notebook) == keys(kept | {"records": [], "person": kept["person"] | {"roles": []}})
    (record,) = kept["records"]
    assert keys(fields) == keys(record["fields"])
    assert keys(fields) == keys(SAMPLES[-1]["drafts"]["fresh"])


def keys(value: Any) -> Any:
    """The shape of a value: its keys, and the kinds of what stands there."""
    if isinstance(value, dict):
        return {key: keys(each) for key, each in value.items()}
    return type(value).__name__


def old(page: Page, **kept: str) -> None:
    """Put into the storage what the page kept before there was a database."""
    page.goto(f"{page.url.partition('/plan/')[0]}/plan/about/")
    page.evaluate("(kept) => Object.assign(localStorage, kept)", kept)


@pytest.fixture
def moved(check: SelfCheck) -> SelfCheck:
    """A browser with what the page kept when it had no database."""
    check.page.goto(f"{check.site.url}about/")
    kept = {OLD_NOTEBOOK: json.dumps(NOTEBOOK), OLD_DRAFTS: json.dumps(DRAFTS)}
    check.page.evaluate("(kept) => Object.assign(localStorage, kept)", kept)
    return check


def test_what_was_kept_without_a_database_moves_into_it(moved: SelfCheck) -> None:
    moved.open()
    expect(moved.cards).to_have_count(1)
    expect(moved.field("topic")).to_have_value("写了一半")
    expect(moved.part("troubles")).to_be_empty()
    saved(moved, 1)
    assert people(moved.page)["我"]["notebook"] == NOTEBOOK
    moved.page.wait_for_function("(key) => !(key in localStorage)", arg=OLD_NOTEBOOK)
    moved.fill(topic="写完了")
    assert OLD_DRAFTS not in stored(moved.page)["local"]
    moved.reload()
    expect(moved.cards).to_have_count(1)
    expect(moved.field("topic")).to_have_value("写完了")


SHARED = f"{NAME}:drafts:me"
"""Where the drafts of all tabs lay, and in sessionStorage a copy of what was typed in that tab."""


def shared(topic: str) -> str:
    return json.dumps({"version": 1, "drafts": DRAFTS | {"fresh": FIELDS | {"topic": topic}}})


@pytest.mark.parametrize(
    ("local", "session", "topics"),
    [
        ("甲", None, ["甲"]),
        # Another tab had emptied the one place of all.
        (None, "乙", ["乙"]),
        # And here it had written its own there.
        ("甲", "乙", ["乙", "甲"]),
        ("{", "乙", ["乙"]),
    ],
)
def test_drafts_that_all_tabs_had_in_one_place(
    check: SelfCheck, local: str | None, session: str | None, topics: list[str]
) -> None:
    check.page.goto(f"{check.site.url}about/")
    for storage, topic in (("localStorage", local), ("sessionStorage", session)):
        if topic:
            raw = topic if topic == "{" else shared(topic)
            check.page.evaluate(f"([key, raw]) => {storage}.setItem(key, raw)", [SHARED, raw])
    check.open()
    for topic in topics:
        expect(check.field("topic")).to_have_value(topic)
        check.reload()
        expect(check.field("topic")).to_have_value(topic)
        check.page.get_by_role("button", name="清空表单").click()
        expect(check.field("topic")).to_have_value("")
        check.reload()
    expect(check.field("topic")).to_have_value("")


def test_it_is_removed_only_when_it_has_moved(
    moved: SelfCheck, context: BrowserContext, site: Site
) -> None:
    moved.page.goto(f"{site.url}calculator/")
    expect(moved.cards).to_have_count(1)
    saved(moved, 1)
    old_text = json.dumps(NOTEBOOK | {"asOf": "2026-01-01"})
    moved.page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [OLD_NOTEBOOK, old_text])
    with held(context, site):
        moved.page.close()
        again = SelfCheck(context.new_page(), site).open()
        expect(again.part("troubles")).to_contain_text("没有回应")
        expect(again.cards).to_have_count(1)
        assert OLD_NOTEBOOK in again.page.evaluate("() => ({...localStorage})")
    # Two that differ: an older page has gone on writing.
    expect(again.part("troubles")).to_contain_text("没存进去")
    again.part("troubles").get_by_role("button", name="保留现在显示的").click()
    again.page.wait_for_function("(key) => !(key in localStorage)", arg=OLD_NOTEBOOK)
    assert people(again.page)["我"]["notebook"]["asOf"] == "2026-01-01"


def test_two_tabs_move_it_once(moved: SelfCheck, context: BrowserContext, site: Site) -> None:
    other = SelfCheck(context.new_page(), site)
    for each in (moved, other):
        each.page.goto(f"{site.url}calculator/", wait_until="commit")
    for each in (moved, other):
        expect(each.cards).to_have_count(1)
        expect(each.part("troubles")).to_be_empty()
    saved(moved, 1)
    assert list(people(moved.page)) == ["我"]
    assert journal(moved.page) == []


def test_a_database_goes_through_every_step(check: SelfCheck) -> None:
    """With steps of a later day: each person is taken from any version to the last."""
    check.page.goto(f"{check.site.url}about/")
    check.page.goto(f"{check.site.url}calculator/")
    kept = in_page(
        check.page,
        """async (load) => {
          const { asked, createDatabase } = await load("database.js");
          const steps = [
            () => { throw new Error("never from nothing"); },
            (old) => ({ ...old, two: old.one + 1 }),
            (old) => {
              if (old.broken) throw new Error("no number");
              return { ...old, three: old.two + 1 };
            },
          ];
          const out = [];
          for (const from of [1, 2, 3]) {
            const name = `steps ${from}`;
            const nothing = () => undefined;
            const plan = { name, onBlocked: nothing, onReplaced: nothing };
            const old = createDatabase({ ...plan, steps: steps.slice(0, from) });
            await old.run(["people"], "readwrite", async ({ people }) => {
              people.put({ id: "a", one: 1, two: 2 });
              people.put({ id: "b", one: 1, two: 2, broken: true });
            }, true);
            const now = createDatabase({ ...plan, steps });
            out.push(await now.run(["people"], "readonly", ({ people }) => asked(people.getAll())));
            await now.remove();
          }
          return out;
        }""",
    )
    whole = {"id": "a", "one": 1, "two": 2, "three": 3}
    # What no step can take stays as it was, to be rescued.
    broken = {"id": "b", "one": 1, "two": 2, "broken": True}
    assert kept == [
        [whole, broken],
        [whole, broken],
        [{"id": "a", "one": 1, "two": 2}, broken],
    ]


def test_looking_makes_no_database(check: SelfCheck) -> None:
    check.open()
    expect(check.cards).to_have_count(0)
    assert stored(check.page) == {"local": {}, "session": {}, "database": None}
    check.add(start="2025-03-05", hours="4")
    saved(check, 1)
    assert NAME.endswith(Path(check.site.url).name + "/")


def test_an_older_page_that_does_not_let_go(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    """Such as one asleep in the background: this one works on in memory, and takes over later."""
    check.open()
    check.add(start="2025-03-05", hours="4")
    saved(check, 1)
    # The page as it will be, whose database has one version more.
    newer = SelfCheck(context.new_page(), site)
    newer.page.add_init_script(
        "const { open } = IDBFactory.prototype;"
        "IDBFactory.prototype.open = function (name, version) {"
        "  return version ? open.call(this, name, version + 1) : open.call(this, name); };"
    )
    asleep = context.new_page()
    asleep.goto(f"{site.url}about/")
    asleep.evaluate(
        "(name) => new Promise((resolve) => {"
        "  indexedDB.open(name).onsuccess = ({ target }) => {"
        "    window.kept = target.result; resolve(); }; })",
        NAME,
    )
    newer.open()
    expect(newer.part("troubles")).to_contain_text("还开着旧的")
    expect(check.part("troubles")).to_contain_text("更新的版本")
    newer.add(start="2025-04-05", hours="4")
    asleep.close()
    newer.part("troubles").get_by_role("button", name="两份都要").click()
    expect(newer.cards).to_have_count(2)
    expect(newer.part("troubles")).to_be_empty()
    # The older page keeps what is added there where the newer one finds it.
    check.add(start="2025-05-05", hours="4")
    expect(check.cards).to_have_count(2)
    assert people(newer.page)["我"]["notebook"]["records"][-1]["fields"]["start"] == "2025-04-05"
    newer.reload()
    newer.part("troubles").get_by_role("button", name="两份都要").click()
    expect(newer.cards).to_have_count(3)
