"""What the search box knows of single characters: how they sound, and their traditional forms."""

from importlib.resources import files

from pypinyin import Style, pinyin

COMMON = "".join(
    bytes((high, low)).decode("gb2312")
    for high in range(0xB0, 0xD8)
    for low in range(0xA1, 0xFF)
    if (high, low) < (0xD7, 0xFA)
)
"""The 3,755 characters of everyday writing (GB 2312, level 1): what a slip is made of."""


def sounds(text: str, common: str = COMMON) -> tuple[dict[str, str], dict[str, str]]:
    """Characters by the syllable they sound like, toneless: {"dang": "当党挡…"}.

    First by the usual one, for characters of `text` and `common` ones; then those of `text` that
    are read in another way too, by that.
    """
    usual: dict[str, str] = {}
    other: dict[str, str] = {}
    known = {character for character in text if "一" <= character <= "鿿"}
    for character in sorted(known | set(common)):
        # Of more readings than two the rest are rare, and would make slips out of strangers.
        readings = pinyin(character, style=Style.NORMAL, heteronym=True)[0][:2]
        for found, reading in zip((usual, other), readings, strict=False):
            if found is usual or character in known:
                syllable = reading.replace("ü", "v")
                found[syllable] = found.get(syllable, "") + character
    return usual, other


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
