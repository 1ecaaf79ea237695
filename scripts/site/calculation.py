"""What pages tell of the calculator: its numbers, its readings, and the words of its results."""

import importlib
import sys

from scripts.environment import ROOT
from scripts.site.kinds import kinds


def facts() -> dict[str, object]:
    """The calculator's facts by the names that templates know them by.

    The calculator reads quotas.toml when it is imported. So that comes here and not earlier, when
    the file was checked; and anew each time, so that a served preview follows what changes.
    """
    if str(ROOT) not in sys.path:
        # MkDocs takes back what a hook added to the path.
        sys.path.insert(0, str(ROOT))
    for name in [name for name in sys.modules if name.partition(".")[0] == "calculator"]:
        del sys.modules[name]
    quotas = importlib.import_module("calculator.quotas")
    explain = importlib.import_module("calculator.explain")
    return {
        "quotas": list(quotas.QUOTAS.values()),
        "readings": list(quotas.READINGS.values()),
        "rule_titles": {rule: quota.title for rule, quota in quotas.QUOTAS.items()},
        "verdicts": explain.LABELS,
        "silences": explain.SILENCES,
        "kinds": kinds(),
    }
