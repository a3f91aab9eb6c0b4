"""How approvals run through their chain: what opens next, who is barred, what the round came to."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from yingke.domains.visits.terms import OPEN_DECISIONS, Decision


@dataclass(frozen=True)
class Row:
    """A question of a round: its place in the chain, and what became of it."""

    id: int
    position: int
    decision: str


@dataclass(frozen=True)
class Parties:
    """Who has a part in a round: asked for the visit, drafted or submitted, or approved already."""

    askers: frozenset[int]
    approved_by: frozenset[int] = frozenset()


def next_to_open(rows: Iterable[Row]) -> list[int]:
    """The ids of the questions that open now: none while others of the round are open."""
    known = list(rows)
    if any(row.decision == Decision.PENDING for row in known):
        return []
    waiting = [row for row in known if row.decision == Decision.WAITING]
    first = min((row.position for row in waiting), default=0)
    return [row.id for row in waiting if row.position == first]


def is_last(rows: Iterable[Row], position: int) -> bool:
    """Whether nothing of the round comes after this position: the final opinion (领导意见)."""
    return all(row.position <= position for row in rows)


def outcome(decisions: Sequence[str]) -> str:
    """What a round came to by its questions, the withdrawn ones aside; "" where there are none.

    It is approved once every question is, and open while one of them is.
    """
    counted = [one for one in decisions if one != Decision.WITHDRAWN]
    if not counted:
        return Decision.WITHDRAWN if decisions else ""
    for found in (Decision.REJECTED, Decision.RETURNED, Decision.LAPSED):
        if found in counted:
            return found
    return Decision.PENDING if set(counted) & {*OPEN_DECISIONS} else Decision.APPROVED


def conflict(parties: Parties, person: int, partners: Collection[int]) -> str:
    """Why somebody may not decide in a round: a code, or "" where nothing is against it.

    Nobody decides on what they asked for, or twice, and nobody for a partner who did: a person
    with whom a delegation is in force, whoever of the two gave it.
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
    """Whether a question is to be escalated: once, when its deadline has passed."""
    return due_at is not None and escalated_at is None and now >= due_at
