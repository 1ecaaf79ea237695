"""The browser's Python: Pyodide with the calculator, and of the standard library what it uses.

Pyodide's own archive of the standard library holds the sources of all of it, and compiling them
is most of a start. The archive made here, `python.zip`, holds the bytecode of the modules that
the calculator was seen to load, and the calculator itself: one request, nothing to compile.

A second archive, `spreadsheets.zip`, is downloaded only by who saves a workbook: openpyxl, and what
else of the standard library that needs.

Which modules those are is found out anew, by `rehearsal.py` in the stock Pyodide, whenever the
calculator or Pyodide changes. A list kept by hand, or committed, could only fall behind.
"""

import hashlib
import json
import sys
import sysconfig
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from scripts.environment import CACHE, ROOT
from scripts.errors import BuildError
from scripts.runtime import archive, imports, node, npm
from scripts.runtime.bundle import Bundle, bundle, digest
from scripts.runtime.cached import once

CALCULATOR = ROOT / "calculator"
ENTRY = "calculator.browser"
"""The module whose `call` is all that the page calls."""

FROM_PYODIDE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
STOCK = "python_stdlib.zip"
STDLIB = "/lib/python313.zip/"
"""Where Pyodide puts the archive that is its standard library."""

LIBRARY, SPREADSHEETS = "python.zip", "spreadsheets.zip"
PACKAGES = ("openpyxl", "et_xmlfile")
"""What writes workbooks: packages of this virtual environment, as requirements.txt locks them."""

MOUNT, BESIDE = "/calculator-sources/", "/packages/"
REHEARSAL = Path(__file__).with_name("rehearsal.py")
PLAY = """
import json
json.dumps(rehearse(**json.loads(argument)))
"""


def prepare(cache: Path = CACHE, *, calculator: Path = CALCULATOR) -> Bundle:
    """What a browser downloads to run the calculator, made when the cache does not hold it."""
    if sys.version_info[:2] != (3, 13):
        raise BuildError(
            "The browser's Python is 3.13, and only 3.13 can make its bytecode. This is "
            f"{sys.version.split()[0]} ({sys.executable}). Build the site through make."
        )
    pyodide = npm.install(cache=cache) / "pyodide"
    made = once(
        cache / "runtime" / _inputs(calculator, pyodide),
        lambda folder: _make(folder, calculator, pyodide),
    )
    return bundle("assets/runtime", [*made.iterdir(), *(pyodide / name for name in FROM_PYODIDE)])


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """The contents of the two archives before they are compiled, by their names there."""

    library: dict[str, bytes]
    spreadsheets: dict[str, bytes]


def loaded(calculator: Path, pyodide: Path) -> Sources:
    """The sources of all that the rehearsal loads."""
    stock = pyodide / STOCK
    packages = Path(sysconfig.get_path("purelib"))
    rehearsal = REHEARSAL.read_text(encoding="utf-8")
    argument = {
        "path": MOUNT,
        "entry": ENTRY,
        "imports": sorted(imports.closure(calculator, ENTRY)),
        "spreadsheets": BESIDE,
    }
    mounts = {f"{BESIDE}{name}": packages / name for name in PACKAGES}
    interpreter = node.Interpreter(
        pyodide=pyodide, stdlib=stock, mounts={f"{MOUNT}calculator": calculator} | mounts
    )
    started, added = json.loads(interpreter.run(rehearsal + PLAY, json.dumps(argument)))
    # A package of the standard library cannot lie in two archives.
    shared = {_package(file) for file in started} - {None}
    late = [file for file in added if _package(file) in shared]
    roots = {MOUNT: calculator.parent, BESIDE: packages}
    with zipfile.ZipFile(stock) as stdlib:

        def contents(files: Iterable[str]) -> dict[str, bytes]:
            found = {}
            for file in files:
                [root] = [root for root in (STDLIB, *roots) if file.startswith(root)]
                name = file.removeprefix(root)
                found[name] = (
                    stdlib.read(name) if root == STDLIB else (roots[root] / name).read_bytes()
                )
            return found

        return Sources(
            library=contents([*started, *late]),
            spreadsheets=contents(set(added) - set(late)) | _licences(),
        )


def _package(file: str) -> str | None:
    """The package of the standard library that a file is in, if it is in one."""
    first, *rest = file.removeprefix(STDLIB).split("/")
    return first if file.startswith(STDLIB) and rest else None


def _licences() -> dict[str, bytes]:
    """The licences of what writes workbooks: they go where its code goes."""
    return {
        str(file): file.read_binary()
        for package in PACKAGES
        for file in metadata.files(package) or ()
        if file.name.startswith("LICENCE")
    }


def archives(calculator: Path, pyodide: Path) -> dict[str, bytes]:
    """Both archives by name: modules compiled, and with the library the calculator's data."""
    sources = loaded(calculator, pyodide)
    data = {
        f"calculator/{path.relative_to(calculator).as_posix()}": path.read_bytes()
        for path in _sources(calculator)
        if path.suffix != ".py"
    }
    return {
        LIBRARY: archive.compiled(sources.library | data),
        SPREADSHEETS: archive.compiled(sources.spreadsheets),
    }


def _make(folder: Path, calculator: Path, pyodide: Path) -> None:
    """Write into `folder` what Pyodide does not bring: the archives, and the list of all files."""
    print("Making the browser's Python ...", file=sys.stderr, flush=True)
    for name, content in archives(calculator, pyodide).items():
        (folder / name).write_bytes(content)
    at_start = [folder / LIBRARY, *(pyodide / name for name in FROM_PYODIDE)]
    manifest = {
        "files": [_told(path) for path in at_start],
        "later": [_told(folder / SPREADSHEETS)],
        "lock": node.empty_lock(pyodide),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _told(path: Path) -> dict[str, object]:
    return {"name": path.name, "bytes": path.stat().st_size}


def _inputs(calculator: Path, pyodide: Path) -> str:
    """A hash of all that the runtime is made from: sources, Pyodide, Python and these scripts."""
    makers = [Path(str(module.__file__)) for module in (archive, imports, node)]
    own = [Path(__file__), node.HOST, REHEARSAL, *makers, pyodide / "package.json"]
    versions = [sys.version, *(metadata.version(name) for name in PACKAGES)]
    version = hashlib.sha256("\n".join(versions).encode()).hexdigest()
    return f"{version[:8]}-{digest(_sources(calculator))}-{digest(own)}"


def _sources(calculator: Path) -> list[Path]:
    """The calculator's own files: modules, and the data beside them."""
    return [
        path
        for path in sorted(calculator.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
