"""Permissions to edit visit types, request forms and procedures."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

PERMISSIONS: dict[str, str | Promise] = {
    "procedures.edit": _("Edit visit types, procedures and approval chains"),
}
DEFAULT_ROLES = {
    "procedures.edit": ("admin",),
}


def can_edit(user: "User") -> bool:
    return user.may("procedures.edit")
