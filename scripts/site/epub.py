"""`plan.epub`: the whole plan as a book (EPUB 3.3), a unit a chapter.

Its ids are those of the site's pages, and its links lead there where the site knows its address.
The templates are in overrides/epub/. The same plan makes the same bytes.
"""

import io
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

from scripts.runtime.archive import EARLIEST
from scripts.site.places import cited_as
from scripts.site.plan import EDITION, Plan
from scripts.site.templates import environment

ADDRESS = f"{EDITION}/plan.epub"
TYPE = "application/epub+zip"
FOLDER = "EPUB"
"""Where the book's own files lie in the package."""
TEMPLATES = "overrides/epub"
MODIFIED = f"{EDITION}-01-01T00:00:00Z"
"""EPUB asks for a date, and the source has none with a year: it is when the plan's years begin."""


def plan_epub(root: Path, plan: Plan, site_url: str, sha256: str) -> bytes:
    """The file. `site_url` is empty where it is not known; `sha256` is that of the source."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        # It has to come first, and as it is: by it a file is known as an EPUB.
        package.writestr(zipfile.ZipInfo("mimetype", EARLIEST), TYPE)
        for name, text in sorted(_files(root, plan, site_url, sha256)):
            package.writestr(zipfile.ZipInfo(name, EARLIEST), text, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _files(root: Path, plan: Plan, site_url: str, sha256: str) -> Iterator[tuple[str, str]]:
    """What is in the package, by its names."""
    templates = environment(root / TEMPLATES)
    templates.globals |= {
        "plan": plan,
        "site_url": site_url,
        "sha256": sha256,
        "folder": FOLDER,
        "identifier": uuid.uuid5(uuid.NAMESPACE_URL, f"{site_url}{ADDRESS}#{sha256}").urn,
        "modified": MODIFIED,
        "cited_as": cited_as,
    }
    yield "META-INF/container.xml", templates.get_template("container.xml").render()
    for name in ("book.css", "nav.xhtml", "package.opf", "title.xhtml"):
        yield f"{FOLDER}/{name}", templates.get_template(name).render()
    chapter = templates.get_template("chapter.xhtml")
    for unit in plan.units:
        yield f"{FOLDER}/{unit.id}.xhtml", chapter.render(unit=unit)
