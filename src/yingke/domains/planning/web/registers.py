"""Registers of needs and timing rules."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yingke.domains.planning import permissions
from yingke.domains.planning.models import Need, Timing
from yingke.domains.planning.services import needs as services
from yingke.domains.procedures.models import VisitType
from yingke.foundation.identity.queries import listed_for
from yingke.foundation.ui import register
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.register import IN_USE, OUT_OF_USE, Register

EDITORS: Final = "planning.edit"
COMMON: Final[dict[str, Any]] = {
    "can_edit": permissions.can_edit,
    "filters": ("visit_type", "item_kind"),
    "order": ("item_kind", "pk"),
    "key": ("visit_type", "item_kind", "name"),
    "bulk": (OUT_OF_USE, IN_USE),
    "group": "planning",
    "needs": (EDITORS,),
}


class NeedForm(ModelEditForm):
    querysets = {"visit_type": lambda user: VisitType.objects.filter(active=True)}

    class Meta:
        model = Need
        fields = (
            *("item_kind", "visit_type", "name", "name_en", "kind", "role", "count"),
            *("skill_kind", "level", "certified", "guests_language", "seats", "equipment"),
            *("optional", "weight", "continuity", "active"),
        )


class TimingForm(ModelEditForm):
    querysets = {"visit_type": lambda user: VisitType.objects.filter(active=True)}

    class Meta:
        model = Timing
        fields = (
            *("item_kind", "visit_type", "name", "name_en", "earliest", "latest"),
            *("after", "keeps_order", "active"),
        )


NEEDS = Register(
    code="needs",
    model=Need,
    label=_("Needs of agenda items"),
    new=_("New need"),
    icon="list-checks",
    path="settings/needs/",
    rows=lambda user: listed_for(user, Need.objects.select_related("visit_type"), editors=EDITORS),
    columns=("name", "item_kind", "visit_type", "kind", "role", "count", "optional", "active"),
    hidden=(
        *("skill_kind", "level", "certified", "guests_language", "seats", "equipment"),
        *("weight", "continuity"),
    ),
    form=NeedForm,
    save=services.save_need,
    **COMMON,
)
TIMINGS = Register(
    code="timings",
    model=Timing,
    label=_("Timing of agenda items"),
    new=_("New timing rule"),
    icon="clock",
    path="settings/timings/",
    rows=lambda user: listed_for(
        user, Timing.objects.select_related("visit_type"), editors=EDITORS
    ),
    columns=("name", "item_kind", "visit_type", "earliest", "latest", "after", "active"),
    hidden=("keeps_order",),
    form=TimingForm,
    save=services.save_timing,
    **COMMON,
)
register.add(NEEDS, TIMINGS)
