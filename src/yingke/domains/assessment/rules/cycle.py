"""K11 平均接待周期: mean time from the submission of a request to the approval of its first
plan.

A visit counts in the month in which its first plan was approved. Time is elapsed time since the
first submission, even if the request was returned and submitted again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean

from yingke.domains.assessment.rules.facts import Fact, PlanApproved, Submitted
from yingke.domains.assessment.rules.reading import NOTHING, Reading


@dataclass(frozen=True)
class Handled:
    """A visit with a submission and an approved plan."""

    visit_id: int
    submitted_at: datetime
    approved_at: datetime

    @property
    def took(self) -> timedelta:
        """Time from submission to approval."""
        return self.approved_at - self.submitted_at


def handled(facts: Iterable[Fact]) -> list[Handled]:
    """Return visits with a submission followed by an approved plan."""
    submitted: dict[int, datetime] = {}
    approved: dict[int, datetime] = {}
    for fact in sorted(facts, key=lambda fact: fact.at):
        if isinstance(fact, Submitted):
            submitted.setdefault(fact.visit_id, fact.at)
        elif isinstance(fact, PlanApproved) and fact.visit_id in submitted:
            approved.setdefault(fact.visit_id, fact.at)
    return [Handled(visit_id, submitted[visit_id], at) for visit_id, at in approved.items()]


def read(visits: Iterable[Handled]) -> Reading:
    """Return the mean in seconds."""
    seconds = [visit.took.total_seconds() for visit in visits]
    return Reading(fmean(seconds), len(seconds)) if seconds else NOTHING
