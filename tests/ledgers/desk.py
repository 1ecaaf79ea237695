"""The page's desk as its worker calls it: JSON text in, JSON text out."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from calculator import browser

TODAY = "2026-06-30"


def call(method: str, **values: Any) -> Any:
    return json.loads(browser.call(method, json.dumps(values or None)))


def give(*files: tuple[str, bytes], piece: int = 100, kept: bool = False) -> None:
    names = [name for name, _ in files]
    assert call("open_files", names=names, kept=kept) == {"files": len(files)}
    for index, (_, data) in enumerate(files):
        for at in range(0, len(data), piece):
            part = data[at : at + piece]
            given = call("give_piece", file=index, base64=base64.b64encode(part).decode())
            assert given == {"bytes": at + len(part)}


def read(*files: tuple[str, bytes], rows: int = 3, kept: bool = False) -> Any:
    give(*files, kept=kept)
    while not call("read_rows", rows=rows)["finished"]:
        pass
    return call("take_files")


def assessed(
    *, as_of: str | None = TODAY, people: int = 2, again: bool = False
) -> tuple[list[Any], Any]:
    """Everyone's line, and the totals, of the files that were read."""
    opened = call("open_branch", as_of=as_of, today=TODAY, again=again)
    lines: list[Any] = []
    while True:
        told = call("assess_people", people=people)
        lines += told["lines"]
        assert (told["done"], told["total"]) == (len(lines), opened["people"])
        if told["finished"]:
            return lines, told["totals"]
        assert told["totals"] is None


def typed(history: Mapping[str, Any]) -> dict[str, Any]:
    """A history as the page asks for it: each record as the JSON text of what was typed."""
    texts = [json.dumps(record) for record in history["records"]]
    return {"as_of": None, **history, "records": texts}


def written(kind: str, history: Mapping[str, Any] | None = None, rows: int = 2) -> bytes:
    call("open_export", kind=kind, history=history)
    data = b""
    while True:
        told = call("export_rows", rows=rows)
        data += base64.b64decode(told["base64"])
        assert told["done"] <= told["total"]
        if told["finished"]:
            return data


def document(*records: dict[str, Any], **person: Any) -> bytes:
    return json.dumps({"schema": 1, "person": person, "records": list(records)}).encode()
