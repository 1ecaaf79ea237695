"""The rules of the plan: each function gives the finding of the sentence that its docstring names.

Of the things a person can be, the first that applies decides: military, infirm, cadre, then in
office or in the Party for part of the period only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from calculator import explain
from calculator.findings import TheoryShare, Total, elsewhere, not_applicable
from calculator.model import Answer, Finding, Span, Verdict
from calculator.people import Situation, Tenure, year_span, years
from calculator.quotas import PLAN
from calculator.trainings import Training, all_of, portions


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What the rules judge: the person's situation, and the trainings to be counted."""

    situation: Situation
    trainings: Sequence[Training]


def member_total(case: Case) -> Finding:
    """党员5年内参加各类集中学习培训累计… (2024/overview/#s6)."""
    situation = case.situation
    if situation.person.military:
        return elsewhere("member-total", "military")
    period = _period_total(case, "member-total")
    if situation.person.infirm:
        return period.not_required(explain.infirm())
    if situation.cadre is Tenure.WHOLE or situation.both_roles:
        return elsewhere("member-total", "cadre")
    if situation.cadre is Tenure.PART:
        return period.met_or_undetermined(explain.part_cadre())
    if situation.joined_late:
        return period.met_or_undetermined(explain.joined_late())
    return period.judged(short=Verdict.NOT_MET)


def secretary_total(case: Case) -> Finding:
    """基层党组织书记5年内参加各类集中学习培训累计… (2024/overview/#s7)."""
    situation = case.situation
    if situation.secretary is Tenure.NONE:
        return not_applicable("secretary-total", explain.no_secretary())
    if situation.person.military:
        return elsewhere("secretary-total", "military")
    period = _period_total(case, "secretary-total")
    if situation.person.infirm:
        return period.not_required(explain.infirm() + explain.infirm_secretary())
    if situation.both_roles:
        return period.undetermined(explain.both_roles())
    if situation.secretary is Tenure.PART:
        return period.met_or_undetermined(explain.part_secretary())
    return period.judged(short=Verdict.NOT_MET)


def secretary_annual(case: Case, year: int) -> Finding:
    """其中每年参加县级以上党委举办的脱产培训累计一般… (2024/overview/#s7), for one year."""
    situation = case.situation
    tenure = situation.secretary_years[year]
    if tenure is Tenure.NONE:
        return not_applicable("secretary-annual", explain.no_secretary_in(year), year)
    if situation.person.military:
        return elsewhere("secretary-annual", "military", year)
    annual = _total(
        case, "secretary-annual", year_span(year), _annual_training, explain.ANNUAL_QUESTION, year
    )
    if situation.person.infirm:
        return annual.not_required(explain.infirm() + explain.infirm_secretary())
    if tenure is Tenure.PART and annual.over:
        return annual.met_or_undetermined(explain.part_year())
    return annual.judged(short=Verdict.BELOW_GENERAL)


def theory_share(case: Case) -> Finding:
    """党的创新理论教育学时应占总学时的…以上。 (2024/overview/#s8)."""
    situation = case.situation
    if situation.person.military:
        return elsewhere("theory-share", "military")
    if situation.person.infirm:
        return not_applicable("theory-share", explain.infirm())
    theory = TheoryShare(situation, portions(case.trainings, situation.counted, _concentrated))
    if situation.both_roles:
        return theory.undetermined(explain.both_roles())
    if situation.cadre is Tenure.WHOLE:
        return elsewhere("theory-share", "cadre")
    if situation.cadre is Tenure.PART:
        return theory.met_or_undetermined(explain.part_cadre())
    return theory.judged()


def cadre(case: Case) -> Finding:
    """党员干部学时要求按照全国干部教育培训规划执行。 (2024/overview/#s9)."""
    if case.situation.cadre is Tenure.NONE:
        return not_applicable("cadre", explain.no_cadre())
    return elsewhere("cadre", "military" if case.situation.person.military else "cadre")


def infirm(case: Case) -> Finding:
    """对年老体弱、行动不便的党员，集中学习培训不作硬性要求。 (2024/overview/#s10)."""
    if case.situation.person.military:
        return elsewhere("infirm", "military")
    return Finding(rule="infirm", verdict=Verdict.NOT_REQUIRED, explanation=tuple(explain.infirm()))


def military(_: Case) -> Finding:
    """中国人民解放军和中国人民武装警察部队的党员教育培训工作… (2024/closing/#s1)."""
    return elsewhere("military", "military")


def findings(case: Case) -> tuple[Finding, ...]:
    """All findings, in their fixed order."""
    found = [member_total(case), secretary_total(case)]
    found += [secretary_annual(case, year) for year in years()]
    found += [theory_share(case), cadre(case)]
    if case.situation.person.infirm:
        found.append(infirm(case))
    if case.situation.person.military:
        found.append(military(case))
    return tuple(found)


def _concentrated(training: Training) -> Answer:
    return training.concentrated


def _annual_training(training: Training) -> Answer:
    return all_of(training.concentrated, training.off_job, training.county_level)


def _period_total(case: Case, rule: str) -> Total:
    return _total(case, rule, PLAN.period, _concentrated, explain.CONCENTRATED_QUESTION)


def _total(
    case: Case,
    rule: str,
    stretch: Span,
    counts: Callable[[Training], Answer],
    question: str,
    year: int | None = None,
) -> Total:
    counted = case.situation.counted
    inside = counted.overlap(stretch) if counted else None
    return Total(
        rule=rule,
        year=year,
        as_of=case.situation.as_of,
        until=stretch.end,
        question=question,
        portions=portions(case.trainings, inside, counts),
    )
