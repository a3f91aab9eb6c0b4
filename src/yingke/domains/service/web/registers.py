"""Register of service cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers import queries as customers
from yingke.domains.service import permissions, queries, services
from yingke.domains.service.models import Case
from yingke.domains.service.terms import CaseKind
from yingke.foundation.identity.queries import active_users
from yingke.foundation.ui import register
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.tables import Column, Filters, Order
from yingke.foundation.ui.widgets import Combobox

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

CUSTOMERS = Combobox(source=reverse_lazy("customers:options"))
PEOPLE = Combobox(source=reverse_lazy("customers:contact-options"))


class CaseFilters(Filters):
    """Search by number, subject or customer; the type; open ones only."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False)
    case_kind = forms.ChoiceField(
        label=gettext_lazy("Type"),
        choices=[("", gettext_lazy("All")), *CaseKind.choices],
        required=False,
    )
    open = forms.BooleanField(label=gettext_lazy("Open"), required=False)

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for word in (self.cleaned_data["q"] or "").split():
            queryset = queryset.filter(
                Q(number__icontains=word)
                | Q(title__icontains=word)
                | Q(account__search_text__contains=word.casefold())
            )
        if self.cleaned_data["case_kind"]:
            queryset = queryset.filter(case_kind=self.cleaned_data["case_kind"])
        return queryset.filter(closed_at=None) if self.cleaned_data["open"] else queryset


class CaseForm(ModelEditForm):
    querysets = {
        "account": customers.account_choices,
        "contact": customers.contacts_visible_to,
        "owner": lambda user: active_users(),
    }
    wide = ("title", "note")

    class Meta:
        model = Case
        fields = (
            *("number", "account", "title", "case_kind", "contact", "owner"),
            *("opened_at", "first_response_at", "closed_at", "note"),
        )
        widgets = {
            "account": CUSTOMERS,
            "contact": PEOPLE,
            "owner": Combobox,
        }


def _state(case: Case) -> SafeString:
    if case.closed_at is not None:
        return pill(_("Closed"))
    return pill(_("Open"), tone="amber", dot=True)


CASES = Register(
    code="cases",
    model=Case,
    label=gettext_lazy("Service cases"),
    new=gettext_lazy("New case"),
    icon="life-buoy",
    path="service/cases/",
    rows=lambda user: queries.visible_to(user).select_related("account", "contact", "owner"),
    can_edit=permissions.can_edit,
    needs=("service.view", "service.edit"),
    columns=(
        "title",
        Column("account", gettext_lazy("Customer"), "account.label"),
        *("case_kind", "opened_at", "owner"),
        Column("state", gettext_lazy("Status"), _state),
    ),
    hidden=("number", "contact", "first_response_at", "closed_at", "note"),
    filters=CaseFilters,
    order=("-opened_at", "-pk"),
    orders={"number": Order(gettext_lazy("Number"), ("number",))},
    key=("number",),
    form=CaseForm,
    save=services.save_case,
    save_many=services.save_cases,
    synonyms={
        "number": ("工单号", "工单编号", "单号", "case no"),
        "account": ("客户名称", "客户编码", "customer"),
        "title": ("问题", "主题", "标题"),
        "opened_at": ("创建时间", "报修时间", "提交时间"),
        "closed_at": ("关闭时间", "完成时间"),
        "owner": ("处理人", "负责人"),
    },
)
register.add(CASES)
