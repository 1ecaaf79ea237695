"""What the search publishes: its modules as one script without comments, and its index."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from scripts.environment import CACHE
from scripts.runtime.cached import once
from scripts.runtime.joined import joined

ENTRY = "box.js"
"""The module that the pages load; all others are imported by it."""

INDEX = "index.txt"
ENCODING = "gb18030"
"""Two bytes a character where UTF-8 has three: a tenth less also when compressed."""

INSIDE = """
absentGaps alike asks certain corpus cost edge exact fold folded full gaps heard homophones initials
joined kind letters longest marks matches misheard needed own person piece pieces places quality
readings said same score sentence slipped slips sounding spelling strange topic unbroken weigher
weight worth
"""
"""Properties that only the modules know: none is a name of the index or of a browser's."""


def files(scripts: Iterable[Path], index: str) -> list[Path]:
    """Files of the cache, to be published side by side. Raises BuildError."""
    sources = {path.name: path for path in scripts}
    mangled = f"--mangle-props=^(?:_.+|{'|'.join(INSIDE.split())})$"
    content = index.encode(ENCODING)

    def make(partial: Path) -> None:
        (partial / INDEX).write_bytes(content)

    folder = once(CACHE / "search" / sha256(content).hexdigest()[:16], make)
    return [joined(sources[ENTRY], sources.values(), mangled), folder / INDEX]
