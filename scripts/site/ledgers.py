"""Empty ledgers to fill in, published beside the self-check."""

import importlib
import io
import re
import zipfile

from scripts.runtime.archive import EARLIEST

_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_WHEN = rb"\g<1>2026-01-01T00:00:00Z"
"""A date that does not change with each build."""


def files() -> dict[str, bytes]:
    """The ledgers by their addresses from the site's root."""
    template = importlib.import_module("calculator.ledger.template")
    writing = importlib.import_module("calculator.ledger.writing")
    made = {}
    for name, branch in (("ledger", False), ("branch-ledger", True)):
        rows = template.rows(branch=branch)
        made[f"calculator/{name}.csv"] = writing.csv_bytes(rows)
        made[f"calculator/{name}.xlsx"] = undated(template.xlsx_bytes(branch=branch))
    return made


def undated(book: bytes) -> bytes:
    """A workbook without the time at which it was made."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = _MODIFIED.sub(_WHEN, old.read(name))
            new.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()
