"""Permissions on service cases; a case is seen by who may see its customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "service.view": _("View service cases of visible customers"),
    "service.edit": _("Add, edit and import service cases"),
}
DEFAULT_ROLES = {
    "service.view": ("coordinator", "account-manager", "director", "manager", "host"),
    "service.edit": ("coordinator", "account-manager", "director", "admin"),
}


def can_view(actor: User) -> bool:
    return actor.may("service.view") or actor.may("service.edit")


def can_edit(actor: User, row: object = None) -> bool:
    return actor.may("service.edit")
