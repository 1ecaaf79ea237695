"""axe-core finds nothing to complain of, in whatever state and look a page is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.runtime import npm
from scripts.tools.server import Site
from tests.browser.conftest import Watch, profile
from tests.browser.histories import TWELVE, history
from tests.browser.kept import people, put, saved
from tests.browser.self_check import START_MS, SelfCheck

pytestmark = pytest.mark.browser

RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  const place = ({ target, failureSummary }) => `    ${target} ${failureSummary}`;
  return violations.map(({ id, nodes }) => [id, ...nodes.map(place)].join("\\n"));
}"""

LEDGER = "姓名,支部,日期,主题,学时,是否集中学习,是否理论\n" + "".join(
    f"党员{number},{number % 2 + 1}支部,2025-03-{number + 1:02d},党课,{number},是,\n"
    for number in range(12)
)


def empty(_: SelfCheck) -> None:
    pass


def mistaken(check: SelfCheck) -> None:
    check.start()
    check.fill(start="2025-02-30", hours="若干", theory_hours="2")
    check.submit()
    expect(check.problem("hours")).to_be_visible()


def example(check: SelfCheck) -> None:
    check.act("empty-form").click()
    check.act("example").click()
    check.wait_assessed()
    expect(check.part("charts")).to_be_visible(timeout=START_MS)


def previewed(check: SelfCheck) -> None:
    check.choose("台账.csv", "日期,学时,讲师\n2025-03-05,8,某\n2025-13-05,若干,某\n".encode())
    expect(check.part("preview")).to_be_visible(timeout=START_MS)
    unfold(check)


def refused(check: SelfCheck) -> None:
    check.choose("坏.xlsx", b"PK")
    expect(check.part("file-problem")).to_be_visible(timeout=START_MS)


def filled(check: SelfCheck) -> None:
    check.bring(history(*TWELVE, roles=[{"role": "secretary"}], joined="2020-07-01"))
    check.wait_assessed()
    expect(check.part("charts")).to_be_visible(timeout=START_MS)
    unfold(check)


def editing(check: SelfCheck) -> None:
    check.card(1).get_by_role("button", name="修改").click()
    check.card(2).get_by_role("button", name="删除").click()


def planning(check: SelfCheck) -> None:
    form = check.part("whatif-form")
    form.locator("[name=days]").fill("两")
    form.locator("[type=submit]").click()
    expect(form.locator("[aria-invalid=true]")).to_have_count(1)
    form.locator("[name=days]").fill("2")
    form.locator("[type=submit]").click()
    expect(check.part("whatif-result")).to_be_visible()


def disagreeing(check: SelfCheck) -> None:
    """Another tab has changed what this one goes on with."""
    saved(check, 11)
    kept = people(check.page)["我"]
    kept["notebook"]["records"].pop()
    put(check.page, "people", kept | {"revision": "another"})
    check.page.locator("#person-joined").fill("2021-07-01")
    expect(check.part("troubles")).to_contain_text("另一个网页也改了记录")


def branch(check: SelfCheck) -> None:
    check.choose("支部.csv", LEDGER.encode())
    expect(check.part("branch")).to_contain_text("党员11", timeout=START_MS)


def of_the_branch(check: SelfCheck) -> None:
    check.part("branch").get_by_role("button", name="党员11").click()
    expect(check.part("branch-detail")).to_be_visible()
    unfold(check)


def clearing(check: SelfCheck) -> None:
    check.act("clear").click()


def unable(check: SelfCheck) -> None:
    """The calculator does not come."""
    check.site.failing |= {path for path in check.site.asked if path.endswith("/python.zip")}
    check.reload()
    check.field("topic").focus()
    check.wait_state("failed")


STATES = (
    empty,
    mistaken,
    example,
    previewed,
    refused,
    filled,
    editing,
    planning,
    disagreeing,
    branch,
    of_the_branch,
    clearing,
    unable,
)
"""Each is reached from the one before."""

LOOKS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1440, "height": 900}},
    "narrow and dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "phone, large and dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}


def unfold(check: SelfCheck) -> None:
    check.page.evaluate(
        "() => document.querySelectorAll('details').forEach((each) => (each.open = true))"
    )


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, as package-lock.json pins it."""
    folder: Path = npm.install(development=True)
    return (folder / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(params=LOOKS)
def look(
    request: pytest.FixtureRequest, browser: Browser, site: Site, watch: Watch
) -> Iterator[Page]:
    """A page in one of the looks."""
    watch.expect("Service Worker registration blocked by Playwright")
    with profile(browser, watch, service_workers="block", **LOOKS[request.param]) as opened:
        page = opened.new_page()
        if "large" in request.param:
            page.goto(site.url)
            page.locator("#set-size").click()
        yield page


def complaints(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found: list[str] = page.evaluate(RUN)
    return found


READ = ["", "2024/overview/", "2024/13/", "topics/", "for/", "for/student/", "who/", "numbers/"]
READ += ["method/"]


def test_pages_to_read(look: Page, site: Site, axe: str) -> None:
    found = []
    for address in READ:
        look.goto(site.url + address)
        look.evaluate(
            "() => document.querySelectorAll('details').forEach((each) => (each.open = true))"
        )
        found += [f"{address}: {told}" for told in complaints(look, axe)]
    assert not found, "\n".join(found)


def test_the_sheet_of_citations(look: Page, site: Site, axe: str) -> None:
    look.goto(site.url + "2024/14/#s2-s4")
    look.locator(".unit-link").click()
    expect(look.get_by_role("dialog", name="引用（十四）")).to_be_visible()
    assert complaints(look, axe) == []


def test_what_is_collected(look: Page, site: Site, axe: str) -> None:
    look.goto(site.url + "basket/")
    assert complaints(look, axe) == []
    kept = '["2024/05-s2", "2024/overview-s5-s7", "2024/16"]'
    look.evaluate("kept => localStorage.setItem('reader/plan/basket', kept)", kept)
    look.reload()
    expect(look.locator(".collection li")).to_have_count(3)
    assert complaints(look, axe) == []


@pytest.mark.parametrize("look", [name for name in LOOKS if name != "desk"], indirect=True)
def test_the_self_check_in_every_state(look: Page, site: Site, watch: Watch, axe: str) -> None:
    watch.expect("503")
    check = SelfCheck(look, site).open()
    found = {}
    for reach in STATES:
        reach(check)
        told = complaints(look, axe)
        # Nothing makes the page wider than the screen.
        wide = look.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            told.append(f"{wide} px too wide")
        if told:
            found[reach.__name__] = told
    lines = (f"{state}: {each}" for state, told in found.items() for each in told)
    assert not found, "\n".join(lines)
