"""Faults of a procedure before it is published, and differences between two versions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from yingke.domains.procedures.rules.offsets import Anchors, moment, parse
from yingke.foundation.drafts.differences import RowDifference, compare
from yingke.foundation.kernel.calendar import SHANGHAI, WorkingCalendar
from yingke.foundation.kernel.errors import RuleViolation

Values = Mapping[str, Any]
PHASES: Final = ("before", "during", "after")
EVIDENCE: Final = ("none", "note", "file")
OTHER: Final = "other"
# Kinds that close only after the arrival, so readiness must not wait for them; feedback and
# follow-up close later still.
NOT_BEFORE: Final = ("welcome", "talks", "tour", "feedback", "follow_up")

# The trial visit for comparing times: a Wednesday morning without holidays around it.
CALENDAR: Final = WorkingCalendar()
ARRIVAL: Final = datetime(2025, 11, 19, 10, tzinfo=SHANGHAI)
NOTICE: Final = {"normal": timedelta(days=7), "urgent": timedelta(hours=24)}
STAY: Final = timedelta(hours=7)


@dataclass(frozen=True)
class Fault:
    """A fault that prevents publication; `web.template_words` has its text."""

    code: str
    node: int = 0
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Times:
    """A node's start and due time on a trial visit; None if an offset is invalid."""

    starts: datetime | None
    due: datetime | None


def faults(nodes: Sequence[Values], *, variant: str, roles: Collection[str]) -> list[Fault]:
    """Return all faults of these nodes in order; empty if they may be published.

    `nodes` are the values of `queries.procedures.content`, `roles` the possible owners. Times
    are compared on a trial visit requested with the lead time of the variant.
    """
    if not nodes:
        return [Fault("no_nodes")]
    anchors = _trial(variant)
    times = [Times(_at(node["starts"], anchors), _at(node["due"], anchors)) for node in nodes]
    found = [*_numbering(nodes), *_kinds(nodes)]
    for node, when in zip(nodes, times, strict=True):
        found += _of_node(node, when, anchors, roles)
        for task in node["tasks"]:
            found += _of_task(task, node, when.due, anchors, roles)
    found += [*_phases(nodes), *_circle(nodes), *_waiting(nodes, times)]
    return sorted(found, key=lambda fault: fault.node)


def difference(
    before: Sequence[Values], after: Sequence[Values]
) -> list[tuple[str, RowDifference]]:
    """Return the changes of nodes and tasks between two versions, nodes first."""
    nodes = compare(before, after, place="number", ignored={"tasks"})
    found = [("node", row) for row in nodes]
    old = {node["id"]: node for node in before}
    for node in after:
        if node["id"] in old:
            tasks = compare(old[node["id"]]["tasks"], node["tasks"])
            found += [("task", row) for row in tasks]
    return found


def _trial(variant: str) -> Anchors:
    return {
        "submission": ARRIVAL - NOTICE[variant],
        "arrival": ARRIVAL,
        "end": ARRIVAL + STAY,
    }


def _at(text: str, anchors: Anchors) -> datetime | None:
    try:
        return moment(text, anchors, CALENDAR, closing=True)
    except RuleViolation:
        return None


def _numbering(nodes: Sequence[Values]) -> Iterator[Fault]:
    if [node["number"] for node in nodes] != list(range(1, len(nodes) + 1)):
        yield Fault("numbers_have_gaps")


def _kinds(nodes: Sequence[Values]) -> Iterator[Fault]:
    """Each gate closes one node only: an event must not have to choose between two."""
    first: dict[str, Values] = {}
    for node in nodes:
        other = first.setdefault(node["kind"], node)
        if other is not node and node["kind"] != OTHER:
            yield Fault(
                "gate_twice",
                node["number"],
                {"name": _name(node), "other": _name(other), "kind": node["kind"]},
            )


def _of_node(
    node: Values, when: Times, anchors: Anchors, roles: Collection[str]
) -> Iterator[Fault]:
    number, said = node["number"], {"name": _name(node)}
    if not node["name"].strip():
        yield Fault("node_without_name", number, {"number": number})
    if node["owner_role"] not in roles:
        yield Fault("role_unknown", number, {**said, "role": node["owner_role"]})
    for text in (node["starts"], node["due"]):
        if not _is_readable(text):
            yield Fault("time_unreadable", number, {**said, "text": text})
    if when.starts and when.due and _starts(node["starts"], anchors) > when.due:
        yield Fault("due_before_start", number, said)
    if when.due and node["phase"] == "before" and when.due > anchors["arrival"]:
        yield Fault("prepared_too_late", number, said)
    if when.due and node["phase"] == "after" and when.due < anchors["end"]:
        yield Fault("due_before_the_end", number, said)


def _of_task(
    task: Values,
    node: Values,
    node_due: datetime | None,
    anchors: Anchors,
    roles: Collection[str],
) -> Iterator[Fault]:
    number = node["number"]
    said = {"name": _name(task), "node": _name(node)}
    due = _at(task["due"], anchors)
    if not task["name"].strip():
        yield Fault("task_without_name", number, said)
    if task["owner_role"] not in roles:
        yield Fault("role_unknown", number, {**said, "role": task["owner_role"]})
    if due is None:
        yield Fault("time_unreadable", number, {**said, "text": task["due"]})
    elif node_due is not None and due > node_due:
        yield Fault("task_after_its_node", number, said)
    for check in task["checks"]:
        if not check["name"].strip():
            yield Fault("check_without_name", number, said)
        if check.get("evidence", "none") not in EVIDENCE:
            yield Fault("evidence_unknown", number, {**said, "evidence": check["evidence"]})


def _phases(nodes: Sequence[Values]) -> Iterator[Fault]:
    for earlier, later in pairwise(nodes):
        if PHASES.index(later["phase"]) < PHASES.index(earlier["phase"]):
            params = {"name": _name(later), "other": _name(earlier)}
            yield Fault("phase_runs_backwards", later["number"], params)


def _circle(nodes: Sequence[Values]) -> Iterator[Fault]:
    """Readiness requires the preparation to be done, and the arrival requires readiness."""
    if not any(node["kind"] == "readiness" for node in nodes):
        return
    for node in nodes:
        if node["phase"] == "before" and node["kind"] in NOT_BEFORE:
            yield Fault("order_in_a_circle", node["number"], {"name": _name(node)})


def _waiting(nodes: Sequence[Values], times: Sequence[Times]) -> Iterator[Fault]:
    """A node must not be due before one that has to be closed first."""
    for node, when in zip(nodes, times, strict=True):
        for other, others in zip(nodes, times, strict=True):
            if not (_waits_for(node, other) and when.due and others.due):
                continue
            said_already = other["phase"] == "before" and others.due > ARRIVAL
            if when.due < others.due and not said_already:
                params = {"name": _name(node), "other": _name(other)}
                yield Fault("due_before_predecessor", node["number"], params)


def _waits_for(node: Values, other: Values) -> bool:
    """Readiness closes after the other preparation, and each phase after the earlier ones."""
    if node["kind"] == "readiness":
        return bool(other["phase"] == "before" and other["kind"] != "readiness")
    return PHASES.index(other["phase"]) < PHASES.index(node["phase"])


def _starts(text: str, anchors: Anchors) -> datetime:
    return moment(text, anchors, CALENDAR, closing=False)


def _is_readable(text: str) -> bool:
    try:
        parse(text)
    except RuleViolation:
        return False
    return True


def _name(row: Values) -> str:
    return str(row["name"] or row.get("number", ""))
