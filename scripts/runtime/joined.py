"""Modules of the site's own as one file, scripts or styles: a page asks once, and not for each."""

import subprocess
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from scripts.environment import CACHE, program
from scripts.errors import BuildError
from scripts.runtime import npm
from scripts.runtime.cached import once

OPTIONS = ("--bundle", "--minify", "--format=esm", "--target=es2021", "--charset=utf8")
"""No syntax of an older browser's that the modules do not have: the types are checked for it."""


def joined(entry: Path, sources: Iterable[Path], *options: str) -> Path:
    """The file, in the cache, of a module and all that it imports, which are among `sources`.

    Raises BuildError.
    """
    esbuild = npm.install() / "esbuild"
    contents = [path.read_bytes() for path in sorted({entry, *sources})]
    contents.append((esbuild / "package.json").read_bytes())

    def make(partial: Path) -> None:
        command = [program("node"), str(esbuild / "bin" / "esbuild"), str(entry)]
        finished = subprocess.run(
            [
                *command,
                *OPTIONS,
                *options,
                f"--outfile={partial / entry.name}",
                "--log-level=warning",
            ],
            capture_output=True,
            text=True,
        )
        if finished.returncode:
            raise BuildError(f"The modules of {entry} could not be made one:\n{finished.stderr}")

    digest = sha256(repr((OPTIONS, options, contents)).encode()).hexdigest()[:16]
    return once(CACHE / "joined" / digest, make) / entry.name
