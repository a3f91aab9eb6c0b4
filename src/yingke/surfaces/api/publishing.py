"""Which events are published, their payload and its signature."""

import hashlib
import hmac
import json

from yingke.domains.customers.events import TierChanged
from yingke.domains.feedback.events import FeedbackRecorded
from yingke.domains.growth.events import FollowUpClosed
from yingke.domains.planning.events import ChangeApplied, DayAccepted, ProposalAccepted
from yingke.domains.visits import events as visits
from yingke.foundation.journal.events import Event
from yingke.foundation.journal.models import Entry
from yingke.foundation.journal.queries import seen_by

PUBLISHED: tuple[type[Event], ...] = (
    visits.VisitDrafted,
    visits.VisitSubmitted,
    visits.RequestApproved,
    visits.RequestReturned,
    visits.RequestRejected,
    visits.PlanApproved,
    ProposalAccepted,
    DayAccepted,
    ChangeApplied,
    visits.VisitConfirmed,
    visits.ArrivalChanged,
    visits.GuestsArrived,
    visits.VisitEnded,
    visits.VisitArchived,
    visits.VisitCancelled,
    visits.VisitRestored,
    FeedbackRecorded,
    FollowUpClosed,
    TierChanged,
)
KINDS: tuple[str, ...] = tuple(event.kind for event in PUBLISHED)


def body_of(entry: Entry) -> bytes:
    """Serialise the event: the same bytes on every attempt.

    Receivers recognise a repetition by `id`, which never changes.
    """
    context = None
    if entry.context_kind:
        context = {"kind": entry.context_kind, "id": entry.context_id}
    fact = {
        "id": str(entry.event_id),
        "kind": entry.kind,
        "occurred_at": entry.occurred_at.isoformat(),
        "subject": {"kind": entry.subject_kind, "id": entry.subject_id},
        "context": context,
        "data": seen_by(None, entry).data,
    }
    return json.dumps(fact, ensure_ascii=False, sort_keys=True).encode()


def signature(secret: str, *, moment: int, body: bytes) -> str:
    """Return the value of the header Yingke-Signature: `t=<seconds>,v1=<hex>`.

    The hex is the HMAC-SHA256 of "<seconds>.<body>"; receivers recompute it and reject old times.
    """
    signed = hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256)
    return f"t={moment},v1={signed.hexdigest()}"
