"""Complete, skip, reopen and reschedule the nodes of a visit."""

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
    """Complete a node whose gate is open; RuleViolation("gate_shut") carries what is missing.

    Without an actor the system completes it: a package above that provides the evidence, or a
    service of this package that has just met the condition.
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
    """Complete the node of this kind because its condition is met.

    Other missing items stay visible: the node then counts as done without full evidence.
    """
    for node in visit.nodes.select_for_update().filter(kind=kind, state=NodeState.OPEN):
        node.visit = visit
        _close(node, actor, with_evidence=not sheets.read(visit).open_checks[node.pk])


def close_if_open(visit: Visit, kind: str, *, actor: "User | None") -> None:
    """Complete the node of this kind if its gate is open; otherwise leave it to its owner."""
    for node in visit.nodes.select_for_update().filter(kind=kind, state=NodeState.OPEN):
        node.visit = visit
        if not sheets.read(visit).missing_of(node.pk):
            _close(node, actor, with_evidence=True)


def reopen(visit: Visit, kind: str, *, actor: "User | None") -> None:
    """Reopen the done node of this kind: its condition no longer holds."""
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
    """Skip a node, with a reason visible to everyone; it counts as not done."""
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
    """Move the due times of open nodes and tasks after the arrival or end has moved."""
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
    """Return the moments to which this visit's offsets refer."""
    return {
        "submission": visit.submitted_at or visit.created_at,
        "arrival": visit.arrives_at,
        "end": visit.ended_at or visit.leaves_at,
    }


def record_schedule(visit: Visit, nodes: list[Node], actor: "User | None") -> None:
    """Journal the due time of each node, for the indicators."""
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
