"""Permissions of this package, and the registry of all permissions.

A package declares a mapping `PERMISSIONS` of permission to description in its `permissions.py`.
`DEFAULT_ROLES` names the roles that have each from the start: they are given it once, when it is
new, and what the company then gives or takes stays. `PERSONAL` lists those that a delegation does
not pass on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import errors

View = Callable[..., HttpResponseBase]

PERMISSIONS: dict[str, str | Promise] = {
    "identity.manage": _("Manage users, roles and the organisation"),
    "identity.edit_sites": _("Edit sites"),
}
DEFAULT_ROLES = {
    "identity.manage": ("admin",),
    "identity.edit_sites": ("coordinator", "logistics", "admin"),
}
PERSONAL = frozenset({"identity.manage"})

require = errors.require


@cache
def declared() -> Mapping[str, str | Promise]:
    """Return all permissions of the installed packages with their descriptions, sorted."""
    found: dict[str, str | Promise] = {}
    for module in _modules():
        found.update(getattr(module, "PERMISSIONS", {}))
    return dict(sorted(found.items()))


@cache
def personal() -> frozenset[str]:
    """Return the permissions that a delegation does not pass on."""
    return frozenset().union(*(getattr(module, "PERSONAL", ()) for module in _modules()))


@cache
def defaults() -> Mapping[str, frozenset[str]]:
    """Return the permissions that each role has from the start, by its code."""
    found: dict[str, set[str]] = {}
    for module in _modules():
        for permission, roles in getattr(module, "DEFAULT_ROLES", {}).items():
            for role in roles:
                found.setdefault(role, set()).add(permission)
    return {role: frozenset(held) for role, held in found.items()}


def needs(*either: str) -> Callable[[View], View]:
    """Restrict a view to users with one of these permissions; others get a 404.

    Anonymous users are sent to the sign-in page.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = request.user
            if not any(user.may(permission) for permission in either):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _modules() -> Iterator[ModuleType]:
    for config in apps.get_app_configs():
        if config.name.startswith("yingke."):
            name = f"{config.name}.permissions"
            if find_spec(name) is not None:
                yield import_module(name)
