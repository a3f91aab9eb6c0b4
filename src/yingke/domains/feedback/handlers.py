"""Reactions to events of packages below."""

from yingke.domains.feedback import services
from yingke.domains.visits.events import VisitEnded
from yingke.foundation.journal import subscribe
from yingke.foundation.journal.models import Entry


@subscribe(VisitEnded, name="feedback.ask")
def ask(entry: Entry, event: VisitEnded) -> None:
    """Request feedback when a visit has ended."""
    services.ask_for_feedback(visit_id=event.visit_id)
