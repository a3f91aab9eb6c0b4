"""A group of companies with figures that add up over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yingke.domains.customers.models import Account
from yingke.domains.customers.queries.accounts import group_of
from yingke.domains.customers.registers import rollups

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass
class Member:
    """A company of a group that the reader sees, with those below it.

    `own` and `total` are figures by the code of their roll-up; `total` includes those below.
    """

    account: Account
    below: list[Member] = field(default_factory=list)
    own: dict[str, Any] = field(default_factory=dict)
    total: dict[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many companies it is, itself included."""
        return 1 + sum(member.size for member in self.below)


def group_tree(user: User, account: Account) -> list[Member]:
    """The visible companies of a customer's group, each under the nearest visible one above.

    Sums count only what the reader may see. Several roots where the reader does not see what joins
    them; empty without a group.
    """
    places = group_of(user, account)
    ids = [member.pk for _place, member in places]
    sums = {entry.code: entry.sums(user, ids) for entry in rollups} if ids else {}
    roots: list[Member] = []
    above: list[Member] = []
    for place, row in places:
        member = Member(row, own={code: sums[code].get(row.pk, 0) for code in sums})
        above = above[: place.depth]
        (above[-1].below if above else roots).append(member)
        above.append(member)
    for root in roots:
        _add_up(root)
    return roots


def _add_up(member: Member) -> None:
    member.total = dict(member.own)
    for one in member.below:
        _add_up(one)
        for code, value in one.total.items():
            member.total[code] += value
