"""Registers of promises and opportunities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers import queries as customers
from yingke.domains.growth import permissions, queries, services
from yingke.domains.growth.models import Opportunity, Promise
from yingke.domains.growth.terms import OpportunityKind, OpportunityStage
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit
from yingke.foundation.identity.queries import active_users
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.naming import worded
from yingke.foundation.ui import register
from yingke.foundation.ui.components.library import Tone
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.tables import Column, Filters, Order
from yingke.foundation.ui.widgets import Combobox

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

CUSTOMERS = Combobox(source=reverse_lazy("customers:options"))
PEOPLE = Combobox(source=reverse_lazy("customers:contact-options"))
ACCOUNT = Column("account", gettext_lazy("Customer"), "account.label")
STAGE_TONES: Final[dict[str, Tone]] = {
    OpportunityStage.WON: "green",
    OpportunityStage.LOST: "neutral",
}
SHOWN = (("", gettext_lazy("All")), ("open", gettext_lazy("Open")), ("late", gettext_lazy("Late")))


def today() -> date:
    return clock.today(ZoneInfo(settings.TIME_ZONE))


def _matching(queryset: QuerySet[Any], words: str, *columns: str) -> QuerySet[Any]:
    for word in words.split():
        anywhere = Q(account__search_text__contains=word.casefold())
        for column in columns:
            anywhere |= Q(**{f"{column}__icontains": word})
        queryset = queryset.filter(anywhere)
    return queryset


class PromiseFilters(Filters):
    """Search by customer or text; open or late ones only."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False)
    which = forms.ChoiceField(label=gettext_lazy("Status"), choices=SHOWN, required=False)

    def narrow(self, queryset: QuerySet[Promise]) -> QuerySet[Promise]:
        if self.cleaned_data["which"]:
            queryset = queryset.filter(kept_at=None)
        if self.cleaned_data["which"] == "late":
            queryset = queryset.filter(due_on__lt=today())
        return _matching(queryset, self.cleaned_data["q"] or "", "text")


class OpportunityFilters(Filters):
    """Search by customer or subject; the type and the stage."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False)
    opportunity_kind = forms.ChoiceField(
        label=gettext_lazy("Type"),
        choices=[("", gettext_lazy("All")), *OpportunityKind.choices],
        required=False,
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        choices=[("", gettext_lazy("All")), *OpportunityStage.choices],
        required=False,
    )

    def narrow(self, queryset: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
        for name in ("opportunity_kind", "stage"):
            if self.cleaned_data[name]:
                queryset = queryset.filter(**{name: self.cleaned_data[name]})
        return _matching(queryset, self.cleaned_data["q"] or "", "title", "number")


class _OfAccountForm(ModelEditForm):
    """The visits offered are those of the customer that is chosen or stored."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        account = self.data.get("account") or self.initial.get("account")
        field = cast(forms.ModelChoiceField, self.fields["visit"])
        rows = Visit.objects.none() if user is None else visits.visible_to(user)
        offered = rows.filter(account=account) if str(account or "").isdecimal() else rows.none()
        field.queryset = offered.order_by("-arrives_at", "-pk")
        if self.instance._state.adding and user is not None:
            self.initial.setdefault("owner", user.pk)


class PromiseForm(_OfAccountForm):
    querysets = {
        "account": customers.account_choices,
        "contact": customers.contacts_visible_to,
        "owner": lambda user: active_users(),
    }
    wide = ("account", "text")

    class Meta:
        model = Promise
        fields = ("account", "text", "contact", "visit", "owner", "promised_on", "due_on")
        widgets = {"account": CUSTOMERS, "contact": PEOPLE, "owner": Combobox}

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.initial.setdefault("promised_on", today())


class OpportunityForm(_OfAccountForm):
    number = forms.CharField(
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("Leave empty to use the next number."),
        max_length=40,
        required=False,
    )

    fixed = ("number",)
    querysets = {
        "account": customers.account_choices,
        "owner": lambda user: active_users(),
    }
    wide = ("account", "title")

    class Meta:
        model = Opportunity
        fields = (
            *("account", "title", "opportunity_kind", "stage", "amount", "probability"),
            *("expected_on", "opened_on", "visit", "owner", "number"),
        )
        widgets = {"account": CUSTOMERS, "owner": Combobox}

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.initial.setdefault("opened_on", today())


def promise_pill(row: Promise) -> SafeString:
    """Whether a promise is kept, open or late."""
    if row.kept_at is not None:
        return pill(_("Kept"), tone="green", icon="check")
    return pill(_("Late"), tone="red") if row.due_on < today() else pill(_("Open"), tone="blue")


def stage_pill(row: Opportunity) -> SafeString:
    return pill(worded(OpportunityStage, row.stage), tone=STAGE_TONES.get(row.stage, "blue"))


PROMISES = Register(
    code="promises",
    model=Promise,
    label=gettext_lazy("Promises"),
    new=gettext_lazy("Record a promise"),
    icon="handshake",
    path="customers/promises/",
    rows=lambda user: queries.promises_visible_to(user).select_related(
        "account", "contact", "visit", "owner"
    ),
    can_edit=permissions.can_promise,
    columns=(
        *("text", ACCOUNT, "owner", "due_on"),
        Column("state", gettext_lazy("Status"), promise_pill),
    ),
    hidden=("contact", "visit", "promised_on", "kept_at", "proof"),
    filters=PromiseFilters,
    order=("-due_on", "-pk"),
    key=("account", "text"),
    form=PromiseForm,
    save=services.save_promise,
    group="growth",
)
OPPORTUNITIES = Register(
    code="opportunities",
    model=Opportunity,
    label=gettext_lazy("Opportunities"),
    new=gettext_lazy("New opportunity"),
    icon="trending-up",
    path="customers/opportunities/",
    rows=lambda user: queries.opportunities_visible_to(user).select_related(
        "account", "visit", "owner"
    ),
    can_edit=permissions.can_edit_opportunities,
    needs=("growth.opportunities", "growth.see_all"),
    columns=(
        *("title", ACCOUNT, "opportunity_kind", "amount", "probability", "expected_on"),
        Column("stage", gettext_lazy("Stage"), stage_pill),
    ),
    hidden=("number", "owner", "visit", "opened_on"),
    filters=OpportunityFilters,
    order=("-opened_on", "-pk"),
    orders={"number": Order(gettext_lazy("Number"), ("number",))},
    key=("number",),
    form=OpportunityForm,
    save=services.save_opportunity,
    group="growth",
)
register.add(PROMISES, OPPORTUNITIES)
