"""The open questions of a history, and what each answer to one would make of it.

A question is about one training (all records that tell of it): whether it counts, or as what; or,
where its two figures disagree, which of them holds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from calculator import amounts
from calculator.model import Answer, History, Record, Training
from calculator.trainings import all_of, likeness

type Values = Mapping[str, Answer | None]
"""What an answer sets in a record, by the record's keys; None: the value is taken out."""

AMOUNT = "amount"
"""The key of the question which of two figures that disagree holds."""

KEYS = ("concentrated", "theory", "off_job", "county_level", AMOUNT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One answer to a question: its name, and what it sets."""

    name: str
    values: Values

    def of(self, record: Record) -> Record:
        """The record with this answer."""
        return replace(record, **self.values)  # type: ignore[arg-type]

    def of_training(self, training: Training) -> Training:
        """The training, or the part of one that entered, with this answer."""
        changed: Training = replace(training, **self.values)  # type: ignore[arg-type]
        if changed.days is training.days and changed.hours is training.hours:
            return changed
        mixed = amounts.mixed(changed.days, changed.hours)
        return replace(changed, least=mixed.low, most=mixed.high)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What is open about the training that `records`, by their indexes, tell of."""

    records: tuple[int, ...]
    key: str
    choices: tuple[Choice, Choice]

    def answered(self, history: History, choice: Choice) -> History:
        """The history with one answer, given for every record that tells of the training."""
        records = list(history.records)
        for index in self.records:
            records[index] = choice.of(records[index])
        return replace(history, records=tuple(records))


def _yes_or_no(key: str) -> tuple[Choice, Choice]:
    # Theory hours belong to a yes alone, and an answer is about the whole training.
    also: Values = {"theory_hours": None} if key == "theory" else {}
    yes = Choice(name="yes", values={key: Answer.YES, **also})
    return yes, Choice(name="no", values={key: Answer.NO, **also})


_CHOICES: Mapping[str, tuple[Choice, Choice]] = {
    **{key: _yes_or_no(key) for key in KEYS if key != AMOUNT},
    AMOUNT: (
        Choice(name="days", values={"hours": None}),
        Choice(name="hours", values={"days": None}),
    ),
}


def questions(history: History, trainings: Sequence[Training]) -> Iterator[Question]:
    """Every open question on the trainings of a history.

    Which of two figures holds is not asked where the record would then be alike with another, and
    count only once with it.
    """
    alike = {likeness(record) for record in history.records if not record.distinct}
    for one in trainings:
        for key, choices in _CHOICES.items():
            if key == AMOUNT:
                record = history.records[one.records[0]]
                left = [likeness(choice.of(record)) for choice in choices]
                open_ = one.conflicting and (record.distinct or alike.isdisjoint(left))
            else:
                open_ = getattr(one, key) is Answer.UNKNOWN
            if open_:
                yield Question(records=one.records, key=key, choices=choices)


def concentrated(training: Training) -> Answer:
    """Whether a training counts for the totals of the period and for the share of theory."""
    return training.concentrated


def annual(training: Training) -> Answer:
    """Whether a training counts for a secretary's year."""
    return all_of(training.concentrated, training.off_job, training.county_level)


def open_hours(
    training: Training, counts: Callable[[Training], Answer], *, theory: bool
) -> Fraction:
    """学时 of a training that may or may not enter a rule, as things stand.

    All of them where it is open whether they count or, for the share, whether they are theory;
    where only its figures disagree, what is between these.
    """
    answer = counts(training)
    if answer is Answer.NO:
        return Fraction(0)
    if answer is Answer.UNKNOWN or (theory and training.theory is Answer.UNKNOWN):
        return training.most
    return training.most - training.least
