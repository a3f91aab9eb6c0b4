"""Reactions to events of packages below."""

from yingke.domains.growth import services
from yingke.domains.visits.events import VisitEnded
from yingke.foundation.journal import subscribe
from yingke.foundation.journal.models import Entry


@subscribe(VisitEnded, name="growth.open_follow_up")
def open_follow_up(entry: Entry, event: VisitEnded) -> None:
    """Open the follow-up when a visit has ended."""
    services.open_follow_up(visit_id=event.visit_id)
