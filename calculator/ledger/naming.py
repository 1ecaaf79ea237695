"""Names as ledgers write them: what of them is no part of a name, and which rows are nobody's."""

import re
from collections.abc import Sequence
from functools import lru_cache

from calculator.ledger.cells import Broken, Cell, folded, is_empty

_HAN = "[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_ALIGNING = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
_SUM = re.compile(r"(.*)(?:合计|小计|总计|共计|汇总):?")


# The same few names stand in thousands of rows.
_remembered = lru_cache(maxsize=1 << 14)


@_remembered
def plain(text: str) -> str:
    """A name without the white space that only aligns it: 张　三 is 张三.

    Beside a Chinese character no white space is part of a name; elsewhere one space is as good as
    many.
    """
    return " ".join(_ALIGNING.sub("", text).split())


def is_sum(cells: Sequence[Cell], *, name: int, branch: int | None, start: int) -> bool:
    """Whether a row of a ledger with names adds others up (合计, 小计, 总计) and is nobody's.

    `name`, `branch` and `start` are the indexes of the columns for the name, the branch and the
    first day. Nobody is called 合计. 张三小计, 一支部小计, or the bare word in front of a row
    without a name head a sum only where no day stands.
    """
    named = not _is_blank(_cell(cells, name))
    filled = (index for index, cell in enumerate(cells) if not is_empty(cell))
    at = name if named else next(filled, name)
    words = _cell(cells, at)
    summed = _summed(words) if isinstance(words, str) else None
    if summed is None or (summed and at not in (name, branch)):
        return False
    return at == start or _is_blank(_cell(cells, start)) or (named and not summed)


def _is_blank(cell: Cell) -> bool:
    """Whether nothing stands in a cell of its own."""
    return is_empty(cell) or isinstance(cell, Broken)


@_remembered
def _summed(words: str) -> str | None:
    """Whose rows are added up, as words that head a sum tell; empty for all, None for no such."""
    match = _SUM.fullmatch("".join(folded(words).split()))
    return match[1] if match else None


def _cell(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None
