"""Conditions for closing a node; each gate returns everything that is missing.

Packages above add gates of their own (`registers.gates`), as feedback and growth do.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Missing:
    """A condition that is not met.

    For gates of this package, `web.messages` has the text and `web.needs` the URL by `code`;
    `about` is the id of the item or node. Gates of packages above set `text`, the `owner` who
    can resolve it (default: the node's) and the `url`.
    """

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    about: int | None = None
    text: str = ""
    owner: str = ""
    url: str = ""


class Named(NamedTuple):
    """An agenda item or node by id, with its name for messages."""

    id: int
    name: str


@dataclass(frozen=True)
class Facts:
    """Facts for the gates, read once per visit by `queries.sheets`."""

    has_confirmation: bool = False
    has_purpose: bool = False
    has_identity: bool = False
    guests: int = 0
    tier_known: bool = False
    has_account_manager: bool = False
    decision_makers: int = 0
    plan_approved: bool = False
    items: int = 0
    items_without_place: tuple[Named, ...] = ()
    pending_bookings: tuple[Named, ...] = ()
    items_without_people: tuple[Named, ...] = ()
    open_invitations: tuple[Named, ...] = ()
    invitations_to_send: tuple[Named, ...] = ()
    declined_invitations: tuple[Named, ...] = ()
    interactive_items: int = 0
    open_nodes_before: tuple[Named, ...] = ()
    readiness: int = 0
    arrived: bool = False
    items_not_ended: tuple[Named, ...] = ()
    nda_missing: bool = False


@dataclass(frozen=True)
class Limits:
    """Parameters in force for this visit."""

    decision_makers: int = 3
    interactions: int = 3
    readiness: int = 90


Gate = Callable[[Facts, Limits], list[Missing]]


def missing(kind: str, facts: Facts, limits: Limits, *, open_checks: int = 0) -> list[Missing]:
    """Return everything that keeps a node of this kind from closing.

    `open_checks` counts required checklist items of the node's tasks that are not checked off.
    """
    found = _GATES[kind](facts, limits) if kind in _GATES else []
    if open_checks:
        found.append(Missing("checks_open", {"count": open_checks}))
    return found


def _each(code: str, what: str, found: Iterable[Named]) -> list[Missing]:
    return [Missing(code, {what: one.name}, about=one.id) for one in found]


def _intake(facts: Facts, limits: Limits) -> list[Missing]:
    found = []
    if not facts.has_purpose:
        found.append(Missing("purpose_missing"))
    if not facts.has_identity and not facts.guests:
        found.append(Missing("identity_missing"))
    if not facts.has_confirmation:
        found.append(Missing("confirmation_missing"))
    return found


def _profile(facts: Facts, limits: Limits) -> list[Missing]:
    found = []
    if not facts.tier_known:
        found.append(Missing("tier_missing"))
    if not facts.has_account_manager:
        found.append(Missing("account_manager_missing"))
    return found


def _needs(facts: Facts, limits: Limits) -> list[Missing]:
    if facts.decision_makers >= limits.decision_makers:
        return []
    return [
        Missing(
            "decision_makers_missing",
            {"count": facts.decision_makers, "needed": limits.decision_makers},
        )
    ]


def _plan(facts: Facts, limits: Limits) -> list[Missing]:
    found = []
    if not facts.items:
        found.append(Missing("agenda_empty"))
    if facts.interactive_items < limits.interactions:
        found.append(
            Missing(
                "interactions_missing",
                {"count": facts.interactive_items, "needed": limits.interactions},
            )
        )
    if not facts.plan_approved:
        found.append(Missing("plan_not_approved"))
    return found


def _resources(facts: Facts, limits: Limits) -> list[Missing]:
    found = _each("place_missing", "item", facts.items_without_place)
    found += _each("booking_pending", "resource", facts.pending_bookings)
    if not facts.items:
        found.append(Missing("agenda_empty"))
    return found


def _people(facts: Facts, limits: Limits) -> list[Missing]:
    found = _each("people_missing", "item", facts.items_without_people)
    found += _each("answer_open", "person", facts.open_invitations)
    found += _each("not_invited", "person", facts.invitations_to_send)
    found += _each("answer_declined", "person", facts.declined_invitations)
    if facts.nda_missing:
        found.append(Missing("nda_missing"))
    return found


def _readiness(facts: Facts, limits: Limits) -> list[Missing]:
    found = _each("node_open", "node", facts.open_nodes_before)
    if facts.readiness < limits.readiness:
        found.append(
            Missing("readiness_low", {"score": facts.readiness, "needed": limits.readiness})
        )
    return found


def _welcome(facts: Facts, limits: Limits) -> list[Missing]:
    return [] if facts.arrived else [Missing("not_arrived")]


def _ended(facts: Facts, limits: Limits) -> list[Missing]:
    found = [] if facts.arrived else [Missing("not_arrived")]
    return found + _each("item_not_ended", "item", facts.items_not_ended)


_GATES: dict[str, Gate] = {
    "intake": _intake,
    "profile": _profile,
    "needs": _needs,
    "plan": _plan,
    "resources": _resources,
    "people": _people,
    "readiness": _readiness,
    "welcome": _welcome,
    "talks": _ended,
    "tour": _ended,
}
