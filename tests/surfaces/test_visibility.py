"""Fields with a visibility of their own × readers × page, export, API, journal, webhook, calendar.

Each secret is one text that stands in one field. Every address is read by everybody, each list as a
file too; who may not see the text must find it nowhere, who may must find it somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.domains.visits.world import MONDAY
from tests.factories.customers import make_preference
from tests.surfaces.places import places
from tests.surfaces.world import Walkers, make_walkers

from yingke.domains.customers.permissions import can_see_confidential
from yingke.domains.procedures.models import RequestField
from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import feeds, requests
from yingke.foundation.identity import fields as restricted
from yingke.foundation.identity.models import User
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock
from yingke.surfaces.api import publishing
from yingke.surfaces.api.services import tokens
from yingke.surfaces.api.terms import Scope

pytestmark = pytest.mark.django_db
ANSWER, NOTE, DRAFT = "毛利底线九折", "对海鲜严重过敏", "尚未公开的收购来访"


@dataclass(frozen=True)
class Secret:
    """The field that a text stands in, and who may read it."""

    text: str
    may_read: Callable[[User, Walkers], bool]


SECRETS = {
    "visits.visit answers": Secret(ANSWER, lambda user, _w: user.may("visits.coordinate")),
    "customers.preference text": Secret(
        NOTE, lambda user, w: can_see_confidential(user, w.house.account)
    ),
    # who reads the journal reads of every visit
    "visits.visit title of a draft": Secret(
        DRAFT,
        lambda user, w: (
            user.may("visits.coordinate") or user.may("journal.see") or user == w.house.requester
        ),
    ),
}


@pytest.fixture(scope="module")
def walkers(django_db_setup, django_db_blocker) -> Iterator[Walkers]:
    with django_db_blocker.unblock(), transaction.atomic(), clock.at(MONDAY):
        made = make_walkers()
        _hide(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def on_that_day(walkers: Walkers) -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def _hide(walkers: Walkers) -> None:
    """Put each secret into its field, by the service that keeps it."""
    house, kept = walkers.house, walkers.visit
    RequestField.objects.create(
        code="margin", kind="text", name="价格底线", hidden_from_requester=True, position=90
    )
    kept = Visit.objects.get(pk=kept.pk)
    asked = {one.name: getattr(kept, one.name) for one in fields(requests.RequestFields)}
    with_answer = requests.RequestFields(**asked | {"answers": {**kept.answers, "margin": ANSWER}})
    requests.change_request(
        actor=house.coordinator, visit_id=kept.pk, version=kept.version, fields=with_answer
    )
    make_preference(house.account, text=NOTE, confidential=True)
    later = clock.now() + timedelta(days=60)
    draft = house.fields(title=DRAFT, arrives_at=later, leaves_at=later + timedelta(hours=4))
    requests.draft_visit(actor=house.requester, fields=draft)


def readers(walkers: Walkers) -> dict[str, User]:
    """Those who differ in what they may see of a visit or a customer, each as stored."""
    house, roles = walkers.house, ("manager", "admin", "custodian", "director", "front-desk")
    people = {role: walkers.by_role[role] for role in roles}
    people |= {part: getattr(house, part) for part in ("coordinator", "host", "requester")}
    people |= {"account manager": house.account.account_manager, "colleague": house.colleague}
    return {name: User.objects.get(pk=person.pk) for name, person in people.items()}


def read(walkers: Walkers, user: User) -> dict[str, str]:
    """What a person is shown, by address."""
    _token, key = tokens.create_token(actor=user, name="巡查", scope=Scope.READ)
    browser = Client(headers={"Authorization": f"Bearer {key}"})
    browser.force_login(user)
    urls = {place.url(walkers) for place in places() if place.name != "account_logout"}
    urls |= {reverse("journal:entry", args=[entry.pk]) for entry in _entries(walkers)}
    urls |= {f"/api/v1/visits/{visit.pk}" for visit in Visit.objects.all()}
    urls |= {reverse("visits:detail", args=[visit.pk]) for visit in Visit.objects.all()}
    urls |= {reverse("visits:edit", args=[visit.pk]) for visit in Visit.objects.all()}
    urls |= {urlsplit(feeds.address_of(actor=user)).path}
    shown = {url: _text(browser.get(url)) for url in sorted(urls)}
    lists = [url for url, text in shown.items() if "export=csv" in text]
    files = [f"{url}?export=csv" for url in lists]
    return shown | {url: _text(browser.get(url)) for url in files}


def _entries(walkers: Walkers) -> list[Entry]:
    return list(Entry.objects.filter(subject_kind="visits.visit").order_by("-pk")[:5])


def _text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content, "utf-8", "replace")


def test_each_reader_finds_what_they_may_see_and_nothing_else(walkers):
    wrong = {}
    for name, user in readers(walkers).items():
        shown = read(walkers, user)
        for field, secret in SECRETS.items():
            found = [url for url, text in shown.items() if secret.text in text]
            if bool(found) != secret.may_read(user, walkers):
                wrong[name, field] = found
    assert wrong == {}


def test_no_webhook_sends_a_restricted_field(walkers):
    sent = b"".join(publishing.body_of(entry) for entry in Entry.objects.all()).decode()
    assert ANSWER not in sent
    assert NOTE not in sent


def test_the_walk_has_a_secret_in_every_restricted_field():
    assert {" ".join(one) for one in restricted.restricted()} <= SECRETS.keys()
