"""The registers of ratings, entitlements and placements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import queries as customers
from yingke.domains.tiering import permissions
from yingke.domains.tiering.models import Entitlement, Placement, PlaybookStep, Rating, SavePlan
from yingke.domains.tiering.queries.entitlements import placements_visible_to
from yingke.domains.tiering.queries.health import plans_visible_to
from yingke.domains.tiering.services.entitlements import save_entitlement, save_placement
from yingke.domains.tiering.services.health import save_plan, save_step
from yingke.domains.tiering.services.ratings import save_rating
from yingke.domains.tiering.web.entitlement_forms import (
    EntitlementForm,
    PlacementForm,
    SavePlanForm,
    StepForm,
)
from yingke.domains.tiering.web.forms import RatingForm
from yingke.foundation.ui import register
from yingke.foundation.ui.register import IN_USE, OUT_OF_USE, Register
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
ENTITLEMENTS = Register(
    code="entitlements",
    model=Entitlement,
    label=_("Entitlements"),
    new=_("New entitlement"),
    icon="award",
    path="entitlements/table/",
    rows=lambda user: Entitlement.objects.all(),
    can_edit=permissions.can_edit_entitlements,
    needs=("tiering.see", "tiering.edit_entitlements"),
    columns=("name", "tier", "lasting", "every", "owed_by", "top", "active"),
    hidden=("note", "name_en"),
    filters=("tier",),
    key=("tier", "name"),
    bulk=(OUT_OF_USE, IN_USE),
    form=EntitlementForm,
    save=save_entitlement,
    group="entitlements",
)
PLACEMENTS = Register(
    code="placements",
    model=Placement,
    label=_("Technical managers on site"),
    new=_("New placement"),
    icon="user-cog",
    path="entitlements/placements/",
    rows=lambda user: placements_visible_to(user).select_related("account", "person"),
    can_edit=permissions.can_place,
    needs=("tiering.see", "tiering.act", "tiering.edit_entitlements"),
    columns=(
        Column("account", _("Customer"), "account.label", lead=True, grow=True),
        Column("person", _("Technical manager"), "person.label"),
        *("begins_on", "ends_on"),
    ),
    hidden=("note",),
    order=("-begins_on", "-pk"),
    key=("account", "person", "begins_on"),
    form=PlacementForm,
    save=save_placement,
    group="entitlements",
)
STEPS = Register(
    code="playbooks",
    model=PlaybookStep,
    label=_("Playbooks"),
    new=_("New step"),
    icon="route",
    path="entitlements/playbooks/",
    rows=lambda user: PlaybookStep.objects.all(),
    can_edit=permissions.can_edit_entitlements,
    needs=("tiering.see", "tiering.edit_entitlements"),
    columns=("name", "signal", "position", "owed_by", "days", "active"),
    hidden=("name_en",),
    filters=("signal",),
    key=("signal", "name"),
    bulk=(OUT_OF_USE, IN_USE),
    form=StepForm,
    save=save_step,
    group="entitlements",
)
SAVE_PLANS = Register(
    code="save-plans",
    model=SavePlan,
    label=_("Save plans"),
    new=_("New save plan"),
    icon="life-buoy",
    path="entitlements/save-plans/",
    rows=lambda user: plans_visible_to(user).select_related("account", "owner"),
    can_edit=permissions.can_save,
    needs=("tiering.see", "tiering.act"),
    columns=(
        Column("account", _("Customer"), "account.label", lead=True, grow=True),
        *("cause", "at_risk", "state", "rescued", "opened_on"),
    ),
    hidden=("alternatives", "owner", "closed_on"),
    filters=("state",),
    order=("-opened_on", "-pk"),
    key=("account", "opened_on"),
    form=SavePlanForm,
    save=save_plan,
    group="entitlements",
)
register.add(RATINGS, ENTITLEMENTS, PLACEMENTS, STEPS, SAVE_PLANS)
