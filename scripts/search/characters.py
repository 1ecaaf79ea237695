"""What the search box knows of single characters: how they sound, and their traditional forms."""

from importlib.resources import files

from pypinyin import Style, pinyin

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
    (a browser knows the characters by themselves). Then further ones of `words`, and those of
    `text` that can be read in another way too, by syllable: {"dang": "谠…"}.
    """
    runs: list[tuple[str, int]] = []
    for character in COMMON:
        syllable = _readings(character)[0]
        before, count = runs.pop() if runs and runs[-1][0] == syllable else (syllable, 0)
        runs.append((before, count + 1))
    further: dict[str, str] = {}
    for character in sorted(set(words) | set(text)):
        if not "一" <= character <= "鿿":
            continue
        readings = _readings(character)
        for reading in (readings[:1] if character not in COMMON else []) + (
            readings[1:] if character in text else []
        ):
            further[reading] = further.get(reading, "") + character
    return "".join(f"{syllable}{count}" for syllable, count in runs), further


def _readings(character: str) -> list[str]:
    """The usual reading, and another one; further ones would make slips out of strangers."""
    readings = pinyin(character, style=Style.NORMAL, heteronym=True)[0][:2]
    return [reading.replace("ü", "v") for reading in readings]


def simplified(text: str) -> str:
    """Pairs of a traditional character and the simplified one, for the characters of `text`."""
    source = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = []
    for line in source.splitlines():
        traditional, _, forms = line.partition("\t")
        form = forms.split(" ")[0]
        if len(traditional) == len(form) == 1 and traditional != form and form in text:
            pairs.append(traditional + form)
    return "".join(pairs)
