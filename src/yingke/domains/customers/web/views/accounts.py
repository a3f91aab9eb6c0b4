"""The list of customers, and the page of one."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.customers import permissions, queries, services
from yingke.domains.customers.models import Account
from yingke.domains.customers.terms import AgreementState, Tier
from yingke.domains.customers.web.forms import AccountForm, TierForm
from yingke.domains.customers.web.tables import AccountTable
from yingke.domains.customers.web.tones import AGREEMENT_TONES, STATUS_TONES, TIER_TONES
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.journal.queries import describe
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.pages import page, saved
from yingke.foundation.ui.refusals import explain
from yingke.foundation.ui.tables import list_page

EDITED = (
    "name", "short_name", "name_en", "credit_code", "industry", "region", "country", "language",
    "account_manager", "director", "department", "parent", "status", "customer_since", "website",
    "address", "note", "version",
)  # fmt: skip


@login_required
@require_GET
def account_list(request: UserRequest) -> HttpResponseBase:
    """The customers that the reader may see."""
    rows = queries.visible_to(request.user).select_related("account_manager", "department")
    may_create = permissions.can_create(request.user)
    table = AccountTable(request, rows)
    return list_page(request, "customers/list.html", table, {"may_create": may_create})


@login_required
@require_GET
def account_options(request: UserRequest) -> JsonResponse:
    """Customers to pick from while a name is typed."""
    found = queries.search(request.user, request.GET.get("q", ""), limit=12)
    options = [{"value": row.pk, "label": row.label, "note": row.number} for row in found]
    return JsonResponse({"options": options})


@login_required
@require_http_methods(["GET", "POST"])
def new_account(request: UserRequest) -> HttpResponse:
    """Add a customer; who adds it answers for it unless told otherwise."""
    if not permissions.can_create(request.user):
        raise Http404
    first = {"account_manager": request.user.pk}
    form = AccountForm(request.POST or None, initial=first, reader=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            account = services.save_account(actor=request.user, **form.columns())
        except RuleViolation as violation:
            form.refuse(violation)
        else:
            return saved(request, _url(account.pk), message=_("Customer added."))
    context = {"form": form, "title": _("New customer"), "back": reverse("customers:list")}
    return page(request, "customers/account_form.html", context, part="dialog")


@login_required
@require_GET
def account_detail(request: UserRequest, pk: int) -> HttpResponse:
    """Everything this package knows about a customer."""
    account = _visible(request, pk)
    people = list(queries.key_people(account))
    agreements = queries.stated(account, clock.today(ZoneInfo(settings.TIME_ZONE)))
    nda = _nda_state(agreements)
    context = {
        "account": account,
        "other_name": account.name_en if account.label == account.name else account.name,
        "tier_tone": TIER_TONES[account.tier],
        "status_tone": STATUS_TONES[account.status],
        "people": people,
        "working_people": sum(person.active for person in people),
        "decision_makers": sum(person.active and person.is_decision_maker for person in people),
        "preferences": queries.preferences_for(request.user, account),
        "agreements": [(row, state, AGREEMENT_TONES[state]) for row, state in agreements],
        "nda": nda,
        "nda_tone": AGREEMENT_TONES[nda],
        "group": queries.group_of(request.user, account) if _in_group(account) else [],
        "events": [(entry, describe(entry)) for entry in queries.timeline(account)],
        "needs_director": account.tier == Tier.STRATEGIC and account.director_id is None,
        "may_edit": permissions.can_edit(request.user, account),
        "may_set_tier": permissions.can_set_tier(request.user),
    }
    return page(request, "customers/detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit_account(request: UserRequest, pk: int) -> HttpResponse:
    """Edit a customer."""
    account = _editable(request, pk)
    stored = {name: getattr(account, f"{name}_id", getattr(account, name)) for name in EDITED}
    form = AccountForm(request.POST or None, initial=stored, reader=request.user)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.save_account(actor=request.user, pk=pk, version=version, **form.columns())
        except RuleViolation as violation:
            form.refuse(violation)
        else:
            return saved(request, _url(pk), message=_("Saved."))
    context = {"form": form, "title": account.label, "back": _url(pk), "account": account}
    return page(request, "customers/account_form.html", context, part="dialog")


@login_required
@require_http_methods(["GET", "POST"])
def change_tier(request: UserRequest, pk: int) -> HttpResponse:
    """Put a customer into a tier by hand."""
    account = _visible(request, pk)
    if not permissions.can_set_tier(request.user):
        raise Http404
    form = TierForm(request.POST or None, initial={"tier": account.tier})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_tier(actor=request.user, account_id=pk, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(violation.field, explain(violation))
        else:
            return saved(request, _url(pk), message=_("Saved."))
    context = {"form": form, "title": _("Tier"), "back": _url(pk), "account": account}
    return page(request, "customers/form.html", context, part="dialog")


def _visible(request: UserRequest, pk: int) -> Account:
    rows = queries.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("account_manager", "director", "department", "parent"), pk=pk
    )


def _editable(request: UserRequest, pk: int) -> Account:
    account = _visible(request, pk)
    if not permissions.can_edit(request.user, account):
        raise Http404
    return account


def _in_group(account: Account) -> bool:
    """Whether the account can have a group: below another, or with others below it."""
    return account.root_id is not None or account.children.exists()


def _nda_state(agreements: list) -> AgreementState:
    order = list(AgreementState)
    best = [AgreementState.VALID, AgreementState.EXPIRING, *order]
    states = {state for row, state in agreements if row.kind == "nda"}
    return next((state for state in best if state in states), AgreementState.MISSING)


def _url(pk: int) -> str:
    return reverse("customers:detail", args=[pk])
