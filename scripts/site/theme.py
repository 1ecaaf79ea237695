"""Which files of the theme no page of this site loads, so that they are not published."""

import re

UNUSED = re.compile(
    r"assets/javascripts/.*"  # Material's bundle, its search worker, Lunr's languages
    r"|assets/stylesheets/palette\..*"  # its colours: ours are in site.css
    r"|assets/.*\.map"
    r"|epub/.*"  # templates of ours
)


def unused(path: str) -> bool:
    """Whether the theme's file at `path` (from the site's root) is loaded by no page."""
    return UNUSED.fullmatch(path) is not None
