"""The page of data quality: what to complete first, and who does it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.customers import permissions, queries
from yingke.domains.customers.models import Account
from yingke.domains.customers.queries import quality
from yingke.domains.customers.rules.completeness import missing
from yingke.domains.customers.web.registers import ACCOUNTS, CONTACTS
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.pages import page

SHOWN = 30
OF_PEOPLE = {"contact_phone", "decision_maker"}


@login_required
@require_GET
def show(request: UserRequest) -> HttpResponse:
    """How complete and fresh the visible customers are; those that lack one field on request."""
    if not queries.sees_customers(request.user):
        raise Http404
    field, mine = request.GET.get("field", ""), "mine" in request.GET
    owner = request.user.pk if mine else None
    rows = quality.to_complete(request.user, field=field, owner=owner)
    names = labels()
    context = {
        "total": quality.summary(request.user),
        "fields": [(names[one.key], one) for one in quality.by_field(request.user)],
        "departments": quality.by_department(request.user),
        "owners": quality.by_owner(request.user)[:10],
        "rows": [_row(request.user, row, names) for row in rows[:SHOWN]],
        "field": names.get(field, ""),
        "mine": mine,
        "trail": [(ACCOUNTS.label, ACCOUNTS.url("list"))],
    }
    return page(request, "customers/quality.html", context)


def labels() -> dict[str, str]:
    """What the pieces of the field standard are called."""
    own = {"contact_phone": _("Phone of a contact"), "decision_maker": _("Key decision maker")}
    columns = set(quality.KNOWN) - set(own)
    return own | {
        name: str(Account._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in columns
    }


def _row(user: Any, account: Account, names: dict[str, str]) -> dict[str, Any]:
    """A customer with what it lacks; each piece leads to the field where it is entered."""
    may_edit = permissions.can_edit(user, account)
    lacks = missing(quality.known_of(account))
    return {
        "account": account,
        "url": ACCOUNTS.address(account),
        "complete": account.complete,  # type: ignore[attr-defined]  # annotated
        "lacks": [
            (names[one.code], _address(account, one.code) if may_edit else "") for one in lacks
        ],
    }


def _address(account: Account, code: str) -> str:
    if code == "contact_phone":
        return CONTACTS.url("new", account=account.pk)
    if code == "decision_maker":
        return reverse("customers:detail", args=[account.pk])
    return f"{ACCOUNTS.url('edit', account.pk)}#id_{code}"
