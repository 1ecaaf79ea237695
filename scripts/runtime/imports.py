"""Which modules a package imports, read from its source."""

import ast
from collections.abc import Iterator
from pathlib import Path


def closure(package: Path, entry: str) -> set[str]:
    """All modules that `entry`, a module of `package`, imports, itself or through the package.

    Imports inside functions count: they happen late, and a trimmed library must have them too.
    Modules of other packages are named but not followed.
    """
    seen: set[str] = set()
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        source = _source(package, name)
        if source is not None:
            waiting.extend(_imported(source, name))
    return seen


def _source(package: Path, name: str) -> Path | None:
    """The file of a module of `package`; None when the module is not one of its own."""
    first, *rest = name.split(".")
    if first != package.name:
        return None
    path = package.joinpath(*rest)
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def _imported(source: Path, name: str) -> Iterator[str]:
    """The absolute names in the import statements of one file.

    `from a import b` yields `a` and `a.b`, since `b` may be a module.
    """
    is_package = source.name == "__init__.py"
    for node in ast.walk(ast.parse(source.read_bytes(), source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = name.split(".")
            if node.level:
                parents = parents[: len(parents) - node.level + is_package]
                base = ".".join([*parents, *([node.module] if node.module else [])])
            else:
                base = node.module or ""
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
