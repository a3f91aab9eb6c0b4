"""Naming guests, and what a page says while nothing is planned."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.domains.visits import world as w

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
        (w.approved, "议程由主接待和统筹编排。"),
    ],
)
def test_an_empty_agenda_says_what_it_waits_for(arrived, sentence, client, world):
    visit = arrived(world)
    client.force_login(world.approver)

    assert sentence in client.get(reverse("visits:detail", args=[visit.pk])).content.decode()
