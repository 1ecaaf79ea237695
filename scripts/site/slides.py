"""Slides to teach from: of each provision and of the whole plan, a sentence a slide.

A slide holds the exact words, what they are cited as and, where the site knows its address, the
short address and its QR code. What is ours stands small, in another type, at the foot.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Length, Pt

from scripts.site import citation, codes
from scripts.site.faults import Fault, SiteError
from scripts.site.ledgers import undated
from scripts.site.places import Place
from scripts.site.plan import EDITION, Plan, Unit

WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)
"""Wide slides, to the unit what PowerPoint makes them."""
MARGIN = Inches(0.8)
QUOTE_TOP, QUOTE_HEIGHT = Inches(1.5), Inches(4.2)
QUOTE_WIDTH = Emu(WIDTH - 2 * MARGIN)
FOOT_TOP, CODE = Inches(5.85), Inches(1.35)
SIZES = range(44, 22, -2)
"""Points of the words on a slide: the largest at which they fit."""
LEADING = 1.5
"""Lines are so many times their size high, exactly: what a typeface itself asks is unknown here."""
PIXELS = 12
"""Of one module of a code: sharp on any projector, and small."""
TITLE_ONLY = 5
"""The layout of python-pptx's own template: a slide with a title can be found by it."""

INK, QUIET, ACCENT = "1C1B1A", "5C5955", "9B1C1F"
SERIF, SANS = "SimSun", "Microsoft YaHei"
"""Type that PowerPoint and WPS have in China; LibreOffice puts its own in their place."""

WHOLE = "full"
LIBRARY = "assets/fflate.js"
"""What reads and writes the packages that slides are, on the page of what a reader collected."""


def taught(plan: Plan) -> list[Unit]:
    """The units that have slides of their own: 总体要求 and the provisions."""
    return [unit for unit in plan.units if unit.kind in ("overview", "provision")]


def address(name: str) -> str:
    """Where the slides of a unit are, from the site's root; `full` are those of the whole plan."""
    return f"{EDITION}/slides/{name}.pptx"


def files(plan: Plan, site_url: str) -> Iterator[tuple[str, bytes]]:
    """All slides by their addresses. `site_url` is empty where the site does not know its own."""
    for unit in taught(plan):
        yield address(unit.id), Slides(plan, site_url).of([unit])
    yield address(WHOLE), Slides(plan, site_url).of(plan.units)


class Slides:
    """One file of slides in the making."""

    def __init__(self, plan: Plan, site_url: str) -> None:
        self.plan = plan
        self.site_url = site_url
        self.deck: Any = Presentation()
        self.deck.slide_width, self.deck.slide_height = WIDTH, HEIGHT
        size: Any = self.deck.part._element.sldSz
        # The template's slides are narrow, and say so.
        del size.attrib["type"]

    def of(self, units: Sequence[Unit]) -> bytes:
        """The file: a title, a slide for each heading and each sentence, and the reference."""
        name = units[0].name if len(units) == 1 else ""
        self._opening(name)
        for unit in units:
            if len(units) > 1 and unit.heading:
                self._place(Place(unit=unit), unit.heading, title="")
            for sentence in unit.sentences:
                place = Place(unit=unit, first=sentence.number, last=sentence.number)
                self._place(place, sentence.text, title=unit.name)
        self._reference(Place(unit=units[0]) if len(units) == 1 else None)
        properties = self.deck.core_properties
        properties.title = f"{self.plan.title} {name}".strip()
        properties.author = self.plan.issuer
        properties.comments = "幻灯片由非官方网站制作，原文以正式文件为准。"
        properties.language = "zh-CN"
        data = io.BytesIO()
        self.deck.save(data)
        return undated(data.getvalue())

    def _opening(self, name: str) -> None:
        slide = self._slide(
            "opening", f"《{self.plan.title}》", size=34, top=Inches(2.2), accent=True
        )
        if name:
            self._text(slide, name, Inches(3.3), Inches(0.9), size=32, face=SERIF)
        self._about(slide)

    def _place(self, place: Place, words: str, *, title: str) -> None:
        """A slide of words as they stand in the plan."""
        shown = title or place.name
        slide = self._slide(place.id, shown, size=24, top=Inches(0.45), colour=QUIET)
        size = fitting(words)
        bar = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            Emu(MARGIN - Inches(0.25)),
            QUOTE_TOP,
            Inches(0.06),
            Pt(lines(words, size) * size * LEADING),
        )
        bar.fill.solid()
        bar.fill.fore_color.rgb = _rgb(ACCENT)
        bar.line.fill.background()
        bar.shadow.inherit = False
        _describe(bar, "")
        self._text(slide, words, QUOTE_TOP, QUOTE_HEIGHT, size=size, face=SERIF)
        self._foot(slide, citation.in_text(place), place)

    def _reference(self, place: Place | None) -> None:
        slide = self._slide("reference", "引用", size=32, top=Inches(0.45), accent=True)
        whole = place or Place(unit=self.plan.units[0])
        if self.site_url:
            words = citation.gbt_2025(self.plan, place, self.site_url)
        else:
            words = citation.printed(self.plan)
        self._text(slide, words, QUOTE_TOP, Inches(2), size=24, face=SANS)
        told = f"[{self.plan.inferred_year}] 是推断的年份，原文没有写年份。照 GB/T 7714—2025 著录。"
        self._text(slide, told, Inches(3.6), Inches(1), size=18, face=SANS, colour=QUIET)
        self._about(slide, whole if place else None)

    def _foot(self, slide: Any, cited: str, place: Place) -> None:
        """What the words are cited as, where they stand, and the code that leads there."""
        self._text(slide, cited, FOOT_TOP, Inches(0.45), size=21, face=SANS, beside=True)
        self._about(slide, place)

    def _about(self, slide: Any, place: Place | None = None) -> None:
        """Whose words these are, and the way to them."""
        if self.site_url:
            link = self.site_url + (place.short if place else self.plan.address())
            top = Inches(6.3)
            run = self._text(slide, link, top, Inches(0.4), size=16, face=SANS, beside=True)
            run.hyperlink.address = link
            _picture(slide, link, f"二维码，扫开是 {link}")
        about = f"由{self.plan.issuer}印发，以正式文件为准。幻灯片由非官方网站制作。"
        top = Inches(6.75)
        self._text(slide, about, top, Inches(0.4), size=14, face=SANS, colour=QUIET, beside=True)

    def _slide(
        self,
        name: str,
        title: str,
        *,
        size: int,
        top: Length,
        colour: str = INK,
        accent: bool = False,
    ) -> Any:
        """A new slide with its title. By its name, `docs/assets/picking.js` finds it again."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_ONLY])
        slide._element.cSld.set("name", name)
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = MARGIN, top, QUOTE_WIDTH, Inches(0.9)
        _write(shape.text_frame, title, size, SERIF, ACCENT if accent else colour)
        return slide

    def _text(
        self,
        slide: Any,
        text: str,
        top: Length,
        height: Length,
        *,
        size: int,
        face: str,
        colour: str = INK,
        beside: bool = False,
    ) -> Any:
        """A box of text as wide as the slide, or as what the code `beside` it leaves."""
        width = Emu(QUOTE_WIDTH - (CODE + Inches(0.3) if beside else 0))
        box = slide.shapes.add_textbox(MARGIN, top, width, height)
        return _write(box.text_frame, text, size, face, colour)


def fitting(words: str) -> int:
    """The largest size in points at which words fit on a slide; a Chinese character is a square."""
    for size in SIZES:
        if lines(words, size) * size * LEADING <= QUOTE_HEIGHT.pt:
            return size
    raise SiteError([Fault("docs", 1, f"too long for a slide: “{words}”")])


def lines(words: str, size: int) -> int:
    """How many lines words take at a size in points."""
    return -(-len(words) // int(QUOTE_WIDTH.pt / size))


def _write(frame: Any, text: str, size: int, face: str, colour: str) -> Any:
    """Put text into a frame, with a typeface for Chinese as well as for Latin. Gives its run."""
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    paragraph = frame.paragraphs[0]
    paragraph.line_spacing = Pt(size * LEADING)
    paragraph._p.get_or_add_pPr().set("algn", "l")
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.name, run.font.color.rgb = Pt(size), face, _rgb(colour)
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "zh-CN")
    east_asian = properties.makeelement(qn("a:ea"), {"typeface": face})
    properties.find(qn("a:latin")).addnext(east_asian)
    return run


def _rgb(code: str) -> Any:
    """A colour, by its six digits. The library does not say the types of its own."""
    made: Any = RGBColor
    return made.from_string(code)


def _picture(slide: Any, link: str, told: str) -> None:
    """The QR code of a link, at the right of the foot."""
    data = io.BytesIO(codes.png(link, PIXELS))
    left = Emu(WIDTH - MARGIN - CODE)
    _describe(slide.shapes.add_picture(data, left, FOOT_TOP, CODE, CODE), told)


def _describe(shape: Any, told: str) -> None:
    """What a screen reader says of a shape; nothing of one that only decorates."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", told)
