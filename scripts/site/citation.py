"""How the plan is cited in print, by GB/T 7714.

The source is the official document and our address only the way to it. Neither edition names a
type of its own for what a Party office issues, so the type is Z (其他). The year is not written in
the text: as an estimated year it stands in square brackets, which both editions ask for (2025,
7.5.4.3). A sentence takes the place of the page, which may be given as it is (2025, 7.7).

The same forms are made in the browser, by `docs/assets/citation.js`; a test compares them.
"""

from datetime import date

from scripts.site.places import Place
from scripts.site.plan import Plan


def in_text(place: Place) -> str:
    """As it is referred to within a text, such as 《规划》（五）第2句."""
    return f"《规划》{place.name}"


def gbt_2025(plan: Plan, place: Place | None, site_url: str) -> str:
    """GB/T 7714—2025: full-width marks, and a date of access for web pages and data only.

    Without a place it is of the whole plan.
    """
    if place is None:
        return f"{_source(plan)}. {site_url}{plan.address()}."
    return f"{_source(plan)}：{place.name}. {site_url}{place.short}."


def gbt_2015(plan: Plan, place: Place, site_url: str, accessed: date) -> str:
    """GB/T 7714—2015: every online source has the date of access (引用日期)."""
    return f"{_source(plan)}: {place.name}[{accessed.isoformat()}]. {site_url}{place.short}."


def printed(plan: Plan) -> str:
    """By either edition, where no address is given."""
    return f"{_source(plan, medium='')}."


def _source(plan: Plan, *, medium: str = "/OL") -> str:
    return f"{plan.issuer}. {plan.title}[Z{medium}]. [{plan.inferred_year}]"
