"""Addresses are a promise: what was published once keeps its address and its meaning.

`published-ids.txt` has a line for each: the address, and for a sentence how it begins. Lines are
added when something new is published; none is ever changed or taken away.
"""

import re
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from scripts.site import downloads
from tests.conftest import SITE_URL
from tests.site.markup import pages, read

LOCK = Path(__file__).with_name("published-ids.txt")
BEGINNING = 12


FILES = (
    "objects.inv",
    "2024/plan.csv",
    "2024/plan.epub",
    "2024/plan.json",
    "2024/plan.schema.json",
    "2024/plan.txt",
    "2024/source.txt",
    "calculator/history.schema.json",
    "calculator/assessment.schema.json",
    "calculator/roster.schema.json",
    "calculator/ledger.csv",
    "calculator/ledger.xlsx",
    "calculator/branch-ledger.csv",
    "calculator/branch-ledger.xlsx",
)
MADE_APART = downloads.PDF
"""Made by a browser from the built site. Its address is a promise where it is not there, too."""

OF_THE_FORM = re.compile(r"calculator/#(?!self-check$|rule-)")
"""The ids of the self-check's form and results lead nowhere when the page is opened anew."""

OF_THE_FRAME = re.compile(r"__.*|content|settings|set-.*|note-.*")


def published(site: Path) -> dict[str, str]:
    """Each address of the built site that people may link to, with a sentence's beginning."""
    found = {name: "" for name in FILES if (site / name).is_file()} | {MADE_APART: ""}
    found |= {path.relative_to(site).as_posix(): "" for path in site.glob("2024/slides/*")}
    for path in sorted(site.rglob("index.html")):
        folder = path.parent.relative_to(site).as_posix()
        address = "./" if folder == "." else f"{folder}/"
        page = read(path)
        found[address] = ""
        if re.fullmatch(r"\d{1,2}/", address):
            continue  # A short address has the ids of the page it leads to.
        for name in page.ids:
            if not OF_THE_FRAME.fullmatch(name) and not OF_THE_FORM.match(f"{address}#{name}"):
                found[f"{address}#{name}"] = page.sentences.get(name, "")[:BEGINNING]
    return found


def locked() -> dict[str, str]:
    """The lines of the lock file."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    return {
        address: beginning for address, _, beginning in (line.partition("\t") for line in lines)
    }


def test_no_published_address_is_lost_or_means_another_thing(built_site: Path) -> None:
    now = published(built_site)
    broken = [address for address, beginning in locked().items() if now.get(address) != beginning]
    assert not broken, f"published addresses that are gone or changed: {broken}"


def test_every_address_is_locked(built_site: Path) -> None:
    new = [
        f"{address}\t{words}".rstrip()
        for address, words in published(built_site).items()
        if address not in locked()
    ]
    assert not new, "add to tests/site/published-ids.txt:\n" + "\n".join(new)


def test_what_pages_link_to_is_locked(built_site: Path) -> None:
    known = locked()
    for page in pages(built_site):
        folder = page.path.parent.relative_to(built_site).as_posix()
        here = "" if folder == "." else f"{folder}/"
        for link in page.links:
            if page.path.name != "index.html" or link.startswith(SITE_URL) or "assets/" in link:
                continue
            url, anchor = urldefrag(urljoin(f"{SITE_URL}{here}", link).removeprefix(SITE_URL))
            # A row of sentences is kept by its first and its last.
            anchor = re.sub(r"(s\d+)-s\d+$", r"\1", anchor)
            address = f"{url or './'}#{anchor}" if anchor else url or "./"
            if not OF_THE_FRAME.fullmatch(anchor) and not OF_THE_FORM.match(address):
                assert address in known, f"{page.path} links to {address}"
