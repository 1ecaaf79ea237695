"""The self-check page with a branch's table (支部台账), for the tests of it."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from scripts.tools.server import Site
from tests.browser.self_check import START_MS, SelfCheck

TODAY = "2026-06-30T09:00:00+08:00"
HEADING = "姓名,支部名称,身份,开始日期,主题,天数,学时,是否集中学习,是否党的创新理论教育,身份证号"
LEDGER = f"""{HEADING}
张三,一支部,书记,2024-3-5,培训班,5,40,是,是,110101
李四,一支部,,2024-3-5,党课,,160,是,,110102
李四,一支部,,2024-3-6,党课,,若干,是,,110102
王五,二支部,,2025-3-5,党课,2,12,是,是,110103
=赵六,二支部,党员干部,2025-3-5,党课,,8,是,是,110104
陈七,二支部,,2024-3-5,党课,,170,是,是,110105
""".encode("gb18030")
NAMES = ["张三", "李四", "王五", "=赵六", "陈七"]


class Branch(SelfCheck):
    """The page with a branch's table."""

    def __init__(self, page: Page, site: Site) -> None:
        super().__init__(page, site)
        self.rows = page.locator("[data-part=branch-rows] tr")
        self.names = self.rows.locator("[data-act=branch-person]")
        self.filters = page.locator("[data-part=branch-verdicts] button")

    def bring_branch(self, *files: tuple[str, bytes]) -> "Branch":
        self.choose_all(*(files or (("支部台账.csv", LEDGER),)))
        return self.wait_branch()

    def wait_branch(self) -> "Branch":
        expect(self.part("branch-content")).to_be_visible(timeout=START_MS)
        expect(self.page.locator("[data-needs=finished]:disabled")).to_have_count(
            0, timeout=START_MS
        )
        expect(self.part("branch-progress")).to_be_hidden()
        return self

    def choose_in(self, name: str, label: str) -> None:
        self.page.locator(f"#branch-{name}").select_option(label=label)

    def saved(self, kind: str) -> bytes:
        with self.page.expect_download(timeout=START_MS) as download:
            self.page.locator(f"[data-act=branch-export][data-kind={kind}]").click()
        return Path(download.value.path()).read_bytes()


def people(data: bytes) -> list[dict[str, Any]]:
    """Everyone of the roster's document that the page has exported."""
    found: list[dict[str, Any]] = json.loads(data)["people"]
    return found


def opened(page: Page, site: Site) -> Branch:
    """The page as it opens on the day that these tests take for today."""
    page.clock.set_fixed_time(TODAY)
    check = Branch(page, site)
    check.open()
    return check
