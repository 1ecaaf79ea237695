"""`objects.inv`: the plan's places by their names, for Sphinx's intersphinx to link to."""

from sphobjinv import DataObjStr, Inventory, compress

from scripts.site.places import Place
from scripts.site.plan import EDITION, Plan

ADDRESS = "objects.inv"


def inventory(plan: Plan) -> bytes:
    """The inventory's file. A place is a label such as `2024-05-s2`, for Sphinx's `ref` role."""
    made = Inventory()
    made.project, made.version = plan.title, EDITION
    made.objects = [_label(place) for place in _named(plan)]
    content: bytes = compress(made.data_file())
    return content


def _named(plan: Plan) -> list[Place]:
    """Units and single sentences. A row of sentences is linked by its first, or by its address."""
    return [
        place
        for unit in plan.units
        for place in (
            Place(unit=unit),
            *(Place(unit=unit, first=n, last=n) for n in range(1, len(unit.sentences) + 1)),
        )
    ]


def _label(place: Place) -> DataObjStr:
    return DataObjStr(
        name=f"{EDITION}-{place.id}",
        domain="std",
        role="label",
        priority="-1",
        uri=place.url,
        dispname=f"《规划》{place.name}",
    )
