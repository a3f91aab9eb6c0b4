"""The readiness gate before the arrival."""

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import sheets
from yingke.domains.visits.rules import states
from yingke.domains.visits.services import locking, procedure
from yingke.domains.visits.terms import NodeState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def confirm(*, actor: "User", visit_id: int) -> Visit:
    """Confirm a planned visit that is ready; RuleViolation("gate_shut") otherwise."""
    visit = locking.locked(visit_id)
    require(permissions.runs(actor, visit))
    state = states.after(visit.state, "confirm")
    ready = sheets.read(visit).readiness
    node = visit.nodes.filter(kind=NodeKind.READINESS, state=NodeState.OPEN).first()
    if node is not None:
        procedure.complete_node(actor=actor, node_id=node.pk)
    visit.state = state
    locking.touch(visit, "state")
    journal.record(
        actor=actor,
        event=events.VisitConfirmed(
            *(visit.pk, visit.account_id),
            *(ready.part("checks").done, ready.part("checks").needed, ready.score),
        ),
    )
    notices.confirmed(visit)
    return visit
