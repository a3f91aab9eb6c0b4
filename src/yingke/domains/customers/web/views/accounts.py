"""The page of a customer, and what is done there."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.customers import permissions, queries, services
from yingke.domains.customers.models import Account
from yingke.domains.customers.terms import AgreementState, Tier
from yingke.domains.customers.web.forms import TierForm
from yingke.domains.customers.web.registers import CONTACTS
from yingke.domains.customers.web.tones import AGREEMENT_TONES, STATUS_TONES, TIER_TONES
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.journal.history import lines
from yingke.foundation.journal.queries import Act
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.editing import Trail, edit_page
from yingke.foundation.ui.pages import posted
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.register.views import detail_page


@login_required
@require_GET
def options(request: UserRequest) -> JsonResponse:
    """Customers to pick from while a name is typed."""
    found = queries.search(request.user, request.GET.get("q", ""), limit=12)
    listed = [{"value": row.pk, "label": row.label, "note": row.number} for row in found]
    return JsonResponse({"options": listed})


@login_required
@require_GET
def detail(request: UserRequest, register: Register, pk: int) -> HttpResponse:
    """Everything this package knows about a customer."""
    account = get_object_or_404(register.rows(request.user), pk=pk)
    people = list(queries.key_people(account))
    agreements = queries.stated(account, clock.today(ZoneInfo(settings.TIME_ZONE)))
    nda = _nda_state(agreements)
    context = {
        "account": account,
        "new_contact_url": CONTACTS.url("new", account=pk, language=account.language),
        "tier_tone": TIER_TONES[account.tier],
        "status_tone": STATUS_TONES[account.status],
        "people": people,
        "working_people": sum(person.active for person in people),
        "decision_makers": sum(person.active and person.is_decision_maker for person in people),
        "preferences": queries.preferences_for(request.user, account),
        "agreements": [(row, state, AGREEMENT_TONES[state]) for row, state in agreements],
        "nda": nda,
        "group": queries.group_of(request.user, account) if _in_group(account) else [],
        "history": lines(Act([entry]) for entry in queries.timeline(account)),
        "needs_director": account.tier == Tier.STRATEGIC and account.director_id is None,
        "may_set_tier": permissions.can_set_tier(request.user),
    }
    return detail_page(request, register, account, template="customers/detail.html", **context)


@login_required
@require_http_methods(["GET", "POST"])
def change_tier(request: UserRequest, pk: int) -> HttpResponse:
    """Put a customer into a tier by hand."""
    account = get_object_or_404(queries.visible_to(request.user), pk=pk)
    require(permissions.can_set_tier(request.user))
    form = TierForm(posted(request), initial={"tier": account.tier})
    return edit_page(
        request,
        form,
        lambda: services.set_tier(actor=request.user, account_id=pk, **form.cleaned_data),
        title=_("Tier"),
        back=url_of(account),
        trail=trail_of(account),
    )


def editable(request: UserRequest, pk: int) -> Account:
    """The customer, if the reader may edit it."""
    account = get_object_or_404(queries.visible_to(request.user), pk=pk)
    require(permissions.can_edit(request.user, account))
    return account


def trail_of(account: Account) -> Trail:
    """The pages above one of this customer's."""
    return [(_("Key customers"), reverse("customers:list")), (account.label, url_of(account))]


def url_of(account: Account) -> str:
    """The customer's page."""
    return reverse("customers:detail", args=[account.pk])


def _in_group(account: Account) -> bool:
    """Whether the account can have a group: below another, or with others below it."""
    return account.root_id is not None or account.children.exists()


def _nda_state(agreements: list) -> AgreementState:
    order = list(AgreementState)
    best = [AgreementState.VALID, AgreementState.EXPIRING, *order]
    states = {state for row, state in agreements if row.kind == "nda"}
    return next((state for state in best if state in states), AgreementState.MISSING)
