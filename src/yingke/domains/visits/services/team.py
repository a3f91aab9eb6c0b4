"""Lead host, coordinator and owners of nodes."""

from collections.abc import Sequence

from django.db import transaction

from yingke.domains.procedures.terms import Approver
from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import Node, Task, Visit
from yingke.domains.visits.services import chain_runs, locking, tasks
from yingke.domains.visits.terms import CLOSED_STATES, OPEN_TASK_STATES, NodeState
from yingke.foundation.identity.models import User
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.errors import RuleViolation


@transaction.atomic
def appoint(
    *,
    actor: User,
    visit_id: int,
    version: int,
    coordinator_id: int | None,
    lead_host_id: int | None,
) -> Visit:
    """Set the coordinator and the lead host; their open nodes move to the new ones."""
    visit = locking.locked(visit_id, version=version)
    require(permissions.runs(actor, visit))
    if lead_host_id is not None and lead_host_id != visit.lead_host_id:
        host = User.objects.get(pk=lead_host_id)
        if not host.may("visits.host"):
            raise RuleViolation("cannot_host", field="lead_host", person=host.label)
    before = {"coordinator_id": visit.coordinator_id, "lead_host_id": visit.lead_host_id}
    after = {"coordinator_id": coordinator_id, "lead_host_id": lead_host_id}
    if before == after:
        return visit
    visit.coordinator_id, visit.lead_host_id = coordinator_id, lead_host_id
    locking.touch(visit, "coordinator", "lead_host")
    locking.add_members(visit, [coordinator_id, lead_host_id])
    journal.record(
        actor=actor,
        event=events.RequestChanged(visit.pk, visit.account_id, before, after),
    )
    for role, name, approver in (
        ("coordinator", "coordinator_id", Approver.COORDINATOR),
        ("host", "lead_host_id", Approver.LEAD_HOST),
    ):
        if before[name] != after[name]:
            _hand_over(actor, visit, role, before[name], after[name])
            chain_runs.readdress(visit, approver)
    return visit


@transaction.atomic
def appoint_coordinator(*, actor: User, visit_ids: Sequence[int], coordinator_id: int) -> int:
    """Name one coordinator for several visits, or for none if one of them refuses.

    Lead hosts stay, and closed visits too. Gives the number of visits that changed.
    """
    rows = Visit.objects.filter(pk__in=visit_ids).exclude(state__in=CLOSED_STATES).order_by("pk")
    others = list(rows.exclude(coordinator=coordinator_id))
    for visit in others:
        appoint(
            actor=actor,
            visit_id=visit.pk,
            version=visit.version,
            coordinator_id=coordinator_id,
            lead_host_id=visit.lead_host_id,
        )
    return len(others)


def _hand_over(actor: User, visit: Visit, role: str, before: int | None, after: int | None) -> None:
    """Move open nodes of a role and open tasks of its former holder to the new one."""
    visit.nodes.filter(owner_role=role, state=NodeState.OPEN).update(owner=after)
    passed: list[Task] = []
    if before is not None and after is not None:
        rows = visit.tasks.select_for_update().filter(assignee=before, state__in=OPEN_TASK_STATES)
        for task in rows:
            task.visit = visit
            passed.append(tasks.pass_on(task, after, actor=actor, reason=""))
    notices.handed_over(visit, role, before, after, actor=actor)
    notices.tasks_assigned(visit, passed)


@transaction.atomic
def set_node_owner(*, actor: User, node_id: int, owner_id: int) -> Node:
    """Give an open node to another person."""
    node = Node.objects.select_related("visit").get(pk=node_id)
    visit = locking.locked(node.visit_id)
    require(permissions.runs(actor, visit))
    before, node.owner_id = node.owner_id, owner_id
    node.save(update_fields=["owner"])
    locking.add_members(visit, [owner_id])
    journal.record(
        actor=actor,
        event=events.RequestChanged(
            visit.pk,
            visit.account_id,
            {f"node_{node.number}_owner_id": before},
            {f"node_{node.number}_owner_id": owner_id},
        ),
    )
    return node
