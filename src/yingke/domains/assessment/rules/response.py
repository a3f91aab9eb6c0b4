"""K2 跨部门响应时间: median time from the assignment of a task to its acceptance, across
departments.

A task counts in the month of its acceptance if the departments of both people are known and
differ. Every acceptance counts, including those after a reassignment. Time is elapsed time.
"""

from collections.abc import Iterable
from statistics import median

from yingke.domains.assessment.rules.facts import Accepted
from yingke.domains.assessment.rules.reading import NOTHING, Reading


def counted(facts: Iterable[Accepted]) -> list[Accepted]:
    """Return the acceptances that count."""
    return [fact for fact in facts if fact.between_departments]


def read(facts: Iterable[Accepted]) -> Reading:
    """Return the median in seconds."""
    seconds = [fact.took.total_seconds() for fact in counted(facts)]
    return Reading(median(seconds), len(seconds)) if seconds else NOTHING
