"""The rules of the plan: each function gives the finding of the sentence that its docstring names.

Of the things a person can be, the first that applies decides: military, infirm, cadre, then in
office or in the Party for part of the period only.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from calculator import explain
from calculator.counts import Counts
from calculator.findings import (
    Ruling,
    ShareFinding,
    TotalFinding,
    elsewhere,
    not_applicable,
    plain,
)
from calculator.model import Alternative, Answer, Finding, RoleName, Span, Training, Verdict
from calculator.people import Situation, Tenure, undated, year_span, years
from calculator.quotas import PLAN
from calculator.trainings import all_of
from calculator.treatment import OTHERWISE, READINGS, Treatment


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """Whom the rules judge: the person's situation, what counts, and how it is treated."""

    situation: Situation
    counts: Counts
    treatment: Treatment = READINGS


def member_total(subject: Subject) -> Ruling:
    """党员5年内参加各类集中学习培训累计… (2024/overview/#s6)."""
    situation = subject.situation
    if situation.person.military:
        return elsewhere("member-total", "military")
    period = _period_total(subject, "member-total")
    if situation.person.infirm:
        return period.not_required(explain.infirm)
    if situation.cadre is Tenure.WHOLE or situation.both_roles:
        return elsewhere("member-total", "cadre")
    if situation.cadre is Tenure.PART:
        return period.met_or_undetermined(explain.part_cadre)
    if situation.joined_late:
        return period.met_or_undetermined(explain.joined_late)
    return period.judged(short=Verdict.NOT_MET)


def secretary_total(subject: Subject) -> Ruling:
    """基层党组织书记5年内参加各类集中学习培训累计… (2024/overview/#s7)."""
    situation = subject.situation
    if situation.secretary is Tenure.NONE:
        return not_applicable("secretary-total", explain.no_secretary)
    if situation.person.military:
        return elsewhere("secretary-total", "military")
    return _on_assumed_term(_secretary_total(subject), subject, RoleName.SECRETARY)


def _secretary_total(subject: Subject) -> Ruling:
    situation = subject.situation
    period = _period_total(subject, "secretary-total")
    if situation.person.infirm:
        return period.not_required(explain.infirm_as_secretary)
    if situation.both_roles:
        return period.undetermined(explain.both_roles)
    if situation.secretary is Tenure.PART:
        return period.met_or_undetermined(explain.part_secretary)
    return period.judged(short=Verdict.NOT_MET)


def _on_assumed_term(ruling: Ruling, subject: Subject, role: RoleName) -> Ruling:
    """The ruling, saying so where it rests on a term in office that has no dates."""
    if not undated(subject.situation.person.roles, role):
        return ruling

    def finding() -> Finding:
        found = ruling.finding()
        return replace(found, explanation=(*found.explanation, *explain.term_assumed(role)))

    return replace(ruling, finding=finding)


def secretary_annual(subject: Subject, year: int) -> Ruling:
    """其中每年参加县级以上党委举办的脱产培训累计一般… (2024/overview/#s7), for one year."""
    situation = subject.situation
    tenure = situation.secretary_years[year]
    if tenure is Tenure.NONE:
        return not_applicable("secretary-annual", partial(explain.no_secretary_in, year), year)
    if situation.person.military:
        return elsewhere("secretary-annual", "military", year)
    annual = _total(
        subject,
        "secretary-annual",
        year_span(year),
        _annual_training,
        explain.ANNUAL,
        year,
    )
    if situation.person.infirm:
        return annual.not_required(explain.infirm_as_secretary)
    if tenure is Tenure.PART and annual.over:
        return annual.met_or_undetermined(explain.part_year)
    return annual.judged(short=Verdict.BELOW_GENERAL)


def theory_share(subject: Subject) -> Ruling:
    """党的创新理论教育学时应占总学时的…以上。 (2024/overview/#s8)."""
    situation = subject.situation
    if situation.person.military:
        return elsewhere("theory-share", "military")
    if situation.person.infirm:
        return not_applicable("theory-share", explain.infirm)
    theory = _theory_share(subject)
    if situation.both_roles:
        return theory.undetermined(explain.both_roles)
    if situation.cadre is Tenure.WHOLE:
        return elsewhere("theory-share", "cadre")
    if situation.cadre is Tenure.PART:
        return theory.met_or_undetermined(explain.part_cadre_share)
    return theory.judged()


def cadre(subject: Subject) -> Ruling:
    """党员干部学时要求按照全国干部教育培训规划执行。 (2024/overview/#s9)."""
    if subject.situation.cadre is Tenure.NONE:
        return not_applicable("cadre", explain.no_cadre)
    if subject.situation.person.military:
        return elsewhere("cadre", "military")
    return _on_assumed_term(elsewhere("cadre", "cadre"), subject, RoleName.CADRE)


def infirm(subject: Subject) -> Ruling:
    """对年老体弱、行动不便的党员，集中学习培训不作硬性要求。 (2024/overview/#s10)."""
    if subject.situation.person.military:
        return elsewhere("infirm", "military")
    return plain("infirm", Verdict.NOT_REQUIRED, explain.infirm)


def military(_: Subject) -> Ruling:
    """中国人民解放军和中国人民武装警察部队的党员教育培训工作… (2024/closing/#s1)."""
    return elsewhere("military", "military")


def findings(subject: Subject) -> tuple[Finding, ...]:
    """All findings, in their fixed order, each with what other treatments would give."""
    return tuple(_with_alternatives(rule, subject) for rule in _asked(subject))


def rulings(subject: Subject) -> tuple[Ruling, ...]:
    """What each rule rules, in the order of the findings: their verdicts, without the grounds."""
    return tuple(rule(subject) for rule in _asked(subject))


def _asked(subject: Subject) -> list[Callable[[Subject], Ruling]]:
    rules: list[Callable[[Subject], Ruling]] = [member_total, secretary_total]
    rules += [partial(secretary_annual, year=year) for year in years()]
    rules += [theory_share, cadre]
    if subject.situation.person.infirm:
        rules.append(infirm)
    if subject.situation.person.military:
        rules.append(military)
    return rules


def _with_alternatives(rule: Callable[[Subject], Ruling], subject: Subject) -> Finding:
    """The finding of a rule, with the verdicts that it would give without one of its readings."""
    finding = rule(subject).finding()
    others = [
        Alternative(
            reading=reading, verdict=rule(replace(subject, treatment=OTHERWISE[reading])).verdict
        )
        for reading in finding.readings
        if reading in OTHERWISE
    ]
    different = tuple(other for other in others if other.verdict is not finding.verdict)
    return replace(finding, alternatives=different)


def _concentrated(training: Training) -> Answer:
    return training.concentrated


def _everything(_: Training) -> Answer:
    return Answer.YES


def _annual_training(training: Training) -> Answer:
    return all_of(training.concentrated, training.off_job, training.county_level)


def _period_total(subject: Subject, rule: str) -> TotalFinding:
    return _total(subject, rule, PLAN.period, _concentrated, explain.CONCENTRATED)


def _total(
    subject: Subject,
    rule: str,
    stretch: Span,
    counts: Callable[[Training], Answer],
    question: explain.Question,
    year: int | None = None,
) -> TotalFinding:
    return TotalFinding(
        rule=rule,
        year=year,
        stretch=stretch,
        as_of=subject.situation.as_of,
        question=question,
        count=subject.counts.count(stretch, counts, by_day=subject.treatment.by_day),
        treatment=subject.treatment,
    )


def _theory_share(subject: Subject) -> ShareFinding:
    treatment = subject.treatment
    counts = _concentrated if treatment.total else _everything
    counted = subject.counts.count(PLAN.period, counts, by_day=treatment.by_day)
    return ShareFinding(
        as_of=subject.situation.as_of,
        stretch=PLAN.period,
        theory=subject.counts.theory(counted),
        treatment=treatment,
    )
