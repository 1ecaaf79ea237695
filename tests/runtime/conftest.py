"""The runtime that the site publishes, and the stock Pyodide it is made from."""

from pathlib import Path

import pytest

from scripts.runtime import assembly, npm
from scripts.runtime.bundle import Bundle
from scripts.runtime.node import Interpreter


@pytest.fixture(scope="session")
def published() -> Bundle:
    """The runtime for the calculator as it is."""
    return assembly.prepare()


@pytest.fixture(scope="session")
def pyodide() -> Path:
    """The folder of the stock Pyodide."""
    return npm.install() / "pyodide"


@pytest.fixture(scope="session")
def trimmed(published: Bundle, pyodide: Path) -> Interpreter:
    """The interpreter that a browser starts: with the published archive and nothing else."""
    return Interpreter(pyodide=pyodide, stdlib=published.files["python.zip"])


@pytest.fixture(scope="session")
def with_spreadsheets(published: Bundle, pyodide: Path) -> Interpreter:
    """The same, which finds the archive for workbooks in /published."""
    archive = published.files["spreadsheets.zip"]
    return Interpreter(
        pyodide=pyodide,
        stdlib=published.files["python.zip"],
        mounts={"/published": archive.parent},
    )
