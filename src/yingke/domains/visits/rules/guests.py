"""The part that a guest plays, as far as what is known of the contact tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

VIP_INFLUENCE: Final = 4  # of `customers.Influence`: high


@dataclass(frozen=True)
class Known:
    """What is known of a contact; `influence` is 1–5."""

    contact_id: int
    influence: int
    is_decision_maker: bool = False


def preset_role(known: Known) -> str:
    """VIP for the influential and the decision makers, else an accompanying guest."""
    is_vip = known.is_decision_maker or known.influence >= VIP_INFLUENCE
    return "vip" if is_vip else "companion"


def preset_roles(chosen: Sequence[Known], *, has_principal: bool) -> dict[int, str]:
    """A role for each contact; the most influential VIP leads where nobody does yet."""
    roles = {known.contact_id: preset_role(known) for known in chosen}
    vips = [known for known in chosen if roles[known.contact_id] == "vip"]
    if vips and not has_principal:
        first = max(vips, key=lambda known: (known.influence, known.is_decision_maker))
        roles[first.contact_id] = "principal"
    return roles
