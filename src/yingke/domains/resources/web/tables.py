"""The register as lists: rooms, vehicles, kit, hotels, suppliers, sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingke.domains.resources.terms import Compliance, SupplierKind
from yingke.foundation.identity.models import Site
from yingke.foundation.ui.components.library import Tone
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.tables import Column, Filters, Order, Table

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

BY_NAME = {"name": Order(_("Known as"), ("sort_key", "pk"))}
NAME = Column("name", _("Known as"), "label", lead=True, sort="name", grow=True)
SITE = Column("site", _("Site"), "site.label")
COMPLIANCE_TONES: dict[str, Tone] = {
    Compliance.APPROVED: "green",
    Compliance.PENDING: "amber",
    Compliance.SUSPENDED: "neutral",
}


class NameFilters(Filters):
    """By any part of a name."""

    q = forms.CharField(label=_("Search"), required=False)

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for word in (self.cleaned_data["q"] or "").split():
            queryset = queryset.filter(Q(name__icontains=word) | Q(name_en__icontains=word))
        return queryset


class SiteFilters(NameFilters):
    """By name and site."""

    site = forms.ModelChoiceField(
        label=_("Site"), queryset=Site.objects.none(), required=False, to_field_name="code"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.order_by("sort_key")

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        queryset = super().narrow(queryset)
        site = self.cleaned_data["site"]
        return queryset.filter(site=site) if site else queryset


def in_use(row: Any) -> SafeString:
    """Whether a thing can be used."""
    return pill(gettext("In use"), tone="green") if row.active else pill(gettext("Out of use"))


def services_of(supplier: Any) -> str:
    """The services of a supplier in words."""
    words = dict(SupplierKind.choices)
    return " · ".join(str(words.get(kind, kind)) for kind in supplier.kinds)


def compliance_of(supplier: Any) -> SafeString:
    """The compliance of a supplier as a pill."""
    return pill(supplier.get_compliance_display(), tone=COMPLIANCE_TONES[supplier.compliance])


STATE = Column("state", _("State"), in_use, hidden=True)


class _RegisterTable(Table):
    entry: ClassVar[str]
    orders = BY_NAME
    filters = SiteFilters
    empty_title = _("Nothing here yet")
    empty_text = _("Add the first one, or lift the filters.")


def _leads_to(entry: str) -> Any:
    return staticmethod(lambda row: reverse("resources:detail", args=[entry, row.pk]))


class RoomTable(_RegisterTable):
    """Meeting rooms and showrooms."""

    code, label = "rooms", _("Rooms")
    columns = (
        NAME,
        Column("kind", _("Kind"), "get_kind_display"),
        SITE,
        Column("location", _("Building and floor"), "location"),
        Column("capacity", _("Capacity"), "capacity", align="end"),
        STATE,
    )
    row_url = _leads_to("rooms")


class VehicleTable(_RegisterTable):
    """Vehicles with their drivers."""

    code, label = "vehicles", _("Vehicles")
    columns = (
        NAME,
        Column("plate", _("Number plate"), "plate"),
        Column("driver", _("Driver"), "driver"),
        SITE,
        Column("capacity", _("Seats"), "capacity", align="end"),
        STATE,
    )
    row_url = _leads_to("vehicles")


class KitTable(_RegisterTable):
    """Demonstration kit."""

    code, label = "kit", _("Demonstration kit")
    columns = (NAME, SITE, Column("note", _("Note"), "note"), STATE)
    row_url = _leads_to("kit")


class HotelTable(_RegisterTable):
    """Hotels near a site."""

    code, label = "hotels", _("Hotels")
    columns = (
        NAME,
        SITE,
        Column("stars", _("Stars"), "stars", align="end"),
        Column("minutes", _("Minutes to the site"), "minutes_to_site", align="end"),
        Column("rate", _("Agreed rate per night"), "agreed_rate", align="end"),
        STATE,
    )
    row_url = _leads_to("hotels")


class SupplierTable(_RegisterTable):
    """Suppliers and whether they may be used."""

    code, label = "suppliers", _("Suppliers")
    filters = NameFilters
    columns = (
        NAME,
        Column("kinds", _("Services"), services_of),
        Column(
            "compliance",
            _("Compliance"),
            compliance_of,
            text=lambda row: str(row.get_compliance_display()),
        ),
        Column("until", _("Approved until"), "compliant_until"),
        Column("contact", _("Contact person"), "contact_name"),
        STATE,
    )
    row_url = _leads_to("suppliers")


class SiteTable(_RegisterTable):
    """Sites."""

    code, label = "sites", _("Sites")
    filters = NameFilters
    columns = (
        NAME,
        Column("code", _("Code"), "code"),
        Column("address", _("Address"), "address"),
        Column("calendar", _("Working calendar"), "calendar"),
        STATE,
    )
    row_url = _leads_to("sites")
