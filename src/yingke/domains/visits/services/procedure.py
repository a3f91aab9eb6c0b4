"""The nodes of a visit: closed through gates, left out with a reason, moved with the dates."""

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.visits import events, permissions
from yingke.domains.visits.models import Node, Task, Visit
from yingke.domains.visits.queries import sheets
from yingke.domains.visits.rules import procedure
from yingke.domains.visits.services import locking
from yingke.domains.visits.terms import OPEN_TASK_STATES, NodeState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import calendars, clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.offsets import Anchors

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def complete_node(*, actor: "User | None", node_id: int) -> Node:
    """Close a node whose gate is open; RuleViolation("gate_shut") carries what is missing.

    Without an actor the system closes it: a package above whose fact is the evidence, or a
    service of this package that just made it true.
    """
    node = _locked_node(node_id)
    if actor is not None:
        require(permissions.can_complete_node(actor, node))
    if node.state != NodeState.OPEN:
        return node
    sheet = sheets.read(node.visit)
    missing = sheet.missing_of(node.pk)
    if missing:
        raise RuleViolation("gate_shut", missing=missing, node=node.label)
    _close(node, actor, with_evidence=not sheet.open_checks[node.pk])
    return node


def close_by_fact(visit: Visit, kind: str, *, actor: "User | None") -> None:
    """Close the node of this kind because the fact it waits for has come true.

    What is missing besides stays visible: the node is then done without full evidence, and counts
    so in the indicators.
    """
    for node in visit.nodes.select_for_update().filter(kind=kind, state=NodeState.OPEN):
        node.visit = visit
        _close(node, actor, with_evidence=not sheets.read(visit).open_checks[node.pk])


def close_if_open(visit: Visit, kind: str, *, actor: "User | None") -> None:
    """Close the node of this kind if nothing keeps its gate shut; else it waits for its owner."""
    for node in visit.nodes.select_for_update().filter(kind=kind, state=NodeState.OPEN):
        node.visit = visit
        if not sheets.read(visit).missing_of(node.pk):
            _close(node, actor, with_evidence=True)


def reopen(visit: Visit, kind: str, *, actor: "User | None") -> None:
    """Open the done node of this kind again: what closed it no longer holds."""
    for node in visit.nodes.select_for_update().filter(kind=kind, state=NodeState.DONE):
        node.state, node.completed_at, node.completed_by = NodeState.OPEN, None, None
        node.save(update_fields=["state", "completed_at", "completed_by"])
        journal.record(
            actor=actor,
            event=events.NodeReopened(
                *(visit.pk, visit.account_id, node.number, node.kind),
                *(node.name, node.name_en, node.due_at),
            ),
        )


@transaction.atomic
def skip_node(*, actor: "User", node_id: int, reason: str) -> Node:
    """Leave a node out, with a reason that everybody can read; it counts as not done."""
    node = _locked_node(node_id)
    require(permissions.runs(actor, node.visit))
    if not reason.strip():
        raise RuleViolation("reason_missing", field="reason")
    if node.state != NodeState.OPEN:
        raise RuleViolation("node_closed", node=node.label)
    node.state, node.skip_reason = NodeState.SKIPPED, reason.strip()
    node.completed_at, node.completed_by = clock.now(), actor
    node.save(update_fields=["state", "skip_reason", "completed_at", "completed_by"])
    journal.record(
        actor=actor,
        event=events.NodeSkipped(
            *(node.visit_id, node.visit.account_id, node.number, node.kind),
            *(node.name, node.name_en, node.due_at, node.skip_reason),
        ),
    )
    return node


def reschedule(visit: Visit, *, actor: "User | None") -> None:
    """Move the due times of what is still open after the arrival or the end has moved."""
    calendar = calendars.for_calendar(visit.site.calendar)
    anchors, now = anchors_of(visit), clock.now()
    nodes = list(visit.nodes.select_for_update())
    for node in nodes:
        if node.state == NodeState.OPEN:
            times = procedure.schedule(
                procedure.Timing(node.starts, node.due), anchors, calendar, now=now
            )
            node.starts_at, node.due_at = times.starts_at, times.due_at
    Node.objects.bulk_update(nodes, ["starts_at", "due_at"])
    tasks = list(visit.tasks.filter(state__in=OPEN_TASK_STATES).exclude(due=""))
    for task in tasks:
        timing = procedure.Timing(task.due, task.due)
        task.due_at = procedure.schedule(timing, anchors, calendar, now=now).due_at
    Task.objects.bulk_update(tasks, ["due_at"])
    record_schedule(visit, nodes, actor)


def anchors_of(visit: Visit) -> Anchors:
    """The moments to which this visit's offsets refer."""
    return {
        "submission": visit.submitted_at or visit.created_at,
        "arrival": visit.arrives_at,
        "end": visit.ended_at or visit.leaves_at,
    }


def record_schedule(visit: Visit, nodes: list[Node], actor: "User | None") -> None:
    """Write down when each node is due, as the indicators will judge it."""
    used = visit.procedure
    code = f"{used.code}/{used.variant}/{used.number}" if used else ""
    rows = [
        {"number": node.number, "kind": node.kind, "due_at": node.due_at.isoformat()}
        for node in nodes
    ]
    journal.record(actor=actor, event=events.NodesScheduled(visit.pk, visit.account_id, code, rows))


def _locked_node(node_id: int) -> Node:
    visit_id = Node.objects.values_list("visit_id", flat=True).get(pk=node_id)
    visit = locking.locked(visit_id)
    node = Node.objects.get(pk=node_id)
    node.visit = visit
    return node


def _close(node: Node, actor: "User | None", *, with_evidence: bool) -> None:
    node.state, node.completed_at, node.completed_by = NodeState.DONE, clock.now(), actor
    node.save(update_fields=["state", "completed_at", "completed_by"])
    journal.record(
        actor=actor,
        event=events.NodeCompleted(
            *(node.visit_id, node.visit.account_id, node.number, node.kind),
            *(node.name, node.name_en, node.due_at, with_evidence),
        ),
    )
