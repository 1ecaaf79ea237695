"""Programs under Node, and in it Python ones in Pyodide: the browser's code without a browser."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.environment import program
from scripts.errors import BuildError

HOST = Path(__file__).with_name("pyodide-host.mjs")


def run(script: Path, request: Mapping[str, Any]) -> str:
    """What a script prints that is given the request as JSON. Raises BuildError."""
    finished = subprocess.run(
        [program("node"), str(script)],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if finished.returncode:
        # Only the end: before it Node prints a line of minified code, a megabyte long.
        raise BuildError(f"{script.name} failed under Node:\n{finished.stderr[-4000:]}")
    return finished.stdout


@dataclass(frozen=True, kw_only=True)
class Interpreter:
    """A Pyodide: the folder of its npm package, and the archive that is its standard library.

    `mounts` are folders of this machine, by the path at which its programs see them.
    """

    pyodide: Path
    stdlib: Path
    mounts: Mapping[str, Path] = field(default_factory=dict)

    def run(self, source: str, argument: str = "") -> str:
        """The value of the program's last expression, a str. It finds `argument` by that name."""
        request = {
            "runtime": str(self.pyodide),
            "lock": empty_lock(self.pyodide),
            "stdlib": str(self.stdlib),
            "mounts": {path: str(folder) for path, folder in self.mounts.items()},
            "program": source,
            "argument": argument,
        }
        return run(HOST, request)


def empty_lock(pyodide: Path) -> dict[str, Any]:
    """A list of no packages, so that Pyodide does not read its list of all it could load."""
    info = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    return {"info": info, "packages": {}}
