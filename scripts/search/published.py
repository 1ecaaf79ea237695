"""What the search publishes: its modules as one script without comments, and its index."""

import subprocess
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from scripts.environment import CACHE, program
from scripts.errors import BuildError
from scripts.runtime import npm
from scripts.runtime.cached import once

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

OPTIONS = (
    *("--bundle", "--minify", f"--mangle-props=^(?:_.+|{'|'.join(INSIDE.split())})$"),
    *("--format=esm", "--target=es2021", "--charset=utf8"),
)
"""No syntax of an older browser's that the modules do not have: the types are checked for it."""


def files(scripts: Iterable[Path], index: str) -> list[Path]:
    """Files of the cache, to be published side by side. Raises BuildError."""
    esbuild = npm.install() / "esbuild"
    sources = {path.name: path for path in scripts}
    contents = [path.read_bytes() for _, path in sorted(sources.items())]
    contents += [index.encode(ENCODING), (esbuild / "package.json").read_bytes()]

    def make(partial: Path) -> None:
        command = [program("node"), str(esbuild / "bin" / "esbuild"), str(sources[ENTRY]), *OPTIONS]
        finished = subprocess.run(
            [*command, f"--outfile={partial / ENTRY}", "--log-level=warning"],
            capture_output=True,
            text=True,
        )
        if finished.returncode:
            raise BuildError(f"The search's modules could not be made one:\n{finished.stderr}")
        (partial / INDEX).write_bytes(index.encode(ENCODING))

    digest = sha256(repr((OPTIONS, contents)).encode()).hexdigest()[:16]
    folder = once(CACHE / "search" / digest, make)
    return [folder / ENTRY, folder / INDEX]
