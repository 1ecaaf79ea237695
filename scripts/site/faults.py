"""What a check says when it finds something wrong: where, what, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from scripts.errors import BuildError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, at a line of a file (named from the project's root)."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class SiteError(BuildError):
    """The site cannot be built from what stands in docs/ and calculator/."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def stop_at(faults: Iterable[Fault]) -> None:
    """Raise SiteError with all `faults`, if there are any."""
    found = tuple(faults)
    if found:
        raise SiteError(found)
