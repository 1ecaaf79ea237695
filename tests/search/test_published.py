"""What readers download for the search: two files, no larger than is known to be needed."""

import gzip
import json
from pathlib import Path

import brotli
import pytest

from scripts.search import ask, published

MOST_BROTLI = 32_500
MOST_GZIP = 36_200
"""Bytes; Material's own search has more with gzip. Half are readers' own words."""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    index = ask.index_text()
    made = published.files(ask.ENGINE.parent.glob("*.js"), index)
    return {path.name: path.read_bytes() for path in made}


def test_one_script_and_the_index_are_published(files: dict[str, bytes]) -> None:
    assert sorted(files) == [published.ENTRY, published.INDEX]
    assert b"@typedef" not in files[published.ENTRY]
    assert json.loads(files[published.INDEX].decode(published.ENCODING))["units"]


def test_they_are_small(files: dict[str, bytes]) -> None:
    assert sum(len(brotli.compress(content)) for content in files.values()) <= MOST_BROTLI
    assert sum(len(gzip.compress(content, 9)) for content in files.values()) <= MOST_GZIP


def test_the_same_files_come_from_the_same_sources(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "CACHE", tmp_path)
    again = published.files(ask.ENGINE.parent.glob("*.js"), ask.index_text())
    assert {path.name: path.read_bytes() for path in again} == files
