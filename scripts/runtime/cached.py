"""Folders that are made once and kept."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """`folder`, filled by `make` where it is not there yet.

    `make` gets a new folder beside it, which is renamed when all is done: whoever interrupts it,
    `folder` is whole or absent.
    """
    if not folder.is_dir():
        partial = folder.with_name(f"{folder.name}.{os.getpid()}.partial")
        partial.mkdir(parents=True)
        try:
            make(partial)
            _adopt(partial, folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return folder


def _adopt(partial: Path, folder: Path) -> None:
    """Rename `partial` to `folder`, unless another process was quicker with the same."""
    try:
        partial.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
