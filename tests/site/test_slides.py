"""Slides, read back from the files: the plan's words, their citations, codes that lead there."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from scripts.site import citation, slides
from scripts.site.faults import SiteError
from scripts.site.places import Place
from scripts.site.plan import Plan, Unit
from tests.conftest import SITE_URL
from tests.site.test_citing import decoded


def deck(site: Path, name: str) -> Any:
    """The slides of a file."""
    return Presentation(str(site / slides.address(name))).slides


def shown(slide: Any) -> list[str]:
    """The texts of a slide."""
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def places_of(units: list[Unit], *, headings: bool) -> list[tuple[Place, str]]:
    """Each place that has a slide, with its words."""
    found = []
    for unit in units:
        if headings and unit.heading:
            found.append((Place(unit=unit), unit.heading))
        for sentence in unit.sentences:
            place = Place(unit=unit, first=sentence.number, last=sentence.number)
            found.append((place, sentence.text))
    return found


def test_each_provision_and_the_whole_have_slides(built_site: Path, plan: Plan) -> None:
    made = {path.stem for path in (built_site / "2024/slides").iterdir()}
    assert made == {unit.id for unit in slides.taught(plan)} | {slides.WHOLE}
    assert {unit.kind for unit in slides.taught(plan)} == {"overview", "provision"}


@pytest.mark.parametrize("name", ["05", "overview", "full"])
def test_a_slide_has_exact_words_citation_address_and_code(
    built_site: Path, plan: Plan, name: str
) -> None:
    whole = name == slides.WHOLE
    units = list(plan.units) if whole else [plan.unit(name)]
    expected = places_of(units, headings=whole)
    made = list(deck(built_site, name))
    assert len(made) == len(expected) + 2
    for slide, (place, words) in zip(made[1:-1], expected, strict=True):
        assert slide.shapes.title.text_frame.text in (place.unit.name, place.name)
        assert {words, citation.in_text(place), SITE_URL + place.short} <= set(shown(slide))
        (picture,) = (shape for shape in slide.shapes if hasattr(shape, "image"))
        assert decoded(picture.image.blob) == SITE_URL + place.short
        assert SITE_URL + place.short in picture._element.xpath(".//p:cNvPr/@descr")[0]
    reference = citation.gbt_2025(plan, None if whole else Place(unit=units[0]), SITE_URL)
    assert reference in shown(made[-1])
    assert any("推断" in text for text in shown(made[-1]))
    for slide in made:
        assert any(f"由{plan.issuer}印发" in text for text in shown(slide))
        assert any("非官方网站" in text for text in shown(slide))


def test_nothing_of_a_slide_lies_outside_it_or_on_the_foot(built_site: Path) -> None:
    for slide in deck(built_site, slides.WHOLE):
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= slides.WIDTH
            assert shape.top + shape.height <= slides.HEIGHT
        for shape in list(slide.shapes)[:3]:
            assert shape.top + shape.height <= slides.FOOT_TOP or shape.top >= slides.FOOT_TOP


def test_every_text_names_a_typeface_for_chinese(built_site: Path) -> None:
    for slide in deck(built_site, "05"):
        faces = [
            (run._r.xpath("./a:rPr/a:ea/@typeface"), run.font.name)
            for shape in slide.shapes
            if shape.has_text_frame
            for run in shape.text_frame.paragraphs[0].runs
        ]
        assert faces
        assert all(chinese == [name] for chinese, name in faces)


@pytest.mark.parametrize(
    ("count", "size", "sum_"),
    [
        (20, 44, "19 a line: 2 × 44 × 1.5 = 132"),
        (105, 40, "21 a line: 5 × 40 × 1.5 = 300 of 302.4"),
        (106, 38, "22 a line: 5 × 38 × 1.5 = 285"),
        (267, 24, "35 a line: 8 × 24 × 1.5 = 288"),
    ],
)
def test_words_are_as_large_as_they_fit(count: int, size: int, sum_: str) -> None:
    assert slides.fitting("字" * count) == size, sum_


def test_words_too_long_for_a_slide_stop_the_build() -> None:
    with pytest.raises(SiteError, match="too long for a slide"):
        slides.fitting("字" * 400)


def test_a_site_without_its_address_has_slides_without_codes(plan: Plan) -> None:
    made = dict(slides.files(plan, ""))
    for slide in Presentation(io.BytesIO(made[slides.address("05")])).slides:
        assert not [shape for shape in slide.shapes if hasattr(shape, "image")]
        assert not any("http" in text for text in shown(slide))


def test_the_same_plan_makes_the_same_bytes(plan: Plan, built_site: Path) -> None:
    again = slides.Slides(plan, SITE_URL).of([plan.unit("05")])
    assert again == (built_site / slides.address("05")).read_bytes()
    with zipfile.ZipFile(io.BytesIO(again)) as package:
        assert len({info.date_time for info in package.infolist()}) == 1
