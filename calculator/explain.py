"""The Chinese sentences of a finding, made in this one place.

Each function gives the lines for one thing that a rule found out; rules put them in order.
What the plan says stands in “quotation marks”; all else is ours.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from calculator import amounts
from calculator.amounts import at_most, enough, shown, shown_interval, shown_percent
from calculator.model import (
    Alternative,
    Answer,
    Explanation,
    Interval,
    Kind,
    Remaining,
    Span,
    Step,
    Verdict,
)
from calculator.people import days_left
from calculator.quotas import HOURS_PER_DAY, QUOTAS, READINGS, Quota
from calculator.shares import Share, Shares
from calculator.totals import Judgement
from calculator.trainings import Count, Portion

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

ASK = "请向所在党组织询问。"

SILENCES = {
    "joined-late": "规划没有写规划期内入党的党员，五年的学时怎样折算。",
    "part-secretary": "规划没有写只在规划期的一部分时间担任书记的，五年的学时怎样折算。",
    "part-year": "规划没有写一年中只有一部分时间担任书记的，当年的学时怎样折算。",
    "part-cadre": "规划没有写只在规划期的一部分时间是党员干部的，学时怎样计算。",
    "both-roles": "规划没有写既是党员干部又是基层党组织书记的，以哪一条为准。",
    "infirm-secretary": "规划没有写年老体弱、行动不便的规定是否也适用于担任书记的党员。",
    "infirm-line": "规划没有写年老体弱、行动不便怎样认定，也没有划年龄线。",
    "what-counts": "规划没有写哪些活动算集中学习培训、一次活动算多少学时。",
}
"""Where the plan is silent and the self-check meets it, by id."""

_NO_PRO_RATING = "没有达到全额时不能判断。"
_UNITS = {Step.DAYS: "天", Step.HOURS: "学时", Step.MIXED: "学时"}

type Lines = list[Explanation]


def _line(kind: Kind, text: str) -> Lines:
    return [Explanation(kind=kind, text=text)]


def _silence(silence: str, consequence: str) -> Lines:
    return _line(Kind.SILENCE, f"{SILENCES[silence]}{consequence}{ASK}")


def ask() -> Lines:
    """Whom to ask where answers are missing."""
    return _line(Kind.ADVICE, f"不清楚的，{ASK}")


def alternative(other: Alternative) -> str:
    """What another treatment than a reading would give."""
    return f"{READINGS[other.reading].otherwise}：{LABELS[other.verdict]}。"


def _records(portions: Sequence[Portion]) -> int:
    return sum(len(portion.training.records) for portion in portions)


def entered(count: Count, question: str) -> Lines:
    """How many records entered, and how many only perhaps."""
    sure = _records([portion for portion in count.portions if portion.certain])
    perhaps = _records(count.portions) - sure
    text = f"计入 {sure} 条记录" if sure else "没有确定可以计入的记录"
    if perhaps:
        text += f"，另有 {perhaps} 条回答{question}为“不清楚”"
    lines = _line(Kind.INPUT, text + "。")
    if count.divided:
        text = f"有 {len(count.divided)} 条只有一部分日子算在这里，数量按天平均分开。"
        lines += _line(Kind.INPUT, text)
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


def short_total(judgement: Judgement, start: date, until: date, as_of: date) -> Lines:
    """What is wanting for a total that is surely not reached, and until when."""
    hours, days = judgement.remaining_hours, judgement.remaining_days
    text = f"还差 {shown(enough(hours.high))} 学时（或 {shown(enough(days.high))} 天）"
    if hours.low < hours.high:
        text = f"至多{text}"
    left = days_left(as_of, Span(start, until))
    time = f"截止 {until}，还有 {left} 天" if left else f"已到截止日 {until}"
    return _line(Kind.RESULT, f"{text}；{time}。")


def open_total(judgement: Judgement, question: str) -> Lines:
    """Why the outcome of a total is open, and how much of what is open would be needed."""
    lines: Lines = []
    open_ = [portion for portion in judgement.portions if not portion.certain]
    if open_:
        at_hand = sum((portion.mixed.high for portion in open_), Fraction(0))
        text = f"{_records(open_)} 条回答{question}为“不清楚”，至多 {shown(at_hand)} 学时"
        needed = "或 ".join(_needed(judgement))
        if needed:
            text += f"；其中确认 {needed}可以计入，就达到要求"
        lines += _line(Kind.MISSING, text + "。")
    return lines + _conflicting(judgement.portions)


def _conflicting(portions: Sequence[Portion]) -> Lines:
    if not any(amounts.conflicting(portion.days, portion.hours) for portion in portions):
        return []
    return _line(Kind.MISSING, "有记录的天数和学时对不上，结果可能取决于以哪个为准，请先核对。")


def _needed(judgement: Judgement) -> Iterator[str]:
    """How much of what is open would do, in 学时 or in 天, where it can do by itself."""
    quota, open_ = judgement.quota, [each for each in judgement.portions if not each.certain]
    mixed = sum((portion.mixed.low for portion in open_), Fraction(0))
    hours = [
        line - low
        for line, low, at_hand in (
            (quota.hours, judgement.mixed.low, mixed),
            (quota.hours, judgement.hours.low, judgement.hours.high - judgement.hours.low),
        )
        if line - low <= at_hand
    ]
    if hours:
        yield f"{shown(enough(min(hours)))} 学时"
    if quota.days <= judgement.days.high:
        yield f"{shown(enough(quota.days - judgement.days.low))} 天"


def theory(found: Shares | None, line: Fraction) -> Lines:
    """The share of theory, or that there is none."""
    if found is None:
        return _line(Kind.MISSING, "还没有可计入的学时，算不出占比。")
    least, greatest = found.least, found.greatest
    if least.part == greatest.part:
        return _line(Kind.OPERATION, _division(least, line))
    return [
        *_line(Kind.OPERATION, f"最低：{_division(least, line)}"),
        *_line(Kind.OPERATION, f"最高：{_division(greatest, line)}"),
    ]


def open_share(count: Count, found: Shares | None) -> Lines:
    """Why the outcome of the share is open."""
    lines: Lines = []
    unclear = [each for each in count.portions if each.training.theory is Answer.UNKNOWN]
    uncertain = [each for each in count.portions if not each.certain]
    for portions, question in (
        (uncertain, CONCENTRATED_QUESTION),
        (unclear, "“是否党的创新理论教育”"),
    ):
        if portions:
            text = f"{_records(portions)} 条回答{question}为“不清楚”，结果取决于这些回答。"
            lines += _line(Kind.MISSING, text)
    if found is not None and found.converted:
        lines += _conflicting(count.portions)
    return lines + ask() if lines else lines


def outlook(verdict: Verdict, remaining: Remaining | None, line: Fraction) -> Lines:
    """What would bring the share to its line, or below it again."""
    if remaining is not None and remaining.theory is not None and verdict is Verdict.NOT_YET:
        return _wanting_theory(remaining.theory, line)
    if remaining is not None and remaining.room is not None and verdict is Verdict.MET:
        return _room(remaining.room, line)
    return []


def _wanting_theory(hours: Interval, line: Fraction) -> Lines:
    if not hours.high:
        return []
    text = f"再参加 {shown(enough(hours.high))} 学时党的创新理论教育、不加其他内容"
    if hours.low < hours.high:
        text = f"至多{text}"
    return _line(Kind.ADVICE, f"{text}，占比到 {_percent(line)}。")


def _room(hours: Interval, line: Fraction) -> Lines:
    text = f"其他内容再增加 {shown(at_most(hours.low))} 学时以内，仍不低于 {_percent(line)}"
    return _line(Kind.ADVICE, f"占比会随其他培训增加而下降：{text}；再多就可能低于。")


def _percent(part: Fraction) -> str:
    return shown_percent(part, part)


def _division(share: Share, line: Fraction) -> str:
    unit = _UNITS[share.unit]
    relation = QUOTAS["theory-share"].relation
    parts = f"党的创新理论教育 {shown(share.theory)} {unit} ÷ 总计 {shown(share.total)} {unit}"
    return f"{parts} = {shown_percent(share.part, line)}，要求 {_percent(line)}{relation}。"


def elsewhere(because: str) -> Lines:
    """That the number stands in another document, in the words of the plan."""
    return _line(
        Kind.RESULT,
        f"规划写的是：“{QUOTAS[because].citation.quote}”具体要求在另外的文件里，本站不作判断。{ASK}",
    )


def infirm() -> Lines:
    """That the requirement is lifted, by the person's own answer."""
    return _line(
        Kind.RESULT, f"按本人回答，适用“{QUOTAS['infirm'].citation.quote}”{SILENCES['infirm-line']}"
    )


def infirm_secretary() -> Lines:
    """That the plan leaves open whether this goes for a secretary too."""
    return _silence("infirm-secretary", "本站一并按不作硬性要求显示。")


def joined_late() -> Lines:
    """That the plan has no pro-rating for people who join within the period."""
    return _silence("joined-late", _NO_PRO_RATING)


def part_secretary() -> Lines:
    """That the plan has no pro-rating for part of the period in office."""
    return _silence("part-secretary", _NO_PRO_RATING)


def part_year() -> Lines:
    """That the plan has no pro-rating for part of a year in office."""
    return _silence("part-year", _NO_PRO_RATING)


def part_cadre() -> Lines:
    """That the plan does not say what holds for a cadre of part of the period."""
    return _silence("part-cadre", _NO_PRO_RATING)


def both_roles() -> Lines:
    """That the plan does not say which role prevails."""
    return _silence("both-roles", "所以不能判断。")


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
