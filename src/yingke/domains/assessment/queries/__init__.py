"""Reads of the indicators, limited to visits that the user may see."""

from yingke.domains.assessment.queries.insights import Insight, behind, insight, insights, of_visit

__all__ = ["Insight", "behind", "insight", "insights", "of_visit"]
