"""Where readers find the whole plan as files, with their sizes; a PDF only where there is one."""

import re
from pathlib import Path

import pytest

from scripts.errors import BuildError
from scripts.site import downloads
from scripts.site.plan import Plan
from tests.site.markup import html


def test_the_contents_offer_each_file_with_its_size(built_site: Path) -> None:
    page = html(built_site, "2024")
    row = re.compile(r'<a href="([^"]+)">[^<]+</a><span class="download-size">([^<]+)</span>')
    offered = row.findall(page[page.index('id="downloads"') :])
    assert [address for address, _ in offered] == ["../2024/plan.epub", "../2024/plan.txt"]
    for address, told in offered:
        size = (built_site / "2024" / address).stat().st_size
        assert size <= int(told.removesuffix(" KB")) * 1024 < size + 1024


def test_a_build_without_a_pdf_offers_none(built_site: Path) -> None:
    assert not (built_site / downloads.PDF).exists()
    assert "plan.pdf" not in html(built_site, "2024")


def test_a_pdf_that_was_printed_is_offered_first(
    root: Path, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"%PDF" + bytes(2048))
    monkeypatch.setenv(downloads.VARIABLE, str(file))
    first, *others = downloads.downloads(root, plan, "", "0")
    assert (first.address, first.size, first.content) == (
        "2024/plan.pdf",
        "3 KB",
        file.read_bytes(),
    )
    monkeypatch.delenv(downloads.VARIABLE)
    assert downloads.downloads(root, plan, "", "0") == others


def test_a_pdf_that_is_named_and_not_there_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(downloads.VARIABLE, str(tmp_path / "none.pdf"))
    with pytest.raises(BuildError, match=r"none\.pdf, which cannot be read: .*make editions"):
        downloads.printed()
