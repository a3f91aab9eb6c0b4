"""Adding and editing sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from yingke.foundation.identity.models import Site
from yingke.foundation.identity.permissions import require
from yingke.foundation.identity.services.authority import require_current
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.facts import tell
from yingke.foundation.kernel.naming import pinyin_key

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def save_site(
    *, actor: User | None, site_id: int | None = None, version: int = 0, **columns: Any
) -> Site:
    """Add a site, or edit the given columns of one; a new one needs `code` and `name`."""
    require(actor is None or actor.may("identity.edit_sites"), "identity.edit_sites")
    if columns.get("timezone"):
        _check_timezone(columns["timezone"])
    others = Site.objects.exclude(pk=site_id) if site_id else Site.objects.all()
    if "code" in columns and others.filter(code=columns["code"]).exists():
        raise RuleViolation("site_code_taken", field="code", site_code=columns["code"])
    if site_id is None:
        site = Site.objects.create(sort_key=pinyin_key(columns["name"]), **columns)
        tell(actor, "identity.site_added", (site.pk, site.name), after={"name": site.name})
        return site
    site = Site.objects.select_for_update().get(pk=site_id)
    require_current(stored=site.version, edited=version)
    before = {name: getattr(site, name) for name in columns}
    for name, value in columns.items():
        setattr(site, name, value)
    site.version += 1
    site.sort_key = pinyin_key(site.name)
    site.save(update_fields=[*columns, "sort_key", "version"])
    tell(actor, "identity.site_changed", (site.pk, site.name), before=before, after=columns)
    return site


def _check_timezone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise RuleViolation("timezone_unknown", field="timezone", timezone=name) from None
