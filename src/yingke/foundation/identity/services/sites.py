"""Adding and editing sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from yingke.foundation.identity.models import Site
from yingke.foundation.identity.permissions import require
from yingke.foundation.kernel.changes import locked_or_new, write
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.signals import send_saved

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def save_site(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Site:
    """Add a site, or edit the given columns of one; a new one needs `code` and `name`."""
    require(actor is None or actor.may("identity.edit_sites"), "identity.edit_sites")
    site = locked_or_new(Site, pk, version)
    if columns.get("timezone"):
        _check_timezone(columns["timezone"])
    done = write(site, columns)
    send_saved(actor, site, done, added="identity.site_added", changed="identity.site_changed")
    return site


def _check_timezone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise RuleViolation("timezone_unknown", field="timezone", timezone=name) from None
