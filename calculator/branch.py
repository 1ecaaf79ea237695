"""A branch's table on the page (支部台账): people assessed a few at a time, kept in memory only.

Of each person the page gets a line, short enough for thousands of them; the whole assessment of
one is made when it is asked for, and is what `assess` gives for that person alone.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any

from calculator import amounts, document, history, roster
from calculator.assess import assess
from calculator.explain import LABELS, NOTHING_COUNTED
from calculator.intake import Someone
from calculator.ledger.columns import Column
from calculator.ledger.members import Identity
from calculator.ledger.writing import Value
from calculator.model import (
    Answer,
    Explanation,
    Figure,
    Finding,
    Kind,
    NoticeCode,
    Record,
    Verdict,
)
from calculator.notices import NAMES
from calculator.quotas import QUOTAS
from calculator.roster import COLUMNS, Line, Totals
from calculator.sources import Sources, problem_document


class Question(StrEnum):
    """What can keep a verdict open."""

    CONCENTRATED = "concentrated"
    THEORY = "theory"
    OFF_JOB = "off_job"
    COUNTY_LEVEL = "county_level"
    AMOUNTS = "amounts"
    TERM = "term"
    NOTHING = "nothing"
    SILENCE = "silence"


QUESTIONS: dict[Question, str] = {
    Question.CONCENTRATED: Column.CONCENTRATED.value,
    Question.THEORY: Column.THEORY.value,
    Question.OFF_JOB: Column.OFF_JOB.value,
    Question.COUNTY_LEVEL: Column.COUNTY_LEVEL.value,
    Question.AMOUNTS: "天数和学时对不上",
    Question.TERM: "任职的起止日期",
    Question.NOTHING: "还没有可计入的学时",
    Question.SILENCE: "规划没有写明",
}
"""The questions, in words."""

REMARKS: dict[str, str] = {
    "unread": "有没读进来的内容",
    "undated": "没有写任职日期",
    **NAMES,
}
"""What about a person's records asks for a look, in a few words."""

_OF_TOTAL = (Question.CONCENTRATED,)
_OF_RULE: dict[str, tuple[Question, ...]] = {
    "member-total": _OF_TOTAL,
    "secretary-total": _OF_TOTAL,
    "secretary-annual": (Question.CONCENTRATED, Question.OFF_JOB, Question.COUNTY_LEVEL),
    "theory-share": (Question.CONCENTRATED, Question.THEORY),
    "cadre": (),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One person: whose records they are, and the row of the table."""

    identity: Identity
    someone: Someone


class Branch:
    """The people of some ledgers, assessed as of `as_of`, else of the ledger's day, else today.

    `told` is what was told of the reading, which is kept with them.
    """

    def __init__(
        self,
        people: dict[Identity, Someone],
        *,
        as_of: date | None,
        today: date,
        told: Mapping[str, Any],
    ) -> None:
        self.people, self.told = people, told
        self.sources = Sources.of_told(told, people.values())
        self.entries = [Entry(identity=who, someone=one) for who, one in people.items()]
        self.as_of, self.today = as_of, today
        self.totals = Totals()
        self.rows: list[list[Value]] = []
        """The table's rows of those assessed so far."""

        self._waiting = iter(self.entries)

    def advance(self, people: int) -> list[dict[str, Any]]:
        """Assess so many people more, and tell the page's line of each."""
        return [self._line(entry) for entry in islice(self._waiting, people)]

    @property
    def finished(self) -> bool:
        """Whether everyone is assessed."""
        return len(self.rows) == len(self.entries)

    @property
    def applying(self) -> list[int]:
        """The findings, by their place in COLUMNS, that are about anyone assessed so far."""
        return [
            place
            for place, counter in enumerate(self.totals.verdicts)
            if set(counter) - {Verdict.NOT_APPLICABLE}
        ]

    def _assessed(self, entry: Entry) -> Line:
        member = entry.someone.member
        day = self.as_of or member.as_of or self.today
        return Line(
            identity=entry.identity,
            rows=tuple(member.rows),
            assessment=assess(member.history, as_of=day),
            unread=entry.someone.unread,
            unlisted=entry.someone.unlisted,
            wrong=entry.someone.wrong,
        )

    def _line(self, entry: Entry) -> dict[str, Any]:
        line = self.totals.add(self._assessed(entry))
        self.rows.append(roster.row(line, self.sources))
        return {
            "name": entry.identity.name,
            "branch": entry.identity.branch,
            "records": len(line.rows),
            "overall": line.assessment.overall,
            "findings": [[each.verdict, _figures(each)] for each in line.findings],
            "open": _open(line, entry.someone.member.records),
            "unread": line.unread,
            "remarks": _remarks(line),
        }

    def person(self, index: int) -> dict[str, Any]:
        """All of one person: history, assessment document, and where each record stands."""
        entry = self.entries[index]
        member = entry.someone.member
        line = self._assessed(entry)
        return {
            "name": entry.identity.name,
            "branch": entry.identity.branch,
            "history": history.document(member.history),
            "document": document.text(line.assessment),
            "places": list(zip(entry.someone.files, member.rows, strict=True)),
            "unread": line.unread,
            "unlisted": line.unlisted,
            "wrong": [problem_document(wrong) for wrong in line.wrong],
        }

    def table(self) -> Iterator[list[Value]]:
        """The table that everyone has a row in."""
        yield roster.heading()
        yield from self.rows

    def json_pieces(self) -> Iterator[str]:
        """The roster's document, a person a piece; everyone is assessed once more for it."""
        return roster.json_pieces(map(self._assessed, self.entries), Totals(), self.sources)


def legend() -> dict[str, Any]:
    """The words for what the lines hold: verdicts, findings by rule and year, questions, remarks.

    `aside` is the verdict of a finding that is not about the person.
    """
    return {
        "verdicts": LABELS,
        "aside": Verdict.NOT_APPLICABLE,
        "columns": [
            {"rule": rule, "year": year, "title": QUOTAS[rule].title} for rule, year in COLUMNS
        ],
        "questions": QUESTIONS,
        "remarks": REMARKS,
    }


def _figures(finding: Finding) -> str:
    """What was reached, against what is asked, in words; empty where there is no figure."""
    if finding.hours is not None and finding.empty:
        return NOTHING_COUNTED
    if finding.percent is not None:
        return f"{_ends(finding.percent, amounts.PERCENT_PLACES)}%"
    return "，".join(
        f"{_ends(figure, amounts.AMOUNT_PLACES)}/{amounts.number(figure.required)} {unit}"
        for figure, unit in ((finding.hours, "学时"), (finding.days, "天"))
        if figure is not None and (figure.reached.high or unit == "学时")
    )


def _ends(figure: Figure, places: int) -> str:
    low, high = amounts.ends(figure, places)
    return f"{low}" if low == high else f"{low} 至 {high}"


def _remarks(line: Line) -> list[str]:
    """What about the person's records asks for a look, each kind once."""
    found = {notice.code for notice in line.assessment.notices}
    of_person = ["unread"] * bool(line.unread) + ["undated"] * bool(line.assumed)
    return of_person + [code for code in NoticeCode if code in found]


def _open(line: Line, records: Sequence[Record]) -> list[Question]:
    """The questions that keep a verdict open, or that a verdict takes an answer to for granted."""
    found = {
        question
        for finding in line.findings
        if finding.verdict is Verdict.UNDETERMINED
        for told in finding.explanation
        for question in _asked(told, _OF_RULE[finding.rule], records)
    }
    if line.assumed:
        found.add(Question.TERM)
    return [question for question in Question if question in found]


def _asked(
    line: Explanation, questions: Sequence[Question], records: Sequence[Record]
) -> Collection[Question]:
    """What a line of an explanation leaves open."""
    if line.kind is Kind.SILENCE:
        return {Question.SILENCE}
    if line.kind is not Kind.MISSING:
        return ()
    told = [records[index] for index in line.records]
    if not told:
        return {Question.NOTHING}
    answers = {question: {getattr(one, question) for one in told} for question in questions}
    if unknown := {question for question in questions if Answer.UNKNOWN in answers[question]}:
        return unknown
    if all(amounts.conflicting(one.days, one.hours) for one in told):
        return {Question.AMOUNTS}
    # Records of the same training whose answers differ.
    return {question for question in questions if len(answers[question]) > 1}
