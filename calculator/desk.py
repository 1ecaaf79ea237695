"""Files on the page's desk: read, assessed and written in steps, each call with one short answer.

The page opens a piece of work, asks for a few rows more until it is finished, and takes the
result. So progress can be shown, other calls come between, and to cancel is to ask no more.

    open_files    {"names": […], "kept"?}       → {"files"}
    give_piece    {"file", "base64"}            → {"bytes"}
    read_rows     {"rows"}                      → {"done", "total", "file", "finished"}
    take_files    null                          → what was read, see `_taken`
    open_branch   {"as_of", "today", "again"}   → {"people"} and `branch.legend`
    assess_people {"people"}                    → {"done", "total", "finished", "lines", "applying",
                                                   "totals"}
    show_person   {"person"}                    → see `branch.Branch.person`
    open_export   {"kind", "history"}           → {"total"}
    export_rows   {"rows"}                      → {"done", "total", "finished", "base64"}, or null
    forget        null                          → null

`kept` is true for a branch as `kept.py` has it. A typed history at `history` is written, as for
`check`, else the branch's table. `kind` is csv, xlsx, json or tsv, which is text to paste into a
sheet; kept is all that is known of the branch. What was being written of a branch that is put away
meanwhile has no end: `export_rows` answers null.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from typing import Any

from calculator import document, history, intake, kept, report, roster
from calculator.branch import Branch, legend
from calculator.errors import InputError
from calculator.intake import File, Intake
from calculator.kept import Kept
from calculator.ledger import writing
from calculator.model import History
from calculator.typed import typed_history

MOST_TOLD = 1000
"""So many mistakes are told one by one; of the others only how many there are."""

MOST_COLUMNS_TOLD = 12
"""Of so many files it is told what each column was taken for."""


def _nobody() -> Branch:
    return Branch({}, as_of=None, today=date.min, told={})


@dataclass
class _Export:
    """A file being written: its pieces, each a row's, and how many rows are done."""

    pieces: Iterator[bytes]
    total: int
    of_branch: bool
    done: int = 0


class Desk:
    """What the page is at: files being read, the branch they tell of, and a file being written."""

    def __init__(self) -> None:
        self.intake = Intake([])
        self.branch = _nobody()
        self.export: _Export | None = None

    def forget(self, _: Any = None) -> None:
        """Put the branch away, with what it was read from and what was being written of it.

        Another file may be being read meanwhile, or a history be being written.
        """
        if self.intake.people is self.branch.people:
            self.intake = Intake([])
        self.branch = _nobody()
        if self.export and self.export.of_branch:
            self.export = None

    def open_files(self, values: Any) -> Any:
        """Begin to read files; those of before are forgotten."""
        is_kept = values.get("kept", False)
        self.intake = Kept() if is_kept else Intake(intake.names(values["names"]))
        return {"files": len(self.intake.files)}

    def give_piece(self, values: Any) -> Any:
        """Take the next piece of a file."""
        piece = base64.b64decode(values["base64"])
        return {"bytes": self.intake.give(values["file"], piece)}

    def read_rows(self, values: Any) -> Any:
        """Read so many rows."""
        self.intake.advance(values["rows"])
        return {
            "done": self.intake.rows,
            "total": self.intake.expected,
            "file": self.intake.current,
            "finished": self.intake.finished,
        }

    def take_files(self, _: Any) -> Any:
        """Tell what was read."""
        return _taken(self.intake)

    def open_branch(self, values: Any) -> Any:
        """Begin to assess the people that were read, or `again` those of the branch."""
        as_of = values["as_of"] and date.fromisoformat(values["as_of"])
        today = date.fromisoformat(values["today"])
        if values["again"]:
            people, told = self.branch.people, self.branch.told
        else:
            people, told = self.intake.people, _taken(self.intake)
        self.branch = Branch(people, as_of=as_of, today=today, told=told)
        return {"people": len(self.branch.entries), **legend()}

    def assess_people(self, values: Any) -> Any:
        """Assess so many people; the totals when all are."""
        lines = self.branch.advance(values["people"])
        finished = self.branch.finished
        return {
            "done": len(self.branch.rows),
            "total": len(self.branch.entries),
            "finished": finished,
            "lines": lines,
            "applying": self.branch.applying,
            "totals": roster.totals_document(self.branch.totals) if finished else None,
        }

    def show_person(self, values: Any) -> Any:
        """Tell all of one person of the branch."""
        return self.branch.person(values["person"])

    def open_export(self, values: Any) -> Any:
        """Begin to write a file. Raises InputError where a history cannot be read."""
        self.export = None
        kind = values["kind"]
        if values["history"] is None:
            pieces = _branch_pieces(kind, self.branch)
            self.export = _Export(pieces, len(self.branch.entries), of_branch=True)
        else:
            typed = typed_history(values["history"])
            if typed.problems:
                raise InputError(list(typed.problems))
            pieces = _history_pieces(kind, typed.history)
            self.export = _Export(pieces, len(typed.history.records), of_branch=False)
        return {"total": self.export.total}

    def export_rows(self, values: Any) -> Any:
        """Write so many rows, and hand over what is there of the file; None where it has no end."""
        export = self.export
        if not export:
            return None
        pieces = list(islice(export.pieces, values["rows"]))
        export.done += len(pieces)
        return {
            "done": min(export.done, export.total),
            "total": export.total,
            "finished": len(pieces) < values["rows"],
            "base64": base64.b64encode(b"".join(pieces)).decode("ascii"),
        }


def _taken(read: Intake) -> dict[str, Any]:
    """What was read: of each file, of mistakes, and where it is about one person the history."""
    if isinstance(read, Kept) and read.told is not None:
        return {**read.told, **_alone(read)}
    return {
        "files": [_file(file, told=at < MOST_COLUMNS_TOLD) for at, file in enumerate(read.files)],
        "problems": [
            {"file": wrong.file, **asdict(wrong.problem)} for wrong in read.wrong[:MOST_TOLD]
        ],
        "problem_count": len(read.wrong),
        "capped": any(file.ledger.capped for file in read.files if file.ledger),
        "records": sum(file.records for file in read.files),
        **_alone(read),
    }


def _alone(read: Intake) -> dict[str, Any]:
    """How many people there are; of one who is alone, all that the page takes over."""
    known = [(who, someone) for who, someone in read.people.items() if not someone.is_lost]
    alone = len(read.people) == len(known) == 1
    [(who, someone)] = known if alone else [(None, None)]
    return {
        "people": len(read.people),
        "name": who.name if who else "",
        "history": history.document(someone.member.history) if someone else None,
        "places": list(zip(someone.files, someone.member.rows, strict=True)) if someone else [],
        "person_told": someone.is_told if someone else False,
    }


def _file(file: File, *, told: bool) -> dict[str, Any]:
    ledger = file.ledger
    return {
        "name": file.name,
        "records": file.records,
        "refused": file.refused,
        "sheet": ledger.sheet if ledger else None,
        "other_sheets": ledger.other_sheets if ledger else [],
        "passed": list(ledger.passed[:MOST_TOLD]) if ledger else [],
        "passed_count": len(ledger.passed) if ledger else 0,
        "by_row": not file.is_history,
        "remarks": list(report.remarks(ledger)) if ledger else [],
        "columns": [
            {
                "letter": heading.letter,
                "text": heading.text,
                "taken": report.taken(heading),
                "private": heading.private,
                "used": heading.column is not None,
            }
            for heading in (ledger.headings if ledger and told else ())
        ],
    }


def _branch_pieces(kind: str, branch: Branch) -> Iterator[bytes]:
    """The branch's table as a file, a person a piece; or `kept`, what it was made from."""
    if kind == "kept":
        return kept.pieces(branch)
    if kind == "json":
        return (piece.encode() for piece in branch.json_pieces())
    if kind == "xlsx":
        notes = writing.Sheet(roster.NOTES, roster.notes(branch.totals, branch.sources))
        return writing.xlsx_pieces(branch.table(), roster.TITLE, wide=roster.WIDE, notes=notes)
    return _text_pieces(kind, roster.with_notes(branch.table(), branch.totals, branch.sources))


def _history_pieces(kind: str, read: History) -> Iterator[bytes]:
    """A history as a file, a record a piece where it is a table."""
    if kind == "json":
        return iter([document.json_text(history.document(read)).encode()])
    if kind == "xlsx":
        return writing.xlsx_pieces(writing.rows(read))
    return _text_pieces(kind, writing.rows(read))


def _text_pieces(kind: str, table: Iterable[Sequence[writing.Value]]) -> Iterator[bytes]:
    if kind == "csv":
        return writing.csv_pieces(table)
    return (line.encode() for line in writing.pasted_lines(table))
