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


def sounds(text: str) -> dict[str, str]:
    """Characters by the syllable they can sound like, toneless: {"dang": "当党挡…"}.

    Characters of `text` have all their readings, other common ones only the usual. A character's
    first syllable comes first in the order of the dictionary's keys only by alphabet.
    """
    known = {character for character in text if "一" <= character <= "鿿"}
    found: dict[str, list[str]] = {}
    for character in sorted(known | set(COMMON)):
        readings = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
        # What is rarely read so would make slips out of strangers.
        for reading in readings[: 2 if character in known else 1]:
            found.setdefault(reading.replace("ü", "v"), []).append(character)
    return {syllable: "".join(characters) for syllable, characters in sorted(found.items())}


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
