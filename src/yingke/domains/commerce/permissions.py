"""Permissions on commerce; a row is seen by who may see its customer and holds `commerce.view`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "commerce.view": _("View orders, payments, contracts and quotes of visible customers"),
    "commerce.edit": _("Add, edit and import orders, payments, contracts and quotes"),
}
DEFAULT_ROLES = {
    "commerce.view": ("account-manager", "director", "manager", "finance"),
    "commerce.edit": ("finance", "admin"),
}


def can_view(actor: User) -> bool:
    return actor.may("commerce.view") or actor.may("commerce.edit")


def can_edit(actor: User, row: object = None) -> bool:
    return actor.may("commerce.edit")
