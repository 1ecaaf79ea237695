"""What the page does with the calculator, played through to see which modules that loads.

Runs inside stock Pyodide (see `assembly.py`), which gives it `argument`: a JSON object with
`path`, the folder that holds the calculator; `imports`, modules to import first; and `entry`,
the module whose `call` the page calls. Its value is a JSON list of the files loaded.

The examples are here for the standard library's own late imports, such as a codec or the
formatting of a traceback; what the calculator imports itself is in `imports` already. That the
library trimmed by this suffices is shown elsewhere, by the tests, with examples of their own.
"""

import base64
import contextlib
import importlib
import json
import sys
import traceback

HISTORY = {
    "schema": 1,
    "person": {
        "roles": [{"role": "secretary", "start": None, "end": None}],
        "joined": "2024-03-01",
        "infirm": False,
        "military": False,
    },
    "as_of": "2026-01-01",
    "records": [
        {"start": "2024-12-30", "end": "2025-01-02", "topic": "党课", "days": 2.5},
        {"start": "2025-03-05", "hours": 3, "concentrated": "yes", "theory": "yes"},
    ],
}


def upload(name: str, content: bytes) -> str:
    """The argument of `read_file` for a file that the visitor chose."""
    return json.dumps({"name": name, "base64": base64.b64encode(content).decode("ascii")})


def examples() -> list[tuple[str, str]]:
    """Method and argument of calls, good and bad, that reach what loads modules late."""
    text = json.dumps(HISTORY, ensure_ascii=False)
    return [
        ("assess", text),
        ("assess", '{"schema": 1, "records": [{"start": "2025-02-30", "hours": "x", "odd": 0}]}'),
        ("assess", "not JSON"),
        ("insight", json.dumps({"history": HISTORY, "plus": HISTORY["records"], "later": True})),
        *(
            ("read_file", upload("history.json", content))
            for content in (
                text.encode("utf-8"),
                text.encode("utf-8-sig"),
                text.encode("gb18030"),
                text.encode("utf-16"),
                b"\x00\xff\xfe\x81",
                b"",
            )
        ),
        ("read_file", upload("ledger.csv", text.encode("gb18030"))),
        ("no such method", "{}"),
    ]


def rehearse(path: str, imports: list[str], entry: str) -> list[str]:
    """Play the examples through, and name the files that Python has loaded since its start."""
    # The folder is the project's own: no bytecode is to be left there.
    sys.dont_write_bytecode = True
    sys.path.insert(0, path)
    for name in imports:
        # A name may be no module but something in one, and a module may be absent here.
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)
    call = importlib.import_module(entry).call
    for method, argument in examples():
        try:
            call(method, argument)
        except Exception:
            traceback.format_exc()
    specs = (getattr(module, "__spec__", None) for module in list(sys.modules.values()))
    # Frozen and built-in modules, which the interpreter itself holds, have no location.
    return sorted({spec.origin for spec in specs if spec and spec.has_location})
