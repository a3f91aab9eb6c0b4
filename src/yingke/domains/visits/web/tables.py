"""The list of visits as a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.terms import Tier
from yingke.domains.procedures.models import VisitType
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import lists, ways_to_see
from yingke.domains.visits.terms import LeadClass, VisitState
from yingke.domains.visits.web import words
from yingke.foundation.identity.queries import active_users, sites
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.naming import in_language, worded
from yingke.foundation.ui.components.signs import person, pill
from yingke.foundation.ui.tables import BulkAction, Column, Filters, Order, Table, View, row_address
from yingke.foundation.ui.widgets import Combobox, DatePicker

ALL = [("", _("All"))]
SELECTIONS: dict[str, tuple[object, Callable[[QuerySet[Visit]], QuerySet[Visit]]]] = {
    "open": (_("All open"), lists.unclosed),
    "coming": (_("Next seven days"), lists.coming),
    "waiting": (_("Waiting for approval"), lists.waiting),
    "left": (_("Past but open"), lists.left_open),
}
ROLES = {"host": _("Lead host"), "coordinator": _("Coordinator"), "requester": _("Requester")}


class VisitFilters(Filters):
    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("Status"),
        choices=[
            *ALL,
            *((code, label) for code, (label, _select) in SELECTIONS.items()),
            *VisitState.choices,
        ],
        required=False,
    )
    mine = forms.ChoiceField(
        label=_("My role"),
        choices=[*ALL, ("any", _("Participant")), *ROLES.items()],
        required=False,
    )
    host = forms.ModelChoiceField(
        label=_("Lead host"),
        queryset=active_users(),
        required=False,
        widget=Combobox(source=reverse_lazy("visits:hosts"), placeholder=_("All")),
    )
    visit_type = forms.ModelChoiceField(
        label=_("Visit type"),
        queryset=VisitType.objects.all(),
        required=False,
        empty_label=_("All"),
    )
    site = forms.ModelChoiceField(
        label=_("Site"), queryset=sites(), required=False, empty_label=_("All")
    )
    tier = forms.ChoiceField(
        label=_("Tier"), choices=[("", _("All")), *Tier.choices], required=False
    )
    since = forms.DateField(label=_("Arriving from"), widget=DatePicker, required=False)
    until = forms.DateField(label=_("Arriving until"), widget=DatePicker, required=False)

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.cleaned_data
        if chosen["q"]:
            queryset = lists.matching(queryset, chosen["q"])
        if chosen["state"] in SELECTIONS:
            queryset = SELECTIONS[chosen["state"]][1](queryset)
        elif chosen["state"]:
            queryset = queryset.filter(state=chosen["state"])
        fields = {"any": "members__user", "host": "lead_host"}
        if role := chosen["mine"]:
            queryset = queryset.filter(**{fields.get(role, role): self.user})
        equals = {
            "lead_host": chosen["host"],
            "visit_type": chosen["visit_type"],
            "site": chosen["site"],
            "account__tier": chosen["tier"],
            "arrives_at__gte": chosen["since"] and _midnight(chosen["since"]),
            "arrives_at__lt": chosen["until"] and _midnight(chosen["until"] + timedelta(days=1)),
        }
        return queryset.filter(**{name: value for name, value in equals.items() if value})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), timezone.get_current_timezone())


Row = Mapping[str, Any]


def _pill(code: str, words_of: Any, tones: Mapping[str, Any], **shape: Any) -> SafeString:
    return pill(worded(words_of, code), tone=tones.get(code, "neutral"), **shape)


def _state(row: Row) -> SafeString:
    return _pill(row["state"], VisitState, words.STATE_TONES, dot=True)


def _tier(row: Row) -> SafeString:
    return _pill(row["account__tier"], Tier, words.TIER_TONES, shape="square")


def _host(row: Row) -> SafeString | None:
    name = row["lead_host__name"]
    return person(in_language(name, row["lead_host__name_en"])) if name else None


def _lead(row: Row) -> SafeString | None:
    if row["lead_class"] == LeadClass.NORMAL:
        return None
    return _pill(row["lead_class"], LeadClass, words.LEAD_TONES)


class VisitTable(Table):
    """Visits, active ones first and soonest on top."""

    code, label = "visits", _("Visits")
    filters = VisitFilters
    as_values = True
    built_in = (
        View(_("Mine"), "mine=any&state=open"),
        *(View(SELECTIONS[code][0], f"state={code}") for code in ("coming", "waiting", "left")),
    )
    columns = (
        Column("title", _("Visit"), "title", lead=True, grow=True),
        Column("number", _("Number"), "number", sort="number"),
        Column("account", _("Customer"), "account__label"),
        Column("tier", _("Tier"), _tier, reads=("account__tier",)),
        Column("state", _("Status"), _state, reads=("state",)),
        Column("arrives_at", _("Arrival"), "arrives_at", sort="arrival"),
        Column("headcount", _("Guests"), "headcount", align="end"),
        Column(
            "host", _("Lead host"), _host,
            text=lambda row: in_language(row["lead_host__name"] or "", row["lead_host__name_en"]),
            reads=("lead_host__name", "lead_host__name_en"),
        ),
        Column("site", _("Site"), "site__label", hidden=True),
        Column("visit_type", _("Visit type"), "visit_type__label", hidden=True),
        Column("coordinator", _("Coordinator"), "coordinator__label", hidden=True),
        Column("lead_class", _("Lead time"), _lead, reads=("lead_class",), hidden=True),
    )  # fmt: skip
    orders = {
        "open": Order(_("Open first"), ("in_list", "pk")),
        "arrival": Order(_("Arrival"), ("-arrives_at", "-pk")),
        "number": Order(_("Number"), ("number", "pk")),
    }
    bulk = (
        BulkAction(
            _("Remind"), "visits:bulk-remind", icon="bell", permission="visits.coordinate",
            confirm=_("Remind everyone with overdue work in these visits?"),
        ),
        BulkAction(
            _("Assign coordinator"), "visits:bulk-coordinator", icon="user-cog",
            permission="visits.coordinate",
        ),
        BulkAction(_("Export"), "visits:bulk-export", icon="download"),
    )  # fmt: skip
    empty_title = _("No visits yet")
    empty_text = _("Every visit starts with a request.")

    def __init__(self, request: UserRequest, keys: Collection[int] | None = None) -> None:
        """The visits that the user of the request sees; with `keys`, those among them alone."""
        self.filters = partial(VisitFilters, user=request.user)  # type: ignore[misc,assignment]  # "mine" needs to know whose
        rows = Visit.objects.annotate(in_list=F("list_order"))
        ways = ways_to_see(request.user)
        if keys is not None:
            ways = [way.filter(pk__in=keys) for way in ways]
        super().__init__(request, rows, among=ways)

    @staticmethod
    def row_url(row: Row) -> str:
        return row_address("visits:detail", row["pk"])
