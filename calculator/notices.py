"""Records that need a remark. Nothing is dropped in silence."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import floor, lcm

from calculator import amounts
from calculator.counts import Counts
from calculator.model import Answer, Finding, Notice, NoticeCode, Record, Span, Training
from calculator.people import DAY
from calculator.quotas import HOURS_PER_DAY, PLAN

_HOURS_PER_DAY = amounts.shown(HOURS_PER_DAY)

MESSAGES = {
    NoticeCode.DUPLICATE: (
        "这几条记录的日期、主题、天数和学时都相同，只计一次。"
        "如果确实是不同的培训，请在记录里标明“不是重复”。"
    ),
    NoticeCode.OVERLAP: "这几次培训的日期有重叠，各自照算，请核对。",
    NoticeCode.LONG_DAY: f"有的日子一天超过{_HOURS_PER_DAY}学时，照算，请核对。",
    NoticeCode.OUTSIDE_PERIOD: (
        f"在规划期（{PLAN.period.start} 至 {PLAN.period.end}）以外的部分没有计入。"
    ),
    NoticeCode.BEFORE_JOINING: "入党以前的部分没有计入。",
    NoticeCode.FUTURE: "截至日期以后的部分属于计划，没有计入。",
    NoticeCode.SPLIT: "培训跨过年底、规划期首尾、入党日或截至日期，数量已按天平均分开。",
    NoticeCode.CONFLICTING_AMOUNT: (
        f"天数和学时按1天{_HOURS_PER_DAY}学时换算对不上；需要相加时，按两个数之间的区间计算。"
    ),
    NoticeCode.NOT_CONCENTRATED: "回答了不是集中学习培训，没有计入。",
}

NAMES: dict[str, str] = {
    NoticeCode.DUPLICATE: "重复的记录",
    NoticeCode.OVERLAP: "日期重叠",
    NoticeCode.LONG_DAY: f"一天超过{_HOURS_PER_DAY}学时",
    NoticeCode.OUTSIDE_PERIOD: "规划期以外",
    NoticeCode.BEFORE_JOINING: "入党以前",
    NoticeCode.FUTURE: "截至日期以后",
    NoticeCode.SPLIT: "按天分开",
    NoticeCode.CONFLICTING_AMOUNT: "天数和学时对不上",
    NoticeCode.NOT_CONCENTRATED: "不是集中学习",
}
"""The remarks in a few words."""

_LEAVING_OUT = (
    NoticeCode.OUTSIDE_PERIOD,
    NoticeCode.BEFORE_JOINING,
    NoticeCode.FUTURE,
    NoticeCode.NOT_CONCENTRATED,
)


def left_out(
    found: Iterable[Notice], findings: Sequence[Finding]
) -> dict[NoticeCode, frozenset[int]]:
    """Which records entered no finding at all, by the first remark that tells why.

    None are told where no finding has figures: nothing is counted for this person then.
    """
    if not any(finding.hours for finding in findings):
        return {}
    told = {index for finding in findings for index in finding.records}
    records: dict[NoticeCode, frozenset[int]] = {}
    for notice in found:
        if notice.code in _LEAVING_OUT and (new := frozenset(notice.records) - told):
            records[notice.code] = new
            told |= new
    return records


def notices(
    records: Sequence[Record],
    counts: Counts,
    findings: Sequence[Finding],
    supposed: Sequence[Record] = (),
) -> tuple[Notice, ...]:
    """All remarks, in the order of `NoticeCode`; those of one code by their first record.

    Records that are only supposed are remarked on like others, but `duplicate` and `future`: they
    count each for itself, and after the as-of date too.
    """
    situation = counts.situation
    counting = _counting(counts)
    every = [*records, *supposed]
    trainings = [*counts.trainings, *counts.supposed]
    groups: dict[NoticeCode, Iterable[Sequence[int]]] = {
        NoticeCode.DUPLICATE: [
            training.records for training in trainings if len(training.records) > 1
        ],
        NoticeCode.OVERLAP: _overlaps(counting),
        NoticeCode.LONG_DAY: _long_days(counting),
        NoticeCode.OUTSIDE_PERIOD: [_where(every, _outside_period)],
        NoticeCode.BEFORE_JOINING: [_before_joining(every, situation.person.joined)],
        NoticeCode.FUTURE: [_where(records, lambda record: _future(record, situation.as_of))],
        NoticeCode.SPLIT: [sorted({index for finding in findings for index in finding.divided})],
        NoticeCode.CONFLICTING_AMOUNT: [
            [index for training in trainings if training.conflicting for index in training.records]
        ],
        NoticeCode.NOT_CONCENTRATED: [
            [
                index
                for training in trainings
                if training.concentrated is Answer.NO
                for index in training.records
            ]
        ],
    }
    return tuple(
        Notice(code=code, records=indexes, message=MESSAGES[code])
        for code, found in groups.items()
        for indexes in sorted(tuple(sorted(group)) for group in found)
        if indexes
    )


def _where(records: Sequence[Record], true_of: Callable[[Record], bool]) -> list[int]:
    return [index for index, record in enumerate(records) if true_of(record)]


def _outside_period(record: Record) -> bool:
    return record.start < PLAN.period.start or record.end > PLAN.period.end


def _before_joining(records: Sequence[Record], joined: date | None) -> list[int]:
    """The records of which days within the period lie before joining."""
    if joined is None or joined <= PLAN.period.start:
        return []
    eve = joined - DAY
    return _where(
        records,
        lambda record: record.start <= eve and _touches_period(record.start, min(record.end, eve)),
    )


def _future(record: Record, as_of: date) -> bool:
    """Whether days within the period come after `as_of`."""
    return record.end > as_of and _touches_period(max(record.start, as_of + DAY), record.end)


def _touches_period(first: date, last: date) -> bool:
    return first <= PLAN.period.end and last >= PLAN.period.start


def _counting(counts: Counts) -> list[tuple[Span, Training]]:
    """The trainings that count, surely or perhaps, each with the days that do, in their order."""
    situation = counts.situation
    found = [
        (inside, training)
        for trainings, stretch in (
            (counts.trainings, situation.counted),
            (counts.supposed, situation.supposed),
        )
        if stretch
        for training in trainings
        if training.concentrated is not Answer.NO
        and (inside := Span(training.start, training.end).overlap(stretch))
    ]
    return sorted(found, key=lambda pair: pair[0].start)


def _overlaps(counting: Iterable[tuple[Span, Training]]) -> Iterator[list[int]]:
    """Groups of records of trainings whose days hang together by sharing days."""
    group: list[Training] = []
    last: date | None = None
    for span, training in counting:
        if last is None or span.start > last:
            if len(group) > 1:
                yield [index for member in group for index in member.records]
            group, last = [], span.end
        group.append(training)
        last = max(last, span.end)
    if len(group) > 1:
        yield [index for member in group for index in member.records]


def _long_days(counting: Sequence[tuple[Span, Training]]) -> Iterator[list[int]]:
    """Groups of records by runs of days with more 学时 than reading `eight-hours` gives a day."""
    daily = [_daily(training) for _, training in counting]
    # Whole numbers of a small part of a 学时 add up many times faster than fractions.
    scale = lcm(*{days * hours.denominator for days, hours in daily})
    line = floor(HOURS_PER_DAY * scale)
    changes: defaultdict[date, int] = defaultdict(int)
    for (span, _), (days, hours) in zip(counting, daily, strict=True):
        numerator, denominator = hours.as_integer_ratio()
        part = numerator * (scale // (denominator * days))
        changes[span.start] += part
        changes[span.end + DAY] -= part
    running, since = 0, None
    long: list[Span] = []
    for day in sorted(changes):
        running += changes[day]
        if running > line and since is None:
            since = day
        elif running <= line and since is not None:
            long.append(Span(since, day - DAY))
            since = None
    groups: list[list[int]] = [[] for _ in long]
    at = 0
    for span, training in counting:
        while at < len(long) and long[at].end < span.start:
            at += 1
        for later in range(at, len(long)):
            if long[later].start > span.end:
                break
            groups[later].extend(training.records)
    yield from groups


def _daily(training: Training) -> tuple[int, Fraction]:
    """Over how many days which 学时 of a training are spread."""
    hours = training.least if training.hours is None else training.hours
    return (training.end - training.start).days + 1, hours
