"""What a user may do now: their roles, and the permissions from them and from delegations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from yingke.foundation.identity import permissions
from yingke.foundation.identity.models.roles import Role
from yingke.foundation.identity.rules import delegation
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from yingke.foundation.identity.models import User


class Holding(NamedTuple):
    """A role that a user or one of their delegators holds; `unit_path` is "" company-wide."""

    role: str
    unit_path: str


@dataclass(frozen=True)
class Access:
    """A user's own roles, effective permissions and holdings at one moment."""

    permissions: frozenset[str]
    roles: tuple[Role, ...]
    holdings: frozenset[Holding]


# Roles of a user and of those who delegate to them now, with `holder_id` and `unit_path`, by
# position. Runs on every request, so the SQL is written out instead of being built by the ORM.
ROLES_HELD = """
    SELECT role.*, held.user_id AS holder_id, coalesce(unit.path, '') AS unit_path
    FROM identity_grant AS held JOIN identity_role AS role ON role.id = held.role_id
        LEFT JOIN identity_orgunit AS unit ON unit.id = held.unit_id
    WHERE held.user_id = {user} OR held.user_id IN (
        SELECT giver.id
        FROM identity_delegation AS given JOIN identity_user AS giver ON giver.id = given.giver_id
        WHERE given.taker_id = {user} AND given.starts_at <= %(now)s AND given.ends_at > %(now)s
            AND giver.is_active
    )
    ORDER BY role.position, role.code
"""

# Pairs of giver and taker with whether the giver is active: the delegations in force of a user.
PARTNERS = """
    SELECT given.giver_id, given.taker_id, giver.is_active
    FROM identity_delegation AS given JOIN identity_user AS giver ON giver.id = given.giver_id
    WHERE (given.taker_id = {user} OR given.giver_id = {user})
        AND given.starts_at <= %(now)s AND given.ends_at > %(now)s
"""


class Partners(NamedTuple):
    """Ids of who delegates to a user now, and of those to whom the user delegates."""

    givers: list[int]
    takers: list[int]


def permissions_of(user: User | AnonymousUser) -> frozenset[str]:
    """Return the permissions from own roles and from delegations in force.

    A superuser has all declared permissions, an inactive user none.
    """
    if not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(permissions.declared())
    return access_of(user).permissions


def access_of(user: User) -> Access:
    """Return a user's access, read in one query and cached on the object.

    `request.user` lives as long as its request. It is a lazy object that forwards attributes to the
    user but has a `__dict__` of its own, hence `setattr`.
    """
    cached: Access | None = getattr(user, "cached_access", None)
    if cached is None:
        cached = _read_access(user)
        setattr(user, "cached_access", cached)  # noqa: B010 – no field of the model
    return cached


def partners_of(user: User) -> Partners:
    """Return a user's delegations in force, read in one query and cached on the object."""
    cached: Partners | None = getattr(user, "cached_partners", None)
    if cached is None:
        with connection.cursor() as cursor:
            cursor.execute(PARTNERS.format(user="%(user)s"), {"user": user.pk, "now": clock.now()})
            cached = partners_from(user.pk, cursor.fetchall())
        setattr(user, "cached_partners", cached)  # noqa: B010 – no field of the model
    return cached


def partners_from(user_id: int, pairs: Iterable[Sequence[Any]]) -> Partners:
    """Return a user's partners from the rows of `PARTNERS`."""
    rows = list(pairs)
    return Partners(
        [giver for giver, taker, active in rows if taker == user_id and active],
        [taker for giver, taker, _active in rows if giver == user_id],
    )


def _read_access(user: User) -> Access:
    sql = ROLES_HELD.format(user="%(user)s")
    roles = Role.objects.raw(sql, {"user": user.pk, "now": clock.now()})
    return access_from(user.pk, ((row, row.holder_id, row.unit_path) for row in roles))  # type: ignore[attr-defined]  # columns of the query


def access_from(user_id: int, held: Iterable[tuple[Role, int, str]]) -> Access:
    """Return a user's access from the rows of `ROLES_HELD`: role, holder and unit of each."""
    own: dict[int, Role] = {}
    delegated: set[str] = set()
    holdings: set[Holding] = set()
    for role, holder_id, unit_path in held:
        holdings.add(Holding(role.code, unit_path))
        if holder_id == user_id:
            own[role.pk] = role
        else:
            delegated.update(role.permissions)
    return Access(
        permissions=delegation.effective_permissions(
            own={code for role in own.values() for code in role.permissions},
            delegated=delegated,
            personal=permissions.personal(),
        ),
        roles=tuple(own.values()),
        holdings=frozenset(holdings),
    )
