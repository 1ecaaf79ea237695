"""Which readings and silences each rule meets, found by asking the calculator.

It is asked all cases of tests/cases/; tests hold random histories against what came of that.
"""

import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Uses:
    """By rule, the ids of the readings that its findings name, and of the silences they tell of."""

    readings: Mapping[str, tuple[str, ...]]
    silences: Mapping[str, tuple[str, ...]]

    def rules_of_reading(self, reading: str) -> tuple[str, ...]:
        """The rules that use a reading."""
        return tuple(rule for rule, used in self.readings.items() if reading in used)

    def rules_of_silence(self, silence: str) -> tuple[str, ...]:
        """The rules that meet a silence."""
        return tuple(rule for rule, met in self.silences.items() if silence in met)


def uses() -> Uses:
    """What the rules use, in the order of quotas.toml."""
    calculator = importlib.import_module("calculator")
    quotas = importlib.import_module("calculator.quotas")
    silences: Mapping[str, str] = importlib.import_module("calculator.explain").SILENCES
    situations = importlib.import_module("tests.cases.situations")
    readings: dict[str, set[str]] = {rule: set() for rule in quotas.QUOTAS}
    met: dict[str, set[str]] = {rule: set() for rule in quotas.QUOTAS}
    for case in situations.cases().values():
        history = calculator.read_history(json.dumps(situations.history(case)))
        for finding in calculator.assess(history).findings:
            readings[finding.rule] |= set(finding.readings)
            said = "".join(line.text for line in finding.explanation)
            met[finding.rule] |= {name for name, words in silences.items() if words in said}
    return Uses(
        readings={rule: _in_order(found, quotas.READINGS) for rule, found in readings.items()},
        silences={rule: _in_order(found, silences) for rule, found in met.items()},
    )


def _in_order(found: set[str], order: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for name in order if name in found)
