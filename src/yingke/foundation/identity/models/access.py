"""What a user may do now: their roles, and the permissions from them and from delegations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingke.foundation.identity import permissions
from yingke.foundation.identity.models.roles import Role
from yingke.foundation.identity.rules import delegation
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Access:
    """A user's own roles and effective permissions at one moment."""

    permissions: frozenset[str]
    roles: tuple[Role, ...]


# Roles of a user and of those who delegate to them now, with `holder_id`, by position. Runs on
# every request, so the SQL is written out instead of being built by the ORM each time.
ROLES_HELD = """
    SELECT role.*, held.user_id AS holder_id
    FROM identity_grant AS held JOIN identity_role AS role ON role.id = held.role_id
    WHERE held.user_id = {user} OR held.user_id IN (
        SELECT giver.id
        FROM identity_delegation AS given JOIN identity_user AS giver ON giver.id = given.giver_id
        WHERE given.taker_id = {user} AND given.starts_at <= %(now)s AND given.ends_at > %(now)s
            AND giver.is_active
    )
    ORDER BY role.position, role.code
"""


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


def _read_access(user: User) -> Access:
    sql = ROLES_HELD.format(user="%(user)s")
    roles = Role.objects.raw(sql, {"user": user.pk, "now": clock.now()})
    return access_from(user.pk, ((role, role.holder_id) for role in roles))  # type: ignore[attr-defined]  # a column of the query


def access_from(user_id: int, held: Iterable[tuple[Role, int]]) -> Access:
    """Return a user's access from the rows of `ROLES_HELD`: each role with who holds it."""
    own: dict[int, Role] = {}
    delegated: set[str] = set()
    for role, holder_id in held:
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
    )
