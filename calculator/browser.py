"""What the page's worker calls: JSON text in, JSON text out.

Mistakes in an input are answers, `{"problems": [{"record", "key", "message"}]}`: only defects raise
exceptions.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from calculator import document, history
from calculator.assess import assess
from calculator.check import check
from calculator.errors import InputError, Problem


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


METHODS: dict[str, Callable[[str], str]] = {
    "assess": _assess,
    "check": check,
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
