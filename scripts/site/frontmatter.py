"""A Markdown file with YAML front matter, every key of which knows its line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.site import texts
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


def read(root: Path, file: str) -> Document:
    """Read `file`, named from the project's root. Raises SiteError."""
    lines = texts.read(root, file).splitlines()
    end = lines.index(FENCE, 1) if lines[:1] == [FENCE] and FENCE in lines[1:] else 0
    # A blank first line stands for the fence, so that YAML counts lines as the file does.
    front = "\n" + "\n".join(lines[1:end])
    try:
        node = yaml.compose(front, Loader=yaml.SafeLoader)
        meta = yaml.safe_load(front) or {}
    except (yaml.YAMLError, ValueError) as error:
        message = f"the front matter is not YAML: {getattr(error, 'problem', None) or error}"
        raise SiteError([Fault(file, _line(front, error), message)]) from None
    if not isinstance(meta, dict):
        raise SiteError([Fault(file, 1, "the front matter must be lines of `key: value`")])
    keys: dict[tuple[str, ...], int] = {}
    if node is not None:
        _index(node, (), keys, file)
    start = end + 1 if end else 0
    body = tuple(enumerate(lines[start:], start + 1))
    return Document(file=file, meta=meta, keys=keys, body=body)


def _line(front: str, error: Exception) -> int:
    """The line that an error of the YAML parser is about."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return error.problem_mark.line + 1
    if isinstance(error, yaml.reader.ReaderError):
        return front.count("\n", 0, error.position) + 1
    return 1


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
