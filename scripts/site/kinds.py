"""What the plan asks of each kind of person, in a table that needs no script: from the calculator.

Each kind is assessed without any record; what comes of it says which sentences concern it.
"""

import importlib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """A sentence of the plan that concerns a kind of person: its quota, its amount and standing."""

    quota: Any
    amount: str
    standing: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of person, such as 基层党组织书记, and what concerns it, in the plan's order."""

    id: str
    name: str
    demands: tuple[Demand, ...]


def kinds() -> list[Kind]:
    """The kinds of person, as the calculator of this moment judges them.

    In the order in which one goes before another: of somebody who is of several, the last decides
    which requirements the page shows first, as the first one asked for does in `rules.py`.
    """
    model = importlib.import_module("calculator.model")
    quotas = importlib.import_module("calculator.quotas")
    explain = importlib.import_module("calculator.explain")
    assess = importlib.import_module("calculator.assess").assess

    def office(name: str) -> Any:
        return model.Person(roles=(model.Role(role=model.RoleName(name)),))

    people = {
        "member": ("普通党员", model.Person()),
        "secretary": ("基层党组织书记", office("secretary")),
        "cadre": ("党员干部", office("cadre")),
        "infirm": ("年老体弱、行动不便的党员", model.Person(infirm=True)),
        "military": ("解放军和武警部队的党员", model.Person(military=True)),
    }
    no_judgement = {model.Verdict.ELSEWHERE, model.Verdict.NOT_REQUIRED}
    found = []
    for kind, (name, person) in people.items():
        assessment = assess(model.History(person=person, as_of=quotas.PLAN.period.start))
        demands = {
            finding.rule: Demand(
                quota=quotas.QUOTAS[finding.rule],
                amount=amount(quotas.QUOTAS[finding.rule]),
                standing=explain.LABELS[finding.verdict]
                if finding.verdict in no_judgement
                else "适用",
            )
            for finding in assessment.findings
            if finding.verdict is not model.Verdict.NOT_APPLICABLE
        }
        found.append(Kind(id=kind, name=name, demands=tuple(demands.values())))
    return found


def amount(quota: Any) -> str:
    """The amount that a quota names, with its relation; empty where it names none."""
    shown = importlib.import_module("calculator.amounts").shown
    if quota.percent is not None:
        return f"{shown(quota.percent)}%{quota.relation}"
    if quota.hours is None:
        return ""
    return f"{quota.relation} {shown(quota.days)} 天或 {shown(quota.hours)} 学时"
