"""Reactions to events of packages below."""

from typing import Any

from yingke.domains.assessment import services
from yingke.domains.assessment.queries.facts import EVENTS
from yingke.foundation.journal import subscribe
from yingke.foundation.journal.models import Entry

SUBSCRIBER = "assessment.months"


def refresh_months(entry: Entry, event: Any) -> None:
    """Refresh the monthly facts of a visit after an event that indicators count."""
    services.refresh(visit_ids=[entry.subject_id])


for _event in EVENTS:
    subscribe(_event, name=SUBSCRIBER)(refresh_months)
