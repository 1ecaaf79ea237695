"""Lets a PDF of Chromium's be searched and copied right by every reader.

In Chinese fonts a character and the radical of its shape are one glyph. Chromium writes into a
font's table that the glyph stands for the radical (⼯, U+2F2F), and beside the text what was meant
(工, by `ActualText`). Many readers look at the table only, and would find and copy words that are
not the plan's. So what was meant is put into the table. Fonts also name all codes that they do not
use, which is a quarter of the file, and is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import batched
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

MAPPINGS = re.compile(r"\d+ beginbf(char|range)\n(.*?)endbf(?:char|range)\n", re.DOTALL)
MOST = 100
"""Lines of a block of a table, by the format's own limit."""
RADICALS = re.compile("2[EF]..")
"""Two blocks of Unicode, which no text uses that is not about radicals."""

type Table = dict[str, str]
"""What each code of a font stands for, both in hexadecimal digits; the second is UTF-16."""


UNUSED = "/g0"
"""What Chromium calls the glyph of a code that is not used."""


def mend(writer: PdfWriter) -> None:
    """Put into the tables of fonts what single glyphs were meant to stand for, and shorten them."""
    tables: dict[int, StreamObject] = {}
    meant: defaultdict[int, Table] = defaultdict(dict)
    for page in writer.pages:
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        for each in fonts.values():
            encoding = each["/Encoding"]
            if "/Differences" in encoding:
                names = shortened(encoding["/Differences"])
                encoding[NameObject("/Differences")] = ArrayObject(names)
        font: Any = None
        words = ""
        for operands, operator in ContentStream(page.get_contents(), writer).operations:
            if operator == b"Tf":
                font = fonts[operands[0]].get_object()
            elif operator == b"BDC":
                words = _actual(operands[1])
            elif operator == b"EMC":
                words = ""
            elif operator == b"Tj" and len(words) == 1:
                table = font["/ToUnicode"].get_object()
                tables[id(table)] = table
                meant[id(table)][operands[0].original_bytes.hex().upper()] = _utf16(words)
    for key, table in tables.items():
        table.set_data(rewritten(table.get_data().decode("ascii"), meant[key]).encode("ascii"))


def shortened(names: Iterable[Any]) -> list[Any]:
    """The names of a font's codes (Differences) without those that are not used.

    A number is the code of the name that follows it, and a name without one has the next code.
    """
    found: list[Any] = []
    code, named = 0, -2
    for each in names:
        if isinstance(each, int):
            code = each
            continue
        if each != UNUSED:
            found += [each] if named == code - 1 else [NumberObject(code), each]
            named = code
        code += 1
    return found


def _actual(properties: Any) -> str:
    """The text that marked content stands for."""
    if isinstance(properties, DictionaryObject):
        return str(properties.get("/ActualText", ""))
    return ""


def _utf16(words: str) -> str:
    return words.encode("utf-16-be").hex().upper()


def rewritten(cmap: str, meant: Table) -> str:
    """A font's table (ToUnicode CMap) with what was meant by the codes that it calls radicals."""
    table: Table = {}
    for kind, lines in MAPPINGS.findall(cmap):
        for line in lines.splitlines():
            codes = re.findall(r"<([0-9A-F]+)>", line)
            if kind == "char":
                table[codes[0]] = codes[1]
                continue
            start, end = int(codes[0], 16), int(codes[1], 16)
            for step in range(end - start + 1):
                code = f"{start + step:0{len(codes[0])}X}"
                table[code] = f"{int(codes[2], 16) + step:0{len(codes[2])}X}"
    table |= {code: words for code, words in meant.items() if RADICALS.fullmatch(table[code])}
    lines = [f"<{code}> <{words}>\n" for code, words in sorted(table.items())]
    blocks = "".join(
        f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n"
        for block in batched(lines, MOST, strict=False)
    )
    rest = MAPPINGS.sub("", cmap)
    return rest.replace("endcmap\n", f"{blocks}endcmap\n")
