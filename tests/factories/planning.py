"""Changes as the worker leaves them, without a search."""

from datetime import timedelta
from typing import Any

from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.rules.alternatives import MOVED, Alternative, Line
from yingke.domains.planning.terms import ChangeState
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock

HOUR = timedelta(hours=1)


def make_change(visit: Visit, reported_by: User, **fields: Any) -> ChangeRequest:
    """Guests who come an hour later; its one answer moves every item by an hour."""
    items = visit.agenda.order_by("starts_at", "pk")
    answer = Alternative(
        kind="shift",
        lines=tuple(map(_line, items)),
        arrives_at=visit.arrives_at + HOUR,
        leaves_at=visit.leaves_at + HOUR,
        heads=visit.headcount,
    )
    values = {
        "kind": "late",
        "details": {"minutes": 60},
        "state": ChangeState.PROPOSED,
        "reported_at": clock.now(),
        "proposed_at": clock.now(),
        "visit_version": visit.version,
        "alternatives": [answer.to_json()],
        **fields,
    }
    return ChangeRequest.objects.create(visit=visit, reported_by=reported_by, **values)


def _line(item: AgendaItem) -> Line:
    held = (
        *((f"p{part.staff_id}", part.role) for part in item.people.all()),
        *((f"r{link.booking.resource_id}", "room") for link in item.bookings.all()),
    )
    span = (item.starts_at, item.ends_at)
    after = (item.starts_at + HOUR, item.ends_at + HOUR)
    return Line(item.pk, item.kind, item.name, MOVED, span, after, held, held)
