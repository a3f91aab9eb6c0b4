"""What other rules would do: only those who would move, and the reason for each."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .assignment import NEW, Assignment, Why, assign, why
from .rules import Fields, TierRules


@dataclass(frozen=True, slots=True)
class Move:
    """An account (by position) that the other rules put elsewhere, with both reasons."""

    account: int
    under_these: str
    under_those: str
    reason_these: Why
    reason_those: Why


def what_if(
    these: TierRules,
    those: TierRules,
    fields: Fields,
    current: npt.ArrayLike | None = None,
    days_in_tier: npt.ArrayLike | None = None,
) -> tuple[Move, ...]:
    """The accounts whose tier differs when ``those`` rules replace ``these``.

    ``current`` are positions in ``these``; accounts keep their tier by its name, and one whose
    tier does not exist under ``those`` is placed anew. Accounts that do not move are not listed.
    """
    first = assign(these, fields, current, days_in_tier)
    second = assign(those, fields, _carried(these, those, first), days_in_tier)
    names_these, names_those = np.array(these.names), np.array(those.names)
    differ = np.flatnonzero(names_these[first.now] != names_those[second.now])
    return tuple(
        Move(
            int(account),
            these.names[first.now[account]],
            those.names[second.now[account]],
            why(first, fields, int(account)),
            why(second, fields, int(account)),
        )
        for account in differ
    )


def _carried(these: TierRules, those: TierRules, first: Assignment) -> npt.NDArray[np.int64]:
    """Current tiers as positions in the other rules, by name."""
    places = {name: place for place, name in enumerate(those.names)}
    table = np.array([*(places.get(name, NEW) for name in these.names), NEW], dtype=np.int64)
    return table[first.before]
