"""Topics as they are compared, and what is counted where nothing is said of a treatment."""

from datetime import date
from fractions import Fraction

from calculator import Answer, Record
from calculator.model import Span
from calculator.trainings import count, folded, trainings


def test_a_topic_is_compared_by_its_words() -> None:
    assert folded("  党\u3000课　Ａ\n") == "党 课 A"


def test_a_training_is_divided_by_days_if_nothing_else_is_said() -> None:
    record = Record(start=date(2024, 12, 31), end=date(2025, 1, 1), hours=Fraction(8))
    year = Span(date(2024, 1, 1), date(2024, 12, 31))
    counted = count(trainings([record]), year, lambda _: Answer.YES)
    assert counted.hours.low == 4


def test_no_answer_decided_where_no_training_is_asked_about() -> None:
    record = Record(start=date(2023, 12, 31), end=date(2023, 12, 31), hours=Fraction(8))
    year = Span(date(2024, 1, 1), date(2024, 12, 31))
    counted = count(trainings([record]), year, lambda one: one.concentrated)
    assert (list(counted.all), counted.answered) == ([], False)
    inside = Span(date(2023, 1, 1), date(2023, 12, 31))
    assert count(trainings([record]), inside, lambda _: Answer.NO).answered is True
