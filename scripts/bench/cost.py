"""Time and memory of `assess` and of `roster`, by size, in CPython and in Pyodide."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.bench import samples
from scripts.bench.tables import table
from scripts.environment import ROOT
from scripts.runtime import assembly, npm
from scripts.runtime.node import Interpreter

RECORDS = (10, 1_000, 100_000)
ROSTERS = ((4_000, 30_000), (100_000, 750_000))
"""People and records: a street, and a city."""

AT_ONCE = 3_000
"""Small histories are assessed again until so many records were."""

MEASURED = Path(__file__).with_name("measured.py").read_text(encoding="utf-8")
IN_PYODIDE = """
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/project")
"""


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """Seconds and bytes of one run on a file of so many records."""

    records: int
    file: int
    seconds: float
    bytes: int

    @property
    def each(self) -> float:
        """Microseconds a record."""
        return self.seconds / self.records * 1e6


def in_cpython(folder: Path, kind: str, name: str, times: int) -> str:
    """Measure in a new process."""
    program = f"{MEASURED}\nprint(measure({kind!r}, {str(folder / name)!r}, {times}))"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


def in_pyodide(folder: Path, kind: str, name: str, times: int) -> str:
    """Measure in a new Pyodide under Node."""
    pyodide = npm.install() / "pyodide"
    interpreter = Interpreter(
        pyodide=pyodide,
        stdlib=pyodide / assembly.STOCK,
        mounts={"/project": ROOT, "/samples": folder},
    )
    call = f"\nmeasure({kind!r}, {f'/samples/{name}'!r}, {times})"
    return interpreter.run(IN_PYODIDE + MEASURED + call)


INTERPRETERS: dict[str, Callable[[Path, str, str, int], str]] = {
    "CPython": in_cpython,
    "Pyodide": in_pyodide,
}


def main() -> None:
    """Print the tables."""
    print(
        "Measuring assess and roster; this takes some ten minutes ...", file=sys.stderr, flush=True
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        for size in RECORDS:
            (folder / f"{size}.json").write_text(samples.history(size), encoding="utf-8")
        for people, size in ROSTERS:
            (folder / f"{size}.csv").write_bytes(samples.ledger(people, size))
        for kind in ("assess", "call"):
            report(folder, kind, [(f"{size:,} records", f"{size}.json", size) for size in RECORDS])
        report(
            folder,
            "roster",
            [(f"{p:,} people, {size:,} records", f"{size}.csv", size) for p, size in ROSTERS],
        )


def report(folder: Path, kind: str, sizes: list[tuple[str, str, int]]) -> None:
    """Print the table of one kind."""
    rows = []
    before: dict[str, Measurement] = {}
    for title, name, records in sizes:
        found = {
            interpreter: _measured(run, folder, kind, name, records)
            for interpreter, run in INTERPRETERS.items()
        }
        for interpreter, measurement in found.items():
            last = before.get(interpreter)
            rows.append(
                [
                    title,
                    interpreter,
                    f"{measurement.seconds:.3f}",
                    f"{measurement.each:.1f}",
                    f"{measurement.each / last.each:.2f}" if last else "",
                    f"{measurement.seconds / found['CPython'].seconds:.2f}",
                    f"{measurement.bytes / 1e6:.1f}",
                    f"{measurement.bytes / measurement.file:.1f}",
                ]
            )
        before = found
    head = [
        kind,
        "in",
        "seconds",
        "µs a record",
        "of the size above",
        "of CPython",
        "MB",
        "of the file",
    ]
    print(f"{table(head, rows)}\n", flush=True)


def _measured(
    run: Callable[[Path, str, str, int], str], folder: Path, kind: str, name: str, records: int
) -> Measurement:
    told = json.loads(run(folder, kind, name, max(1, AT_ONCE // records)))
    return Measurement(records=records, file=(folder / name).stat().st_size, **told)
