"""QR codes of all places, made when the site knows its own address."""

import io
from collections.abc import Iterator
from functools import cache

import segno

from scripts.site.places import code, places
from scripts.site.plan import Plan

LIBRARY = "assets/lean-qr.js"
"""What makes codes in the browser where there are none: `docs/assets/qr.js` loads it when asked."""

PIXELS = 32
"""Of one module in a PNG: the smallest code is then some 1,200 pixels wide, enough for a poster."""

UNITS = 8
"""Of one module in an SVG, which is as large as one likes."""


def codes(plan: Plan, site_url: str) -> Iterator[tuple[str, bytes]]:
    """The files to publish, by their addresses. A code leads to the short address of its place."""
    for place in places(plan):
        link = site_url + place.short
        data = io.BytesIO()
        made = _made(link)
        made.save(data, kind="svg", scale=UNITS, light="#fff", svgclass=None, lineclass=None)
        yield code(place, "svg"), data.getvalue()
        yield code(place, "png"), png(link, PIXELS)


def png(link: str, pixels: int) -> bytes:
    """The code that leads to `link`, with so many pixels to a module."""
    data = io.BytesIO()
    _made(link).save(data, kind="png", scale=pixels, light="#fff")
    return data.getvalue()


@cache
def _made(link: str) -> segno.QRCode:
    return segno.make(link, error="m", micro=False)
