"""The calculator's own tests, run by pytest inside Pyodide: the browser's interpreter, whole."""

import json
import sysconfig
from pathlib import Path

from scripts.runtime import assembly
from scripts.runtime.node import Interpreter

AT_LEAST = 600
"""Fewer tests than this were not all of them: something was not collected."""

RUN = """
import json
import os
import sys

sys.dont_write_bytecode = True
sys.path[:0] = ["/project", "/packages"]
os.chdir("/project")
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import pytest


class Count:
    def __init__(self):
        self.outcomes = {}

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.outcome != "passed":
            self.outcomes.setdefault(report.outcome, []).append(report.nodeid)


count = Count()
code = pytest.main(json.loads(argument), plugins=[count])
json.dumps({"code": int(code), **count.outcomes})
"""


def test_the_unit_tests_and_the_cases_pass_in_pyodide(root: Path, pyodide: Path) -> None:
    interpreter = Interpreter(
        pyodide=pyodide,
        stdlib=pyodide / assembly.STOCK,
        mounts={"/project": root, "/packages": Path(sysconfig.get_path("purelib"))},
    )
    options = ["-p", "no:cacheprovider", "--tb=short", "tests/unit", "tests/cases"]
    outcome = json.loads(interpreter.run(RUN, json.dumps(options)))
    assert len(outcome.pop("passed", [])) >= AT_LEAST
    assert outcome == {"code": 0}
