"""Make `.venv` and install locked requirements into it.

    python -m scripts.tools.setup requirements.txt ...

Run with the Python 3.13 that is to be the virtual environment's. Uses the standard library only.
Does nothing, quickly, when everything is in place; starts afresh after an interrupted run.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
UNFINISHED = FOLDER / ".unfinished"
"""Present while something is being installed, and left behind when that was interrupted."""

LAST = 30
"""How many of its last lines tell why pip failed."""

SHOWN = ("Downloading ", "Using cached ", "Installing collected packages")


def main(names: list[str]) -> int:
    """Install each of the requirements files that is not installed yet."""
    if not is_sound():
        say(f"Making a virtual environment in {FOLDER.name} with {sys.executable} ...")
        shutil.rmtree(FOLDER, ignore_errors=True)
        venv.create(FOLDER, with_pip=True)
    for name in names:
        requirements = ROOT / name
        stamp = FOLDER / f".{name}.installed"
        digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
        if stamp.is_file() and stamp.read_text() == digest:
            continue
        say(f"Installing {name} into {FOLDER.name}; the first time this downloads much ...")
        UNFINISHED.touch()
        failure = install(requirements)
        if failure:
            say(failure)
            say(
                f"pip could not install {name}. Check the network connection and run make again; "
                "what was downloaded is kept. If a hash does not match, do not go on: the package "
                "is not the one the project was tested with."
            )
            return 1
        UNFINISHED.unlink()
        stamp.write_text(digest)
    return 0


def is_sound() -> bool:
    """Whether `.venv` is whole, with a Python of this version and a pip that runs."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    check = f"import sys, pip; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return subprocess.run([PYTHON, "-c", check], stderr=subprocess.DEVNULL).returncode == 0


def install(requirements: Path) -> str:
    """What pip said when it failed; the empty string when it did not."""
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--only-binary=:all:"]
    command += ["--no-input", "--progress-bar=off", "--disable-pip-version-check"]
    with subprocess.Popen(
        [*command, "--requirement", str(requirements)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as pip:
        assert pip.stdout is not None
        said = list(shown(pip.stdout))
    return "".join(said[-LAST:]) if pip.returncode else ""


def shown(lines: Iterator[str]) -> Iterator[str]:
    """The same lines; what they tell of downloads is shown in passing."""
    for line in lines:
        text = line.strip()
        if text.startswith(SHOWN) and ".metadata" not in text:
            say(f"  {text[:100]}")
        yield line


def say(text: str) -> None:
    """Tell the person at the terminal at once."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Interrupted. Run make again: it starts afresh where that is needed.")
