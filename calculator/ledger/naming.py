"""Names as ledgers write them: what of them is no part of a name, and which rows are nobody's."""

import re
from collections.abc import Sequence

from calculator.ledger.cells import Broken, Cell, folded, is_empty

_HAN = "[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_ALIGNING = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
_SUM = re.compile(r"(.*)(?:合计|小计|总计|共计|汇总):?")


def plain(text: str) -> str:
    """A name without the white space that only aligns it: 张　三 is 张三.

    Beside a Chinese character no white space is part of a name; elsewhere one space is as good as
    many.
    """
    return " ".join(_ALIGNING.sub("", text).split())


def is_sum(cells: Sequence[Cell], *, name: int, start: int) -> bool:
    """Whether a row of a ledger with names adds others up (合计, 小计, 总计) and is nobody's.

    `name` and `start` are the indexes of the columns for the name and the first day. Nobody is
    called 合计. 张三小计, or the word in another column, heads a sum only where no day stands.
    """
    named = not is_empty(_cell(cells, name)) and not isinstance(_cell(cells, name), Broken)
    first = next((index for index, cell in enumerate(cells) if not is_empty(cell)), name)
    at = name if named else first
    words = _cell(cells, at)
    if not isinstance(words, str) or not (match := _SUM.fullmatch("".join(folded(words).split()))):
        return False
    day = _cell(cells, start)
    undated = at == start or is_empty(day) or isinstance(day, Broken)
    return undated or (named and not match[1])


def _cell(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None
