"""A branch's ledger assessed: a line a person, in the ledger's order. No ranking and no score."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from calculator import amounts, document
from calculator.assess import assess
from calculator.explain import ABSENCES, LABELS, TERMS_ASSUMED
from calculator.intake import Wrong
from calculator.ledger.cells import guarded
from calculator.ledger.columns import Column
from calculator.ledger.members import Identity, Member
from calculator.ledger.writing import Value
from calculator.model import Assessment, Figure, Finding, Kind, Means, Verdict
from calculator.people import years
from calculator.quotas import PLAN, QUOTAS
from calculator.report import DISCLAIMER
from calculator.sources import Sources, problem_document

SCHEMA = 1
TITLE = "支部自查"
"""The name of the sheet that a roster is written to."""

UNREAD = "没有读进来的行"
NOTES = "说明"
"""The name of the sheet, and of the column where there are no sheets, that tells what this is."""

WIDE = (UNREAD, "还要弄清的")
"""The columns that hold sentences."""

UNITS = {"hours": " 学时", "days": " 天", "percent": "%"}

COLUMNS: tuple[tuple[str, int | None], ...] = (
    ("member-total", None),
    ("secretary-total", None),
    *(("secretary-annual", year) for year in years()),
    ("theory-share", None),
    ("cadre", None),
)
"""The findings that every person has, by rule and year, in their order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One person of the roster, and the numbers of the rows that told of the trainings."""

    identity: Identity
    rows: tuple[int, ...]
    assessment: Assessment
    unread: int = 0
    """How many rows of the person's could not be read, so that nothing in them counts."""

    unlisted: int = 0
    """How many of these have no mistake in `wrong`, their ledger having too many."""

    wrong: Sequence[Wrong] = ()
    """What is wrong with the others."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that every person has."""
        return self.assessment.findings[: len(COLUMNS)]

    @property
    def missing(self) -> list[str]:
        """What is open, in words, each once."""
        lines = (
            line.text
            for finding in self.findings
            if finding.verdict is Verdict.UNDETERMINED
            for line in finding.explanation
            if line.kind is Kind.MISSING
            or (line.change is not None and line.change.by is Means.ANSWER)
        )
        return list(dict.fromkeys([*self.assumed, *lines]))

    @property
    def assumed(self) -> list[str]:
        """What is taken for granted of offices that the ledger gives no dates for, in words."""
        told = (line.text for finding in self.findings for line in finding.explanation)
        return [text for text in told if text in TERMS_ASSUMED.values()]


def lines(members: Mapping[Identity, Member], as_of: date | None, today: date) -> Iterator[Line]:
    """Each person's line: as of `as_of`, else of the day the ledger names, else of `today`."""
    for identity, member in members.items():
        history = member.history
        yield Line(
            identity=identity,
            rows=tuple(member.rows),
            assessment=assess(history, as_of=as_of or history.as_of or today),
        )


class Totals:
    """How many people have which verdict of each rule."""

    def __init__(self) -> None:
        self.people = 0
        self.days: set[date] = set()
        self.overall: Counter[Verdict] = Counter()
        self.verdicts: list[Counter[Verdict]] = [Counter() for _ in COLUMNS]

    def add(self, line: Line) -> Line:
        """Count a line, and give it back."""
        self.people += 1
        self.days.add(line.assessment.as_of)
        self.overall[line.assessment.overall] += 1
        for counter, finding in zip(self.verdicts, line.findings, strict=True):
            counter[finding.verdict] += 1
        return line

    def told(self) -> Iterator[tuple[str, str]]:
        """The overall verdict and each finding, and how many people have which verdict of it.

        Nothing, where there is nobody.
        """
        if not self.people:
            return
        yield "总体", _counts(self.overall)
        for column, counter in zip(COLUMNS, self.verdicts, strict=True):
            yield _title(*column), _counts(counter)

    def rows(self) -> Iterator[list[Value]]:
        """The totals as a table: a rule a row, a verdict a column."""
        yield ["合计", *(LABELS[verdict] for verdict in Verdict)]
        yield ["总体", *(self.overall[verdict] for verdict in Verdict)]
        for column, counter in zip(COLUMNS, self.verdicts, strict=True):
            yield [_title(*column), *(counter[verdict] for verdict in Verdict)]


def _counts(counter: Counter[Verdict]) -> str:
    return "，".join(
        f"{LABELS[verdict]} {counter[verdict]}" for verdict in Verdict if counter[verdict]
    )


def _title(rule: str, year: int | None) -> str:
    title = QUOTAS[rule].title
    return f"{title}（{year}年）" if year else title


def heading() -> list[Value]:
    """The heading of the roster's table."""
    return [
        str(Column.BRANCH),
        str(Column.NAME),
        "记录数",
        "没有读进来的行数",
        "截至日期",
        "总体",
        *(cell for column in COLUMNS for cell in _headings(*column)),
        "还要弄清的",
        UNREAD,
    ]


def _headings(rule: str, year: int | None) -> Iterator[str]:
    title, quota = _title(rule, year), QUOTAS[rule]
    yield title
    if quota.hours is not None:
        yield f"{title}：学时"
        yield f"{title}：天数"
    if quota.percent is not None:
        yield f"{title}：%"


def row(line: Line, sources: Sources) -> list[Value]:
    """A person's row of the roster's table."""
    unread = [f"有 {line.unread} {sources.unit}没有读进来，没有算进去。"] if line.unread else []
    return [
        guarded(line.identity.branch),
        guarded(line.identity.name),
        len(line.rows),
        line.unread,
        line.assessment.as_of,
        LABELS[line.assessment.overall],
        *(cell for finding in line.findings for cell in _cells(finding)),
        " ".join([*unread, *line.missing]),
        guarded(sources.mistakes(line.unlisted, line.wrong)),
    ]


def _cells(finding: Finding) -> Iterator[Value]:
    quota = QUOTAS[finding.rule]
    yield LABELS[finding.verdict]
    told = _figures(finding)
    if quota.hours is not None:
        yield told["hours"]
        yield told["days"]
    if quota.percent is not None:
        yield told["percent"]


def _figures(finding: Finding) -> dict[str, Value]:
    """Each figure, or an interval as text; why there is none where there is none."""
    figures = {
        "hours": (finding.hours, amounts.AMOUNT_PLACES),
        "days": (finding.days, amounts.AMOUNT_PLACES),
        "percent": (finding.percent, amounts.PERCENT_PLACES),
    }
    told = {name: _figure(figure, places) for name, (figure, places) in figures.items()}
    absent = {absence.figure: ABSENCES[absence.kind] for absence in finding.absences}
    return told | absent


def _figure(figure: Figure | None, places: int) -> Value:
    if figure is None:
        return None
    low, high = amounts.ends(figure, places)
    return low if low == high else f"{low} 至 {high}"


def text(line: Line) -> str:
    """A person's line as text."""
    who = "，".join(filter(None, (line.identity.branch, line.identity.name))) or "（没有姓名）"
    told = [
        f"{_title(finding.rule, finding.year)} {LABELS[finding.verdict]}{_shown(finding)}"
        for finding in line.findings
        if finding.verdict is not Verdict.NOT_APPLICABLE
    ]
    overall = LABELS[line.assessment.overall]
    parts = [f"{who}：{overall}（截至 {line.assessment.as_of}）", *told, *line.missing]
    return "\n    ".join(parts)


def _shown(finding: Finding) -> str:
    absent = {absence.figure for absence in finding.absences}
    told = [
        f"{figure}{UNITS[name]}"
        for name, figure in _figures(finding).items()
        if figure is not None and name not in absent
    ]
    return f"（{'，'.join(told)}）" if told else ""


def entry(line: Line) -> dict[str, Any]:
    """A person's line as plain values; findings as in an assessment's document."""
    told = document.document(line.assessment)
    return {
        "name": line.identity.name,
        "branch": line.identity.branch,
        "rows": line.rows,
        "unread": line.unread,
        "unlisted": line.unlisted,
        "problems": [problem_document(wrong) for wrong in line.wrong],
        **{key: told[key] for key in ("as_of", "overall", "findings", "notices")},
    }


def table(found: Iterable[Line], totals: Totals, sources: Sources) -> Iterator[list[Value]]:
    """The roster as a table: a person a row, and nothing else."""
    yield heading()
    for line in found:
        yield row(totals.add(line), sources)


def with_notes(
    rows: Iterable[list[Value]], totals: Totals, sources: Sources
) -> Iterator[list[Value]]:
    """A table for files that have no second sheet: what that would say stands in each row.

    The totals stand below, after an empty row.
    """
    told, warning = NOTES, sources.warning()
    for each in rows:
        yield [*each, told]
        told = warning
    yield []
    yield from totals.rows()


def notes(totals: Totals, sources: Sources) -> Iterator[list[Value]]:
    """What the table is, what it was made from and what it may lack, in two columns."""
    for name, told in _notes(totals, sources):
        yield [name, guarded(told)]


def _notes(totals: Totals, sources: Sources) -> Iterator[tuple[str, str]]:
    yield TITLE, DISCLAIMER
    yield "对照的文件", f"《{PLAN.title}》"
    if totals.people:
        many = f"各人不同，见“{TITLE}”里“截至日期”一栏。"
        yield "截至日期", str(*totals.days) if len(totals.days) == 1 else many
    yield "人数", f"{totals.people} 人"
    for file in sources.files:
        yield "读的台账", f"{file.name}{'（没有读进来）' if file.refused else ''}"
    for aside in sources.asides():
        yield "读的时候", aside
    if sources.unread_count:
        count = f"{sources.least}{sources.unread_count} 处，没有算进去。"
        whose = "可能是表里的人的，也可能是表里没有的人的。"
        yield "没有读进来，不能确定是谁的", count + whose
    for wrong in sources.unread:
        yield "", sources.mistake(wrong)
    if sources.capped:
        yield "没有一一列出", "错误太多，只列出了前面的。"
    records = "" if sources.by_row else ".json 文件里的一条也算一行。"
    lacking = f"没有算进去，这个人的结果可能不全；是哪些，见“{UNREAD}”一栏。"
    yield "没有读进来的行数", lacking + records
    yield (
        "学时、天数、%",
        "算到截至日期的。写成“12 至 16”的，还有没弄清的：最少 12，最多 16。",
    )
    for rule in dict(COLUMNS):
        yield QUOTAS[rule].title, f"规划：“{QUOTAS[rule].citation.quote}”"
    for title, told in totals.told():
        yield f"{title}：人数", told


def report(found: Iterable[Line], totals: Totals, sources: Sources) -> Iterator[str]:
    """The roster as text, the totals below."""
    yield f"《{PLAN.title}》支部自查"
    yield DISCLAIMER
    yield from sources.asides()
    yield ""
    for line in found:
        yield text(totals.add(line))
    yield ""
    yield f"共 {totals.people} 人"
    for title, told in totals.told():
        yield f"{title}：{told}"


def json_pieces(found: Iterable[Line], totals: Totals, sources: Sources) -> Iterator[str]:
    """The roster's JSON text, as `docs/calculator/roster.schema.json` has it, a person a piece."""
    return document.json_pieces(_document(found, totals, sources))


def _document(found: Iterable[Line], totals: Totals, sources: Sources) -> Iterator[tuple[str, Any]]:
    yield "schema", SCHEMA
    yield from document.SOURCE.items()
    yield "disclaimer", DISCLAIMER
    yield from sources.document().items()
    yield "people", (entry(totals.add(line)) for line in found)
    yield "totals", totals_document(totals)


def totals_document(totals: Totals) -> dict[str, Any]:
    """The totals as plain values."""
    return {
        "people": totals.people,
        "overall": dict(totals.overall),
        "findings": [
            {"rule": rule, "year": year, "verdicts": dict(counter)}
            for (rule, year), counter in zip(COLUMNS, totals.verdicts, strict=True)
        ],
    }
