"""The plan as it stands, and copies of the project to break."""

import shutil
from pathlib import Path

import pytest

from scripts.site import plan_files
from scripts.site.plan import Plan


@pytest.fixture(scope="session")
def plan(root: Path) -> Plan:
    """The plan of this project."""
    return plan_files.read(root)


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of what the site is made from, for a test to break."""
    for folder in ("docs", "calculator", "scripts", "overrides"):
        shutil.copytree(
            root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copytree(root / "tests" / "cases", tmp_path / "tests" / "cases")
    shutil.copy(root / "mkdocs.yml", tmp_path)
    return tmp_path
