"""The story of a customer: contacts, visits, cases and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.customers import permissions, queries
from yingke.domains.customers.models import Account
from yingke.domains.customers.queries.pages import AHEAD, SPAN
from yingke.domains.customers.registers import stories
from yingke.domains.customers.web.registers import INTERACTIONS
from yingke.domains.customers.web.stories import by_month
from yingke.domains.customers.web.views.accounts import trail_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import clock
from yingke.foundation.ui.pages import page


class StoryFilter(forms.Form):
    """`until` is the first day that is not shown any more; `of` and `person` narrow."""

    of = forms.CharField(required=False)
    person = forms.IntegerField(required=False)
    until = forms.DateField(required=False)

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


@login_required
@require_GET
def story(request: UserRequest, pk: int) -> HttpResponse:
    """A year of the story of a customer, by month, narrowed to a source or a person."""
    account = get_object_or_404(queries.visible_to(request.user), pk=pk)
    wanted = StoryFilter(request.GET).wanted
    until = _until(wanted["until"])
    found = queries.story(request.user, account, until - SPAN, until, of=wanted["of"])
    if wanted["person"]:
        found = [moment for moment in found if wanted["person"] in moment.people]
    may_log = permissions.can_log(request.user, account)
    context = {
        "account": account,
        "months": by_month(found),
        "sources": list(_tabs(account, wanted, "of", _sources())),
        "people": list(_tabs(account, wanted, "person", _people(account))),
        "earlier_url": _url(account, {**wanted, "until": (until - SPAN).date()}),
        "log_url": INTERACTIONS.url("new", account=pk) if may_log else "",
        "trail": trail_of(account),
    }
    return page(request, "customers/story.html", context)


def _until(day: Any) -> datetime:
    if not day:
        return clock.now() + AHEAD
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))


def _sources() -> list[tuple[Any, object]]:
    return [("", _("All")), *((entry.code, entry.label) for entry in stories)]


def _people(account: Account) -> list[tuple[Any, object]]:
    people = [(row.pk, row.label) for row in queries.key_people(account) if row.active]
    return [("", _("Everyone")), *people] if people else []


def _tabs(
    account: Account, wanted: dict[str, Any], name: str, choices: list[tuple[Any, object]]
) -> Iterator[tuple[object, str, bool]]:
    """The label and address of each choice, and whether it is the one shown."""
    for value, label in choices:
        yield label, _url(account, {**wanted, name: value}), wanted[name] == value


def _url(account: Account, query: dict[str, Any]) -> str:
    narrowed = {name: value for name, value in query.items() if value}
    return reverse("customers:story", args=[account.pk], query=narrowed or None)
