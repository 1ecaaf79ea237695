"""QR codes of all places, made when the site knows its own address."""

import io
from collections.abc import Iterator

import segno

from scripts.site.places import code, places
from scripts.site.plan import Plan

LIBRARY = "assets/lean-qr.js"
"""What makes codes in the browser where there are none: `docs/assets/qr.js` loads it when asked."""

PIXELS = 32
"""Of one module in a PNG: the smallest code is then some 1,200 pixels wide, enough for a poster."""


def codes(plan: Plan, site_url: str) -> Iterator[tuple[str, bytes]]:
    """The files to publish, by their addresses. A code leads to the short address of its place."""
    for place in places(plan):
        made = segno.make(site_url + place.short, error="m", micro=False)
        for kind, options in (("svg", {"svgclass": None, "lineclass": None}), ("png", {})):
            data = io.BytesIO()
            scale = PIXELS if kind == "png" else 8
            made.save(data, kind=kind, scale=scale, light="#fff", **options)
            yield code(place, kind), data.getvalue()
