"""What a branch's people were read from, and what of it could not be read, in words.

Whoever has only the roster's file must not take what is there for all that there was.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from calculator import report
from calculator.errors import Problem
from calculator.intake import Someone, Wrong
from calculator.ledger.reading import Ledger

_MOST_TOLD = 100
"""So many mistakes are told in one cell, which holds no more text than a workbook allows."""

_MOST_PLACES = 12
"""So many places are named in every person's row."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A file, and what of it was left aside."""

    name: str
    sheet: str | None = None
    other_sheets: Sequence[str] = ()
    """The names of the sheets that were not read."""

    refused: bool = False
    """Whether nothing of it could be read."""

    remarks: Sequence[str] = ()
    """What of its rows was passed over or taken together, in words without a full stop."""

    @property
    def sheets(self) -> Iterator[str]:
        """That there are sheets which were not read, in a sentence."""
        if self.other_sheets:
            others = "”“".join(self.other_sheets)
            yield f"只读了工作表“{self.sheet}”，没有读“{others}”。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """The files, and what could not be read and is nobody's for certain."""

    files: Sequence[Source] = ()
    unread: Sequence[Wrong] = ()
    """The first mistakes in what is nobody's for certain."""

    unread_count: int = 0
    """How many of these there are."""

    by_row: bool = True
    """Whether all files are tables, in whose rows the records stand."""

    capped: bool = False
    """Whether there are more mistakes, of anyone or nobody, which are too many to be counted."""

    @classmethod
    def of_ledger(cls, name: str, ledger: Ledger) -> Self:
        """The source of a roster of one ledger, every row of it sound."""
        source = Source(
            name=name,
            sheet=ledger.sheet,
            other_sheets=ledger.other_sheets,
            remarks=tuple(report.remarks(ledger)),
        )
        return cls(files=(source,))

    @classmethod
    def of_told(cls, told: Mapping[str, Any], people: Collection[Someone]) -> Self:
        """The sources of a branch, out of what was told of the reading, which is kept with it."""
        files = [
            Source(
                name=file["name"],
                sheet=file["sheet"],
                other_sheets=file["other_sheets"],
                refused=file["refused"],
                remarks=file["remarks"],
            )
            for file in told.get("files", ())
        ]
        known = {wrong for someone in people for wrong in someone.wrong}
        listed = (
            Wrong(
                file=each["file"],
                problem=Problem(**{key: each[key] for key in ("record", "row", "key", "message")}),
            )
            for each in told.get("problems", ())
        )
        count = told.get("problem_count", 0) - sum(len(someone.wrong) for someone in people)
        unread = [wrong for wrong in listed if wrong not in known]
        return cls(
            files=files,
            unread=unread,
            unread_count=max(count, len(unread)),
            by_row=all(file["by_row"] for file in told.get("files", ())),
            capped=told.get("capped", False),
        )

    @property
    def unit(self) -> str:
        """The word by which what each person's records stand in is counted."""
        return "行" if self.by_row else "条"

    @property
    def least(self) -> str:
        """The word before `unread_count`, where there may be more."""
        return "至少 " if self.capped else ""

    def place(self, wrong: Wrong) -> str:
        """Where something could not be read, as whoever wrote the file counts."""
        file, problem = self.files[wrong.file], wrong.problem
        lead = f"“{file.name}”" if len(self.files) > 1 else ""
        lead += f"工作表“{file.sheet}”" if file.other_sheets else ""
        if problem.row is not None:
            return f"{lead}第 {problem.row} 行"
        return f"{lead}整个文件" if problem.record is None else f"{lead}第 {problem.record + 1} 条"

    def mistake(self, wrong: Wrong) -> str:
        """What could not be read, and why."""
        key = f"“{wrong.problem.key}”" if wrong.problem.key else ""
        return f"{self.place(wrong)}{key}：{wrong.problem.message}"

    def mistakes(self, unlisted: int, wrong: Sequence[Wrong]) -> str:
        """What of one person could not be read; empty where all could."""
        told = [self.mistake(each) for each in wrong[:_MOST_TOLD]]
        if len(wrong) > _MOST_TOLD:
            told.append(f"{'至少' if unlisted else '共'} {len(wrong)} 处。")
        if unlisted:
            others = "其余 " if wrong else ""
            told.append(f"错误太多，{others}{unlisted} 行没有一一列出。")
        return " ".join(told)

    def asides(self) -> Iterator[str]:
        """What of the files was left aside, in sentences."""
        for file in self.files:
            lead = f"“{file.name}”：" if len(self.files) > 1 else ""
            for sentence in (*file.sheets, *(f"{remark}。" for remark in file.remarks)):
                yield lead + sentence

    def warning(self) -> str:
        """What anyone's result may lack, in sentences for each row of a table."""
        sentences = [report.DISCLAIMER]
        if self.unread_count:
            places = list(dict.fromkeys(self.place(each) for each in self.unread))
            listed = len(self.unread) == self.unread_count and not self.capped
            etc = "" if listed and len(places) <= _MOST_PLACES else "等"
            named = f"：{'、'.join(places[:_MOST_PLACES])}{etc}" if places else ""
            sentences.append(
                f"另有{self.least or ' '}{self.unread_count} 处没有读进来，不能确定是谁的，"
                f"可能有这个人的{named}。"
            )
        elif self.capped:
            sentences.append("错误太多，没有一一列出，里面可能还有这个人的。")
        for file in self.files:
            sentences += file.sheets
        return "".join(sentences)

    def document(self) -> dict[str, Any]:
        """The sources as plain values."""
        return {
            "files": [asdict(file) for file in self.files],
            "problems": [problem_document(wrong) for wrong in self.unread],
            "problem_count": self.unread_count,
            "capped": self.capped,
        }


def problem_document(wrong: Wrong) -> dict[str, Any]:
    """A mistake in a file as plain values."""
    return {"file": wrong.file, **asdict(wrong.problem)}
