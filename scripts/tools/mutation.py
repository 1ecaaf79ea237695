"""Changes the calculator a little, again and again, and sees whether a test notices (mutmut).

    python -m scripts.tools.mutation

mutmut works in `.cache/mutation`, on a copy of the calculator and of the tests. It passes over what
is decorated, and much of what is counted here are properties; so in the copy each is written as a
method that is made a property below it. Which modules are changed and which tests are run stands
in `pyproject.toml`.

What no test notices has to stand in `tests/mutation/survivors.toml`, with the reason.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from scripts.environment import CACHE, ROOT, program
from scripts.errors import BuildError

FOLDER = CACHE / "mutation"
SURVIVORS = ROOT / "tests" / "mutation" / "survivors.toml"
CHILDREN = max(1, (os.process_cpu_count() or 1) - 1)
"""How many mutants are tried at the same time; a processor is left for other work."""

LEAST = Fraction(95, 100)
"""The share of mutants that must be killed."""

KILLED = {1, 3, 36, 24, -24, 152, 255}
"""mutmut's exit codes for a test that failed, or that did not come to an end."""

UNCHECKED = {None, 2}
"""mutmut's exit codes for a mutant that was not tried, or not to the end."""

PROPERTIES = {"property", "cached_property"}


@dataclass(frozen=True, order=True, slots=True)
class Mutant:
    """A change of code: the function, and its lines before and after."""

    function: str
    was: str
    now: str

    def __str__(self) -> str:
        lines = [f"- {line}" for line in self.was.splitlines()]
        lines += [f"+ {line}" for line in self.now.splitlines()]
        return "\n    ".join([self.function, *lines])


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What came of a run: how many mutants there were, and those that no test noticed."""

    total: int
    survivors: list[Mutant] = field(default_factory=list)

    @property
    def killed(self) -> int:
        """How many were noticed."""
        return self.total - len(self.survivors)


def main() -> int:
    """Run mutmut and judge what it found; 1 when tests are missing."""
    start = time.monotonic()
    prepare(FOLDER)
    run(FOLDER)
    result = results(FOLDER)
    minutes = (time.monotonic() - start) / 60
    known = known_survivors(SURVIVORS.read_text(encoding="utf-8"))
    print(f"{minutes:.0f} minutes. {summary(result, known)}")
    faults = list(problems(result, known))
    for fault in faults:
        print(fault, file=sys.stderr)
    return int(bool(faults))


def prepare(folder: Path) -> None:
    """Make the folder that mutmut works in, without anything of an earlier run."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("tests", "docs", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
    no_bytecode = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "calculator", folder / "calculator", ignore=no_bytecode)
    for path in (folder / "calculator").glob("*.py"):
        path.write_text(without_decorators(path.read_text(encoding="utf-8")), encoding="utf-8")


def without_decorators(source: str) -> str:
    """The same code, with each property a method that a line below it makes a property."""
    lines = source.splitlines()
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for function in sorted(functions, key=lambda node: node.lineno, reverse=True):
        match function.decorator_list:
            case [ast.Name(id=decorator) as node] if decorator in PROPERTIES:
                assert function.end_lineno is not None
                made = f"{function.name} = {decorator}({function.name})"
                lines.insert(function.end_lineno, " " * function.col_offset + made)
                del lines[node.lineno - 1]
    return "\n".join([*lines, ""])


def run(folder: Path) -> None:
    """Let mutmut make its mutants and try them."""
    command = [program("mutmut"), "run", "--max-children", str(CHILDREN)]
    if subprocess.run(command, cwd=folder, check=False).returncode:
        raise BuildError(
            "mutmut stopped; its own words stand above. Do the tests pass by themselves?"
        )


def results(folder: Path) -> Result:
    """What mutmut noted of each mutant."""
    codes: dict[str, int | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        codes |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    unchecked = [name for name, code in codes.items() if code in UNCHECKED]
    if unchecked or not codes:
        raise BuildError(f"{len(unchecked)} of {len(codes)} mutants were not tried. Run it again.")
    alive = [name for name, code in codes.items() if code not in KILLED]
    return Result(total=len(codes), survivors=sorted(mutant(folder, name) for name in alive))


def mutant(folder: Path, name: str) -> Mutant:
    """The change that mutmut calls `name`."""
    shown = subprocess.run(
        [program("mutmut"), "show", name], cwd=folder, check=True, capture_output=True, text=True
    )
    return from_difference(name, shown.stdout)


def from_difference(name: str, difference: str) -> Mutant:
    """The change that mutmut calls `name` and shows as a unified diff.

    Names are like `calculator.totals.xǁJudgementǁconverted__mutmut_2` and
    `calculator.totals.x_judge__mutmut_7`; their numbers move when a function is edited.
    """
    module, _, function = name.partition("__mutmut_")[0].rpartition(".")
    function = function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    changed = [line for line in difference.splitlines() if not line.startswith(("---", "+++"))]
    was, now = (
        "\n".join(line[1:].strip() for line in changed if line.startswith(sign)) for sign in "-+"
    )
    return Mutant(f"{module}.{function}", was, now)


def known_survivors(text: str) -> dict[Mutant, str]:
    """The survivors that are known, each with the reason why no test is to be written."""
    listed = tomllib.loads(text).get("survivor", [])
    return {Mutant(one["function"], one["was"], one["now"]): one["reason"] for one in listed}


def summary(result: Result, known: dict[Mutant, str]) -> str:
    """The figures, and each survivor that is known with its reason."""
    share = float(Fraction(result.killed, result.total) * 100)
    lines = [
        f"{result.total} mutants, {result.killed} killed ({share:.1f}%), "
        f"{len(result.survivors)} survive."
    ]
    for one in result.survivors:
        if one in known:
            lines.append(f"  {one}\n    Known: {known[one]}")
    return "\n".join(lines)


def problems(result: Result, known: dict[Mutant, str]) -> Iterator[str]:
    """What is to be done about tests, or about the list of known survivors."""
    if result.killed < LEAST * result.total:
        yield f"Less than {float(LEAST):.0%} are killed."
    for one in result.survivors:
        if one not in known:
            yield f"No test notices this. Add a case, or a reason to {SURVIVORS.name}:\n  {one}"
    for one in sorted(known.keys() - set(result.survivors)):
        yield f"This stands in {SURVIVORS.name} and does not survive. Take it out:\n  {one}"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BuildError as error:
        sys.exit(str(error))
