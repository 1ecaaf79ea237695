"""What counts of a person's trainings, worked out once however often rules ask for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from calculator.model import Answer, Span, Training
from calculator.people import Situation
from calculator.shares import Theory
from calculator.trainings import NOTHING, Count, count, together


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """The trainings of a person, and of those that are only supposed, by what counts of them."""

    situation: Situation
    trainings: Sequence[Training]
    supposed: Sequence[Training]
    _counts: dict[object, Count] = field(default_factory=dict, repr=False)
    _theory: dict[Count, Theory] = field(default_factory=dict, repr=False)

    def count(self, stretch: Span, counts: Callable[[Training], Answer], *, by_day: bool) -> Count:
        """What counts in `stretch`, as `counts` answers; divided by days if `by_day`."""
        key = (stretch, counts, by_day)
        if key not in self._counts:
            self._counts[key] = together(
                self._within(self.trainings, self.situation.counted, stretch, counts, by_day),
                self._within(self.supposed, self.situation.supposed, stretch, counts, by_day),
            )
        return self._counts[key]

    def theory(self, counted: Count) -> Theory:
        """The theory in what was counted."""
        if counted not in self._theory:
            self._theory[counted] = Theory(counted)
        return self._theory[counted]

    @staticmethod
    def _within(
        of: Sequence[Training],
        counting: Span | None,
        stretch: Span,
        counts: Callable[[Training], Answer],
        by_day: bool,
    ) -> Count:
        inside = counting.overlap(stretch) if counting and of else None
        return count(of, inside, counts, by_day=by_day) if inside else NOTHING
