"""Which tier each account belongs to now, who moves, and why."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .rules import Alternatives, Fields, Mask, TierRules, Vector, holds

NEW = -1
"""The current tier of an account that has none yet."""

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Assignment:
    """The tier of each account as a position in ``rules.tiers``, before and now.

    ``held`` marks accounts that would move, were it not for the minimum stay; ``days`` are those
    since an account entered its tier (infinite where nothing is known of it).
    """

    rules: TierRules
    before: Places
    now: Places
    held: Mask
    days: Vector

    @property
    def moved(self) -> Places:
        """Positions of the accounts whose tier changed (new accounts are not moved)."""
        return np.flatnonzero((self.before != NEW) & (self.before != self.now))

    def migration(self) -> Places:
        """How many went from each tier (row) to each (column); the last row: new accounts."""
        size = len(self.rules.tiers)
        row = np.where(self.before == NEW, size, self.before)
        counts = np.bincount(row * size + self.now, minlength=(size + 1) * size)
        return counts.reshape(size + 1, size).astype(np.int64)


def assign(
    rules: TierRules,
    fields: Fields,
    current: npt.ArrayLike | None = None,
    days_in_tier: npt.ArrayLike | None = None,
) -> Assignment:
    """Assign every account. ``fields[name]`` has one number per account, NaN where unknown.

    ``current`` holds positions in ``rules.tiers`` or ``NEW``; ``days_in_tier`` the days since the
    account entered it. An account moves up into an earlier tier whose entry holds, or out of its
    tier when the exit holds; both wait for the minimum stay, but for a tier that is ``at_once``.
    Raises ValueError for a field that is not there or a tier that does not exist.
    """
    lacking = [name for name in rules.fields if name not in fields]
    if lacking:
        raise ValueError("the tiers need " + ", ".join(lacking))
    size = len(next(iter(fields.values())))
    before = np.full(size, NEW) if current is None else np.asarray(current, dtype=np.int64)
    if before.size and (before.min() < NEW or before.max() >= len(rules.tiers)):
        raise ValueError("a current tier is not among the tiers")
    days = np.full(size, np.inf) if days_in_tier is None else np.asarray(days_in_tier, dtype=float)
    first = _first_entry(rules, fields, size)
    stays = np.array([tier.minimum_stay for tier in rules.tiers])
    at_once = np.array([tier.at_once for tier in rules.tiers])
    rises = first < before
    leaves = np.zeros(size, dtype=bool)
    for place, tier in enumerate(rules.tiers):
        leaves |= (before == place) & holds(tier.exit, fields, size)
    wants = (before != NEW) & (rises | leaves) & (first != before)
    long_enough = (days >= stays[before]) | (at_once[first] & rises)
    now = np.where((before == NEW) | (wants & long_enough), first, before)
    return Assignment(rules, before, now, wants & ~long_enough, days)


def _first_entry(rules: TierRules, fields: Fields, size: int) -> Places:
    first = np.full(size, len(rules.tiers) - 1, dtype=np.int64)
    for place in range(len(rules.tiers) - 2, -1, -1):
        first[holds(rules.tiers[place].entry, fields, size)] = place
    return first


@dataclass(frozen=True, slots=True)
class Fact:
    """A condition and the account's value (None: unknown) and whether it holds."""

    condition: str
    value: float | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Why:
    """Why an account is in its tier: what lets it in there, and what keeps it out above.

    ``entry`` are the conditions of its tier's entry, ``exit`` those of the tier it left (or of
    its own, which do not hold), ``above`` the entry of the next tier up that does not hold.
    ``stay`` is the minimum stay of the tier the account came in with, where that holds the
    account back, has let it go or was cut short by an alarm; None where it plays no part.
    """

    tier: str
    entry: tuple[Fact, ...]
    exit: tuple[Fact, ...]
    above: tuple[Fact, ...]
    stay: Fact | None = None


def why(assignment: Assignment, fields: Fields, account: int) -> Why:
    """The facts behind the tier of the account at this position."""
    one = {name: values[account : account + 1] for name, values in fields.items()}
    tiers = assignment.rules.tiers
    now, before = int(assignment.now[account]), int(assignment.before[account])
    left = now if before == NEW else before
    return Why(
        tiers[now].name,
        _facts(tiers[now].entry, one),
        _facts(tiers[left].exit, one),
        _facts(tiers[now - 1].entry, one) if now > 0 else (),
        _stay(assignment, account),
    )


def _stay(assignment: Assignment, account: int) -> Fact | None:
    """The minimum stay as a condition, for an account that moves or would move without it."""
    now, before = int(assignment.now[account]), int(assignment.before[account])
    if before == NEW or (now == before and not assignment.held[account]):
        return None
    days, least = float(assignment.days[account]), assignment.rules.tiers[before].minimum_stay
    if least == 0 or not np.isfinite(days):
        return None
    return Fact(f"days_in_tier >= {least}", days, days >= least)


def _facts(alternatives: Alternatives, one: dict[str, Vector]) -> tuple[Fact, ...]:
    """The conditions of the alternative that comes closest to holding."""
    best: tuple[Fact, ...] = ()
    for group in alternatives:
        facts = tuple(
            Fact(
                str(condition),
                None if np.isnan(one[condition.field][0]) else float(one[condition.field][0]),
                bool(condition.holds(one)[0]),
            )
            for condition in group
        )
        if not best or sum(not f.holds for f in facts) < sum(not f.holds for f in best):
            best = facts
    return best
