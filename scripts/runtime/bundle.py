"""Files that belong together, published under an address that changes when one of them does.

No browser then mixes two versions of them, and each may keep what it has for ever.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """Files by their paths below the folder they are published in; that from the site's root."""

    folder: str
    files: Mapping[str, Path]

    def addresses(self) -> dict[str, Path]:
        """The files by their addresses from the site's root."""
        return {f"{self.folder}/{name}": path for name, path in self.files.items()}


def bundle(parent: str, paths: Iterable[Path]) -> Bundle:
    """The files at `paths` side by side, in a folder of `parent` named for what is in them."""
    files = {path.name: path for path in sorted(paths, key=lambda path: path.name)}
    return Bundle(folder=f"{parent}/{digest(files.values())}", files=files)


def digest(paths: Iterable[Path]) -> str:
    """A short hash of files' names and contents."""
    lines = sorted(f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n" for path in paths)
    return sha256("".join(lines).encode()).hexdigest()[:16]
