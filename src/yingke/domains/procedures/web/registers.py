"""The items of standard agendas: what each shows, and how it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures import permissions
from yingke.domains.procedures.models import StandardItem, VisitType
from yingke.domains.procedures.queries import standard_agenda as queries
from yingke.domains.procedures.services import standard_agenda as services
from yingke.foundation.ui import register
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.register import IN_USE, OUT_OF_USE, Register

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


class StandardItemForm(ModelEditForm):
    """An item of a standard agenda."""

    querysets = {"visit_type": lambda user: VisitType.objects.filter(active=True)}
    fixed = ("visit_type",)

    class Meta:
        model = StandardItem
        fields = (
            *("visit_type", "kind", "name", "name_en", "day", "starts", "length"),
            *("resource_kind", "roles", "place", "note", "interactive", "active"),
        )


def _may_edit(user: User, row: StandardItem | None = None) -> bool:
    return permissions.can_edit(user)


STANDARD_ITEMS = Register(
    code="standard-agenda-items",
    model=StandardItem,
    label=_("Standard agendas"),
    new=_("New agenda item"),
    icon="calendar-plus",
    path="settings/standard-agendas/",
    rows=queries.visible_to,
    can_edit=_may_edit,
    columns=("name", "visit_type", "day", "starts", "length", "kind", "resource_kind", "active"),
    hidden=("roles", "place", "note", "interactive"),
    filters=("visit_type", "kind"),
    order=("visit_type_id", "day", "starts", "pk"),
    key=("visit_type", "day", "starts", "name"),
    bulk=(OUT_OF_USE, IN_USE),
    form=StandardItemForm,
    save=services.save_item,
    shown_at=lambda row: reverse("procedures:type", args=[row.visit_type_id]),
)
register.add(STANDARD_ITEMS)
