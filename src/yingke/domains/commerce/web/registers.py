"""Registers of orders, payments, contracts, projects and quotes: tabs of one page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from yingke.domains.commerce import permissions, queries, services
from yingke.domains.commerce.models import Contract, Order, Paper, Payment, Project, Quote
from yingke.domains.customers import queries as customers
from yingke.foundation.ui import register
from yingke.foundation.ui.model_forms import ModelEditForm
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.tables import Column, Filters
from yingke.foundation.ui.tables import Order as Sorting
from yingke.foundation.ui.widgets import Combobox

if TYPE_CHECKING:
    from django.db.models import QuerySet

# What other systems call these columns, in the language of their files.
SYNONYMS = {
    "number": (
        "单号",
        "订单号",
        "订单编号",
        "合同号",
        "合同编号",
        "项目编号",
        "报价单号",
        "order no",
    ),
    "account": ("客户名称", "客户编码", "客户编号", "customer", "customer no"),
    "title": ("名称", "摘要", "产品"),
    "ordered_on": ("下单日期", "订单日期", "日期"),
    "due_on": ("应付日期", "到期日"),
    "paid_on": ("到账日期", "回款日期"),
    "signed_on": ("签订日期", "签约日期"),
    "amount": ("含税金额", "总金额", "订单金额", "合同金额", "回款金额"),
}
CUSTOMER = Column("account", _("Customer"), "account.label")
CUSTOMERS = Combobox(source=reverse_lazy("customers:options"))
CONTRACT = Combobox(source=reverse_lazy("commerce:contract-options"))
ORDER = Combobox(source=reverse_lazy("commerce:order-options"))


class PaperFilters(Filters):
    """Search by number, subject or customer."""

    q = forms.CharField(label=_("Search"), required=False)

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for word in (self.cleaned_data["q"] or "").split():
            queryset = queryset.filter(
                Q(number__icontains=word)
                | Q(title__icontains=word)
                | Q(account__search_text__contains=word.casefold())
            )
        return queryset


class PaperForm(ModelEditForm):
    querysets = {"account": customers.account_choices}
    wide = ("title",)


class OrderForm(PaperForm):
    class Meta:
        model = Order
        fields = (
            *("number", "account", "title", "ordered_on", "amount", "currency"),
            *("solution_amount", "contract"),
        )
        widgets = {"account": CUSTOMERS, "contract": CONTRACT}

    querysets = {
        **PaperForm.querysets,
        "contract": partial(queries.visible_to, model=Contract),
    }


class PaymentForm(PaperForm):
    class Meta:
        model = Payment
        fields = (
            *("number", "account", "title", "due_on", "amount", "currency", "paid_on", "order"),
        )
        widgets = {"account": CUSTOMERS, "order": ORDER}

    querysets = {**PaperForm.querysets, "order": partial(queries.visible_to, model=Order)}


class ContractForm(PaperForm):
    class Meta:
        model = Contract
        fields = (
            *("number", "account", "title", "signed_on", "ends_on", "amount", "currency"),
            "renews",
        )
        widgets = {"account": CUSTOMERS, "renews": CONTRACT}

    querysets = {**PaperForm.querysets, "renews": partial(queries.visible_to, model=Contract)}


class ProjectForm(PaperForm):
    class Meta:
        model = Project
        fields = ("number", "account", "title", "started_on", "ended_on", "innovation")
        widgets = {"account": CUSTOMERS}


class QuoteForm(PaperForm):
    class Meta:
        model = Quote
        fields = (
            *("number", "account", "title", "quoted_on", "valid_until", "amount", "currency"),
            "outcome",
        )
        widgets = {"account": CUSTOMERS}


def _register(
    model: type[Paper],
    day: str,
    *,
    code: str,
    label: object,
    new: object,
    icon: str,
    form: type[ModelEditForm],
    save: Callable[..., Any],
    columns: tuple[str | Column, ...],
    hidden: tuple[str | Column, ...] = (),
) -> Register:
    related = [field.name for field in model._meta.fields if field.is_relation]
    return Register(
        code=code,
        model=model,
        label=label,
        new=new,
        icon=icon,
        path=f"customers/{code}/",
        rows=lambda user: queries.visible_to(user, model).select_related(*related),
        can_edit=permissions.can_edit,
        needs=("commerce.view", "commerce.edit"),
        columns=("number", CUSTOMER, "title", *columns),
        hidden=hidden,
        filters=PaperFilters,
        order=(f"-{day}", "-pk"),
        orders={"number": Sorting(_("Number"), ("number",))},
        key=("number",),
        form=form,
        save=save,
        save_many=services.save_papers,
        synonyms=SYNONYMS,
        group="commerce",
    )


ORDERS = _register(
    Order,
    "ordered_on",
    code="orders",
    label=_("Orders"),
    new=_("New order"),
    icon="package",
    form=OrderForm,
    save=services.save_order,
    columns=("ordered_on", "amount", "currency"),
    hidden=("solution_amount", "contract"),
)
PAYMENTS = _register(
    Payment,
    "due_on",
    code="payments",
    label=_("Payments"),
    new=_("New payment"),
    icon="banknote",
    form=PaymentForm,
    save=services.save_payment,
    columns=("due_on", "paid_on", "amount", "currency"),
    hidden=("order",),
)
CONTRACTS = _register(
    Contract,
    "signed_on",
    code="contracts",
    label=_("Contracts"),
    new=_("New contract"),
    icon="file-check",
    form=ContractForm,
    save=services.save_contract,
    columns=("signed_on", "ends_on", "amount", "currency"),
    hidden=("renews",),
)
PROJECTS = _register(
    Project,
    "started_on",
    code="projects",
    label=_("Projects"),
    new=_("New project"),
    icon="lightbulb",
    form=ProjectForm,
    save=services.save_project,
    columns=("started_on", "ended_on", "innovation"),
)
QUOTES = _register(
    Quote,
    "quoted_on",
    code="quotes",
    label=_("Quotes"),
    new=_("New quote"),
    icon="file-text",
    form=QuoteForm,
    save=services.save_quote,
    columns=("quoted_on", "valid_until", "amount", "currency", "outcome"),
)
register.add(ORDERS, PAYMENTS, CONTRACTS, PROJECTS, QUOTES)
