"""What is wrong with an input, told so that its author can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One mistake in a history or a ledger: where it stands, and what to do.

    `record` is the index of the record in a history, `row` the number of the row in a ledger, as a
    spreadsheet counts them; both None for the person or the document as a whole. `key` is the key
    the mistake is at, such as `end` or `person.roles[0].start`, or the heading of the column.
    """

    record: int | None = None
    row: int | None = None
    key: str | None = None
    message: str

    def __str__(self) -> str:
        """The problem on one line, with its place in the document."""
        if self.row is not None:
            place = f"第{self.row}行" + (f"“{self.key}”" if self.key else "")
        elif self.record is None:
            place = self.key or "文件"
        else:
            place = f"第{self.record + 1}条记录 records[{self.record}]"
            place += f".{self.key}" if self.key else ""
        return f"{place}：{self.message}"


class InputError(ValueError):
    """The input cannot be read. `problems` names every mistake found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
