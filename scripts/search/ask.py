"""Asks the search as the page does, under Node: for tests and measurements."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.environment import ROOT, program
from scripts.errors import BuildError
from scripts.search import index, synonyms
from scripts.site import plan_files, quotas_file, topics

HOST = Path(__file__).with_suffix(".mjs")
ENGINE = ROOT / "docs" / "assets" / "search" / "engine.js"


def index_text() -> str:
    """The index of this project, as it is published. Raises SiteError."""
    plan = plan_files.read(ROOT)
    made = topics.topics(plan, quotas_file.read(ROOT).by_rule())
    return index.index_json(plan, synonyms.read(ROOT, plan), made)


def ask(queries: Sequence[str]) -> list[list[dict[str, Any]]]:
    """For each query its results, the best first. Raises BuildError."""
    request = {"engine": str(ENGINE), "index": index_text(), "queries": list(queries)}
    finished = subprocess.run(
        [program("node"), str(HOST)],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if finished.returncode:
        raise BuildError(f"The search failed under Node:\n{finished.stderr[-4000:]}")
    answers: list[list[dict[str, Any]]] = json.loads(finished.stdout)["answers"]
    return answers
