"""Sites: what each shows, and how it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity import queries, services
from yingke.foundation.identity.models import Site
from yingke.foundation.identity.web.forms import SiteForm
from yingke.foundation.ui import register
from yingke.foundation.ui.register import IN_USE, OUT_OF_USE, Register

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def _edits_sites(user: User, site: Site | None = None) -> bool:
    return user.may("identity.edit_sites")


SITES = Register(
    code="sites",
    model=Site,
    label=_("Sites"),
    new=_("New site"),
    icon="landmark",
    path="settings/sites/",
    rows=queries.sites_visible_to,
    can_edit=_edits_sites,
    columns=("name", "code", "address", "calendar"),
    hidden=("meeting_point", "timezone", "active"),
    key=("code",),
    bulk=(OUT_OF_USE, IN_USE),
    form=SiteForm,
    save=services.save_site,
)
register.add(SITES)
