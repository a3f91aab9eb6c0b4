"""Editing roles and who holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from yingke.foundation.identity import permissions as register
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
    carried = _known(permissions, held=())
    role = Role.objects.create(
        code=code, name=name, name_en=name_en, permissions=carried, position=last + 1
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
    """Change what a role is called and what it allows; it takes effect with the next page."""
    require_manager(actor)
    role = Role.objects.select_for_update().get(pk=role_id)
    require_current(stored=role.version, edited=version)
    carried = _known(permissions, held=role.permissions)
    if actor is not None and not actor.is_superuser:
        _keep_a_manager(actor, role, carried)
    before = _columns(role)
    role.name, role.name_en, role.permissions = name, name_en, carried
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
    """Give a person a role, in the whole company or in one unit; a second time changes nothing."""
    require_manager(actor)
    role = Role.objects.get(code=role_code)
    unit = None if unit_id is None else OrgUnit.objects.get(pk=unit_id)
    user = User.objects.select_for_update().get(pk=user_id)
    grant, created = Grant.objects.get_or_create(user=user, role=role, unit=unit)
    if created:
        send_change(actor, "identity.role_granted", (user.pk, user.name), after=_held(grant))
    return grant


@transaction.atomic
def revoke_role(*, actor: User | None, grant_id: int) -> None:
    """Take a role away; nobody takes his own management of identities away."""
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
        actor, "identity.role_revoked", (grant.user.pk, grant.user.name), after=_held(grant)
    )
    grant.delete()


def _columns(role: Role) -> dict[str, Any]:
    return {
        "name": role.name,
        "name_en": role.name_en,
        "permissions": sorted(role.permissions),
    }


def _held(grant: Grant) -> dict[str, Any]:
    return {"role": grant.role.name, "unit": grant.unit.name if grant.unit else ""}


def _known(permissions: Iterable[str], *, held: Iterable[str]) -> list[str]:
    """The permissions sorted; one that no package declares may stay but not come in."""
    wanted = set(permissions)
    unknown = wanted - set(register.declared()) - set(held)
    if unknown:
        raise RuleViolation("unknown_permission", field="permissions", codes=sorted(unknown))
    return sorted(wanted)


def _keep_a_manager(actor: User, role: Role, carried: list[str]) -> None:
    if "identity.manage" in carried or "identity.manage" not in role.permissions:
        return
    others = Grant.objects.filter(
        user=actor, role__permissions__contains=["identity.manage"]
    ).exclude(role=role)
    if not others.exists():
        raise RuleViolation("own_management_lost", field="permissions")
