"""An assessment as plain text, for the command line."""

from collections.abc import Iterator

from calculator import explain
from calculator.errors import Problem
from calculator.explain import LABELS
from calculator.ledger.columns import Heading
from calculator.ledger.reading import Ledger
from calculator.model import Assessment, Finding, Verdict
from calculator.quotas import PLAN, QUOTAS, READINGS

DISCLAIMER = "自查用，不是考核依据，不替代党组织登记。"

_MOST_NAMED = 12
"""So many rows are named one by one."""


def text(assessment: Assessment, origin: str, without: Assessment | None = None) -> str:
    """The assessment in Chinese; `origin` tells where the as-of date comes from.

    `without` is the same without the trainings that are only supposed, where there are any.
    """
    return "\n".join([*_lines(assessment, origin), *_flips(assessment, without)]) + "\n"


def _flips(assessment: Assessment, without: Assessment | None) -> Iterator[str]:
    if without is None:
        return
    yield ""
    yield "以上把假如参加的培训也计入了。和没有这些培训时相比："
    pairs = list(zip(without.findings, assessment.findings, strict=True))
    for before, after in pairs:
        if before.verdict is not after.verdict:
            yield f"  {_title(after)}：{LABELS[before.verdict]} → {LABELS[after.verdict]}"
    if all(before.verdict is after.verdict for before, after in pairs):
        yield "  各项结果不变"


def _lines(assessment: Assessment, origin: str) -> Iterator[str]:
    yield f"《{PLAN.title}》自查"
    yield f"截至日期：{assessment.as_of}（{origin}）"
    yield f"总体：{LABELS[assessment.overall]}"
    yield DISCLAIMER
    for finding in assessment.findings:
        if finding.verdict is not Verdict.NOT_APPLICABLE:
            yield ""
            yield from _finding(finding)
    aside = [_title(each) for each in assessment.findings if each.verdict is Verdict.NOT_APPLICABLE]
    if aside:
        yield ""
        yield f"{LABELS[Verdict.NOT_APPLICABLE]}：{'；'.join(aside)}"
    if assessment.notices:
        yield ""
        yield "需要留意的记录"
        for notice in assessment.notices:
            numbers = "、".join(str(index + 1) for index in notice.records)
            yield f"  第 {numbers} 条：{notice.message}"


def _title(finding: Finding) -> str:
    title = QUOTAS[finding.rule].title
    return f"{title}（{finding.year}年）" if finding.year else title


def _finding(finding: Finding) -> Iterator[str]:
    citation = QUOTAS[finding.rule].citation
    yield f"{_title(finding)}：{LABELS[finding.verdict]}"
    yield f"  规划：“{citation.quote}” {citation.url}"
    for line in finding.explanation:
        yield f"  · {line.text}"
    if finding.records:
        numbers = "、".join(str(index + 1) for index in finding.records)
        yield f"  涉及的记录：第 {numbers} 条"
    for other in finding.alternatives:
        yield f"  · {explain.alternative(other)}"
    if finding.readings:
        yield f"  本站读法：{'；'.join(READINGS[reading].title for reading in finding.readings)}"


def columns(ledger: Ledger) -> Iterator[str]:
    """What each column of a ledger was taken for, and what of the file was not read."""
    if ledger.sheet is not None:
        aside = "；没有读：" + "、".join(ledger.other_sheets) if ledger.other_sheets else ""
        yield f"读的是工作表“{ledger.sheet}”{aside}"
    for heading in ledger.headings:
        yield f"{heading.letter} 列“{heading.text}”：{taken(heading)}"
    yield from remarks(ledger)


def remarks(ledger: Ledger) -> Iterator[str]:
    """What of a ledger's rows was passed over or taken together, which nobody should miss."""
    for numbers, are in ((ledger.sums, "合计"), (ledger.notes, "签字或说明")):
        if numbers:
            rows = "、".join(map(str, numbers[:_MOST_NAMED]))
            more = f"等 {len(numbers)} 行" if len(numbers) > _MOST_NAMED else "行"
            yield f"第 {rows} {more}是{are}，不是哪个人的，没有读"
    for who, written in ledger.spellings.items():
        ways = "、".join(f"“{each}”" for each in written)
        yield f"{ways}只差空格，当作同一个人“{who.name}”"


def lost(ledger: Ledger) -> Iterator[Problem]:
    """Those of whom a ledger has rows and none of them could be read."""
    for who, rows in ledger.everyone.items():
        if who.name and who not in ledger.members:
            of = f"（{who.branch}）" if who.branch else ""
            yield Problem(message=f"“{who.name}”{of}的 {len(rows)} 行都没有读入。")


def taken(heading: Heading) -> str:
    """What a column was taken for."""
    if heading.private:
        return "个人信息，不读取、不保存"
    if heading.column is None:
        return "没有用到"
    return f"当作{heading.column}" + ("，因为填的是“是”“否”" if heading.doubtful else "")
