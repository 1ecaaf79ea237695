"""Random histories: few topics and dates near the edges, so that things meet."""

from datetime import date, timedelta
from fractions import Fraction

import hypothesis.strategies as st

from calculator import Answer, History, Person, Record, Role, RoleName, amounts

DAYS = st.dates(date(2023, 6, 1), date(2029, 6, 30))
AMOUNTS = st.integers(0, 64).map(lambda quarters: Fraction(quarters, 4))
ANSWERS = st.sampled_from(list(Answer))


@st.composite
def records(draw: st.DrawFn) -> Record:
    start = draw(DAYS)
    days, hours = draw(
        st.sampled_from(["days", "hours", "both"]).flatmap(
            lambda given: st.tuples(
                AMOUNTS if given != "hours" else st.none(),
                AMOUNTS if given != "days" else st.none(),
            )
        )
    )
    theory, theory_hours = draw(ANSWERS), None
    if theory is Answer.YES and draw(st.booleans()):
        least = amounts.mixed(days, hours).low
        theory_hours = least * draw(st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1)]))
    return Record(
        start=start,
        end=start + timedelta(days=draw(st.integers(0, 20))),
        topic=draw(st.sampled_from(["", "党课", "党 课", "轮训"])),
        days=days,
        hours=hours,
        concentrated=draw(ANSWERS),
        theory=theory,
        theory_hours=theory_hours,
        off_job=draw(ANSWERS),
        county_level=draw(ANSWERS),
        distinct=draw(st.booleans()),
    )


@st.composite
def roles(draw: st.DrawFn) -> Role:
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and end < start:
        start, end = end, start
    return Role(role=draw(st.sampled_from(list(RoleName))), start=start, end=end)


PEOPLE = st.builds(
    Person,
    roles=st.lists(roles(), max_size=2).map(tuple),
    joined=st.none() | DAYS,
    infirm=st.just(False) | st.booleans(),
    military=st.just(False) | st.booleans(),
)
HISTORIES = st.builds(
    History, person=PEOPLE, as_of=DAYS, records=st.lists(records(), max_size=6).map(tuple)
)
