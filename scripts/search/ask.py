"""Asks the search as the page does, under Node: for tests and measurements."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.environment import ROOT
from scripts.runtime import node
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
    answers: list[list[dict[str, Any]]] = json.loads(node.run(HOST, request))["answers"]
    return answers
