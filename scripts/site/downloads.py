"""The whole plan as files to take away: plain text, a book and, where it was made, a PDF.

The PDF is printed by Chromium from the built site, so that building needs no browser:
`make editions` builds, prints and builds again with PDF naming the file that was printed.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from scripts.errors import BuildError
from scripts.site import epub, plain_text
from scripts.site.plan import EDITION, Plan

PDF = f"{EDITION}/plan.pdf"
VARIABLE = "PDF"
KIB = 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """One file: its address from the site's root, what it is called and what it is good for."""

    address: str
    name: str
    purpose: str
    content: bytes

    @property
    def size(self) -> str:
        """Its size as people read it, rounded up."""
        return f"{-(-len(self.content) // KIB)} KB"


def downloads(root: Path, plan: Plan, site_url: str, sha256: str) -> list[Download]:
    """All files. `site_url` is empty where it is not known; `sha256` is that of the source."""
    pdf = printed()
    made = [
        Download(
            address=epub.ADDRESS,
            name="电子书 EPUB",
            purpose="在手机、平板和阅读器上读，字号随意",
            content=epub.plan_epub(root, plan, site_url, sha256),
        ),
        Download(
            address=plain_text.ADDRESS,
            name="纯文本 TXT",
            purpose="复制、粘贴，用任何软件打开，一句一行",
            content=plain_text.plan_txt(plan, site_url, sha256),
        ),
    ]
    if pdf is None:
        return made
    purpose = "打印、传阅，A4，有目录和页码，每条下面有地址"
    return [Download(address=PDF, name="PDF", purpose=purpose, content=pdf), *made]


def printed() -> bytes | None:
    """The PDF that is to be published; None where none is named."""
    named = os.environ.get(VARIABLE)
    if not named:
        return None
    try:
        return Path(named).read_bytes()
    except OSError as error:
        message = f"{VARIABLE} names {named}, which cannot be read: {error.strerror}"
        raise BuildError(f"{message}. Run make editions, or unset {VARIABLE}.") from None
