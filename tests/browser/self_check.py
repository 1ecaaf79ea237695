"""The self-check page as a reader uses it, for the tests in this folder."""

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, expect

from calculator import browser
from scripts.tools.server import Site

START_MS = 60_000
"""How long the calculator may take to come up on a slow, busy machine."""

PRESS_MS = 500

TEXTS = ("start", "end", "topic", "organiser", "days", "hours", "theory_hours")
ANSWERS = ("concentrated", "theory", "off_job", "county_level")


class SelfCheck:
    """One page with the self-check, opened on a served site."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self.root = page.locator("#calculator")
        self.cards = page.locator("[data-record]")
        self.findings = page.locator("article[data-rule]")
        self.runtime = page.locator("[data-part=runtime]")

    def open(self) -> "SelfCheck":
        self.page.goto(f"{self.site.url}calculator/")
        return self.wait_opened()

    def reload(self) -> "SelfCheck":
        self.page.reload()
        return self.wait_opened()

    def wait_opened(self) -> "SelfCheck":
        expect(self.part("application")).to_be_visible()
        self.unfold()
        return self

    def unfold(self) -> None:
        """Open what the form and the person's section fold away."""
        self.page.evaluate(
            "() => document.querySelectorAll('[data-part=more], [data-part=dates]')"
            ".forEach((each) => (each.open = true))"
        )

    def part(self, name: str) -> Locator:
        return self.page.locator(f"[data-part={name}]")

    def act(self, name: str) -> Locator:
        return self.page.locator(f"[data-act={name}]")

    def card(self, number: int) -> Locator:
        """The card of a record, by its number."""
        return self.page.locator(f"[data-record][data-number='{number}']")

    def field(self, name: str) -> Locator:
        return self.part("form").locator(f"[name={name}]")

    def problem(self, name: str) -> Locator:
        return self.page.locator(f"#problem-{name}")

    def wait_state(self, state: str) -> None:
        expect(self.root).to_have_attribute("data-state", state, timeout=START_MS)

    def start(self) -> "SelfCheck":
        """Start the calculator as a reader does, by going into the form, once there is one."""
        expect(self.field("topic")).to_be_visible()
        self.field("topic").focus()
        self.wait_state("ready")
        return self

    def retry(self) -> None:
        """Try the start again, now that the site fails at nothing."""
        self.site.failing.clear()
        self.act("retry").click()

    def fill(self, **fields: str) -> None:
        self.unfold()
        for name, value in fields.items():
            if name in ANSWERS:
                choice = self.page.locator(f"[name={name}][value={value}]")
                choice.locator("xpath=..").click()
            else:
                self.field(name).fill(value)

    def tick(self, role: str) -> None:
        """Tick a role, or take it back."""
        self.page.locator(f"[data-role={role}] .check-tick").click()

    def more(self, role: str) -> Locator:
        """What adds another term in a role."""
        return self.page.locator(f"[data-role={role}] [data-role-more]")

    def typed(self) -> dict[str, str]:
        """What stands in the form's text fields."""
        return {name: self.field(name).input_value() for name in TEXTS}

    def submit(self) -> None:
        self.part("submit").click()

    def press(self, control: Locator) -> None:
        """Press something for as long as people do. It must not move meanwhile."""
        control.scroll_into_view_if_needed()
        place = control.bounding_box()
        assert place
        mouse = self.page.mouse
        mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        mouse.down()
        self.page.wait_for_timeout(PRESS_MS)
        assert control.bounding_box() == place
        mouse.up()

    def add(self, **fields: str) -> None:
        count = self.cards.count()
        self.fill(**fields)
        self.submit()
        expect(self.cards).to_have_count(count + 1)

    def open_people(self) -> None:
        """Unfold 给谁自查."""
        people = self.part("people")
        if people.get_attribute("open") is None:
            people.locator("summary").click()

    def add_person(self, name: str) -> None:
        """Add someone, who is then the one shown."""
        self.open_people()
        self.page.locator("#person-add-name").fill(name)
        self.part("people-add").get_by_role("button", name="加上").click()
        expect(self.part("people").locator("summary")).to_contain_text(name)

    def choose_person(self, name: str) -> None:
        self.open_people()
        self.part("people-list").get_by_text(name, exact=True).click()
        expect(self.part("people").locator("summary")).to_contain_text(name)

    def rename(self, name: str) -> None:
        """Give the person shown another name."""
        self.open_people()
        self.act("rename-person").click()
        self.page.locator("#person-new-name").fill(name)
        self.page.keyboard.press("Enter")
        expect(self.part("people").locator("summary")).to_contain_text(name)

    def choose(self, name: str, content: bytes) -> None:
        """Choose a file, as it is."""
        self.choose_all((name, content))

    def choose_all(self, *files: tuple[str, bytes]) -> None:
        """Choose some files at once."""
        payloads = [FilePayload(name=name, mimeType="", buffer=content) for name, content in files]
        self.page.set_input_files("#history-file", payloads)

    def bring(self, history: Any, how: str = "replace") -> None:
        """Import a history and accept it."""
        self.choose("培训记录.json", json.dumps(history, ensure_ascii=False).encode())
        expect(self.part("preview")).to_be_visible(timeout=START_MS)
        self.act(how).click()
        expect(self.part("preview")).to_be_hidden()

    def exported(self) -> str:
        """The text of the exported file."""
        with self.page.expect_download() as download:
            self.page.locator("[data-act=export][data-kind=json]").click()
        return Path(download.value.path()).read_text(encoding="utf-8")

    def wait_assessed(self, history: str | None = None) -> None:
        """Wait until the page shows the assessment that CPython gives for the same history.

        Where the history names no day, both count up to the day that the page takes for today.
        """
        asked = json.loads(history or self.exported())
        asked["as_of"] = asked["as_of"] or self.page.locator("#person-as-of").input_value()
        expected = browser.call("assess", json.dumps(asked))
        assert "findings" in json.loads(expected), expected
        expect(self.part("document")).to_have_value(expected, timeout=START_MS)

    def document(self) -> Any:
        return json.loads(self.part("document").input_value())

    def verdicts(self) -> list[tuple[str, str, str, str]]:
        """Rule, year, verdict and label of each finding shown, in their order on the page."""
        return [
            (
                str(finding.get_attribute("data-rule")),
                str(finding.get_attribute("data-year")),
                str(finding.get_attribute("data-verdict")),
                str(finding.locator(".check-verdict").text_content()),
            )
            for finding in self.findings.all()
        ]


def told(document: Any) -> list[tuple[str, str, str, str]]:
    """What a page must show for an assessment document: what applies first, then the rest."""
    findings = [
        (each["rule"], str(each["year"] or ""), each["verdict"], each["label"])
        for each in document["findings"]
    ]
    return sorted(findings, key=lambda finding: finding[2] == "not_applicable")


def runtime_file(built_site: Path, name: str) -> str:
    """The path of one of the runtime's files, below the site's."""
    (file,) = built_site.glob(f"assets/runtime/*/{name}")
    return file.relative_to(built_site).as_posix()


def pages_printed(page: Page) -> int:
    """How many pages the browser prints."""
    printed = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))
