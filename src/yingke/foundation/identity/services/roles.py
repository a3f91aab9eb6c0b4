"""Roles and grants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from yingke.foundation.identity import permissions as registry
from yingke.foundation.identity.models import Grant, OrgUnit, Role, User
from yingke.foundation.identity.services.authority import require_manager
from yingke.foundation.kernel.changes import locked_or_new, write
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.signals import send_change, send_saved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Manager


@transaction.atomic
def save_role(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Role:
    """Add a role after the existing ones, or edit one; it takes effect with the next page.

    A new one needs `code` and `name`.
    """
    require_manager(actor)
    role = locked_or_new(Role, pk, version)
    if "permissions" in columns:
        columns["permissions"] = _validated(columns["permissions"], held=role.permissions)
    if pk is None:
        last = Role.objects.aggregate(last=Max("position"))["last"] or 0
        columns["position"] = last + 1
    elif actor is not None and not actor.is_superuser:
        _require_management_kept(actor, role, columns.get("permissions", role.permissions))
    done = write(role, columns)
    send_saved(actor, role, done, added="identity.role_added", changed="identity.role_changed")
    return role


@transaction.atomic
def offer_defaults(roles: Manager[Any]) -> None:
    """Give each role its new default permissions; `permissions.DEFAULT_ROLES` declares them.

    `roles` are those of the migrated state, which may be older than `Role`. The journal of a new
    installation begins with its first user.
    """
    told = User.objects.exists()
    for role in roles.select_for_update().order_by("pk"):
        new = registry.defaults().get(role.code, frozenset()) - set(role.offered)
        if not new:
            continue
        before = sorted(role.permissions)
        role.permissions = sorted({*before, *new})
        role.offered = sorted({*role.offered, *new})
        role.save(update_fields=["permissions", "offered"])
        if told:
            send_change(
                None,
                "identity.role_changed",
                (role.pk, role.name),
                before={"permissions": before},
                after={"permissions": role.permissions},
            )


@transaction.atomic
def grant_role(
    *, actor: User | None, user_id: int, role_code: str, unit_id: int | None = None
) -> Grant:
    """Grant a role, company-wide or in one unit; a second call changes nothing."""
    require_manager(actor)
    role = Role.objects.get(code=role_code)
    unit = None if unit_id is None else OrgUnit.objects.get(pk=unit_id)
    user = User.objects.select_for_update().get(pk=user_id)
    grant, created = Grant.objects.get_or_create(user=user, role=role, unit=unit)
    if created:
        send_change(
            actor, "identity.role_granted", (user.pk, user.name), after=_grant_values(grant)
        )
    return grant


@transaction.atomic
def revoke_role(*, actor: User | None, grant_id: int) -> None:
    """Revoke a role. Raises RuleViolation if the actor would lose `identity.manage`."""
    require_manager(actor)
    grant = (
        Grant.objects.select_for_update(of=("self",))
        .select_related("role", "user", "unit")
        .get(pk=grant_id)
    )
    if actor is not None and actor.pk == grant.user_id and not actor.is_superuser:
        others = Grant.objects.filter(
            user=actor, role__permissions__contains=["identity.manage"]
        ).exclude(pk=grant.pk)
        if "identity.manage" in grant.role.permissions and not others.exists():
            raise RuleViolation("own_management_lost")
    send_change(
        actor, "identity.role_revoked", (grant.user.pk, grant.user.name), after=_grant_values(grant)
    )
    grant.delete()


def _grant_values(grant: Grant) -> dict[str, Any]:
    return {"role": grant.role.name, "unit": grant.unit.name if grant.unit else ""}


def _validated(permissions: Iterable[str], *, held: Iterable[str]) -> list[str]:
    """Return the permissions sorted; undeclared ones may stay but not be added."""
    wanted = set(permissions)
    unknown = wanted - set(registry.declared()) - set(held)
    if unknown:
        raise RuleViolation("unknown_permission", field="permissions", codes=sorted(unknown))
    return sorted(wanted)


def _require_management_kept(actor: User, role: Role, allowed: list[str]) -> None:
    if "identity.manage" in allowed or "identity.manage" not in role.permissions:
        return
    others = Grant.objects.filter(
        user=actor, role__permissions__contains=["identity.manage"]
    ).exclude(role=role)
    if not others.exists():
        raise RuleViolation("own_management_lost", field="permissions")
