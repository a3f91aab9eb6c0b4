"""Reads of the identity package."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Count, Model, Q

from yingke.foundation.identity import permissions
from yingke.foundation.identity.models import (
    Delegation,
    Grant,
    Installation,
    OrgUnit,
    Role,
    SignInTries,
    Site,
    User,
)
from yingke.foundation.identity.models.access import permissions_of
from yingke.foundation.identity.rules import sign_in
from yingke.foundation.identity.rules import tree as tree_rules
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from django.db.models import QuerySet

Row = TypeVar("Row", bound=Model)


def users_with(permission: str) -> QuerySet[User]:
    """Active users with this permission now, by name; includes superusers."""
    holders = Grant.objects.filter(
        role__permissions__contains=[permission], user__is_active=True
    ).values("user")
    allowed = Q(pk__in=holders) | Q(is_superuser=True)
    if permission not in permissions.personal():
        allowed |= Q(pk__in=delegations_in_force().filter(giver__in=holders).values("taker"))
    return active_users().filter(allowed)


def users_in_role(code: str, unit: OrgUnit | None = None) -> QuerySet[User]:
    """Active users with this role of their own, by name.

    With `unit`: those who hold it company-wide, in that unit or in an ancestor.
    """
    grants = Grant.objects.filter(role__code=code)
    if unit is not None:
        grants = grants.filter(Q(unit__isnull=True) | Q(unit__in=units_above(unit)))
    return active_users().filter(pk__in=grants.values("user"))


def active_users() -> QuerySet[User]:
    """Users who can sign in, by name."""
    return User.objects.filter(is_active=True).order_by("sort_key", "pk")


def delegations_in_force() -> QuerySet[Delegation]:
    """Delegations whose period includes the current moment."""
    now = clock.now()
    return Delegation.objects.filter(starts_at__lte=now, ends_at__gt=now)


def delegations_of(user: User) -> QuerySet[Delegation]:
    """Delegations from or to a user that have not ended, by start."""
    return (
        Delegation.objects.filter(Q(giver=user) | Q(taker=user), ends_at__gt=clock.now())
        .select_related("giver", "taker")
        .order_by("starts_at", "pk")
    )


def people() -> QuerySet[User]:
    """All users by name, with their roles prefetched."""
    return User.objects.order_by("sort_key", "pk").prefetch_related("grants__role", "grants__unit")


def matching(people: QuerySet[User], text: str) -> QuerySet[User]:
    """Filter by text in name, pinyin or email address."""
    return people.filter(
        Q(name__icontains=text)
        | Q(name_en__icontains=text)
        | Q(sort_key__icontains=text)
        | Q(email__icontains=text)
    )


def roles_with_holders() -> QuerySet[Role]:
    """All roles with `holders`, the number of active users who hold each."""
    return roles().annotate(
        holders=Count("grants__user", filter=Q(grants__user__is_active=True), distinct=True)
    )


def holders_of(role: Role) -> QuerySet[Grant]:
    """Grants of a role, by name of the user."""
    return role.grants.select_related("user", "unit").order_by("user__sort_key", "user", "pk")


def role_line(user: User) -> str:
    """Return the role labels of a user from `people()`, without a query."""
    found = {grant.role_id: grant.role for grant in user.grants.all()}
    ordered = sorted(found.values(), key=lambda role: (role.position, role.code))
    return " · ".join(role.label for role in ordered)


def sample_people(sample: Installation) -> list[tuple[User, str]]:
    """Return the users that a sample company offers for signing in, with their roles."""
    offered = people().filter(email__in=sample.sample_emails, is_active=True)
    found = {user.email: user for user in offered}
    return [
        (found[email], role_line(found[email])) for email in sample.sample_emails if email in found
    ]


def tree() -> QuerySet[OrgUnit]:
    """All units, parents before children."""
    return OrgUnit.objects.select_related("parent").order_by("path")


def units_below(unit: OrgUnit) -> QuerySet[OrgUnit]:
    """The unit and its descendants, in tree order."""
    return OrgUnit.objects.filter(path__startswith=unit.path)


def units_above(unit: OrgUnit) -> QuerySet[OrgUnit]:
    """The unit and its ancestors, the company first."""
    return OrgUnit.objects.filter(path__in=tree_rules.ancestor_paths(unit.path))


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
    """All roles, by position."""
    return Role.objects.all()


def sample() -> Installation | None:
    """Return the marker of a sample company, None in a real one."""
    return Installation.objects.filter(is_sample=True).first()


def must_wait(user: User) -> bool:
    """Whether wrong tries from some address keep this person's account waiting there."""
    now = clock.now()
    return any(
        sign_in.remaining(tries=row.tries, last_at=row.last_at, now=now)
        for row in SignInTries.objects.filter(account=user.email)
    )
