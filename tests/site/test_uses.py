"""What the site says a rule uses is what its findings name."""

from hypothesis import given

from calculator import History, assess
from calculator.explain import SILENCES
from scripts.site.uses import uses
from tests.properties.histories import HISTORIES

USES = uses()


@given(HISTORIES)
def test_no_history_meets_a_reading_or_a_silence_that_is_not_listed(history: History) -> None:
    for finding in assess(history).findings:
        assert set(finding.readings) <= set(USES.readings[finding.rule])
        said = "".join(line.text for line in finding.explanation)
        met = {name for name, words in SILENCES.items() if words in said}
        assert met <= set(USES.silences[finding.rule])


def test_a_rule_without_an_amount_uses_no_reading() -> None:
    for rule in ("cadre", "infirm", "military"):
        assert USES.readings[rule] == ()


def test_what_only_the_share_rests_on() -> None:
    assert USES.rules_of_reading("total") == ("theory-share",)
    assert USES.rules_of_silence("joined-late") == ("member-total",)
    assert USES.rules_of_silence("part-year") == ("secretary-annual",)
