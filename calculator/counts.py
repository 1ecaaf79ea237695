"""What counts of a person's trainings, worked out once however often rules ask for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from calculator.model import Answer, Span, Training
from calculator.people import Situation, years
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
    _of_years: dict[int, list[Training]] = field(default_factory=dict, repr=False)

    def count(self, stretch: Span, counts: Callable[[Training], Answer], *, by_day: bool) -> Count:
        """What counts in `stretch`, as `counts` answers; divided by days if `by_day`."""
        key = (stretch, counts, by_day)
        if key not in self._counts:
            self._counts[key] = together(
                self._within(
                    self._touching(stretch), self.situation.counted, stretch, counts, by_day
                ),
                self._within(self.supposed, self.situation.supposed, stretch, counts, by_day),
            )
        return self._counts[key]

    def theory(self, counted: Count) -> Theory:
        """The theory in what was counted."""
        if counted not in self._theory:
            self._theory[counted] = Theory(counted)
        return self._theory[counted]

    def _touching(self, stretch: Span) -> Sequence[Training]:
        """The trainings that may have days in a stretch: of a year, none of other years."""
        if stretch.start.year != stretch.end.year:
            return self.trainings
        if not self._of_years:
            self._of_years.update(_by_years(self.trainings))
        return self._of_years[stretch.start.year]

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


def _by_years(trainings: Sequence[Training]) -> dict[int, list[Training]]:
    """The trainings by the years of the period that have days of theirs."""
    found: dict[int, list[Training]] = {year: [] for year in years()}
    first, last = min(found), max(found)
    for one in trainings:
        for year in range(max(one.start.year, first), min(one.end.year, last) + 1):
            found[year].append(one)
    return found
