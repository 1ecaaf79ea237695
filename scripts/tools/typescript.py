"""Checks the types of the JavaScript, which its JSDoc comments tell, without compiling anything."""

import subprocess
import sys

from scripts.environment import ROOT, program
from scripts.errors import BuildError
from scripts.runtime import npm

PROJECTS = ("jsconfig.json", "jsconfig.worker.json", "scripts/runtime/jsconfig.json")
"""Pages, workers and Node know different globals, so each is a project of its own."""


def main() -> int:
    """Check all projects; 1 when one of them has errors."""
    modules = npm.install(development=True)
    compiler = [program("node"), str(modules / "typescript" / "bin" / "tsc")]
    roots = ["--typeRoots", str(modules / "@types")]
    checked = [
        subprocess.run([*compiler, "--project", project, *roots], cwd=ROOT, check=False)
        for project in PROJECTS
    ]
    return int(any(process.returncode for process in checked))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BuildError as error:
        sys.exit(str(error))
