"""A person's own account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.identity import make_user

from yingke.foundation.identity import services
from yingke.foundation.identity.models import Delegation, User

pytestmark = pytest.mark.django_db

ACCOUNT = "/account/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_person_changes_name_language_and_theme():
    user = make_user("林晓")
    about = {"name": "林小", "name_en": "Lin", "language": "en", "theme": "dark"}
    answer = signed_in(user).post(ACCOUNT, about)

    user.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, ACCOUNT)
    assert (user.name, user.name_en, user.language, user.theme) == ("林小", "Lin", "en", "dark")


def test_a_language_that_does_not_exist_is_refused_at_its_field():
    answer = signed_in(make_user("林晓")).post(
        ACCOUNT, {"name": "林小", "language": "fr", "theme": "dark"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"language"}


def test_a_person_delegates_and_acts_for_himself_again():
    giver, taker = make_user("林晓", roles=["approver"]), make_user("周宁")
    client = signed_in(giver)
    now = timezone.now()
    period = {
        "starts_at": local(now - timedelta(hours=1)),
        "ends_at": local(now + timedelta(days=3)),
    }
    client.post(reverse("identity:delegate"), {"taker": taker.pk, "reason": "出差", **period})

    assert User.objects.get(pk=taker.pk).may("visits.approve")
    row = Delegation.objects.get()
    assert "周宁" in client.get(ACCOUNT).content.decode()
    client.post(reverse("identity:end-delegation", args=[row.pk]))
    assert not User.objects.get(pk=taker.pk).may("visits.approve")


def test_a_delegation_without_sense_comes_back_with_a_sentence():
    giver, taker = make_user(language="en", roles=["approver"]), make_user()
    now = timezone.now()
    answer = signed_in(giver).post(
        reverse("identity:delegate"),
        {"taker": taker.pk, "reason": "x", "starts_at": local(now), "ends_at": local(now)},
    )

    assert answer.status_code == 422
    assert "The end must be after the start." in answer.content.decode()


def test_nobody_ends_the_delegation_of_another():
    giver, taker = make_user(roles=["approver"]), make_user()
    now = timezone.now()
    row = services.delegate(
        actor=giver, taker_id=taker.pk, starts_at=now, ends_at=now + timedelta(days=1), reason="x"
    )
    end = reverse("identity:end-delegation", args=[row.pk])

    assert signed_in(taker).post(end).status_code == 404
    assert signed_in(make_user()).post(end).status_code == 404
    assert User.objects.get(pk=taker.pk).may("visits.approve")


def test_a_visitor_is_asked_to_sign_in():
    assert Client().get(ACCOUNT)["Location"] == "/login/?next=/account/"
