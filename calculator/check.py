"""What the page asks at each change: typed records, to an assessment and an answer.

The argument is `{"person": …, "as_of": …, "records": [text, …]}`: person and as-of date as in a
history, but that their dates may be as they were typed; each record as the JSON text of an object,
so that what did not change is not read again. The result is `{"assessment", "answer", "dates",
"plain", "problems"}`: the assessment's document without what `entered`, which is most of it and
which nobody waits for; the answer in words; the dates beside the records as understood, by their
keys, those that were typed otherwise; of each record the dates and amounts as understood, null
where they were typed so; and what is wrong with records that cannot be read, which are not in the
assessment. Records are named by their places in the argument. Where the person cannot be read, or
no record at all, it is `{"problems": […]}` alone.

Of one record that is about to be added, a JSON object, `understand` tells `{"plain"}` or its
mistakes, and of one date, a JSON string, `understand_date` tells `{"date"}`; they assess nothing.
"""

import json
from dataclasses import asdict

from calculator import document
from calculator.answer import answer
from calculator.assess import assess
from calculator.errors import InputError
from calculator.json_input import as_text
from calculator.typed import day, typed_history, understood
from calculator.uncollected import uncollected


@uncollected()
def check(argument: str) -> str:
    """Assess typed records. Raises InputError naming each mistake's record and key."""
    typed = typed_history(json.loads(argument))
    if typed.problems and not typed.places:
        raise InputError(list(typed.problems))
    found = assess(typed.history)
    return json.dumps(
        {
            "assessment": typed.placed(document.document(found, entered=False)),
            "answer": typed.placed(asdict(answer(found))),
            "dates": typed.dates,
            "plain": typed.plain,
            "problems": [asdict(problem) for problem in typed.problems],
        },
        ensure_ascii=False,
        default=as_text,
    )


def assessment(argument: str) -> str:
    """The assessment's whole document, of typed records."""
    typed = typed_history(json.loads(argument))
    return document.json_text(typed.placed(document.document(assess(typed.history))))


def understand(argument: str) -> str:
    """What one typed record is understood as. Raises InputError naming each mistake's key."""
    one = understood(argument)
    if one.problems:
        raise InputError(list(one.problems))
    return json.dumps({"plain": one.plain or None}, ensure_ascii=False, default=as_text)


def understand_date(argument: str) -> str:
    """The day that a typed date is understood as. Raises InputError."""
    return json.dumps({"date": day(json.loads(argument)).isoformat()})
