"""What the page's worker calls: JSON text in, JSON text out.

Mistakes in an input are answers, `{"problems": [{"record", "row", "key", "message"}]}`: only
defects raise exceptions. Files and branches are worked on in steps: see `desk.py`.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cached_property, partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from calculator import document, history, insight
from calculator.assess import assess
from calculator.check import assessment, check, understand, understand_date
from calculator.errors import InputError
from calculator.insight import Steps
from calculator.insight import document as insight_document
from calculator.json_input import as_text
from calculator.typed import planned, typed_history

if TYPE_CHECKING:
    from calculator.desk import Desk


def _assess(argument: str) -> str:
    """The assessment document of a history document."""
    return document.text(assess(history.read(argument)))


def _telling(argument: str) -> Steps[dict[str, Any]]:
    """What there is to tell beyond the assessment of typed records, in steps.

    `{"history", "plus", "later", "aside", "want"}`: a typed history as for `check`; typed records
    that are only planned; whether the history's own later records are taken as planned too; the
    questions to leave out; and which parts are wanted, all if it is missing: `questions`, or
    `figures`.
    """
    asked = json.loads(argument)
    typed = typed_history(asked["history"])
    want = asked.get("want", ["questions", "figures"])
    answer: dict[str, Any] = {}
    yield
    if "figures" in want:
        plus, later = planned(asked.get("plus", [])), asked.get("later") is True
        found = yield from insight.telling(typed.history, plus=plus, later=later)
        answer |= insight_document.document(found, typed.places)
    if "questions" in want:
        left_out = insight_document.aside(asked.get("aside", []), typed.places)
        found_out = yield from insight.asking(typed.history, aside=left_out)
        answer["questions"] = insight_document.questions_document(
            typed.history, *found_out, typed.places
        )
    return answer


def _insight(argument: str) -> str:
    """All that `_telling` tells, at once."""
    return json.dumps(insight.whole(_telling(argument)), ensure_ascii=False)


class Calculator:
    """Answers one page, and keeps between its calls what that is at: an insight, files, a branch.

    An insight is worked out a few milliseconds at a time: to leave it off is to ask no more, so
    what the reader changes meanwhile need not wait for it.
    """

    def __init__(self) -> None:
        self.methods: dict[str, Callable[[str], str]] = {
            "assess": _assess,
            "assessment": assessment,
            "check": check,
            "understand": understand,
            "understand_date": understand_date,
            "insight": _insight,
            "open_insight": self._open_insight,
            "go_on_with_insight": self._go_on_with_insight,
            **{name: partial(self._at_the_desk, name) for name in AT_THE_DESK},
        }

    def call(self, method: str, argument: str) -> str:
        """The answer of `method` to a JSON argument, as JSON text.

        Raises KeyError for an unknown method.
        """
        answer = self.methods[method]
        try:
            return answer(argument)
        except InputError as error:
            problems = [asdict(problem) for problem in error.problems]
            return json.dumps({"problems": problems}, ensure_ascii=False)

    def _open_insight(self, argument: str) -> str:
        """Begin; what was begun before is left off."""
        self._steps = _telling(argument)
        return "null"

    def _go_on_with_insight(self, argument: str) -> str:
        """Work for so many milliseconds, `{"ms"}`, to `{"finished", "answer"}`."""
        until = perf_counter() + json.loads(argument)["ms"] / 1000
        try:
            while True:
                next(self._steps)
                if perf_counter() >= until:
                    return json.dumps({"finished": False, "answer": None})
        except StopIteration as done:
            return json.dumps({"finished": True, "answer": done.value}, ensure_ascii=False)

    @cached_property
    def _desk(self) -> "Desk":
        """The desk, which is not there before it is needed: most readers open no file."""
        from calculator.desk import Desk

        return Desk()

    def _at_the_desk(self, name: str, argument: str) -> str:
        answer = getattr(self._desk, name)(json.loads(argument))
        return json.dumps(answer, ensure_ascii=False, default=as_text)


AT_THE_DESK = (
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

call = Calculator().call
"""What the worker calls: it serves one page."""
