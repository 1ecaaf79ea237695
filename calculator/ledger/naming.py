"""Names as ledgers write them: what of them is no part of a name, and which rows are nobody's."""

import re
from collections.abc import Sequence
from functools import lru_cache

from calculator.ledger.cells import Broken, Cell, folded, is_empty

_HAN = "[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_ALIGNING = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
_LABEL = re.compile(r"[^\d:]+:")
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
    at = _head(cells, name)
    words = _cell(cells, at)
    summed = _summed(words) if isinstance(words, str) else None
    if summed is None or (summed and at not in (name, branch)):
        return False
    named = not _is_blank(_cell(cells, name))
    return at == start or _is_blank(_cell(cells, start)) or (named and not summed)


def is_note(cells: Sequence[Cell], *, name: int, start: int) -> bool:
    """Whether a row without a day is signed or explains, 审核人：张三 or 说明：…, and is nobody's.

    No name has a colon. Where the label stands in the column of days, 8:00 is none.
    """
    at = _head(cells, name)
    words = _cell(cells, at)
    labelled = isinstance(words, str) and _LABEL.match(folded(words)) is not None
    return labelled and (at == start or _is_blank(_cell(cells, start)))


def _head(cells: Sequence[Cell], name: int) -> int:
    """Where a row says what it is: at the name, or where there is none at its first filled cell."""
    if not _is_blank(_cell(cells, name)):
        return name
    return next((index for index, cell in enumerate(cells) if not is_empty(cell)), name)


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
