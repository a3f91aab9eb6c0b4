"""Reads of the identity package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, Value
from django.db.models.functions import Concat

from yingke.foundation.identity import permissions
from yingke.foundation.identity.models import Delegation, Grant, Installation, OrgUnit, Role, User
from yingke.foundation.identity.rules import delegation
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet


def permissions_of(user: User | AnonymousUser) -> frozenset[str]:
    """What this person may do now: own roles, and what is delegated to him at this moment.

    One query, remembered on the object: `request.user` lives as long as its request. A superuser
    has every declared permission; a person who may not sign in has none.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(permissions.declared())
    remembered: frozenset[str] | None = user.__dict__.get("remembered_permissions")
    if remembered is None:
        remembered = user.__dict__["remembered_permissions"] = _permissions_in_force(user)
    return remembered


def _permissions_in_force(user: User) -> frozenset[str]:
    givers = delegations_in_force().filter(taker=user).values("giver")
    held = Grant.objects.filter(Q(user=user) | Q(user__in=givers, user__is_active=True))
    own: set[str] = set()
    delegated: set[str] = set()
    for holder, carried in held.values_list("user_id", "role__permissions"):
        (own if holder == user.pk else delegated).update(carried)
    return delegation.in_force(own=own, delegated=delegated, personal=permissions.personal())


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


def units_below(unit: OrgUnit) -> QuerySet[OrgUnit]:
    """The unit and everything below it, in the order of the tree."""
    return OrgUnit.objects.filter(path__startswith=unit.path)


def units_above(unit: OrgUnit) -> QuerySet[OrgUnit]:
    """The unit and everything above it, the company first."""
    return OrgUnit.objects.alias(place=Value(unit.path)).filter(
        place__startswith=Concat("path", Value(""))
    )


def roles() -> QuerySet[Role]:
    """All roles, in the order in which they take part in a visit."""
    return Role.objects.all()


def sample() -> Installation | None:
    """The sample company's own row, or None in the database of a real company."""
    return Installation.objects.filter(is_sample=True).first()
