"""Where the project, its cache and the programs of its virtual environment are."""

import shutil
import sys
import sysconfig
from pathlib import Path

from scripts.errors import BuildError

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"
PROGRAMS = sysconfig.get_path("scripts")


def program(name: str) -> str:
    """The path of a program of this virtual environment, such as `node` or `pyodide`."""
    path = shutil.which(name, path=PROGRAMS)
    if path is None:
        raise BuildError(
            f"{name} is not installed beside {sys.executable}. Run the site's tools through make, "
            "or install requirements.txt into the virtual environment in use."
        )
    return path
