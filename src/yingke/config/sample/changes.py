"""Changes at short notice: a flight that was late, told within minutes, and a change that waits."""

from datetime import timedelta
from typing import Final

from yingke.domains.planning import notices
from yingke.domains.planning.events import ChangeApplied, ChangeReported, ChangeTold
from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.rules.alternatives import MOVED, Alternative, Line
from yingke.domains.planning.services import changes
from yingke.domains.planning.terms import AlternativeKind, ChangeKind, ChangeState
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.terms import AgendaKind, VisitState
from yingke.foundation.journal.services import PastEvent, backfill

LATE: Final = timedelta(minutes=50)
LATE_WORDS: Final = "航班 MU5318 延误50分钟"
DECIDED, TOLD = timedelta(seconds=142), timedelta(seconds=180)


def make(visits: list[Visit]) -> None:
    """Add both; the worker answers the one that waits once it runs."""
    ended = [visit for visit in visits if visit.ended_at and visit.lead_host and visit.coordinator]
    if ended:
        _late_flight(max(ended, key=lambda visit: visit.arrives_at))
    coming = [visit for visit in visits if visit.state == VisitState.CONFIRMED and visit.lead_host]
    for visit in sorted(coming, key=lambda visit: visit.arrives_at):
        talk = visit.agenda.filter(kind=AgendaKind.TALK).first()
        if talk is not None and visit.lead_host is not None:
            changes.report(
                actor=visit.lead_host,
                visit_id=visit.pk,
                kind=ChangeKind.LENGTH,
                details={"item": talk.pk, "minutes": 20},
                text="会谈延长20分钟",
                source="客户秘书 电话",
            )
            return


def _late_flight(visit: Visit) -> None:
    """The agenda as it was held came about by moving everything by fifty minutes."""
    reported = visit.arrives_at - timedelta(hours=3)
    answer = Alternative(
        kind=AlternativeKind.SHIFT,
        lines=tuple(_line(item) for item in visit.agenda.order_by("starts_at", "pk")),
        arrives_at=visit.arrives_at,
        leaves_at=visit.leaves_at,
        heads=visit.headcount,
    )
    assert visit.coordinator is not None  # noqa: S101 – chosen so
    assert visit.lead_host is not None  # noqa: S101 – chosen so
    plan = visit.plan_versions.first()
    change = ChangeRequest.objects.create(
        visit=visit,
        plan_number=plan.number if plan else None,
        kind=ChangeKind.LATE,
        details={"minutes": LATE // timedelta(minutes=1), "flight": "MU5318"},
        text=LATE_WORDS,
        source="客户秘书 短信",
        state=ChangeState.APPLIED,
        reported_by=visit.coordinator,
        reported_at=reported,
        alternatives=[answer.to_json()],
        chosen=0,
        chosen_by=visit.lead_host,
        proposed_at=reported + timedelta(seconds=2),
        decided_by=visit.lead_host,
        decided_at=reported + DECIDED,
        tell_at=reported + TOLD,
        told_at=reported + TOLD,
        visit_version=visit.version,
    )
    change.messages = notices.stored(notices.texts(change, answer))
    change.guest_text = notices.guest_text(change, answer)
    change.save(update_fields=["messages", "guest_text"])
    _record(change, answer)


def _record(change: ChangeRequest, answer: Alternative) -> None:
    visit, reported = change.visit, change.reported_at
    about = (visit.pk, visit.account_id, change.pk)
    report = ChangeReported(*about, ChangeKind.LATE, change.details, LATE_WORDS)
    counts = (answer.moves, len(answer.told))
    applied = ChangeApplied(*about, ChangeKind.LATE, *counts, DECIDED.seconds)
    told = ChangeTold(*about, counts[1], TOLD.seconds)
    backfill(
        [
            PastEvent(report, reported, change.reported_by),
            PastEvent(applied, reported + DECIDED, change.decided_by),
            PastEvent(told, reported + TOLD),
        ]
    )


def _line(item: AgendaItem) -> Line:
    people = [(f"p{part.staff_id}", part.role) for part in item.people.all()]
    things = [
        (f"r{link.booking.resource_id}", link.booking.resource.kind)
        for link in item.bookings.select_related("booking__resource")
    ]
    held = (*people, *things)
    before = (item.starts_at - LATE, item.ends_at - LATE)
    after = (item.starts_at, item.ends_at)
    return Line(item.pk, item.kind, item.name, MOVED, before, after, held, held)
