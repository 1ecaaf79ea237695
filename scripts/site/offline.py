"""The list of what the self-check needs without a network, for its service worker to keep.

Read from the built pages, so that no file is forgotten: the page of the self-check, the pages it
leads to and the topics, and what any of them loads.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

SELF_CHECK = "calculator/"
LIST = "assets/offline.json"
IMPORT = re.compile(
    r"""^(?:import|export)\b[^;"']*["'](\.{1,2}/[^"']+)["']  # at once
      | \bawait\s+import\(["'](\.{1,2}/[^"']+)["']\)  # when it is asked for
    """,
    re.MULTILINE | re.VERBOSE,
)
LOADED_LINKS = {"stylesheet", "icon"}
BASE = "https://site.invalid/"
"""Any address: links are resolved against it, and what leads away from it is not ours."""


class _References(HTMLParser):
    """What a page loads, and where it leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an address."""
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and LOADED_LINKS & set(values.get("rel", "").split()):
            self.loaded.append(values["href"])
        elif tag in ("script", "img") and "src" in values:
            self.loaded.append(values["src"])


def write(site: Path, bundled: list[str], reached: list[str]) -> None:
    """Write the list into a built site.

    `bundled` are the addresses of bundles, `reached` of pages to keep beside those that the
    self-check leads to.
    """
    files = set(bundled)
    loaded, links = _references(site, SELF_CHECK)
    pages = {link for link in links if link != SELF_CHECK and _file(site, link).suffix == ".html"}
    pages |= set(reached)
    for page in pages:
        loaded |= _references(site, page)[0]
    for script in sorted(loaded):
        loaded |= _imports(site, script)
    listed = sorted(files | loaded | pages | {LIST})
    (site / LIST).write_text(json.dumps({"files": listed}), encoding="utf-8")


def _references(site: Path, page: str) -> tuple[set[str], set[str]]:
    """Addresses of our own, from the site's root: those that a page loads, and leads to."""
    parser = _References()
    parser.feed(_file(site, page).read_text(encoding="utf-8"))
    return _own(page, parser.loaded), _own(page, parser.links)


def _imports(site: Path, script: str) -> set[str]:
    """The modules that a script imports, and those that they import."""
    if not script.endswith(".js"):
        return set()
    source = _file(site, script).read_text(encoding="utf-8")
    found = [static or later for static, later in IMPORT.findall(source)]
    imported = _own(script, found)
    return imported.union(*(_imports(site, module) for module in imported))


def _own(page: str, addresses: list[str]) -> set[str]:
    whole = {urldefrag(urljoin(BASE + page, address)).url for address in addresses}
    return {address.removeprefix(BASE) for address in whole if address.startswith(BASE)}


def _file(site: Path, address: str) -> Path:
    """The file that a web server sends for an address."""
    return site / address / "index.html" if address.endswith("/") or not address else site / address
