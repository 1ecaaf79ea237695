"""What the search box knows of single characters: how they sound, and their traditional forms."""

import re
from functools import cache
from itertools import pairwise

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

HAN = range(0x4E00, 0xA000)
"""The block of unified ideographs: traditional characters in use stand there."""

STRETCH = re.compile(f"[{chr(HAN[0])}-{chr(HAN[-1])}]+")

COMMON = "".join(
    bytes((high, low)).decode("gb2312")
    for high in range(0xB0, 0xD8)
    for low in range(0xA1, 0xFF)
    if (high, low) < (0xD7, 0xFA)
)
"""The 3,755 characters of everyday writing (GB 2312, level 1), which are ordered by their sound."""


def sounds(words: str, text: str) -> tuple[str, dict[str, str]]:
    """How characters sound, toneless.

    First all common ones in their order, as runs of a syllable and how many sound so: `a2ai13…`
    (a browser knows the characters by themselves). Then, by syllable, further characters of
    `words`, and those of `text` that sound otherwise there: {"chong": "重", "mao": "耄"}.
    """
    runs: list[tuple[str, int]] = []
    for character in COMMON:
        syllable = _usual(character)
        before, count = runs.pop() if runs and runs[-1][0] == syllable else (syllable, 0)
        runs.append((before, count + 1))
    further = {
        (_usual(character), character) for character in {*words} - {*COMMON} if _han(character)
    }
    # Of several readings, which one it is there: 重复, 银行.
    for run in STRETCH.findall(text):
        for character, syllable in zip(run, lazy_pinyin(run, style=Style.NORMAL), strict=True):
            if _plain(syllable) != _usual(character):
                further.add((_plain(syllable), character))
    by_syllable: dict[str, str] = {}
    for syllable, character in sorted(further):
        by_syllable[syllable] = by_syllable.get(syllable, "") + character
    return "".join(f"{syllable}{count}" for syllable, count in runs), by_syllable


@cache
def _usual(character: str) -> str:
    """How a character sounds by itself."""
    return _plain(lazy_pinyin(character, style=Style.NORMAL)[0])


def _plain(syllable: str) -> str:
    """As it is typed: lv for lü."""
    return syllable.replace("ü", "v")


def _han(character: str) -> bool:
    return ord(character) in HAN


def simplified(text: str) -> str:
    """The characters of `text` that have traditional forms, in the order of these.

    Each is followed by how far its traditional form is from the one before, in Unicode; nothing is
    for one. The first is as far from the character before the first of the block.
    """
    convert = OpenCC("t2s").convert
    forms = {code: convert(chr(code)) for code in HAN}
    codes = [code for code, form in forms.items() if form != chr(code) and form in text]
    return "".join(
        forms[code] + (str(code - before) if code - before > 1 else "")
        for before, code in pairwise([HAN[0] - 1, *codes])
    )
