"""What places are called and where they are, and QR codes that lead there."""

import io
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from scripts.site import citation, places
from scripts.site.places import Place
from scripts.site.plan import Plan
from tests.conftest import SITE_URL


def place(plan: Plan, unit: str, first: int = 0, last: int = 0) -> Place:
    """A place by its unit's id and its sentences."""
    return Place(unit=plan.unit(unit), first=first, last=last or first)


def decoded(picture: bytes) -> str:
    """What a reader of QR codes sees in a picture, which must hold exactly one."""
    with Image.open(io.BytesIO(picture)) as image:
        found = zxingcpp.read_barcodes(image.convert("L"))
    assert len(found) == 1
    return found[0].text


@pytest.mark.parametrize(
    ("unit", "first", "last", "name", "short"),
    [
        ("05", 0, 0, "（五）", "5/"),
        ("05", 2, 2, "（五）第2句", "5/#s2"),
        ("14", 2, 4, "（十四）第2至4句", "14/#s2-s4"),
        ("overview", 6, 6, "总体要求第6句", "2024/overview/#s6"),
        ("notice", 1, 1, "印发通知第1句", "2024/notice/#s1"),
        ("section-3", 0, 0, "第三部分", "2024/section-3/"),
        ("closing", 0, 0, "结尾段", "2024/closing/"),
    ],
)
def test_a_place_has_a_name_and_a_short_address(
    plan: Plan, unit: str, first: int, last: int, name: str, short: str
) -> None:
    meant = place(plan, unit, first, last)
    assert (meant.name, meant.short) == (name, short)


def test_a_range_over_paragraphs_keeps_them_apart(plan: Plan) -> None:
    unit = plan.unit("overview")
    both = place(plan, "overview", 1, len(unit.sentences))
    assert both.paragraphs == place(plan, "overview").paragraphs[1:]
    assert len(both.paragraphs) == len(unit.paragraphs) > 1


def test_every_sentence_stands_in_the_places_that_hold_it(plan: Plan) -> None:
    for unit in plan.units:
        count = len(unit.sentences)
        found = list(places.passages(unit))
        assert len({each.id for each in found}) == count * (count + 1) // 2
        assert all("".join(each.paragraphs) in unit.text for each in found)


def test_the_two_editions_of_the_standard_differ_as_they_should(plan: Plan) -> None:
    meant = place(plan, "05", 2)
    title = "中共中央办公厅. 全国党员教育培训工作规划（2024－2028年）[Z/OL]. [2025]"
    assert citation.gbt_2025(plan, meant, SITE_URL) == f"{title}：（五）第2句. {SITE_URL}5/#s2."
    assert citation.gbt_2015(plan, meant, SITE_URL, date(2026, 7, 1)) == (
        f"{title}: （五）第2句[2026-07-01]. {SITE_URL}5/#s2."
    )


def test_every_code_leads_to_its_place(built_site: Path, plan: Plan) -> None:
    for each in places.places(plan):
        png = (built_site / places.code(each, "png")).read_bytes()
        assert decoded(png) == SITE_URL + each.short


def test_codes_are_large_enough_to_print_and_alike_in_both_kinds(
    built_site: Path, plan: Plan
) -> None:
    meant = place(plan, "14", 2, 4)
    with Image.open(built_site / places.code(meant, "png")) as image:
        assert image.width >= 1_000
        modules = image.width // 32
    svg = (built_site / places.code(meant, "svg")).read_text(encoding="utf-8")
    assert f'width="{8 * modules}"' in svg
