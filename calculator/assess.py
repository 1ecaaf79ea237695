"""A history assessed: every rule's finding, the remarks on records, and one verdict over all."""

from collections.abc import Iterable, Sequence
from datetime import date

from calculator.counts import Counts
from calculator.findings import Ruling
from calculator.model import Assessment, Finding, History, Record, Verdict
from calculator.notices import notices
from calculator.people import situation
from calculator.quotas import QUOTAS, Binding
from calculator.rules import Subject, findings
from calculator.trainings import training, trainings
from calculator.uncollected import uncollected

_FIRST_FOUND = (Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.NOT_YET, Verdict.MET)
_WHERE_NONE_APPLIES = (Verdict.ELSEWHERE, Verdict.NOT_REQUIRED)


def overall(found: Iterable[Finding | Ruling]) -> Verdict:
    """The first found, among the hard rules that apply, of not_met, undetermined, not_yet, met.

    Where none applies: elsewhere or not_required. The soft rule never enters.
    """
    hard = {finding.verdict for finding in found if QUOTAS[finding.rule].binding is Binding.HARD}
    return next(verdict for verdict in _FIRST_FOUND + _WHERE_NONE_APPLIES if verdict in hard)


@uncollected()
def assess(
    history: History, *, as_of: date | None = None, plus: Sequence[Record] = ()
) -> Assessment:
    """What the plan's quotas say of a history on `as_of`, else on the history's day, else today.

    `plus` are trainings that are only supposed: they count even if they come after that day, each
    for itself, and their indexes follow those of the history's records.

    Amounts in the result are exact 天 and 学时 (`fractions.Fraction`), percentages are of 100.
    The quotas stand in the third paragraph of 总体要求 (2024/overview/#s6 to #s10) and in the
    closing paragraph (2024/closing/#s1).
    """
    day = as_of or history.as_of or date.today()
    judged = subject(history, day, plus)
    found = findings(judged)
    return Assessment(
        as_of=day,
        overall=overall(found),
        findings=found,
        notices=notices(history.records, judged.counts, found, plus),
    )


def subject(history: History, day: date, plus: Sequence[Record] = ()) -> Subject:
    """Whom the rules judge on `day`, with all that counts; `plus` as for `assess`."""
    known = len(history.records)
    person, listed = situation(history, day), trainings(history.records)
    supposed = [training([*history.records, *plus], (known + at,)) for at in range(len(plus))]
    counts = Counts(situation=person, trainings=listed, supposed=supposed)
    return Subject(situation=person, counts=counts)
