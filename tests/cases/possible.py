"""What each rule can say: verdicts, the steps that decide them, and alternatives to them."""

from calculator.model import Step, Verdict
from calculator.model import Verdict as V

TOTAL = frozenset({V.MET, V.NOT_YET, V.NOT_MET, V.NOT_REQUIRED, V.ELSEWHERE, V.UNDETERMINED})

VERDICTS: dict[str, frozenset[Verdict]] = {
    "member-total": TOTAL,
    "secretary-total": TOTAL | {V.NOT_APPLICABLE},
    "secretary-annual": TOTAL - {V.NOT_MET} | {V.BELOW_GENERAL, V.NOT_APPLICABLE},
    "theory-share": TOTAL - {V.NOT_REQUIRED} | {V.NOT_APPLICABLE},
    "cadre": frozenset({V.ELSEWHERE, V.NOT_APPLICABLE}),
    "infirm": frozenset({V.NOT_REQUIRED, V.ELSEWHERE}),
    "military": frozenset({V.ELSEWHERE}),
    "overall": TOTAL,
}
"""Every verdict that each rule can give, and the one over all."""

TOTALS = ("member-total", "secretary-total", "secretary-annual")
"""The rules that are judged by steps."""

STEPS = {(rule, V.MET, step) for rule in TOTALS for step in Step}
STEPS |= {
    (rule, verdict, Step.MIXED)
    for rule in TOTALS
    for verdict in VERDICTS[rule] & {V.NOT_YET, V.NOT_MET, V.BELOW_GENERAL, V.UNDETERMINED}
}
"""Every verdict of a total that a step decides, with that step."""

ALTERNATIVES = {(rule, r) for rule in TOTALS for r in ("eight-hours", "inclusive", "by-day")}
ALTERNATIVES |= {("theory-share", r) for r in ("eight-hours", "inclusive", "by-day", "total")}
"""Every reading without which a rule can give another verdict."""
