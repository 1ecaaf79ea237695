"""What the page's worker calls: JSON text in, JSON text out.

Mistakes in an input are answers, `{"problems": [{"record", "key", "message"}]}`: only defects raise
exceptions.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from calculator import document, history, insight, json_input
from calculator.assess import assess
from calculator.check import check
from calculator.errors import InputError, Problem
from calculator.insight import document as insight_document


def _assess(argument: str) -> str:
    """The assessment document of a history document."""
    return document.text(assess(history.read(argument)))


def _read_file(argument: str) -> str:
    """The history in a file: `{"name", "base64"}` to `{"history": …}`, every key filled in."""
    file = json.loads(argument)
    name = str(file["name"])
    if not name.lower().endswith(".json"):
        raise InputError(
            [Problem(message=f"“{name}”不是培训记录文件。目前能读的是本站导出的 .json 文件。")]
        )
    return _json(
        {
            "history": history.document(
                history.read(history.decode(base64.b64decode(file["base64"])))
            )
        }
    )


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
    return _json(answer)


METHODS: dict[str, Callable[[str], str]] = {
    "assess": _assess,
    "check": check,
    "insight": _insight,
    "read_file": _read_file,
}


def call(method: str, argument: str) -> str:
    """The answer of `method` to a JSON argument, as JSON text.

    Raises KeyError for an unknown method.
    """
    answer = METHODS[method]
    try:
        return answer(argument)
    except InputError as error:
        return _json({"problems": [asdict(problem) for problem in error.problems]})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
