"""K2 跨部门响应时间: the median time from giving a task to its acceptance, between departments.

A task counts in the month in which it was accepted, if the departments of giver and taker are known
and differ. Each acceptance counts, also of a task that was passed on. Time runs by the clock.
"""

from collections.abc import Iterable
from statistics import median

from yingke.domains.assessment.rules.facts import Accepted
from yingke.domains.assessment.rules.reading import NOTHING, Reading


def counted(facts: Iterable[Accepted]) -> list[Accepted]:
    """The acceptances that count."""
    return [fact for fact in facts if fact.between_departments]


def read(facts: Iterable[Accepted]) -> Reading:
    """The median in seconds."""
    seconds = [fact.took.total_seconds() for fact in counted(facts)]
    return Reading(median(seconds), len(seconds)) if seconds else NOTHING
