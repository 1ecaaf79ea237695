"""What other sites use: pages to frame, and the inventory to link by names."""

import re
import zlib
from html import unescape
from pathlib import Path

from scripts.site import places
from scripts.site.plan import Plan
from tests.conftest import SITE_URL
from tests.site.markup import read

LIGHT = 4_000
"""Bytes of a page to frame, with its style sheet, above what its words take."""


def test_every_place_has_a_page_to_frame(built_site: Path, plan: Plan) -> None:
    sheet = (built_site / "assets/css/embed.css").stat().st_size
    for place in places.places(plan):
        path = built_site / places.embedded(place) / "index.html"
        html = path.read_text(encoding="utf-8")
        quoted = re.findall(r"<p>(.*?)</p>", html[: html.index("</blockquote>")])
        assert [unescape(each) for each in quoted] == place.paragraphs
        assert f'<link rel="canonical" href="{SITE_URL}{place.url}">' in html
        assert f'href="../../../{place.url}" target="_top">《规划》{place.name}</a>' in html
        assert f"由{plan.issuer}印发" in html
        assert "非官方网站" in html
        assert "<script" not in html
        assert len(html.encode()) - 2 * len("".join(quoted).encode()) + sheet < LIGHT


def test_nothing_else_is_made_to_frame(built_site: Path, plan: Plan) -> None:
    made = {path.parent.relative_to(built_site) for path in built_site.glob("embed/**/index.html")}
    assert made == {Path(places.embedded(place)) for place in places.places(plan)}


def test_the_inventory_names_every_unit_and_sentence(built_site: Path, plan: Plan) -> None:
    # Read by Sphinx's description of version 2, not by what wrote it.
    data = (built_site / "objects.inv").read_bytes()
    first, project, version, packed, body = data.split(b"\n", 4)
    assert first == b"# Sphinx inventory version 2"
    assert project.decode() == f"# Project: {plan.title}"
    assert version == b"# Version: 2024"
    assert b"zlib" in packed
    row = re.compile(r"(.+?)\s+(\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)")
    found = {}
    for line in zlib.decompress(body).decode().splitlines():
        parts = row.fullmatch(line)
        assert parts, line
        name, role, priority, uri, shown = parts.groups()
        assert (role, priority) == ("std:label", "-1")
        found[name] = (uri.replace("$", name), shown)
    expected = {}
    for unit in plan.units:
        expected[f"2024-{unit.id}"] = (unit.url, f"《规划》{places.cited_as(unit)}")
        for sentence in unit.sentences:
            shown = f"《规划》{places.cited_as(unit)}第{sentence.number}句"
            expected[f"2024-{unit.id}-{sentence.id}"] = (f"{unit.url}#{sentence.id}", shown)
    assert found == expected
    for uri, _ in found.values():
        page, _, anchor = uri.partition("#")
        target = read(built_site / page / "index.html")
        assert not anchor or anchor in target.ids
