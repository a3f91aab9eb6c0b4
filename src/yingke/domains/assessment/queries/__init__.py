"""Reads of the indicators, limited to visits that the user may see."""

from yingke.domains.assessment.queries.behind import behind
from yingke.domains.assessment.queries.insights import (
    Insight,
    breakdown,
    insight,
    insights,
    of_visit,
)

__all__ = ["Insight", "behind", "breakdown", "insight", "insights", "of_visit"]
