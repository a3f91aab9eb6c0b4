"""The list of visits as a table."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.terms import Tier
from yingke.domains.procedures.models import VisitType
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import ways_to_see
from yingke.domains.visits.queries.lists import SHOWN, matching
from yingke.domains.visits.terms import CLOSED_STATES, LeadClass, VisitState
from yingke.domains.visits.web import words
from yingke.foundation.identity.queries import sites
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.naming import worded
from yingke.foundation.ui.components.signs import person, pill
from yingke.foundation.ui.tables import Column, Filters, Order, Table, row_address
from yingke.foundation.ui.widgets import DatePicker

OPEN = "open"


class VisitFilters(Filters):
    """What narrows the list of visits."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("All")), (OPEN, _("All open")), *VisitState.choices],
        required=False,
    )
    mine = forms.ChoiceField(
        label=_("My role"),
        choices=[
            ("", _("All")),
            ("host", _("Lead host")),
            ("coordinator", _("Coordinator")),
            ("requester", _("Requester")),
        ],
        required=False,
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
            queryset = matching(queryset, chosen["q"])
        if chosen["state"] == OPEN:
            queryset = queryset.exclude(state__in=CLOSED_STATES)
        elif chosen["state"]:
            queryset = queryset.filter(state=chosen["state"])
        person_field = {"host": "lead_host"}.get(chosen["mine"] or "", chosen["mine"])
        equals = {
            "visit_type": chosen["visit_type"],
            "site": chosen["site"],
            "account__tier": chosen["tier"],
            "arrives_at__gte": chosen["since"] and _midnight(chosen["since"]),
            "arrives_at__lt": chosen["until"] and _midnight(chosen["until"] + timedelta(days=1)),
        }
        if person_field:
            equals[person_field] = self.user
        return queryset.filter(**{name: value for name, value in equals.items() if value})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), timezone.get_current_timezone())


def _state(visit: Visit) -> SafeString:
    return pill(worded(VisitState, visit.state), tone=words.STATE_TONES[visit.state], dot=True)


def _tier(visit: Visit) -> SafeString:
    tone = words.TIER_TONES.get(visit.account.tier, "neutral")
    return pill(worded(Tier, visit.account.tier), tone=tone, shape="square")


def _host(visit: Visit) -> SafeString | None:
    return person(visit.lead_host.label) if visit.lead_host else None


def _lead(visit: Visit) -> SafeString | None:
    if visit.lead_class == LeadClass.NORMAL:
        return None
    return pill(worded(LeadClass, visit.lead_class), tone=words.LEAD_TONES[visit.lead_class])


class VisitTable(Table):
    """Visits, the latest arrival first."""

    code, label = "visits", _("Visits")
    filters = VisitFilters
    columns = (
        Column("title", _("Visit"), "title", lead=True, grow=True),
        Column("number", _("Number"), "number", sort="number"),
        Column("account", _("Customer"), "account.label"),
        Column("tier", _("Tier"), _tier, text=lambda visit: worded(Tier, visit.account.tier)),
        Column("state", _("Status"), _state, text=lambda visit: worded(VisitState, visit.state)),
        Column("arrives_at", _("Arrival"), "arrives_at", sort="arrival"),
        Column("headcount", _("Guests"), "headcount", align="end"),
        Column("host", _("Lead host"), _host, text=lambda visit: str(visit.lead_host or "")),
        Column("site", _("Site"), "site.label", hidden=True),
        Column("visit_type", _("Visit type"), "visit_type.label", hidden=True),
        Column(
            "coordinator",
            _("Coordinator"),
            lambda visit: visit.coordinator.label if visit.coordinator else None,
            hidden=True,
        ),
        Column(
            "lead_class",
            _("Lead time"),
            _lead,
            text=lambda visit: worded(LeadClass, visit.lead_class),
            hidden=True,
        ),
    )
    orders = {
        "arrival": Order(_("Arrival"), ("-arrives_at", "-pk")),
        "number": Order(_("Number"), ("number", "pk")),
    }
    empty_title = _("No visits yet")
    empty_text = _("Every visit starts with a request.")

    def __init__(self, request: UserRequest) -> None:
        self.filters = partial(VisitFilters, user=request.user)  # type: ignore[misc,assignment]  # "mine" needs to know whose
        shown = Visit.objects.select_related(*SHOWN)
        super().__init__(request, shown, among=ways_to_see(request.user))

    @staticmethod
    def row_url(visit: Visit) -> str:
        return row_address("visits:detail", visit.pk)
