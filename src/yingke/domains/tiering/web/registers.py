"""The register of ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import queries as customers
from yingke.domains.tiering import permissions
from yingke.domains.tiering.models import Rating
from yingke.domains.tiering.services.ratings import save_rating
from yingke.domains.tiering.web.forms import RatingForm
from yingke.foundation.ui import register
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.tables import Column

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yingke.foundation.identity.models import User


def _visible(user: User) -> QuerySet[Rating]:
    rows = Rating.objects.select_related("account", "rater")
    if not (permissions.can_see(user) or permissions.can_rate(user)):
        return rows.none()
    return rows.filter(account__in=customers.visible_to(user))


RATINGS = Register(
    code="ratings",
    model=Rating,
    label=_("Ratings"),
    new=_("New rating"),
    icon="star",
    path="tiers/ratings/",
    rows=_visible,
    can_edit=permissions.can_rate,
    columns=(
        Column("account", _("Customer"), "account.label", lead=True, grow=True),
        "aspect",
        "score",
        "rated_on",
        Column("rater", _("Rated by"), lambda row: row.rater.label if row.rater else ""),
    ),
    hidden=("note",),
    filters=("aspect",),
    order=("-rated_on", "-pk"),
    key=("account", "aspect", "rated_on"),
    form=RatingForm,
    save=save_rating,
    needs=("tiering.see", "tiering.rate"),
)
register.add(RATINGS)
