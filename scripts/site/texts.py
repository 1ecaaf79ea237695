"""Reads the project's text files. What cannot be read is a fault with file and line."""

from collections.abc import Iterator
from pathlib import Path

from scripts.site.faults import Fault, SiteError

MARK = "\ufeff"


def read(root: Path, file: str) -> str:
    """The text of `file`, named from the project's root. Raises SiteError."""
    try:
        data = (root / file).read_bytes()
    except FileNotFoundError:
        raise SiteError([Fault(file, 1, "this file is missing: restore it")]) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SiteError([Fault(file, line, "not UTF-8: save the file as UTF-8")]) from None
    if text.startswith(MARK):
        raise SiteError([Fault(file, 1, "begins with a byte-order mark: save the file without it")])
    return text


def unreadable(root: Path) -> Iterator[Fault]:
    """Every page of docs/ can be read."""
    for path in sorted((root / "docs").rglob("*.md")):
        try:
            read(root, path.relative_to(root).as_posix())
        except SiteError as error:
            yield from error.faults
