"""The permissions of this package, and the register of everybody's.

A package declares in its `permissions.py` a mapping `PERMISSIONS` of permission to description.
It may name in `PERSONAL` those that a delegation never passes on.
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
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel import errors

View = Callable[..., HttpResponse]

PERMISSIONS: dict[str, str | Promise] = {
    "identity.manage": _("Manage people, roles and the organisation tree"),
    "identity.edit_sites": _("Edit sites"),
}
PERSONAL = frozenset({"identity.manage"})

require = errors.require


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


def needs(*either: str) -> Callable[[View], View]:
    """Show a view to those with one of the permissions; to everybody else the page is not there.

    Who has not signed in is asked to.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not any(user.may(permission) for permission in either):  # type: ignore[union-attr]  # login_required leaves only our User
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
