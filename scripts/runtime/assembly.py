"""The browser's Python: Pyodide with the calculator, and of the standard library what it uses.

Pyodide's own archive of the standard library holds the sources of all of it, and compiling them
is most of a start. The archive made here, `python.zip`, holds the bytecode of the modules that
the calculator was seen to load, and the calculator itself: one request, nothing to compile.

Which modules those are is found out anew, by `rehearsal.py` in the stock Pyodide, whenever the
calculator or Pyodide changes. A list kept by hand, or committed, could only fall behind.
"""

import hashlib
import json
import sys
import zipfile
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

MOUNT = "/calculator-sources/"
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


def loaded(calculator: Path, pyodide: Path) -> dict[str, bytes]:
    """The sources, by their names in the archive, of all that the rehearsal loads."""
    stock = pyodide / STOCK
    rehearsal = REHEARSAL.read_text(encoding="utf-8")
    argument = {
        "path": MOUNT,
        "entry": ENTRY,
        "imports": sorted(imports.closure(calculator, ENTRY)),
    }
    interpreter = node.Interpreter(
        pyodide=pyodide, stdlib=stock, mounts={f"{MOUNT}calculator": calculator}
    )
    files = json.loads(interpreter.run(rehearsal + PLAY, json.dumps(argument)))
    with zipfile.ZipFile(stock) as stdlib:
        sources = {
            name: stdlib.read(name)
            for name in (file.removeprefix(STDLIB) for file in files if file.startswith(STDLIB))
        }
    for file in files:
        if file.startswith(MOUNT):
            name = file.removeprefix(MOUNT)
            sources[name] = (calculator.parent / name).read_bytes()
    return sources


def library(calculator: Path, pyodide: Path) -> bytes:
    """The archive: the modules in use, compiled, and the calculator's data."""
    data = {
        f"calculator/{path.relative_to(calculator).as_posix()}": path.read_bytes()
        for path in _sources(calculator)
        if path.suffix != ".py"
    }
    return archive.compiled(loaded(calculator, pyodide) | data)


def _make(folder: Path, calculator: Path, pyodide: Path) -> None:
    """Write into `folder` what Pyodide does not bring: the archive, and the list of all files."""
    print("Making the browser's Python ...", file=sys.stderr, flush=True)
    archived = folder / "python.zip"
    archived.write_bytes(library(calculator, pyodide))
    files = [archived, *(pyodide / name for name in FROM_PYODIDE)]
    manifest = {
        "files": [{"name": path.name, "bytes": path.stat().st_size} for path in files],
        "lock": node.empty_lock(pyodide),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _inputs(calculator: Path, pyodide: Path) -> str:
    """A hash of all that the runtime is made from: sources, Pyodide, Python and these scripts."""
    makers = [Path(str(module.__file__)) for module in (archive, imports, node)]
    own = [Path(__file__), node.HOST, REHEARSAL, *makers, pyodide / "package.json"]
    version = hashlib.sha256(sys.version.encode()).hexdigest()
    return f"{version[:8]}-{digest(_sources(calculator))}-{digest(own)}"


def _sources(calculator: Path) -> list[Path]:
    """The calculator's own files: modules, and the data beside them."""
    return [
        path
        for path in sorted(calculator.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
