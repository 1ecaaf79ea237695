"""What the page's worker calls: JSON text in, JSON text out.

Mistakes in an input are answers, `{"problems": [{"record", "row", "key", "message"}]}`: only
defects raise exceptions. Files and branches are worked on in steps: see `desk.py`.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from calculator import document, history, insight, json_input
from calculator.assess import assess
from calculator.check import check, understand
from calculator.errors import InputError
from calculator.insight import document as insight_document


def _assess(argument: str) -> str:
    """The assessment document of a history document."""
    return document.text(assess(history.read(argument)))


def _at_the_desk(name: str) -> Callable[[str], str]:
    """A method of the desk, which is not there before it is called: most readers open no file."""

    def method(argument: str) -> str:
        from calculator import desk

        return json.dumps(desk.METHODS[name](json.loads(argument)), ensure_ascii=False)

    return method


def _insight(argument: str) -> str:
    """What there is to tell beyond the assessment of a history, as one JSON object.

    `{"history", "plus", "later", "aside", "want"}`: a history document; records that are only
    planned; whether the history's own later records are taken as planned too; the questions to
    leave out; and which parts are wanted, all if it is missing: `questions`, or `figures`.
    """
    asked = json_input.parsed(argument)
    if not isinstance(asked, dict):
        asked = {}
    read = history.from_value(asked.get("history"))
    plus = history.records_from(asked.get("plus", []), "plus")
    want = asked.get("want", ["questions", "figures"])
    answer: dict[str, Any] = {}
    if "figures" in want:
        found = insight.insight(read, plus=plus, later=asked.get("later") is True)
        answer |= insight_document.document(found)
    if "questions" in want:
        left_out = insight_document.aside(asked.get("aside", []))
        answer["questions"] = insight_document.questions_document(
            read, *insight.questions(read, aside=left_out)
        )
    return json.dumps(answer, ensure_ascii=False)


METHODS: dict[str, Callable[[str], str]] = {
    "assess": _assess,
    "check": check,
    "understand": understand,
    "insight": _insight,
    **{
        name: _at_the_desk(name)
        for name in (
            "open_files",
            "give_piece",
            "read_rows",
            "take_files",
            "open_branch",
            "assess_people",
            "show_person",
            "open_export",
            "export_rows",
            "forget",
        )
    },
}


def call(method: str, argument: str) -> str:
    """The answer of `method` to a JSON argument, as JSON text.

    Raises KeyError for an unknown method.
    """
    answer = METHODS[method]
    try:
        return answer(argument)
    except InputError as error:
        problems = [asdict(problem) for problem in error.problems]
        return json.dumps({"problems": problems}, ensure_ascii=False)
