"""The permissions of this package, and the register of everybody's.

A package declares in its `permissions.py` a mapping `PERMISSIONS` of permission to description.
It may name in `PERSONAL` those that a delegation never passes on.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PERMISSIONS: dict[str, str | Promise] = {
    "identity.manage": _("Manage people, roles and the organisation tree"),
}
PERSONAL = frozenset({"identity.manage"})


@cache
def declared() -> Mapping[str, str | Promise]:
    """Every permission of the installed packages with its description, sorted by name."""
    found: dict[str, str | Promise] = {}
    for module in _modules():
        found.update(getattr(module, "PERMISSIONS", {}))
    return dict(sorted(found.items()))


@cache
def personal() -> frozenset[str]:
    """The permissions that stay with the person when he delegates."""
    return frozenset().union(*(getattr(module, "PERSONAL", ()) for module in _modules()))


def require(allowed: bool) -> None:
    """Refuse with `PermissionDenied` unless allowed; services ask it before they write."""
    if not allowed:
        raise PermissionDenied


def _modules() -> Iterator[ModuleType]:
    for config in apps.get_app_configs():
        if config.name.startswith("yingke."):
            name = f"{config.name}.permissions"
            if find_spec(name) is not None:
                yield import_module(name)
