"""What the facts of a visit add to each month."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, TypeVar

from yingke.domains.assessment.rules import accuracy, cycle, facts, materials, response
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.terms import Verdict

F = TypeVar("F", bound=facts.Fact)


@dataclass
class Contribution:
    """What one visit adds to one month; `nodes_open` are due times, durations are seconds."""

    nodes_closed: int = 0
    nodes_right: int = 0
    nodes_open: list[datetime] = field(default_factory=list)
    items_required: int = 0
    items_checked: int = 0
    responses: list[float] = field(default_factory=list)
    planning: float | None = None
    bookings: int = 0
    duplicates: int = 0
    replans: list[float] = field(default_factory=list)


def contributions(known: Sequence[facts.Fact], *, tz: tzinfo) -> dict[Month, Contribution]:
    """Return contributions by month from all facts of one visit, in any order.

    Each month is judged as of its end; for the current month as if nothing more happened. An
    open node counts only from its due time on.
    """
    found: dict[Month, Contribution] = {}
    for month, nodes in _nodes(known, tz).items():
        row = found.setdefault(month, Contribution())
        row.nodes_open = sorted(node.due_at for node in nodes if node.closed_at is None)
        row.nodes_closed = len(nodes) - len(row.nodes_open)
        row.nodes_right = sum(node.verdict == Verdict.RIGHT for node in nodes)
    for month, tasks in _by_month(only(known, facts.Accepted), lambda fact: fact.at, tz).items():
        if counted := response.counted(tasks):
            row = found.setdefault(month, Contribution())
            row.responses = [task.took.total_seconds() for task in counted]
    for month, gates in _by_month(only(known, facts.Confirmed), lambda fact: fact.at, tz).items():
        for gate in materials.counted(gates):
            row = found.setdefault(month, Contribution())
            row.items_required, row.items_checked = gate.required, gate.checked
    for month, plans in _by_month(cycle.handled(known), lambda plan: plan.approved_at, tz).items():
        found.setdefault(month, Contribution()).planning = plans[0].took.total_seconds()
    for month, booked in _by_month(only(known, facts.Booked), lambda fact: fact.at, tz).items():
        row = found.setdefault(month, Contribution())
        row.bookings, row.duplicates = len(booked), sum(one.surplus for one in booked)
    for month, told in _by_month(only(known, facts.Replanned), lambda fact: fact.at, tz).items():
        row = found.setdefault(month, Contribution())
        row.replans = [float(change.seconds) for change in told]
    return found


def only(known: Iterable[facts.Fact], kind: type[F]) -> list[F]:
    """Return the facts of one kind."""
    return [fact for fact in known if isinstance(fact, kind)]


def _nodes(known: Sequence[facts.Fact], tz: tzinfo) -> dict[Month, list[accuracy.Judged]]:
    due = [at for fact in only(known, facts.Scheduled) for at in fact.due.values()]
    due += [fact.due_at for fact in only(known, facts.Closed)]
    months = sorted({Month.of(at.astimezone(tz).date()) for at in due})
    if not months:
        return {}
    judged = accuracy.judge_by_month(known, months, tz=tz, now=months[-1].end(tz))
    return {month: nodes for month, nodes in judged.items() if nodes}


def _by_month(
    rows: Iterable[Any], moment: Callable[[Any], datetime], tz: tzinfo
) -> dict[Month, list[Any]]:
    found: dict[Month, list[Any]] = {}
    for row in rows:
        found.setdefault(Month.of(moment(row).astimezone(tz).date()), []).append(row)
    return found
