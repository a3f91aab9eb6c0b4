"""Choice of an approval chain for a request, and faults of a chain before it is published."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from yingke.domains.procedures.terms import Approver

NEED_A_ROLE: Final = (Approver.ROLE, Approver.UNIT_ROLE)


@dataclass(frozen=True)
class Request:
    """The facts of a request that choose a chain; `amount` is in CNY, None if unknown."""

    occasion: str
    urgency: str
    visit_type_id: int
    tier: str
    site_id: int
    amount: Decimal | None = None


@dataclass(frozen=True)
class Conditions:
    """Conditions of a chain; an empty one applies to every request."""

    id: int
    occasion: str
    urgency: str = ""
    amount_from: Decimal | None = None
    tier: str = ""
    visit_type_id: int | None = None
    site_id: int | None = None

    @property
    def specificity(self) -> tuple[Any, ...]:
        """Sort key among chains that apply: lead time, amount, tier, type, site."""
        return (
            bool(self.urgency),
            self.amount_from if self.amount_from is not None else Decimal(-1),
            bool(self.tier),
            self.visit_type_id is not None,
            self.site_id is not None,
        )

    @property
    def is_general(self) -> bool:
        return not any((self.urgency, self.tier, self.visit_type_id, self.site_id)) and (
            self.amount_from is None
        )


@dataclass(frozen=True)
class Fault:
    """A fault that prevents publication."""

    code: str
    step: str = ""
    params: dict[str, Any] = field(default_factory=dict)


def choose(chains: Iterable[Conditions], request: Request) -> Conditions | None:
    """Return the most specific chain whose conditions apply, or None."""
    holding = [chain for chain in chains if _holds(chain, request)]
    return max(holding, key=lambda chain: (*chain.specificity, -chain.id), default=None)


def _holds(chain: Conditions, request: Request) -> bool:
    wanted = (
        (chain.urgency, request.urgency),
        (chain.tier, request.tier),
        (chain.visit_type_id, request.visit_type_id),
        (chain.site_id, request.site_id),
    )
    reaches = chain.amount_from is None or (
        request.amount is not None and request.amount >= chain.amount_from
    )
    return (
        chain.occasion == request.occasion
        and reaches
        and all(not condition or condition == value for condition, value in wanted)
    )


def faults(
    steps: Sequence[Mapping[str, Any]],
    *,
    roles: Collection[str],
    active_people: Collection[int],
    same_conditions: str = "",
) -> list[Fault]:
    """Return all faults of a draft, in the order of its steps.

    `same_conditions` names another chain in force with equal conditions.
    """
    found = [] if steps else [Fault("no_steps")]
    if same_conditions:
        found.append(Fault("same_conditions", params={"other": same_conditions}))
    for step in steps:
        found += _faults_of(step, roles, active_people)
    return found


def _faults_of(
    step: Mapping[str, Any], roles: Collection[str], active_people: Collection[int]
) -> list[Fault]:
    name, approver = step["name"], step["approver"]
    found = []
    if not name.strip():
        found.append(Fault("step_without_name"))
    if approver in NEED_A_ROLE and step["role"] not in roles:
        found.append(Fault("role_unknown", name))
    if approver == Approver.PERSON and step["person_id"] not in active_people:
        found.append(Fault("person_unknown", name))
    if step["escalate_to"] and step["escalate_to"] not in roles:
        found.append(Fault("role_unknown", name))
    if step["escalate_to"] and not step["hours"]:
        found.append(Fault("escalates_without_deadline", name))
    return found
