"""What `cost.py` measures, in CPython and in Pyodide alike: this file is run in both.

`measure` gives seconds a run and the bytes by which memory grew at its highest.
"""

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter


def peak() -> int:
    """The most memory that this interpreter has had, in bytes."""
    if sys.platform == "emscripten":
        import pyodide_js  # the interpreter's own memory, which only ever grows

        return int(pyodide_js._module.HEAPU8.length)
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage tells on Linux is never less than what the parent process has had.
        lines = (line.split() for line in status.read_text().splitlines())
        return next(int(line[1]) * 1024 for line in lines if line[0] == "VmHWM:")
    import resource

    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest if sys.platform == "darwin" else highest * 1024


def assessing(path: Path) -> Callable[[], object]:
    """`assess` on a history that is already read."""
    from calculator import assess, read_history

    history = read_history(path.read_text(encoding="utf-8"))
    return lambda: assess(history)


def calling(path: Path) -> Callable[[], object]:
    """What the page asks: a history's JSON text to an assessment's."""
    from calculator.browser import call

    text = path.read_text(encoding="utf-8")
    return lambda: call("assess", text)


def rostering(path: Path) -> Callable[[], object]:
    """A ledger's bytes to the roster's table, a row at a time."""
    from calculator import roster
    from calculator.ledger.reading import read_ledger
    from calculator.sources import Sources

    def run() -> int:
        ledger = read_ledger(path.name, path.read_bytes())
        if ledger.problems:
            raise ValueError(str(ledger.problems[0]))
        found = roster.lines(ledger.members, date(2026, 6, 30), date(2026, 6, 30))
        return sum(1 for _ in roster.table(found, roster.Totals(), Sources()))

    return run


KINDS = {"assess": assessing, "call": calling, "roster": rostering}


def measure(kind: str, path: str, times: int) -> str:
    """Run one kind so many times; its seconds a run and its memory, as JSON."""
    import calculator.browser
    import calculator.ledger.reading
    import calculator.roster  # noqa: F401 - the programs themselves are not what is measured

    before = peak()
    run = KINDS[kind](Path(path))
    if times > 1:
        run()
    began = perf_counter()
    for _ in range(times):
        run()
    seconds = (perf_counter() - began) / times
    return json.dumps({"seconds": seconds, "bytes": peak() - before})
