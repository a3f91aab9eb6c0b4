"""Panels of the customer page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from yingke.domains.customers import queries
from yingke.domains.customers.queries.pages import CustomerPage
from yingke.domains.customers.registers import Panel
from yingke.domains.customers.rules import places
from yingke.domains.customers.terms import OrganisationKind, RegisteringOffice
from yingke.domains.customers.web.people import map_of, people_of
from yingke.domains.customers.web.registers import CONTACTS
from yingke.domains.customers.web.tones import AGREEMENT_TONES
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.naming import worded

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

PARTS = "customers/parts/"
LATEST: Final = 8
SOON: Final = 3


def _people(user: User, page: CustomerPage) -> dict[str, Any]:
    account, ties = page.account, page.relationships
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    people = people_of(account, page.people, page.story, today)
    return {
        "map": map_of(account, people, ties),
        "ties": ties,
        "former": [person for person in page.people if not person.active],
        "new_url": CONTACTS.url("new", account=account.pk, language=account.language),
        "tie_url": reverse("customers:new-relationship", args=[account.pk]),
        "card_url": reverse("customers:read-card", args=[account.pk]),
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


def _registration(user: User, page: CustomerPage) -> dict[str, Any] | None:
    """What the credit code and the address say, read part by part."""
    account = page.account
    parts = places.split_address(account.address)
    code = account.credit_code or ""
    if not code and not parts.city:
        return None
    return {
        "code": code,
        "office": worded(RegisteringOffice, code[:1]) if code else "",
        "kind": worded(OrganisationKind, code[:2]) if code[:2] in OrganisationKind.values else "",
        "region": places.place_of(code[2:8]) if code else "",
        "address": parts,
    }


OWN: Final = (
    Panel("people", "side", 8, f"{PARTS}people.html", _people),
    Panel("story", "main", 80, f"{PARTS}story.html", _story),
    Panel("contact_load", "side", 5, f"{PARTS}contact_load.html", _contact_load),
    Panel("preferences", "main", 40, f"{PARTS}preferences.html", _preferences),
    Panel("agreements", "side", 10, f"{PARTS}agreements.html", _agreements),
    Panel("registration", "side", 50, f"{PARTS}registration.html", _registration),
    Panel("group", "side", 40, f"{PARTS}group.html", _group),
)
