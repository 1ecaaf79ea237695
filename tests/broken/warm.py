"""Runs the command line in children forked from one warm process, and tells what each took.

A line with a path comes in, a line of JSON goes out. A child that hangs is ended by its alarm.
"""

import json
import os
import signal
import sys
from pathlib import Path

import openpyxl  # It is there to be forked; what reads a workbook must not have to pay for it.

from calculator.command_line import main

HANGS_AFTER = 60
"""Seconds on the clock, on a machine however loaded; the limit of processor time is a test's."""


def _child(path: str) -> None:
    signal.alarm(HANGS_AFTER)
    for stream, name in ((1, "out"), (2, "err")):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(f"{path}.{name}", flags, 0o600), stream)
    code = main(["assess", path, "--as-of", "2026-06-30"])
    sys.stdout.flush()
    os._exit(code)


def run(path: str) -> dict[str, object]:
    """Assess a file in a child, and wait for it."""
    child = os.fork()
    if not child:
        try:
            _child(path)
        except BaseException:
            sys.excepthook(*sys.exc_info())
        os._exit(1)
    _, status, usage = os.wait4(child, 0)
    out, err = (Path(f"{path}.{name}") for name in ("out", "err"))
    return {
        "code": os.waitstatus_to_exitcode(status),
        "out": out.read_text(encoding="utf-8"),
        "err": err.read_text(encoding="utf-8"),
        "seconds": usage.ru_utime + usage.ru_stime,
        "bytes": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }


if __name__ == "__main__":
    assert openpyxl
    for line in sys.stdin:
        print(json.dumps(run(line.rstrip("\n"))), flush=True)
