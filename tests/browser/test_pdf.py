"""The plan as a PDF, made as `make editions` makes it. What is asked of it, `proof.faults` says."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.pdf import glyphs, proof, sheets
from scripts.pdf.proof import Printed
from scripts.site import checks, plan_files
from scripts.site.plan import Plan
from tests.conftest import SITE_URL

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plan(root: Path) -> Plan:
    """The plan of this project."""
    return plan_files.read(root)


@pytest.fixture(scope="module")
def printed(browser: Browser, built_site: Path, plan: Plan, root: Path) -> Printed:
    """What can be read of the PDF of the built site."""
    return proof.read(sheets.make(browser, built_site, plan, checks.source_sha256(root)))


def test_it_is_the_plan_on_a4_with_true_contents_and_links(printed: Printed, plan: Plan) -> None:
    assert list(proof.faults(printed, plan, SITE_URL)) == []


def test_what_is_not_the_plan_is_found(printed: Printed, plan: Plan) -> None:
    unit = plan.unit("05")
    other = replace(unit, heading=unit.heading + "另", numbering="（另）")
    changed = replace(plan, units=tuple(other if one is unit else one for one in plan.units))
    words, contents, bookmarks, links = proof.faults(printed, changed, "https://elsewhere.example/")
    assert f"{unit.heading}” it has “另" in words
    assert contents.startswith("the contents do not give page")
    assert bookmarks.startswith("the bookmarks are not the units")
    assert links.startswith(f"it leads to ['{SITE_URL}")
    sheet = replace(printed.sheets[0], size=(612, 792), text="", missing_fonts=("Sans",))
    assert len(list(proof._each([sheet]))) == 4


def test_it_says_on_every_sheet_what_it_is_and_not_when_it_was_made(
    printed: Printed, plan: Plan, root: Path
) -> None:
    assert (printed.about["/Title"], printed.about["/Author"]) == (plan.title, plan.issuer)
    assert printed.about["/Lang"] == "zh-CN"
    assert not [name for name in printed.about if "Date" in name]
    sha256 = checks.source_sha256(root)
    front, *others = printed.sheets
    assert sha256 in front.text
    assert f"由{plan.issuer}印发，以正式文件为准" in front.text
    for sheet in others:
        assert f"{SITE_URL}2024/" in sheet.text
        assert sha256[:12] in sheet.text


def test_a_glyph_stands_for_the_character_that_was_meant_and_not_for_its_radical() -> None:
    cmap = (
        "begincmap\n1 beginbfchar\n<03> <0020>\nendbfchar\n"
        "1 beginbfrange\n<10> <12> <2F2E>\nendbfrange\nendcmap\nend\n"
    )
    assert glyphs.rewritten(cmap, {"11": "5DE5", "03": "2060"}) == (
        "begincmap\n4 beginbfchar\n<03> <0020>\n<10> <2F2E>\n<11> <5DE5>\n<12> <2F30>\n"
        "endbfchar\nendcmap\nend\n"
    )


def test_codes_of_a_font_that_are_not_used_are_not_named() -> None:
    assert glyphs.shortened([0, "/g0", "/g0", "/gA", "/gB", "/g0", "/gC"]) == [
        2,
        "/gA",
        "/gB",
        5,
        "/gC",
    ]
    assert glyphs.shortened([7, "/gA", 9, "/gB", "/gC", "/g0"]) == [7, "/gA", 9, "/gB", "/gC"]
    assert glyphs.shortened([0, "/gA"]) == [0, "/gA"]
