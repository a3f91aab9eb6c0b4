"""T8 变更重排用时: median time from the report of a change until everyone affected has been told.

A change counts in the month in which the last message left; one that was withdrawn or undone
before that does not count.
"""

from collections.abc import Iterable
from statistics import median

from yingke.domains.assessment.rules.facts import Replanned
from yingke.domains.assessment.rules.reading import NOTHING, Reading


def read(changes: Iterable[Replanned]) -> Reading:
    """Return the median in seconds."""
    seconds = [change.seconds for change in changes]
    return Reading(median(seconds), len(seconds)) if seconds else NOTHING
