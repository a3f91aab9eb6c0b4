"""Progress of approvals through a chain: opening, conflicts of interest, outcome."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from yingke.domains.visits.terms import OPEN_DECISIONS, Decision


@dataclass(frozen=True)
class Row:
    """An approval of a round: its position in the chain, and its decision."""

    id: int
    position: int
    decision: str


@dataclass(frozen=True)
class Parties:
    """People involved in a round: requester, drafter, submitter and earlier approvers."""

    askers: frozenset[int]
    approved_by: frozenset[int] = frozenset()


def next_to_open(rows: Iterable[Row]) -> list[int]:
    """Return the ids of approvals to open now; none while others of the round are open."""
    known = list(rows)
    if any(row.decision == Decision.PENDING for row in known):
        return []
    waiting = [row for row in known if row.decision == Decision.WAITING]
    first = min((row.position for row in waiting), default=0)
    return [row.id for row in waiting if row.position == first]


def is_last(rows: Iterable[Row], position: int) -> bool:
    """Whether no position follows: the final opinion (领导意见)."""
    return all(row.position <= position for row in rows)


def outcome(decisions: Sequence[str]) -> str:
    """Return the outcome of a round, ignoring withdrawn approvals; "" if there are none.

    Approved once every approval is, open while one of them is.
    """
    counted = [one for one in decisions if one != Decision.WITHDRAWN]
    if not counted:
        return Decision.WITHDRAWN if decisions else ""
    for found in (Decision.REJECTED, Decision.RETURNED, Decision.LAPSED):
        if found in counted:
            return found
    return Decision.PENDING if set(counted) & {*OPEN_DECISIONS} else Decision.APPROVED


def conflict(parties: Parties, person: int, partners: Collection[int]) -> str:
    """Return the code of a conflict of interest in a round, or "".

    People do not decide on what they asked for, nor twice, nor for a partner who did either: the
    other side of a delegation in force.
    """
    if person in parties.askers:
        return "own_request"
    if person in parties.approved_by:
        return "decided_before"
    if parties.askers.intersection(partners):
        return "request_of_delegate"
    if parties.approved_by.intersection(partners):
        return "delegate_decided_before"
    return ""


def is_overdue(*, due_at: datetime | None, escalated_at: datetime | None, now: datetime) -> bool:
    """Whether to escalate an approval: once, after its deadline."""
    return due_at is not None and escalated_at is None and now >= due_at
