"""Files that take seconds to make: slides, and QR codes where the site knows its address.

A served preview builds the site again after each change, and asks for the same ones.
"""

from scripts.site import codes, slides
from scripts.site.plan import Plan

_last: dict[tuple[str, str], dict[str, bytes]] = {}


def files(plan: Plan, site_url: str) -> dict[str, bytes]:
    """The files to publish by their addresses; `site_url` is empty where it is not known."""
    key = (repr(plan), site_url)
    if key not in _last:
        made = dict(slides.files(plan, site_url))
        if site_url:
            made |= codes.codes(plan, site_url)
        _last.clear()
        _last[key] = made
    return _last[key]
