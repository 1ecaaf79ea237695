"""Zip archives of Python bytecode, the same bytes whenever and wherever they are made."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.environment import program
from scripts.errors import BuildError

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every entry, the first that a zip can hold."""


def compiled(files: Mapping[str, bytes]) -> bytes:
    """An archive of `files`, by name, with each `.py` compiled to a `.pyc` without docstrings.

    It is not compressed: the web server or the visitor's Brotli does that better.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "python.zip"
        path.write_bytes(_stored(files))
        finished = subprocess.run(
            [program("pyodide"), "py-compile", "--compression-level", "0", "--silent", str(path)],
            env=os.environ | {"PYTHONOPTIMIZE": "2", "SOURCE_DATE_EPOCH": "315532800"},
            capture_output=True,
            text=True,
        )
        if finished.returncode:
            raise BuildError(
                f"pyodide py-compile failed under {sys.executable}:\n"
                f"{finished.stdout}{finished.stderr}"
            )
        with zipfile.ZipFile(path) as archive:
            return _stored({name: archive.read(name) for name in archive.namelist()})


def _stored(files: Mapping[str, bytes]) -> bytes:
    """An uncompressed archive with its names sorted and its dates fixed."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), content)
    return whole.getvalue()
