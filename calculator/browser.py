"""What the page's worker calls: JSON text in, JSON text out.

Mistakes in an input are answers, `{"problems": [{"record", "row", "key", "message"}]}`: only
defects raise exceptions. Files and branches are worked on in steps: see `desk.py`.
"""

import json
from collections.abc import Callable
from dataclasses import asdict

from calculator import document, history
from calculator.assess import assess
from calculator.check import check
from calculator.errors import InputError


def _assess(argument: str) -> str:
    """The assessment document of a history document."""
    return document.text(assess(history.read(argument)))


def _at_the_desk(name: str) -> Callable[[str], str]:
    """A method of the desk, which is not there before it is called: most readers open no file."""

    def method(argument: str) -> str:
        from calculator import desk

        return json.dumps(desk.METHODS[name](json.loads(argument)), ensure_ascii=False)

    return method


METHODS: dict[str, Callable[[str], str]] = {
    "assess": _assess,
    "check": check,
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
