"""The Chinese sentences of a finding, made in this one place.

Each function gives the lines for one thing that a rule found out; rules put them in order.
What the plan says stands in “quotation marks”; all else is ours.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from calculator import amounts
from calculator.amounts import enough, shown, shown_interval, shown_percent
from calculator.model import Answer, Explanation, Interval, Kind, Step, Verdict
from calculator.people import counted_days_left
from calculator.quotas import HOURS_PER_DAY, QUOTAS, Quota
from calculator.shares import Share, Shares
from calculator.totals import Judgement
from calculator.trainings import Portion

LABELS = {
    Verdict.MET: "已达到",
    Verdict.NOT_YET: "尚未达到",
    Verdict.NOT_MET: "未达到",
    Verdict.BELOW_GENERAL: "低于“一般”线",
    Verdict.NOT_REQUIRED: "不作硬性要求",
    Verdict.ELSEWHERE: "另有规定",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.UNDETERMINED: "无法判断",
}

CONCENTRATED_QUESTION = "“是否集中学习培训”"
ANNUAL_QUESTION = "“是否集中学习培训”“是否脱产”或“是否县级以上党委举办”"

_ASK = "请向所在党组织询问。"
_UNITS = {Step.DAYS: "天", Step.HOURS: "学时", Step.MIXED: "学时"}

type Lines = list[Explanation]


def _line(kind: Kind, text: str) -> Lines:
    return [Explanation(kind=kind, text=text)]


def _silence(text: str) -> Lines:
    return _line(Kind.SILENCE, f"规划没有写{text}{_ASK}")


def _records(portions: Sequence[Portion]) -> int:
    return sum(len(portion.training.records) for portion in portions)


def entered(portions: Sequence[Portion], question: str) -> Lines:
    """How many records entered, and how many only perhaps."""
    sure = _records([portion for portion in portions if portion.certain])
    perhaps = _records(portions) - sure
    text = f"计入 {sure} 条记录" if sure else "没有确定可以计入的记录"
    if perhaps:
        text += f"，另有 {perhaps} 条回答{question}为“不清楚”"
    lines = _line(Kind.INPUT, text + "。")
    divided = _records([portion for portion in portions if portion.divided])
    if divided:
        lines += _line(Kind.INPUT, f"有 {divided} 条只有一部分日子算在这里，数量按天平均分开。")
    return lines


def total(judgement: Judgement, quota: Quota) -> Lines:
    """The steps by which a total was judged, as far as the one that decided."""
    portions = judgement.portions
    lines: Lines = []
    if any(portion.days is not None for portion in portions):
        lines += _compared("天数合计", judgement.days, judgement.quota.days, "天", quota)
    if judgement.by is Step.DAYS:
        return lines
    if any(portion.hours is not None for portion in portions):
        lines += _compared("学时合计", judgement.hours, judgement.quota.hours, "学时", quota)
    if judgement.by is Step.MIXED and judgement.converted:
        what = f"天数按1天{shown(HOURS_PER_DAY)}学时换算后合计"
        lines += _compared(what, judgement.mixed, judgement.quota.hours, "学时", quota)
    return lines


def _compared(what: str, sum_: Interval, line: Fraction, unit: str, quota: Quota) -> Lines:
    outcome = "达到" if sum_.low >= line else "不到" if sum_.high < line else "还不能确定"
    figure = f"{what} {shown_interval(sum_, line)} {unit}"
    return _line(
        Kind.OPERATION, f"{figure}，要求{quota.relation} {shown(line)} {unit}：{outcome}。"
    )


def met_total(judgement: Judgement) -> Lines:
    """That a total is reached, whatever open answers turn out to be."""
    lines = []
    if any(not portion.certain for portion in judgement.portions):
        lines += _line(Kind.RESULT, "回答“不清楚”的记录怎样确认都不改变结果。")
    if judgement.on_the_line:
        lines += _line(Kind.RESULT, "正好等于要求，按含本数计算。")
    return lines


def short_total(judgement: Judgement, until: date, as_of: date) -> Lines:
    """What is wanting for a total that is surely not reached, and until when."""
    hours, days = enough(judgement.remaining_hours.high), enough(judgement.remaining_days.high)
    least = judgement.remaining_hours.low < judgement.remaining_hours.high
    text = f"{'至多' if least else ''}还差 {shown(hours)} 学时（或 {shown(days)} 天）"
    left = counted_days_left(as_of, until)
    return _line(
        Kind.RESULT,
        f"{text}；截止 {until}，还有 {left} 天。" if left else f"{text}，已到截止日 {until}。",
    )


def open_total(judgement: Judgement, question: str) -> Lines:
    """Why the outcome of a total is open, and how much of what is open would be needed."""
    lines: Lines = []
    at_hand = sum(
        (portion.mixed.high for portion in judgement.portions if not portion.certain), Fraction(0)
    )
    if at_hand:
        need = enough(judgement.remaining_hours.high)
        lines += _line(
            Kind.MISSING,
            f"回答{question}为“不清楚”的有 {shown(at_hand)} 学时；"
            f"要有 {shown(need)} 学时确认可以计入，才能达到。",
        )
    if any(amounts.conflicting(portion.days, portion.hours) for portion in judgement.portions):
        lines += _line(Kind.MISSING, "有记录的天数和学时对不上，结果取决于以哪个为准，请先核对。")
    return lines


def theory(found: Shares | None, line: Fraction, portions: Sequence[Portion]) -> Lines:
    """The share of theory with what would change it, or why there is none."""
    if found is None:
        return _line(Kind.MISSING, "还没有可计入的学时，算不出占比。")
    least, greatest = found.least, found.greatest
    if least.part == greatest.part:
        lines = _line(Kind.OPERATION, _division(least, line))
    else:
        lines = _line(Kind.OPERATION, f"最低：{_division(least, line)}")
        lines += _line(Kind.OPERATION, f"最高：{_division(greatest, line)}")
        unclear = _records([p for p in portions if p.training.theory is Answer.UNKNOWN])
        if unclear:
            lines += _line(Kind.MISSING, f"有 {unclear} 条回答“是否党的创新理论教育”为“不清楚”。")
    if greatest.part < line:
        need = enough(least.theory_wanting(line))
        lines += _line(
            Kind.ADVICE,
            f"再参加 {shown(need)} 学时党的创新理论教育、不加其他内容，占比到 {_percent(line)}。",
        )
    elif least.part >= line:
        room = amounts.at_most(least.room(line))
        lines += _line(
            Kind.ADVICE,
            f"占比会随其他培训增加而下降：其他内容再增加 {shown(room)} 学时以内，"
            f"仍不低于 {_percent(line)}；再多就会低于。",
        )
    return lines


def _percent(part: Fraction) -> str:
    return shown_percent(part, part)


def _division(share: Share, line: Fraction) -> str:
    unit = _UNITS[share.unit]
    parts = f"党的创新理论教育 {shown(share.theory)} {unit} ÷ 总计 {shown(share.total)} {unit}"
    return f"{parts} = {shown_percent(share.part, line)}，要求 {_percent(line)}以上。"


def elsewhere(because: str) -> Lines:
    """That the number stands in another document, in the words of the plan."""
    return _line(
        Kind.RESULT,
        f"规划写的是：“{QUOTAS[because].citation.quote}”具体要求在另外的文件里，本站不作判断。{_ASK}",
    )


def infirm() -> Lines:
    """That the requirement is lifted, by the person's own answer."""
    return _line(
        Kind.RESULT, f"按本人回答，适用“{QUOTAS['infirm'].citation.quote}”规划没有划年龄线。"
    )


def infirm_secretary() -> Lines:
    """That the plan leaves open whether this goes for a secretary too."""
    return _silence("这句话是否也适用于担任书记的党员；本站一并按不作硬性要求显示。")


def joined_late() -> Lines:
    """That the plan has no pro-rating for people who join within the period."""
    return _silence("规划期内入党的党员怎样折算，所以没有达到全额时不能判断。")


def part_secretary() -> Lines:
    """That the plan has no pro-rating for part of the period in office."""
    return _silence("只在规划期的一部分时间担任书记怎样折算，所以没有达到全额时不能判断。")


def part_year() -> Lines:
    """That the plan has no pro-rating for part of a year in office."""
    return _silence("当年只有一部分时间担任书记怎样折算，所以没有达到全额时不能判断。")


def part_cadre() -> Lines:
    """That the plan does not say what holds for a cadre of part of the period."""
    return _silence("只在规划期的一部分时间是党员干部的怎样计算，所以没有达到全额时不能判断。")


def both_roles() -> Lines:
    """That the plan does not say which role prevails."""
    return _silence("既是党员干部又是基层党组织书记时以哪一条为准。")


def no_secretary() -> Lines:
    """Why a rule for secretaries does not apply."""
    return _line(
        Kind.RESULT, "没有填写规划期内担任基层党组织书记。副书记、委员、小组长按普通党员计算。"
    )


def no_secretary_in(year: int) -> Lines:
    """Why a rule for a secretary's year does not apply."""
    return _line(Kind.RESULT, f"没有填写 {year} 年担任基层党组织书记。")


def no_cadre() -> Lines:
    """Why the rule for cadres does not apply."""
    return _line(Kind.RESULT, "没有填写规划期内是党员干部。")
