"""The plan as it goes to the approvers: a version that never changes."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.resources.terms import BookingState
from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import AgendaItem, Approval, PlanVersion, Visit
from yingke.domains.visits.queries import facts
from yingke.domains.visits.services import locking
from yingke.domains.visits.services.agenda import values_of
from yingke.domains.visits.terms import Answer, ApprovalKind, Decision
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def submit_plan(*, actor: "User", visit_id: int, version: int) -> PlanVersion:
    """Ask for approval of the plan as it stands; an earlier open question is withdrawn."""
    visit = locking.locked(visit_id, version=version)
    require(permissions.can_plan(actor, visit))
    content = snapshot(visit)
    if not content["items"]:
        raise RuleViolation("agenda_empty")
    latest = visit.plan_versions.first()
    number = latest.number + 1 if latest else 1
    plan = PlanVersion.objects.create(
        visit=visit, number=number, content=content, made_by=actor, made_at=clock.now()
    )
    visit.approvals.filter(kind=ApprovalKind.PLAN, decision=Decision.PENDING).update(
        decision=Decision.WITHDRAWN, decided_at=clock.now()
    )
    approval = Approval.objects.create(
        visit=visit, kind=ApprovalKind.PLAN, plan=plan, asked_by=actor, asked_at=clock.now()
    )
    locking.touch(visit)
    journal.record(actor=actor, event=events.PlanSubmitted(visit.pk, visit.account_id, number))
    notices.approval_wanted(visit, approval)
    return plan


def snapshot(visit: Visit) -> dict[str, Any]:
    """The plan of this moment as JSON: `rules.plan` compares two of them."""
    return {
        "title": visit.title,
        "arrives_at": visit.arrives_at.isoformat(),
        "leaves_at": visit.leaves_at.isoformat(),
        "headcount": visit.headcount,
        "items": [_item(item) for item in facts.agenda_of(visit)],
    }


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "id": item.pk,
        **values_of(item),
        "people": sorted(
            f"{part.staff.name} ({part.role})"
            for part in item.people.all()
            if part.answer != Answer.DECLINED
        ),
        "resources": sorted(
            link.booking.resource.name
            for link in item.bookings.all()
            if link.booking.state != BookingState.CANCELLED
        ),
    }
