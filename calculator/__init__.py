"""The quotas of 《全国党员教育培训工作规划（2024－2028年）》, computed.

>>> from calculator import assess, read_history
>>> history = read_history('{"schema": 1, "as_of": "2026-01-01", "records": []}')
>>> assess(history).overall
<Verdict.UNDETERMINED: 'undetermined'>

The same files run in CPython and, through Pyodide, in the reader's browser: standard library only.
"""

from calculator.assess import assess
from calculator.document import text as assessment_text
from calculator.errors import InputError, Problem
from calculator.history import read as read_history
from calculator.model import (
    Answer,
    Assessment,
    Finding,
    History,
    Person,
    Record,
    Role,
    RoleName,
    Verdict,
)

__all__ = [
    "Answer",
    "Assessment",
    "Finding",
    "History",
    "InputError",
    "Person",
    "Problem",
    "Record",
    "Role",
    "RoleName",
    "Verdict",
    "assess",
    "assessment_text",
    "read_history",
]
