"""What the page asks at each change: typed records, to an assessment and an answer.

The argument is `{"person": …, "as_of": …, "records": [text, …]}`: person and as-of date as in a
history, each record as the JSON text of an object, so that what did not change is not read again.
The result is `{"assessment", "answer", "plain"}`: the assessment's document without what `entered`,
which is most of it and which nobody waits for; the answer in words; and of each record the dates
and amounts as understood, null where they were typed so. Mistakes are `{"problems": […]}`.

Of one record that is about to be added, a JSON object, `understand` tells `{"plain"}` or its
mistakes, and assesses nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from calculator import document, history
from calculator.answer import answer
from calculator.assess import assess
from calculator.errors import InputError, Problem
from calculator.model import History
from calculator.typed import Understood, understood
from calculator.uncollected import uncollected


@uncollected()
def check(argument: str) -> str:
    """Assess typed records. Raises InputError naming each mistake's record and key."""
    values = json.loads(argument)
    read = [understood(text) for text in values["records"]]
    found = assess(_history(values, read))
    return json.dumps(
        {
            "assessment": document.document(found, entered=False),
            "answer": asdict(answer(found)),
            "plain": [one.plain or None for one in read],
        },
        ensure_ascii=False,
    )


def understand(argument: str) -> str:
    """What one typed record is understood as. Raises InputError naming each mistake's key."""
    one = understood(argument)
    if one.problems:
        raise InputError(list(one.problems))
    return json.dumps({"plain": one.plain or None}, ensure_ascii=False)


def _history(values: dict[str, Any], read: list[Understood]) -> History:
    problems: list[Problem] = []
    person = {key: values[key] for key in ("person", "as_of")}
    try:
        of_person = history.read(json.dumps({"schema": history.SCHEMA, **person, "records": []}))
    except InputError as error:
        problems += error.problems
    problems += _problems(read)
    if problems:
        raise InputError(problems)
    return replace(of_person, records=tuple(one.record for one in read if one.record))


def _problems(read: list[Understood]) -> Iterator[Problem]:
    for index, one in enumerate(read):
        for problem in one.problems:
            yield replace(problem, record=index)
