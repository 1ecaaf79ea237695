"""Empty ledgers to fill in, published beside the self-check."""

import importlib
import io
import re
import zipfile

from scripts.runtime.archive import EARLIEST

_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_WHEN = rb"\g<1>2026-01-01T00:00:00Z"
"""A date that does not change with each build."""


NAMES = {"ledger": False, "branch-ledger": True}
"""The ledgers, and whether they are a branch's."""

ADDRESSES = [f"calculator/{name}.{kind}" for name in NAMES for kind in ("csv", "xlsx")]
"""Where they are, from the site's root."""


def files() -> dict[str, bytes]:
    """The ledgers by their addresses."""
    # By name, since a served preview imports the calculator anew after each change.
    template = importlib.import_module("calculator.ledger.template")
    writing = importlib.import_module("calculator.ledger.writing")
    contents = (
        content
        for branch in NAMES.values()
        for content in (
            writing.csv_bytes(template.rows(branch=branch)),
            undated(template.xlsx_bytes(branch=branch)),
        )
    )
    return dict(zip(ADDRESSES, contents, strict=True))


def headings() -> dict[str, str]:
    """The ledgers' headings by their names, to be pasted into a sheet: columns apart by tabs."""
    template = importlib.import_module("calculator.ledger.template")
    return {
        name: "\n".join("\t".join(map(str, row)) for row in template.rows(branch=branch))
        for name, branch in NAMES.items()
    }


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
