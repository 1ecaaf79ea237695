"""What tests of several folders share: the project's root, and the site built once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MKDOCS = str(Path(sys.executable).with_name("mkdocs"))
"""The program that make runs: `python -m mkdocs` would find the project's modules by itself."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: most tests wait for a browser now and then."""
    return (os.process_cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let every page of tests/browser calculate as readers' pages do."""
    parser.addoption(
        "--pyodide",
        action="store_true",
        help="calculate in Pyodide on every page, and not in the test's process",
    )


SITE_URL = "https://plan.example/below/a/path/"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built strictly by MkDocs itself, once for all that test."""
    from filelock import FileLock  # not there where these tests run in Pyodide

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "site"
    with FileLock(shared / "site.lock"):
        if not folder.exists():
            build(folder)
    return folder


def build(folder: Path) -> None:
    """Build the site into a folder that is not there yet."""
    built = subprocess.run(
        [MKDOCS, "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env=os.environ | {"SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode != 0:
        shutil.rmtree(folder, ignore_errors=True)
    assert built.returncode == 0, built.stderr
