"""What a page can tell beyond an assessment: what to ask, year by year, the way, and what if.

Nothing here judges: verdicts are those of `rules`, asked with other answers or more trainings.
"""

from calculator.insight.insight import Insight, asking, insight, questions, telling
from calculator.insight.steps import Steps, whole

__all__ = ["Insight", "Steps", "asking", "insight", "questions", "telling", "whole"]
