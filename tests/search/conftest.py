"""The plan, for tests of what is found in it."""

from pathlib import Path

import pytest

from scripts.site import plan_files
from scripts.site.plan import Plan


@pytest.fixture(scope="session")
def plan(root: Path) -> Plan:
    """The plan of this project."""
    return plan_files.read(root)
