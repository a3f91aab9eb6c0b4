"""Reads of the identity package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Count, Model, Q

from yingke.foundation.identity import permissions
from yingke.foundation.identity.models import (
    Delegation,
    Grant,
    Installation,
    OrgUnit,
    Role,
    Site,
    User,
)
from yingke.foundation.identity.rules import delegation
from yingke.foundation.identity.rules import tree as tree_rules
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Standing:
    """What a person is and may do at one moment."""

    permissions: frozenset[str]
    roles: tuple[Role, ...]


# What every request asks first, so it is not put together anew each time: the roles of a person
# and of those who delegate to him now (`delegations_in_force`), with `holder_id`, by position.
_ROLES_HELD = """
    SELECT role.*, held.user_id AS holder_id
    FROM identity_grant AS held JOIN identity_role AS role ON role.id = held.role_id
    WHERE held.user_id = %(user)s OR held.user_id IN (
        SELECT giver.id
        FROM identity_delegation AS given JOIN identity_user AS giver ON giver.id = given.giver_id
        WHERE given.taker_id = %(user)s AND given.starts_at <= %(now)s AND given.ends_at > %(now)s
            AND giver.is_active
    )
    ORDER BY role.position, role.code
"""


def permissions_of(user: User | AnonymousUser) -> frozenset[str]:
    """What this person may do now: own roles, and what is delegated to him at this moment.

    A superuser has every declared permission; a person who may not sign in has none.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(permissions.declared())
    return standing_of(user).permissions


def standing_of(user: User) -> Standing:
    """Own roles and the permissions in force, read once and remembered on the object.

    One query; `request.user` lives as long as its request. It is a lazy object, which hands
    attributes on to the person inside but has a `__dict__` of its own.
    """
    remembered: Standing | None = getattr(user, "remembered_standing", None)
    if remembered is None:
        remembered = _read_standing(user)
        setattr(user, "remembered_standing", remembered)  # noqa: B010 – no field of the model
    return remembered


def _read_standing(user: User) -> Standing:
    now = clock.now()
    roles = Role.objects.raw(_ROLES_HELD, {"user": user.pk, "now": now})
    own: dict[int, Role] = {}
    delegated: set[str] = set()
    for role in roles:
        if role.holder_id == user.pk:  # type: ignore[attr-defined]  # a column of the query
            own[role.pk] = role
        else:
            delegated.update(role.permissions)
    return Standing(
        permissions=delegation.in_force(
            own={code for role in own.values() for code in role.permissions},
            delegated=delegated,
            personal=permissions.personal(),
        ),
        roles=tuple(own.values()),
    )


def users_with(permission: str) -> QuerySet[User]:
    """The active people for whom `may(permission)` holds now, by name; superusers included."""
    holders = Grant.objects.filter(
        role__permissions__contains=[permission], user__is_active=True
    ).values("user")
    allowed = Q(pk__in=holders) | Q(is_superuser=True)
    if permission not in permissions.personal():
        allowed |= Q(pk__in=delegations_in_force().filter(giver__in=holders).values("taker"))
    return active_users().filter(allowed)


def users_in_role(code: str, unit: OrgUnit | None = None) -> QuerySet[User]:
    """The active people who hold a role themselves, by name.

    With a unit: those who hold it in the whole company, in that unit or in one above it.
    """
    grants = Grant.objects.filter(role__code=code)
    if unit is not None:
        grants = grants.filter(Q(unit__isnull=True) | Q(unit__in=units_above(unit)))
    return active_users().filter(pk__in=grants.values("user"))


def active_users() -> QuerySet[User]:
    """Everybody who may sign in, by name."""
    return User.objects.filter(is_active=True).order_by("sort_key", "pk")


def delegations_in_force() -> QuerySet[Delegation]:
    """The delegations whose period holds this moment: from the start until before the end."""
    now = clock.now()
    return Delegation.objects.filter(starts_at__lte=now, ends_at__gt=now)


def delegations_of(user: User) -> QuerySet[Delegation]:
    """What a person gave and took that is not over yet, in the order of time."""
    return (
        Delegation.objects.filter(Q(giver=user) | Q(taker=user), ends_at__gt=clock.now())
        .select_related("giver", "taker")
        .order_by("starts_at", "pk")
    )


def people() -> QuerySet[User]:
    """Everybody by name, with the roles loaded."""
    return User.objects.order_by("sort_key", "pk").prefetch_related("grants__role", "grants__unit")


def matching(people: QuerySet[User], text: str) -> QuerySet[User]:
    """Of these people those whose name, its pinyin or address holds the text."""
    return people.filter(
        Q(name__icontains=text)
        | Q(name_en__icontains=text)
        | Q(sort_key__icontains=text)
        | Q(email__icontains=text)
    )


def roles_with_holders() -> QuerySet[Role]:
    """All roles with `holders`, the number of people who may sign in and hold each."""
    return roles().annotate(
        holders=Count("grants__user", filter=Q(grants__user__is_active=True), distinct=True)
    )


def holders_of(role: Role) -> QuerySet[Grant]:
    """Who holds a role and where, by name."""
    return role.grants.select_related("user", "unit").order_by("user__sort_key", "user", "pk")


def role_line(user: User) -> str:
    """The roles of one of `people()`, each once and in their order, without a query."""
    found = {grant.role_id: grant.role for grant in user.grants.all()}
    ordered = sorted(found.values(), key=lambda role: (role.position, role.code))
    return " · ".join(role.label for role in ordered)


def sample_people(sample: Installation) -> list[tuple[User, str]]:
    """Whom a sample company lets everybody sign in as, in its order, with their roles."""
    offered = people().filter(email__in=sample.sample_emails, is_active=True)
    found = {user.email: user for user in offered}
    return [
        (found[email], role_line(found[email])) for email in sample.sample_emails if email in found
    ]


def tree() -> QuerySet[OrgUnit]:
    """All units, each after the one it belongs to."""
    return OrgUnit.objects.select_related("parent").order_by("path")


def units_below(unit: OrgUnit) -> QuerySet[OrgUnit]:
    """The unit and everything below it, in the order of the tree."""
    return OrgUnit.objects.filter(path__startswith=unit.path)


def units_above(unit: OrgUnit) -> QuerySet[OrgUnit]:
    """The unit and everything above it, the company first."""
    return OrgUnit.objects.filter(path__in=tree_rules.paths_above(unit.path))


def sites() -> QuerySet[Site]:
    """The sites in use, by name."""
    return Site.objects.filter(active=True).order_by("sort_key", "pk")


def sites_visible_to(user: User) -> QuerySet[Site]:
    """The sites that a person may see."""
    return listed_for(user, Site.objects.all(), editors="identity.edit_sites")


def listed_for(user: User, rows: QuerySet[Row], *, editors: str) -> QuerySet[Row]:
    """Rows of a company-wide list with a column `active`.

    Holders of the permission `editors` see all, anyone with a role what is in use, others nothing.
    """
    if user.may(editors):
        return rows
    return rows.filter(active=True) if permissions_of(user) else rows.none()


def roles() -> QuerySet[Role]:
    """All roles, in the order in which they take part in a visit."""
    return Role.objects.all()


def sample() -> Installation | None:
    """The sample company's own row, or None in the database of a real company."""
    return Installation.objects.filter(is_sample=True).first()
