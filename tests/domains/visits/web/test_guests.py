"""Naming guests, and what a page says while nothing is planned."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.domains.visits import world as w
from tests.factories.customers import make_preference

from yingke.domains.customers.terms import PreferenceKind, Stance

pytestmark = pytest.mark.django_db


def test_who_misses_a_guest_is_led_to_the_customer(client, world):
    visit = w.approved(world)
    client.force_login(world.coordinator)
    html = client.get(reverse("visits:guest-add", args=[visit.pk])).content.decode()

    assert f'<a href="{reverse("customers:detail", args=[visit.account_id])}">' in html


@pytest.mark.parametrize(
    ("arrived", "sentence"),
    [
        (w.submitted, "申请通过后开始编排议程。"),
        (w.approved, "议程由主接待人和统筹编排。"),
    ],
)
def test_an_empty_agenda_says_what_it_waits_for(arrived, sentence, client, world):
    visit = arrived(world)
    client.force_login(world.approver)

    assert sentence in client.get(reverse("visits:detail", args=[visit.pk])).content.decode()


@pytest.mark.parametrize(
    ("kind", "stance", "tone", "icon"),
    [
        (PreferenceKind.HEALTH, Stance.RESTRICTION, "red", "heart-pulse"),
        (PreferenceKind.DIET, Stance.RESTRICTION, "neutral", "utensils"),
        (PreferenceKind.GIFT, Stance.RESTRICTION, "neutral", None),
        (PreferenceKind.DIET, Stance.PREFERENCE, "neutral", None),
    ],
)
def test_a_guest_shows_what_the_host_must_mind(kind, stance, tone, icon, client, world):
    visit = w.planned(world)
    guest = visit.guests.first()
    make_preference(world.account, "花生", contact=guest.contact, kind=kind, stance=stance)
    client.force_login(world.coordinator)

    page = client.get(reverse("visits:detail", args=[visit.pk])).content.decode()
    (chip,) = re.findall(r'<span class="pill tone-(\w+) pill-square">(.*?)花生</span>', page)
    assert chip[0] == tone
    assert re.findall(r"#([\w-]+)", chip[1]) == ([icon] if icon else [])
