"""The customer page and its actions."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.customers import permissions, queries, registers, services
from yingke.domains.customers.models import Account
from yingke.domains.customers.queries.pages import CustomerPage
from yingke.domains.customers.terms import Tier
from yingke.domains.customers.web.forms import TierForm
from yingke.domains.customers.web.registers import INTERACTIONS
from yingke.domains.customers.web.tones import STATUS_TONES, TIER_TONES
from yingke.foundation.identity.models import User
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.editing import Trail, edit_page
from yingke.foundation.ui.pages import posted
from yingke.foundation.ui.panels import cards_of, notes_on
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.register.views import detail_page


@login_required
@require_GET
def options(request: UserRequest) -> JsonResponse:
    """Customers for a combobox."""
    found = queries.search(request.user, request.GET.get("q", ""), limit=12)
    listed = [{"value": row.pk, "label": row.label, "note": row.number} for row in found]
    return JsonResponse({"options": listed})


@login_required
@require_GET
def contact_options(request: UserRequest) -> JsonResponse:
    """Contacts for a combobox."""
    found = queries.search_contacts(request.user, request.GET.get("q", ""), limit=12)
    listed = [{"value": row.pk, "label": row.label, "note": row.account.label} for row in found]
    return JsonResponse({"options": listed})


@login_required
@require_GET
def detail(request: UserRequest, register: Register, pk: int) -> HttpResponse:
    """A customer, in panels of this package and of those above."""
    account = queries.with_group(register.rows(request.user)).filter(pk=pk).first()
    if account is None:
        return _moved(request, pk)
    sheet = CustomerPage(account, request.user)
    context = {
        "account": account,
        "sheet": sheet,
        "tier_tone": TIER_TONES[account.tier],
        "status_tone": STATUS_TONES[account.status],
        "figures": _figures(request.user, sheet),
        "cards": cards_of(registers.panels, request.user, sheet),
        "notes": [note for _row, note in notes_on(registers.attention, request.user, [account])],
        "needs_director": account.tier == Tier.STRATEGIC and account.director_id is None,
        "may_set_tier": permissions.can_set_tier(request.user),
        "log_url": _log_url(request.user, account),
    }
    return detail_page(request, register, account, template="customers/detail.html", **context)


def _moved(request: UserRequest, pk: int) -> HttpResponse:
    """The way to the customer into which this one was merged, or 404."""
    kept = queries.duplicates.kept_instead_of(pk)
    return redirect(url_of(get_object_or_404(queries.visible_to(request.user), pk=kept)))


def _log_url(user: User, account: Account) -> str:
    return INTERACTIONS.url("new", account=account.pk) if permissions.can_log(user, account) else ""


def _figures(user: User, sheet: CustomerPage) -> list[tuple[object, object, object]]:
    """The numbers at the head of the page that this reader may see."""
    entries = sorted(registers.figures, key=lambda figure: figure.order)
    found = (figure.load(user, sheet) for figure in entries)
    return [figure for figure in found if figure is not None]


@login_required
@require_http_methods(["GET", "POST"])
def change_tier(request: UserRequest, pk: int) -> HttpResponse:
    """Set a customer's tier."""
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
    """Return the customer if the user may edit it, else 404 or 403."""
    account = get_object_or_404(queries.visible_to(request.user), pk=pk)
    require(permissions.can_edit(request.user, account))
    return account


def trail_of(account: Account) -> Trail:
    """Return the breadcrumb above a page of this customer."""
    return [(_("Key customers"), reverse("customers:list")), (account.label, url_of(account))]


def url_of(account: Account) -> str:
    return reverse("customers:detail", args=[account.pk])
