"""Which column of a ledger is what, by the names that ledgers give them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from calculator.errors import InputError, Problem
from calculator.json_input import shown
from calculator.ledger.cells import Broken, Cell, Formula, folded
from calculator.ledger.rows import letters


class Column(StrEnum):
    """A column the self-check understands; the value is the heading it writes."""

    NAME = "姓名"
    BRANCH = "支部名称"
    ROLES = "身份"
    JOINED = "入党日期"
    INFIRM = "是否年老体弱、行动不便"
    MILITARY = "是否解放军或武警"
    AS_OF = "截至日期"
    START = "开始日期"
    END = "结束日期"
    TOPIC = "主题"
    ORGANISER = "主办单位"
    DAYS = "天数"
    HOURS = "学时"
    CONCENTRATED = "是否集中学习"
    THEORY = "是否党的创新理论教育"
    THEORY_HOURS = "理论学时"
    OFF_JOB = "是否脱产"
    COUNTY_LEVEL = "是否县级以上党委举办"
    DISTINCT = "不是重复"


VARIANTS: dict[Column, tuple[str, ...]] = {
    Column.NAME: ("党员姓名", "学员姓名", "人员姓名"),
    Column.BRANCH: (
        "支部",
        "所在支部",
        "党支部",
        "所在党支部",
        "所属支部",
        "党支部名称",
        "举办支部",
    ),
    Column.ROLES: ("党内职务", "党员身份", "人员身份"),
    Column.JOINED: ("入党时间",),
    Column.INFIRM: ("年老体弱", "年老体弱、行动不便", "是否年老体弱"),
    Column.MILITARY: ("解放军或武警",),
    Column.AS_OF: (),
    Column.START: (
        "日期",
        "时间",
        "开始时间",
        "培训时间",
        "培训日期",
        "学习时间",
        "学习日期",
        "开始学习时间",
        "培训开始时间",
        "培训开始日期",
        "活动时间",
    ),
    Column.END: ("结束时间", "完成时间", "完成学习时间", "培训结束时间", "培训结束日期"),
    Column.TOPIC: (
        "培训内容",
        "培训班次名称",
        "培训班次",
        "培训班名称",
        "班次名称",
        "培训主题",
        "培训名称",
        "学习内容",
        "活动主题",
        "内容",
    ),
    Column.ORGANISER: ("举办单位", "主办方", "组织单位", "培训主办单位"),
    Column.DAYS: ("培训天数", "学习天数", "天"),
    Column.HOURS: ("学时数", "培训学时", "学习学时", "认定学时", "总学时"),
    Column.CONCENTRATED: ("是否集中学习培训", "是否集中培训", "是否集中", "集中学习"),
    Column.THEORY: (
        "党的创新理论教育",
        "是否创新理论教育",
        "是否创新理论",
        "是否理论教育",
        "是否理论",
    ),
    Column.THEORY_HOURS: ("创新理论学时", "党的创新理论教育学时", "党的创新理论学时"),
    Column.OFF_JOB: ("是否脱产培训", "脱产", "脱产培训"),
    Column.COUNTY_LEVEL: ("是否县级以上", "县级以上党委举办", "是否县级以上党委主办"),
    Column.DISTINCT: ("是否不同培训",),
}

DOUBTFUL = {
    "集中学习培训": Column.CONCENTRATED,
    "集中培训": Column.CONCENTRATED,
}
"""Names that head a question in some ledgers, amounts or topics in others: the cells tell which."""

PRIVATE = (
    "身份证号",
    "身份证",
    "身份证号码",
    "身份证件号",
    "身份证件号码",
    "居民身份证",
    "居民身份证号",
    "居民身份证号码",
    "公民身份证号",
    "公民身份证号码",
    "公民身份号码",
    "身份号码",
    "证件号",
    "证件号码",
    "手机号",
    "手机",
    "手机号码",
    "移动电话",
    "联系电话",
    "联系手机",
    "联系方式",
    "电话",
    "电话号码",
)
"""Columns that are passed over and never kept."""

_KNOWN = {name: column for column, names in VARIANTS.items() for name in (column.value, *names)}
_ASIDE = re.compile(r"\(.*?\)|\s|[*:：]")
_BRACKETS = re.compile(r"[][()【】〔〕{}]")
_LONGEST, _LONGEST_SHOWN = 1000, 60
HEADING_ROWS = 10
"""A ledger's titles may stand above its heading, but not more than this many rows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """One heading of the ledger, in the column numbered from 0, and what it was taken for."""

    index: int
    text: str
    column: Column | None
    private: bool
    doubtful: bool = False
    """Whether the name alone does not tell that it is `column`."""

    @property
    def letter(self) -> str:
        """The column's letters in a spreadsheet."""
        return letters(self.index)


def heading(index: int, cell: Cell) -> Heading | None:
    """What the heading in a cell means; None where the cell is empty."""
    if isinstance(cell, Formula | Broken):
        return Heading(index=index, text=f"{letters(index)} 列", column=None, private=False)
    text = folded(str(cell)[:_LONGEST]) if cell is not None else ""
    key, whole = _key(text), _key(_BRACKETS.sub("", text))
    if not key:
        return None
    # What stands in brackets is an aside, but 身份（证号） is no 身份.
    private = key in PRIVATE or whole in PRIVATE or whole.startswith("身份证")
    return Heading(
        index=index,
        text=shown(" ".join(text.split()), _LONGEST_SHOWN),
        column=None if private else _KNOWN.get(key) or DOUBTFUL.get(key),
        private=private,
        doubtful=key in DOUBTFUL and not private,
    )


def _key(text: str) -> str:
    """A heading without what does not tell it from others."""
    return "".join(each for each in _ASIDE.sub("", text) if each.isprintable())


def headings(cells: Sequence[Cell]) -> list[Heading]:
    """The headings of a row; of two for the same column a doubtful one yields to the other."""
    found = [each for index, cell in enumerate(cells) if (each := heading(index, cell))]
    certain = {each.column for each in found if not each.doubtful}
    return [unused(each) if each.doubtful and each.column in certain else each for each in found]


def unused(heading: Heading) -> Heading:
    """A heading whose column is not what its name may mean."""
    return replace(heading, column=None)


def is_heading_row(found: Sequence[Heading]) -> bool:
    """Whether the row can head a ledger: a date and an amount are what a record cannot lack."""
    columns = {each.column for each in found}
    return Column.START in columns and bool(columns & {Column.DAYS, Column.HOURS})


def by_column(found: Sequence[Heading]) -> dict[Column, Heading]:
    """The heading of each column. Raises InputError where two claim to be the same."""
    columns: dict[Column, Heading] = {}
    problems = []
    for each in found:
        if each.column is None:
            continue
        other = columns.setdefault(each.column, each)
        if other is not each:
            problems.append(Problem(key=each.text, message="".join(_both(other, each))))
    if problems:
        raise InputError(problems)
    return columns


def _both(one: Heading, other: Heading) -> Iterator[str]:
    yield f"{one.letter} 列“{one.text}”和 {other.letter} 列“{other.text}”都像是“{other.column}”，"
    yield "不能确定用哪一列。请删去一列或改名后再试。"
