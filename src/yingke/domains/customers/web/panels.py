"""Panels of the customer page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from yingke.domains.customers import queries
from yingke.domains.customers.queries.pages import CustomerPage
from yingke.domains.customers.registers import Panel
from yingke.domains.customers.web.registers import CONTACTS
from yingke.domains.customers.web.tones import AGREEMENT_TONES
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

PARTS = "customers/parts/"
LATEST: Final = 8
SOON: Final = 3


def _people(user: User, page: CustomerPage) -> dict[str, Any]:
    account = page.account
    return {
        "people": page.people,
        "decision_makers": page.decision_makers,
        "new_url": CONTACTS.url("new", account=account.pk, language=account.language),
    }


def _agreements(user: User, page: CustomerPage) -> list[Any]:
    return [(row, state, AGREEMENT_TONES[state]) for row, state in page.agreements]


def _preferences(user: User, page: CustomerPage) -> list[Any]:
    return list(queries.preferences_for(user, page.account))


def _group(user: User, page: CustomerPage) -> list[Any] | None:
    account: Any = page.account
    return (queries.group_of(user, account) or None) if account.in_group else None


def _story(user: User, page: CustomerPage) -> dict[str, Any]:
    return {
        "moments": page.story[:LATEST],
        "url": reverse("customers:story", args=[page.account.pk]),
    }


def _contact_load(user: User, page: CustomerPage) -> dict[str, Any]:
    now = clock.now()
    planned = [moment for moment in page.story if moment.planned and moment.counts]
    load, _person = queries.contact_load(page.account, now)
    return {"load": load, "planned": sorted(planned, key=lambda one: one.at)[:SOON]}


OWN: Final = (
    Panel("people", "main", 10, f"{PARTS}people.html", _people),
    Panel("story", "main", 80, f"{PARTS}story.html", _story),
    Panel("contact_load", "side", 5, f"{PARTS}contact_load.html", _contact_load),
    Panel("preferences", "main", 40, f"{PARTS}preferences.html", _preferences),
    Panel("agreements", "side", 10, f"{PARTS}agreements.html", _agreements),
    Panel("group", "side", 40, f"{PARTS}group.html", _group),
)
