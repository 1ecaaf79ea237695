"""What `make mutation` makes of the calculator's code, of mutmut's words and of the survivors."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from scripts.environment import ROOT
from scripts.tools.mutation import (
    SURVIVORS,
    Mutant,
    Result,
    from_difference,
    known_survivors,
    problems,
    summary,
    without_decorators,
)

SOURCE = '''
class Amount:
    value = 3

    @property
    def double(self) -> int:
        """Twice."""
        return self.value * 2

    @cached_property
    def cached(self) -> int:
        return (
            self.double
        )

    @staticmethod
    def other() -> int:
        return 1
'''

DIFFERENCE = """# calculator.totals.xǁJudgementǁconverted__mutmut_1: survived
--- calculator/totals.py
+++ calculator/totals.py
@@ -1,3 +1,3 @@
 def converted(self) -> bool:
     \"\"\"Whether the step that decided rests on reading `eight-hours`.\"\"\"
-    return self.by is Step.MIXED and self.count.converted
+    return self.by is Step.MIXED or self.count.converted
"""
ONE = Mutant(
    "calculator.totals.Judgement.converted",
    "return self.by is Step.MIXED and self.count.converted",
    "return self.by is Step.MIXED or self.count.converted",
)


def test_a_property_is_written_as_a_method_and_stays_one() -> None:
    changed = without_decorators(SOURCE)
    assert "@property" not in changed
    assert "@cached_property" not in changed
    assert "    double = property(double)\n" in changed
    assert "@staticmethod" in changed
    names: dict[str, Any] = {"cached_property": cached_property}
    exec(changed, names)
    amount = names["Amount"]()
    assert (amount.double, amount.cached, amount.other()) == (6, 6, 1)
    assert vars(amount) == {"cached": 6}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "calculator").glob("*.py")), ids=lambda path: path.name
)
def test_the_calculator_can_be_written_so(path: Path) -> None:
    changed = without_decorators(path.read_text(encoding="utf-8"))
    compile(changed, path, "exec")
    assert "@property" not in changed


def test_a_mutant_is_known_by_its_function_and_its_lines() -> None:
    name = "calculator.totals.xǁJudgementǁconverted__mutmut_1"
    assert from_difference(name, DIFFERENCE) == ONE
    assert from_difference("calculator.totals.x__wanting__mutmut_12", "-a\n+b") == Mutant(
        "calculator.totals._wanting", "a", "b"
    )


def found(result: Result, known: dict[Mutant, str]) -> Iterator[str]:
    return (problem.partition("\n")[0] for problem in problems(result, known))


def test_a_survivor_has_to_be_known_and_to_survive() -> None:
    result = Result(total=100, survivors=[ONE])
    assert list(found(result, {ONE: "Nothing else comes of it."})) == []
    assert "Known: Nothing else comes of it." in summary(result, {ONE: "Nothing else comes of it."})
    assert "100 mutants, 99 killed (99.0%)" in summary(result, {})
    assert list(found(result, {})) == [
        "No test notices this. Add a case, or a reason to survivors.toml:"
    ]
    assert list(found(Result(total=100), {ONE: "?"})) == [
        "This stands in survivors.toml and does not survive. Take it out:"
    ]


@pytest.mark.parametrize(("survivors", "fails"), [(5, False), (6, True)])
def test_too_few_may_not_be_killed_even_if_known(survivors: int, fails: bool) -> None:
    known = {Mutant("f", "a", str(number)): "?" for number in range(survivors)}
    faults = list(found(Result(total=100, survivors=list(known)), known))
    assert faults == (["Less than 95% are killed."] if fails else [])


def test_every_known_survivor_has_a_reason_and_stands_in_the_code() -> None:
    for one, reason in known_survivors(SURVIVORS.read_text(encoding="utf-8")).items():
        assert reason
        module = "/".join(one.function.split(".")[:2])
        lines = (ROOT / f"{module}.py").read_text(encoding="utf-8").splitlines()
        stripped = {line.strip() for line in lines}
        assert set(one.was.splitlines()) <= stripped, one
