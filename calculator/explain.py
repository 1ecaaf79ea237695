"""The Chinese sentences of a finding, made in this one place.

Each function gives the lines for one thing that a rule found out; rules put them in order.
What the plan says stands in “quotation marks”; all else is ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from calculator import amounts
from calculator.amounts import at_most, enough, shown, shown_interval, shown_percent
from calculator.model import (
    AbsenceKind,
    Alternative,
    Answer,
    Change,
    Content,
    Explanation,
    FigureNote,
    Finding,
    Interval,
    Kind,
    Means,
    Operand,
    Operation,
    Operator,
    Outcome,
    Remaining,
    RoleName,
    Step,
    Training,
    Unit,
    Verdict,
    indexes,
)
from calculator.quotas import HOURS_PER_DAY, QUOTAS, READINGS
from calculator.shares import Share, Shares, Theory
from calculator.totals import Judgement
from calculator.trainings import Count

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

ABSENCES = {
    AbsenceKind.NOT_GIVEN: "没有填写",
    AbsenceKind.NOTHING_COUNTED: "还没有可计入的",
    AbsenceKind.NOT_APPLICABLE: "不适用",
    AbsenceKind.ELSEWHERE: "另有规定",
}
"""Why there is no figure, in words that nobody takes for a zero."""

NOTHING_COUNTED = ABSENCES[AbsenceKind.NOTHING_COUNTED]


@dataclass(frozen=True, slots=True)
class Question:
    """What a person answers of a record, in the words that the page and the ledgers use."""

    words: str


CONCENTRATED = Question("“是否集中学习培训”")
ANNUAL = Question("“是否集中学习培训”“是否脱产”或“是否县级以上党委举办”")
THEORY = Question("“是否党的创新理论教育”")

PROJECTED = "按时间平均推算，非规划要求"
"""What stands beside every figure a year that is ours."""

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

_TERM_ASSUMED = "{}没有写任职的起止日期，按规划期开始以前任职、现在仍在任算；不是的，请补上日期。"

TERMS_ASSUMED = {
    RoleName.SECRETARY: _TERM_ASSUMED.format("基层党组织书记"),
    RoleName.CADRE: _TERM_ASSUMED.format("党员干部"),
}
"""What is taken for granted of an office without dates."""

_NO_PRO_RATING = "没有达到全额时不能判断。"
_WORDS = {Unit.DAYS: "天", Unit.HOURS: "学时", Unit.PERCENT: "%"}
_UNITS = {Step.DAYS: Unit.DAYS, Step.HOURS: Unit.HOURS, Step.MIXED: Unit.HOURS}
_OUTCOMES = {Outcome.REACHED: "达到", Outcome.SHORT: "不到", Outcome.OPEN: "还不能确定"}

type Lines = list[Explanation]


def _line(kind: Kind, text: str, *, reading: str | None = None) -> Lines:
    return [Explanation(kind=kind, text=text, reading=reading)]


def _silence(silence: str, consequence: str) -> Lines:
    return _line(Kind.SILENCE, f"{SILENCES[silence]}{consequence}{ASK}")


def ask() -> Lines:
    """Whom to ask where answers are missing."""
    return _line(Kind.ADVICE, f"不清楚的，{ASK}")


def alternative(other: Alternative) -> str:
    """What another treatment than a reading would give."""
    return f"{READINGS[other.reading].otherwise}：{LABELS[other.verdict]}。"


def entered(count: Count, question: Question) -> Lines:
    """How many records entered, which of them in part, and which only perhaps."""
    sure = sum(len(one.records) for one in count.sure)
    text = f"计入 {sure} 条记录。" if sure else "没有确定可以计入的记录。"
    lines = _line(Kind.GIVEN, text)
    if count.divided:
        text = f"有 {len(count.divided)} 条只有一部分日子算在这里，数量按天平均分开。"
        lines += [
            Explanation(kind=Kind.ASSUMED, text=text, reading="by-day", records=count.divided)
        ]
    # Where nothing is sure, the sums below are of what is open alone.
    return lines + _unclear(count.open, question, at_hand=bool(count.sure))


def unclear_theory(count: Count) -> Lines:
    """Which of the records that entered may be theory."""
    return _unclear([one for one in count.all if one.theory is Answer.UNKNOWN], THEORY)


def _unclear(trainings: Sequence[Training], question: Question, *, at_hand: bool = False) -> Lines:
    """What is open for want of an answer, or because alike records answer differently."""
    single = [one for one in trainings if len(one.records) == 1]
    alike = [one for one in trainings if len(one.records) > 1]
    told = (
        (single, f"{len(single)} 条回答{question.words}为“不清楚”"),
        (alike, f"{len(indexes(alike))} 条相同的记录，{question.words}回答不清楚或不一致"),
    )
    lines = []
    for open_, text in told:
        if open_:
            if at_hand:
                text += f"，至多 {shown(amounts.total(one.most for one in open_))} 学时"
            lines += [Explanation(kind=Kind.MISSING, text=text + "。", records=indexes(open_))]
    return lines


def total(judgement: Judgement, rule: str) -> Lines:
    """The steps by which a total was judged, as far as the one that decided."""
    count, quota = judgement.count, judgement.quota
    lines: Lines = []
    with_days = any(one.days is not None for one in count.all)
    if with_days:
        lead = _of_those("天数", [one.days for one in count.all])
        lines += _summed(lead, Unit.DAYS, count.days, quota.days, rule)
    if judgement.by is Step.DAYS:
        return lines
    with_hours = any(one.hours is not None for one in count.all)
    if with_hours:
        lead = _of_those("学时", [one.hours for one in count.all])
        lines += _summed(lead, Unit.HOURS, count.hours, quota.hours, rule)
    if judgement.converted:
        lines += _converted(judgement, rule, told=with_hours)
    return lines


def figure_notes(count: Count) -> tuple[FigureNote, ...]:
    """What the sums of a total take in: days are those of the records that give them, hours all."""
    notes = []
    if count.converted:
        text = f"天数按1天{shown(HOURS_PER_DAY)}学时换算"
        notes.append(FigureNote(figure="hours", text=text))
    given = [one.days is not None for one in count.all]
    if any(given) and not all(given):
        notes.append(FigureNote(figure="days", text="只合计写了天数的记录"))
    return tuple(notes)


def _of_those(what: str, amounts_: Sequence[Fraction | None]) -> str:
    """What a sum is called: that of some records only where others do not give the amount."""
    return f"写了{what}的记录合计" if None in amounts_ else f"{what}合计"


def _summed(what: str, unit: Unit, sum_: Interval, line: Fraction, rule: str) -> Lines:
    operands = [Operand(name="确定计入", unit=unit, amount=Interval(sum_.low, sum_.low))]
    if sum_.high > sum_.low:
        open_ = Interval(Fraction(0), sum_.high - sum_.low)
        operands.append(Operand(name="回答“不清楚”", unit=unit, amount=open_))
    result = Operand(name=what, unit=unit, amount=sum_)
    operation = _operation(Operator.SUM, operands, result, line, rule)
    text = f"{what} {shown_interval(sum_)} {_WORDS[unit]}，{_demand(operation)}。"
    return [Explanation(kind=Kind.OPERATION, text=text, operation=operation)]


def _converted(judgement: Judgement, rule: str, *, told: bool) -> Lines:
    """The sum with days converted; the demand is not said again where it was `told`."""
    count, line = judgement.count, judgement.quota.hours
    hours = _parts(Unit.HOURS, [one.hours for one in count.sure if not one.converted])
    days = _parts(Unit.DAYS, [one.days for one in count.sure if one.hours is None])
    operands = [*hours, *days]
    if between := [one for one in count.sure if one.conflicting]:
        ends = Interval(
            amounts.total(one.least for one in between), amounts.total(one.most for one in between)
        )
        operands.append(Operand(name="天数和学时对不上的", unit=Unit.HOURS, amount=ends))
    if count.open:
        open_ = Interval(Fraction(0), amounts.total(one.most for one in count.open))
        operands.append(Operand(name="回答“不清楚”", unit=Unit.HOURS, amount=open_))
    result = Operand(name="换算后合计", unit=Unit.HOURS, amount=count.mixed)
    operation = _operation(Operator.CONVERT_AND_SUM, operands, result, line, rule)
    assert operation.outcome is not None
    text = f"天数按1天{shown(HOURS_PER_DAY)}学时换算后合计"
    # The same figure is not said again either.
    same = told and count.mixed == count.hours
    text += "也是这样" if same else f" {shown_interval(count.mixed)} 学时"
    text += f"：{_OUTCOMES[operation.outcome]}。" if told else f"，{_demand(operation)}。"
    return [Explanation(kind=Kind.OPERATION, text=text, reading="eight-hours", operation=operation)]


def _parts(unit: Unit, values: Sequence[Fraction | None]) -> list[Operand]:
    given = [value for value in values if value is not None]
    if not given:
        return []
    sum_ = amounts.total(given)
    return [Operand(name=_WORDS[unit], unit=unit, amount=Interval(sum_, sum_))]


def _operation(
    operator: Operator, operands: Sequence[Operand], result: Operand, line: Fraction, rule: str
) -> Operation:
    return Operation(
        operator=operator,
        operands=tuple(operands),
        result=result,
        relation=QUOTAS[rule].relation,
        required=line,
        outcome=_outcome(result.amount, line),
    )


def _outcome(reached: Interval, line: Fraction) -> Outcome:
    if reached.low >= line:
        return Outcome.REACHED
    return Outcome.SHORT if reached.high < line else Outcome.OPEN


def _demand(operation: Operation) -> str:
    """The line that an operation's result is held to, and what came of it."""
    assert operation.outcome is not None
    line = f"{shown(operation.required)} {_WORDS[operation.result.unit]}"
    return f"要求{operation.relation} {line}：{_OUTCOMES[operation.outcome]}"


def met_total(judgement: Judgement) -> Lines:
    """That a total is reached, whatever open answers turn out to be."""
    lines = []
    if judgement.count.open:
        lines += _line(Kind.RESULT, "“不清楚”的怎样确认都不改变结果。")
    if judgement.on_the_line:
        lines += _on_the_line()
    return lines


def _on_the_line() -> Lines:
    return _line(Kind.ASSUMED, "正好等于要求，按含本数计算，就是达到。", reading="inclusive")


def wanting_total(remaining: Remaining, *, over: bool, of_the_whole: bool) -> Lines:
    """What is wanting for a total that is surely not reached, and what would make it good.

    `of_the_whole`: whether the whole quota is this person's is not written; it is only a measure.
    """
    hours, days = remaining.hours, remaining.days
    assert hours is not None
    assert days is not None
    open_ = hours.low < hours.high
    text = "“不清楚”的全部计入也不够；" if open_ else ""
    text += "按全额算，" if of_the_whole else ""
    text += "至多" if open_ else ""
    text += f"还差 {shown(enough(hours.high))} 学时（或 {shown(enough(days.high))} 天）"
    return _making_good(text, remaining, Content.ANY, hours, days, over=over)


def wanting_most(short: Sequence[Finding]) -> str:
    """What is wanting, in a few words, for the total that wants most; else, of theory."""
    totals = [one.remaining for one in short if one.remaining and one.remaining.hours]
    if totals:
        most = max(totals, key=lambda one: one.hours.high if one.hours else 0)
        assert most.hours is not None
        assert most.days is not None
        text = f"{shown(enough(most.hours.high))} 学时（或 {shown(enough(most.days.high))} 天）"
        return f"{'至多还差' if most.hours.low < most.hours.high else '还差'} {text}"
    [theory] = [one.remaining.theory for one in short if one.remaining and one.remaining.theory]
    text = f"{shown(enough(theory.high))} 学时党的创新理论教育"
    return f"{'至多还差' if theory.low < theory.high else '还差'} {text}"


def _making_good(
    text: str,
    remaining: Remaining,
    content: Content,
    hours: Interval,
    days: Interval | None = None,
    *,
    over: bool,
) -> Lines:
    """What would bring an amount to its line; by when, and how much a year."""
    if over:
        text += f"；已到截止日 {remaining.until}，只有补上漏记的培训或更正记录，结果才会改变"
    else:
        text += f"；截止 {remaining.until}，还有 {remaining.days_left} 天"
        text += "".join(f"，平均每年 {each}（{PROJECTED}）" for each in _per_year(remaining))
    change = Change(
        to=Verdict.MET,
        by=Means.CORRECTION if over else Means.TRAINING,
        content=content,
        hours=hours,
        days=days,
        until=None if over else remaining.until,
    )
    return [Explanation(kind=Kind.CHANGE, text=text + "。", change=change)]


def _per_year(remaining: Remaining) -> Iterator[str]:
    per_year = remaining.per_year
    if per_year is None:
        return
    hours = per_year.theory or per_year.hours
    assert hours is not None
    text = f"{shown(enough(hours.high))} 学时"
    if per_year.days is not None:
        text += f"或 {shown(enough(per_year.days.high))} 天"
    yield text


def open_total(judgement: Judgement) -> Lines:
    """Why the outcome of a total is open, and how much of what is open would be needed."""
    lines: Lines = []
    together, hours, days = _needed(judgement)
    needed = _in_words(judgement.count, together, hours, days)
    hours = min((each for each in (together, hours) if each is not None), default=None)
    if judgement.count.open and needed:
        text = f"其中{needed}可以计入，就达到要求。"
        change = Change(to=Verdict.MET, by=Means.ANSWER, hours=_exactly(hours), days=_exactly(days))
        lines += [Explanation(kind=Kind.CHANGE, text=text, change=change)]
    return lines + _conflicting(judgement.count)


def _exactly(amount: Fraction | None) -> Interval | None:
    return None if amount is None else Interval(amount, amount)


def _conflicting(count: Count) -> Lines:
    conflicting = [one for one in count.all if one.conflicting]
    if not conflicting:
        return []
    text = f"{len(conflicting)} 次培训的天数和学时对不上，结果可能取决于以哪个为准，请先核对。"
    return [Explanation(kind=Kind.MISSING, text=text, records=indexes(conflicting))]


def _needed(judgement: Judgement) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """How much of what is open would do, in three ways; None where it is not enough in that way.

    学时 of whatever records, 学时 of those that give 学时, 天 of those that give 天.
    """
    count, quota = judgement.count, judgement.quota
    mixed = amounts.total(one.least for one in count.open)
    return (
        _if_there(quota.hours - count.mixed.low, mixed),
        _if_there(quota.hours - count.hours.low, count.hours.high - count.hours.low),
        _if_there(quota.days - count.days.low, count.days.high - count.days.low),
    )


def _if_there(needed: Fraction, at_hand: Fraction) -> Fraction | None:
    return needed if needed <= at_hand else None


def _in_words(
    count: Count, together: Fraction | None, hours: Fraction | None, days: Fraction | None
) -> str:
    """What would do; where less would of records that give one unit, that it has to be of them."""
    ways = []
    if hours is not None and (together is None or hours < together):
        every = all(one.hours is not None for one in count.open)
        ways += [f"{'' if every else '写了学时的'}确认 {shown(enough(hours))} 学时"]
        together = None if every else together
    if days is not None and (together is None or days * HOURS_PER_DAY < together):
        every = all(one.days is not None for one in count.open)
        ways += [f"{'' if every else '写了天数的'}确认 {shown(enough(days))} 天"]
        together = None if every else together
    if together is not None:
        same = days is not None and days * HOURS_PER_DAY == together
        or_days = f"或 {shown(enough(days))} 天" if same and days is not None else ""
        ways.insert(0, f"确认 {shown(enough(together))} 学时{or_days}")
    return "，或".join(ways)


def theory(found: Shares | None, line: Fraction, outcome: Outcome | None) -> Lines:
    """The share of theory and what came of it (`outcome` None: nothing), or that there is none."""
    if found is None:
        return _line(Kind.MISSING, "还没有可计入的学时，算不出占比。")
    least, greatest = found.least, found.greatest
    demand = f"要求 {_percent(line)}{QUOTAS['theory-share'].relation}"
    if outcome is not None:
        demand += f"：{_OUTCOMES[outcome]}"
    if least.part == greatest.part:
        lines = [_division("", least, least, line, demand)]
    elif (least.unit, least.total) == (greatest.unit, greatest.total):
        lines = [_division("", least, greatest, line, demand)]
    else:
        lines = [
            _division("最低：", least, least, line, ""),
            _division("最高：", greatest, greatest, line, demand),
        ]
    if outcome is Outcome.REACHED and least.part == line:
        lines += _on_the_line()
    return lines


def _division(lead: str, least: Share, greatest: Share, line: Fraction, demand: str) -> Explanation:
    """One equation of theory and total; `least` and `greatest` differ at most in theory."""
    unit = _UNITS[least.unit]
    theory, all_ = Interval(least.theory, greatest.theory), Interval(least.total, least.total)
    percents = list(dict.fromkeys(shown_percent(each.part, line) for each in (least, greatest)))
    text = f"{lead}党的创新理论教育 {shown_interval(theory)} {_WORDS[unit]} ÷ "
    text += f"总计 {shown(least.total)} {_WORDS[unit]} = {' 至 '.join(percents)}"
    percent = Interval(least.part * 100, greatest.part * 100)
    operation = Operation(
        operator=Operator.DIVIDE,
        operands=(
            Operand(name="党的创新理论教育", unit=unit, amount=theory),
            Operand(name="总计", unit=unit, amount=all_),
        ),
        result=Operand(name="占比", unit=Unit.PERCENT, amount=percent),
        relation=QUOTAS["theory-share"].relation,
        required=line * 100,
        outcome=_outcome(percent, line * 100) if demand else None,
    )
    text += f"，{demand}。" if demand else "。"
    return Explanation(kind=Kind.OPERATION, text=text, operation=operation)


def open_share(theory: Theory, line: Fraction) -> Lines:
    """Why the outcome of the share is open."""
    count, found = theory.count, theory.shares
    lines: Lines = []
    if count.open or any(one.theory is Answer.UNKNOWN for one in count.all):
        lines += _line(Kind.RESULT, "结果取决于“不清楚”的回答。")
    lines += _needed_theory(theory, line)
    if found is not None and found.converted:
        lines += _conflicting(count)
    return lines


def _needed_theory(theory: Theory, line: Fraction) -> Lines:
    """How many 学时 of what counts have to turn out to be theory, whatever else turns out."""
    at_hand = amounts.total(one.least for one in theory.count.sure if one.theory is Answer.UNKNOWN)
    needed = theory.shortfall(line)
    if not 0 < needed <= at_hand:
        return []
    text = f"其中确认 {shown(enough(needed))} 学时是党的创新理论教育，就达到要求。"
    change = Change(to=Verdict.MET, by=Means.ANSWER, content=Content.THEORY, hours=_exactly(needed))
    return [Explanation(kind=Kind.CHANGE, text=text, change=change)]


def wanting_theory(remaining: Remaining | None, *, over: bool) -> Lines:
    """How much theory would bring the share to its line."""
    assert remaining is not None
    assert remaining.theory is not None
    hours = remaining.theory
    most = "至多" if hours.low < hours.high else ""
    verb = "还差" if over else "再参加"
    text = f"{most}{verb} {shown(enough(hours.high))} 学时党的创新理论教育（不加其他内容）"
    return _making_good(text, remaining, Content.THEORY, hours, over=over)


def room(remaining: Remaining | None, *, on_the_line: bool, over: bool) -> Lines:
    """How much of anything but theory would bring the share below its line again."""
    hours = remaining.room if remaining is not None else None
    if remaining is None or hours is None or over:
        return []
    text = "占比会随其他培训增加而下降："
    if hours.low:
        text += f"其他内容再增加 {shown(at_most(hours.low))} 学时以内，仍然达到；再多就可能不到。"
    elif on_the_line:
        text += "现在正好在线上，其他内容再增加一点就可能不到。"
    else:
        text += "再增加学时，天数和学时就要换算相加，其他内容再增加一点就可能不到。"
    change = Change(
        to=Verdict.NOT_YET,
        by=Means.TRAINING,
        content=Content.OTHER,
        hours=hours,
        until=remaining.until,
    )
    return [Explanation(kind=Kind.CHANGE, text=text, change=change)]


def _percent(part: Fraction) -> str:
    return shown_percent(part, part)


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


def infirm_as_secretary() -> Lines:
    """That the requirement is lifted, and that the plan leaves open whether for a secretary too."""
    return infirm() + _silence("infirm-secretary", "本站一并按不作硬性要求显示。")


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


def part_cadre_share() -> Lines:
    """The same of the share of theory, which has no whole and no part."""
    return _silence("part-cadre", "占比没有达到时不能判断。")


def term_assumed(role: RoleName) -> Lines:
    """That a term without dates is taken to last for the whole period."""
    return _line(Kind.ADVICE, TERMS_ASSUMED[role])


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
