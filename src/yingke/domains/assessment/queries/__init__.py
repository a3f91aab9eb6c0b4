"""Reads of the indicators; each starts from the visits that a person may see."""

from yingke.domains.assessment.queries.insights import Insight, behind, insight, insights, of_visit

__all__ = ["Insight", "behind", "insight", "insights", "of_visit"]
