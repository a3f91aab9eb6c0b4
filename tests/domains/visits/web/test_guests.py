"""Naming guests, and what a page says while nothing is planned."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.domains.visits import world as w
from tests.factories.customers import make_preference

from yingke.domains.customers.terms import PreferenceKind, Stance

pytestmark = pytest.mark.django_db


def test_several_guests_are_added_in_one_dialog(client, world):
    visit = w.approved(world)
    client.force_login(world.coordinator)
    address = reverse("visits:guest-add", args=[visit.pk])
    assert "林国栋 · 要客" in client.get(address).content.decode()
    chosen = [contact.pk for contact in world.contacts[:2]]
    client.post(address, {"contacts": chosen, "new": "郑宁 技术部经理\n\nAnna Weber, CTO"})
    guests = visit.guests.values_list("contact__name", "contact__title")
    assert set(guests) == {
        *((contact.name, contact.title) for contact in world.contacts[:2]),
        *(("郑宁", "技术部经理"), ("Anna Weber", "CTO")),
    }
    left = client.get(address).context["form"].fields["contacts"].queryset
    assert list(left) == [world.contacts[2]]


def test_who_may_not_edit_the_customer_chooses_from_its_contacts(client, world):
    visit = w.approved(world)
    client.force_login(world.host)
    form = client.get(reverse("visits:guest-add", args=[visit.pk])).context["form"]
    assert list(form.fields) == ["contacts"]


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
