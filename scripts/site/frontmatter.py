"""A Markdown file with YAML front matter, every key of which knows its line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.site.faults import Fault, SiteError

FENCE = "---"


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A file read: its front matter, where each key stands, and the numbered lines of its words.

    `keys` maps a path of keys and list positions, such as ("sentences", "s3"), to a line.
    """

    file: str
    meta: dict[str, Any]
    keys: dict[tuple[str, ...], int]
    body: tuple[tuple[int, str], ...]

    def line(self, *path: str) -> int:
        """The line of the key at `path`, or of the nearest key around it."""
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys.get(path, 1)


def read(path: Path, file: str) -> Document:
    """Read the file at `path`; faults name it `file`. Raises SiteError."""
    lines = path.read_text(encoding="utf-8").splitlines()
    end = lines.index(FENCE, 1) if lines[:1] == [FENCE] and FENCE in lines[1:] else 0
    # A blank first line stands for the fence, so that YAML counts lines as the file does.
    front = "\n" + "\n".join(lines[1:end])
    try:
        node = yaml.compose(front, Loader=yaml.SafeLoader)
        meta = yaml.safe_load(front) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = f"the front matter is not YAML: {error.problem}"
        raise SiteError([Fault(file, line, message)]) from error
    keys: dict[tuple[str, ...], int] = {}
    if node is not None:
        _index(node, (), keys, file)
    start = end + 1 if end else 0
    body = tuple(enumerate(lines[start:], start + 1))
    return Document(file=file, meta=meta, keys=keys, body=body)


def _index(
    node: yaml.Node, path: tuple[str, ...], keys: dict[tuple[str, ...], int], file: str
) -> None:
    """Enter the line of each key below `node` into `keys`. Raises SiteError at a second one."""
    if isinstance(node, yaml.MappingNode):
        pairs = [(str(key.value), key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        pairs = [(str(place), item, item) for place, item in enumerate(node.value)]
    else:
        return
    for name, key, value in pairs:
        line = key.start_mark.line + 1
        if (*path, name) in keys:
            message = f"duplicate id {name!r}: it stands in line {keys[*path, name]} already"
            raise SiteError([Fault(file, line, message)])
        keys[*path, name] = line
        _index(value, (*path, name), keys, file)
