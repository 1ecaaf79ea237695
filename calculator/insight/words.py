"""The Chinese sentences of what is told beyond an assessment, made in this one place.

As in `explain`: what the plan says stands in “quotation marks”; all else is ours.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from calculator import amounts
from calculator.amounts import enough, shown, shown_interval
from calculator.explain import LABELS, NOTHING_COUNTED, PROJECTED, wanting_most
from calculator.insight.path import Path
from calculator.insight.questions import AMOUNT, Choice, Question
from calculator.insight.weighing import Answered, Asked, Led, Weighed
from calculator.insight.what_if import Compared, WhatIf
from calculator.insight.years import Standing, Year
from calculator.model import (
    Assessment,
    Figure,
    Finding,
    History,
    Interval,
    Kind,
    Record,
    Step,
    Verdict,
)
from calculator.quotas import HOURS_PER_DAY, PLAN, QUOTAS

_ASKED = {
    "concentrated": "是集中学习培训吗？",
    "theory": "是党的创新理论教育吗？",
    "off_job": "是脱产培训吗？",
    "county_level": "是县级以上党委举办的吗？",
    AMOUNT: "天数和学时对不上，以哪个为准？",
}
_NAMES = {"yes": "是", "no": "否"}
_LONGEST_TOPIC = 24


def title(finding: Finding) -> str:
    """What a rule is called; with the year, where it is one year's."""
    name = QUOTAS[finding.rule].title
    return f"{name}（{finding.year}年）" if finding.year else name


def figure(finding: Finding) -> str:
    """The figure that a finding is judged by: 学时, or the share; empty where there is none."""
    if finding.hours and finding.empty:
        return NOTHING_COUNTED
    if finding.hours:
        return _hours(finding.hours.reached)
    return _percent(finding.percent) if finding.percent else ""


def _hours(reached: Interval) -> str:
    return f"{shown_interval(reached)} 学时"


def _percent(of: Figure) -> str:
    low, high = amounts.ends(of, amounts.PERCENT_PLACES)
    return f"{low}%" if low == high else f"{low}% 至 {high}%"


# Questions


def about(question: Question, history: History, places: Sequence[int]) -> str:
    """Which records a question is about: their numbers, as the reader sees them, and amounts."""
    record = history.records[question.records[0]]
    return f"{_numbers(places)}，{_amount(record)}"


def asked(question: Question, history: History) -> str:
    """The question in one sentence that names the training."""
    record = history.records[question.records[0]]
    return f"{_days(record)} 的{_named(record)}，{_ASKED[question.key]}"


def _days(record: Record) -> str:
    start, end = record.start, record.end
    return str(start) if start == end else f"{start} 至 {end}"


def _named(record: Record) -> str:
    """The topic in quotation marks, cut where it is long; marks in it become inner ones."""
    topic = " ".join(record.topic.split())
    if not topic:
        return "培训"
    if len(topic) > _LONGEST_TOPIC:
        topic = topic[:_LONGEST_TOPIC] + "…"
    elif topic.startswith("“") and topic.find("”") == len(topic) - 1:
        return topic
    return f"“{topic.translate({ord('“'): '‘', ord('”'): '’'})}”"


def _amount(record: Record) -> str:
    given = [(record.days, "天"), (record.hours, "学时")]
    return "、".join(f"{shown(amount)} {unit}" for amount, unit in given if amount is not None)


def choice(of: Choice, question: Question, history: History) -> str:
    """An answer as a button says it."""
    if question.key != AMOUNT:
        return _NAMES[of.name]
    record = history.records[question.records[0]]
    amount = record.days if of.name == "days" else record.hours
    assert amount is not None
    return f"以 {shown(amount)} {'天' if of.name == 'days' else '学时'}为准"


def leads_to(answered: Answered, before: Verdict) -> tuple[str, str]:
    """What an answer leads to: the most that it settles or does, and what else there is to say."""
    now = f"总的看，{'仍是' if before is answered.overall else ''}{LABELS[answered.overall]}。"
    settled = "".join(_settled(each) for each in answered.led if each.settled)
    counts = _counts(answered)
    if before is not answered.overall:
        return now, counts + settled
    if settled:
        return settled, counts + now
    closing = max(answered.led, key=lambda each: each.closes)
    if closing.closes:
        less = f"不确定的少 {shown(closing.closes)} 学时；{_left_open(closing)}"
        return (counts, less + now) if counts else (less, now)
    more = "同一条记录还有别的问题要弄清。"
    return (counts, more + now) if counts else (now, more)


def _counts(answered: Answered) -> str:
    """What counts for the totals by an answer, and what is then wanting; empty where unchanged."""
    if answered.counted is None:
        return ""
    counted = answered.counted
    text = f"计入 {_hours(counted)}" if counted.high else "不计入"
    return f"{text}，{wanting_most(answered.short)}。" if answered.short else f"{text}。"


def _settled(of: Led) -> str:
    return f"“{title(of.after)}”{LABELS[of.after.verdict]}{_in_brackets(of.after)}。"


def _left_open(of: Led) -> str:
    return f"“{title(of.after)}”仍无法判断{_in_brackets(of.after)}。"


def _in_brackets(finding: Finding) -> str:
    return f"（{figure(finding)}）" if figure(finding) else ""


def led(of: Led) -> str:
    """What an answer makes of one rule."""
    return _settled(of) if of.settled else _left_open(of)


def heading(of: Asked) -> str:
    """What the questions can do, the first being the most decisive."""
    if not of.questions:
        return "没有要先弄清的问题"
    rank = of.questions[0].rank
    if rank.overall:
        certain = rank.overall == len(of.questions[0].answers)
        return "先弄清这几条，结果就能定" if certain else "先弄清这几条，结果可能就定了"
    if rank.hard or rank.soft:
        return "先弄清这几条，有的要求就能定"
    return "先弄清这几条，结果会更清楚"


def no_questions(of: Asked, assessment: Assessment) -> str:
    """Why nothing is asked; empty where something is."""
    if of.questions:
        return ""
    if of.open:
        return "别的问题都先放着了；弄清以后随时可以在记录里改。"
    if any(finding.verdict is Verdict.UNDETERMINED for finding in assessment.findings):
        return "这里的“无法判断”不取决于“不清楚”的回答，弄清哪条记录都改变不了。"
    return "各条要求的结果都不取决于“不清楚”的回答。"


def decides(of: Weighed) -> str:
    """That a question decides the overall result, if it does; empty otherwise."""
    if not of.rank.overall:
        return ""
    if of.rank.overall == len(of.answers):
        return "怎样回答，总的结果都就此确定。"
    return "有一种回答能让总的结果就此确定。"


def beyond(finding: Finding) -> str:
    """Why no answers can settle a finding."""
    return _lines(finding, Kind.SILENCE) or _lines(finding, Kind.MISSING)


def _lines(finding: Finding, kind: Kind) -> str:
    return "".join(line.text for line in finding.explanation if line.kind is kind)


# Years


def standing(of: Year, as_of: date) -> str:
    """What is to be said of a year that is not over."""
    if of.standing is Standing.RUNNING:
        return f"算到 {as_of}"
    return "还没有到" if of.standing is Standing.TO_COME else ""


def counted(of: Year) -> str:
    """学时 that count in a year."""
    return NOTHING_COUNTED if of.empty else _hours(of.counted)


def theory(of: Year) -> str:
    """学时 of theory in a year."""
    return NOTHING_COUNTED if of.empty else _hours(of.theory)


def share(percent: Figure | None) -> str:
    """The share of theory in a year."""
    return _percent(percent) if percent else NOTHING_COUNTED


def annual(finding: Finding) -> str:
    """A secretary's year against its soft line."""
    return f"{figure(finding)}，{LABELS[finding.verdict]}"


def years_note(assessment: Assessment) -> str:
    """How the figures of the years are to be read."""
    text = f"天数按1天{shown(HOURS_PER_DAY)}学时换算。"
    quota = QUOTAS["theory-share"]
    (finding,) = (each for each in assessment.findings if each.rule == quota.rule)
    if finding.verdict in (Verdict.ELSEWHERE, Verdict.NOT_APPLICABLE):
        return text + "每年的理论占比只供参考。"
    return text + "规划对占比的要求是看五年合计的，每年的占比只供参考。"


# The way to a quota


def way(path: Path, as_of: date) -> str:
    """Where the way stands, and what it rests on."""
    finding = path.finding
    assert finding.hours is not None
    text = f"到 {as_of}，{'' if finding.empty else '计入 '}{figure(finding)}；"
    text += f"规划数 {shown(finding.hours.required)} 学时。"
    if finding.verdict is Verdict.NOT_REQUIRED:
        text += f"按本人回答，{LABELS[Verdict.NOT_REQUIRED]}。"
    alone = {Step.DAYS: "天数", Step.HOURS: "学时"}.get(finding.by or Step.MIXED)
    if alone and finding.hours.reached.low < finding.hours.required:
        text += f"图上按换算后的学时画；单看{alone}合计，已经达到。"
    return text + _lines(finding, Kind.SILENCE)


def reached(amount: Interval) -> str:
    """学时 on the way to a quota."""
    return _hours(amount)


def pace(path: Path) -> str:
    """The straight line from here to the quota, in words: a projection of ours."""
    left = path.finding.remaining
    assert left is not None
    assert left.hours is not None
    text = f"到 {left.until} 还有 {left.days_left} 天，还差 {shown(enough(left.hours.high))} 学时"
    if left.hours.low < left.hours.high:
        text = text.replace("还差", "至多还差")
    if left.per_year is not None and left.per_year.hours is not None:
        text += f"，平均每年 {shown(enough(left.per_year.hours.high))} 学时"
    return f"{text}。虚线是{PROJECTED}。"


def no_way(finding: Finding) -> str:
    """Why there is no way to show."""
    return "".join(line.text for line in finding.explanation)


# What if


def plan_day(as_of: date) -> date:
    """A day to begin planning with: the first of the month after, within the period."""
    start, end = PLAN.period.start, PLAN.period.end
    if not start <= as_of < end:
        return start if as_of < start else end
    return min(date(as_of.year + as_of.month // 12, as_of.month % 12 + 1, 1), end)


def flips(of: Compared) -> str:
    """That a verdict is another one with the planned trainings."""
    return f"“{title(of.after)}”：{LABELS[of.before.verdict]} → {LABELS[of.after.verdict]}。"


LOWERED = "增加的学时里党的创新理论教育不够，占比被拉低。"
LOWERED_PERHAPS = "增加的学时里有多少是党的创新理论教育还不清楚，占比可能被拉低。"


def moved(of: Compared) -> str:
    """How the figure of a rule moves with the planned trainings, and what undid its verdict."""
    before, after = figure(of.before), figure(of.after)
    text = f"{before} → {after}。" if before and after else ""
    if of.undone:
        share = of.after.percent
        low = share is not None and share.reached.high < share.required
        text += LOWERED if low else LOWERED_PERHAPS
        text += _lines(of.after, Kind.CHANGE)
    return text


def new_overall(of: WhatIf) -> str:
    """The overall verdict with the planned trainings, and whether any verdict flips."""
    before, after = of.before.overall, of.after.overall
    flipped = sum(each.flips for each in of.compared)
    if before is not after:
        return f"加上这些，总的看：{LABELS[before]} → {LABELS[after]}。"
    if not flipped:
        return f"加上这些，各条要求的结果都不变。总的看，仍是{LABELS[after]}。"
    return f"加上这些，总的看仍是{LABELS[after]}；有 {flipped} 项的结果变了。"


def later(records: Sequence[int], as_of: date) -> str:
    """Why records that lie after the as-of day do not count yet."""
    return f"{_numbers(records)}在 {as_of} 以后，属于计划，现在没有计入。"


def _numbers(records: Iterable[int]) -> str:
    return f"第 {'、'.join(str(index + 1) for index in records)} 条"
