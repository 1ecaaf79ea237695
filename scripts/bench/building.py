"""Sites to be measured, built by MkDocs."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from scripts.environment import ROOT, program

ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1"}


def build(folder: str) -> None:
    """Build this site into a folder, as strictly as for publication."""
    mkdocs(["--strict", "--site-dir", folder])


def mkdocs(options: Sequence[str], project: Path = ROOT) -> None:
    """Build a project's site."""
    command = [program("mkdocs"), "build", "--quiet", *options]
    subprocess.run(command, cwd=project, check=True, env=ENVIRONMENT)
