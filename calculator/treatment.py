"""How what the plan leaves open is treated: by this project's readings, or otherwise.

A verdict always follows the readings. To say what another treatment would give, a rule is asked
once more with one of them turned off.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True, slots=True)
class Treatment:
    """Which readings (本站读法) are followed."""

    eight_hours: bool = True
    """Days and hours are converted to be added; otherwise they cannot be added."""

    inclusive: bool = True
    """What equals a quota reaches it; otherwise it has to be more."""

    by_day: bool = True
    """A training is split evenly over its days; otherwise all of it falls on its first day."""

    total: bool = True
    """总学时 is what counts as 集中学习培训; otherwise every training is in it."""


READINGS = Treatment()

OTHERWISE = {
    "eight-hours": replace(READINGS, eight_hours=False),
    "inclusive": replace(READINGS, inclusive=False),
    "by-day": replace(READINGS, by_day=False),
    "total": replace(READINGS, total=False),
}
"""The treatment with one reading turned off, by the reading's id."""
