"""Roles and grants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from yingke.foundation.identity import permissions as registry
from yingke.foundation.identity.models import Grant, OrgUnit, Role, User
from yingke.foundation.identity.services.authority import require_current, require_manager
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.signals import send_change

if TYPE_CHECKING:
    from collections.abc import Iterable


@transaction.atomic
def create_role(
    *, actor: User | None, code: str, name: str, name_en: str, permissions: Iterable[str]
) -> Role:
    """Add a role after the existing ones."""
    require_manager(actor)
    if Role.objects.filter(code=code).exists():
        raise RuleViolation("code_taken", field="code", taken=code)
    last = Role.objects.aggregate(last=Max("position"))["last"] or 0
    allowed = _validated(permissions, held=())
    role = Role.objects.create(
        code=code, name=name, name_en=name_en, permissions=allowed, position=last + 1
    )
    send_change(actor, "identity.role_added", (role.pk, role.name), after=_columns(role))
    return role


@transaction.atomic
def update_role(
    *,
    actor: User | None,
    role_id: int,
    version: int,
    name: str,
    name_en: str,
    permissions: Iterable[str],
) -> Role:
    """Change the names and permissions of a role, effective with the next request."""
    require_manager(actor)
    role = Role.objects.select_for_update().get(pk=role_id)
    require_current(stored=role.version, edited=version)
    allowed = _validated(permissions, held=role.permissions)
    if actor is not None and not actor.is_superuser:
        _require_management_kept(actor, role, allowed)
    before = _columns(role)
    role.name, role.name_en, role.permissions = name, name_en, allowed
    role.version += 1
    role.save(update_fields=["name", "name_en", "permissions", "version"])
    send_change(
        actor,
        "identity.role_changed",
        (role.pk, role.name),
        before=before,
        after=_columns(role),
    )
    return role


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


def _columns(role: Role) -> dict[str, Any]:
    return {
        "name": role.name,
        "name_en": role.name_en,
        "permissions": sorted(role.permissions),
    }


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
