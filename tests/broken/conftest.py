"""The warm process that assesses broken files, and what it tells of each."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.broken.making import Broken


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """How the command line ended on one file, and what it took of time and memory."""

    code: int
    out: str
    err: str
    seconds: float
    bytes: int


type Assess = Callable[[Broken, Path], Run]


@pytest.fixture(scope="session")
def assess(root: Path) -> Iterator[Assess]:
    """Makes a broken file and assesses it in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.broken.warm"],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as warm:
        questions, answers = warm.stdin, warm.stdout
        assert questions
        assert answers

        def ask(broken: Broken, folder: Path) -> Run:
            path = folder / broken.name
            path.write_bytes(broken.make())
            print(path, file=questions, flush=True)
            return Run(**json.loads(answers.readline()))

        yield ask
        questions.close()
