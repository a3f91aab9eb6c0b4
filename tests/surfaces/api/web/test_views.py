import re

import pytest
from django.urls import reverse
from tests.factories.identity import make_user

from yingke.surfaces.api import queries
from yingke.surfaces.api.models import ApiToken, Webhook
from yingke.surfaces.api.services import tokens, webhooks

pytestmark = pytest.mark.django_db
TOKENS, WEBHOOKS = reverse("api:tokens"), reverse("api:webhooks")


@pytest.fixture
def host(client):
    user = make_user("陈雨桐", roles=["host"])
    client.force_login(user)
    return user


@pytest.fixture
def admin(client):
    user = make_user("管理员", roles=["admin"])
    client.force_login(user)
    return user


def test_a_token_is_shown_once_when_it_is_made(client, host):
    page = client.post(reverse("api:new-token"), {"name": "手机日历", "scope": "read"})
    key = re.search(r"yk_[\w-]+", page.text)[0]
    assert queries.token_of(key).user == host
    assert "no-store" in page.headers["Cache-Control"]
    listed = client.get(TOKENS)
    assert "手机日历" in listed.text
    assert key not in listed.text


def test_a_form_sent_twice_makes_one_token(client, host):
    address = reverse("api:new-token")
    [key] = re.findall(r'name="once" value="(\w+)"', client.get(address).text)
    form = {"name": "手机日历", "scope": "read", "once": key}
    assert "yk_" in client.post(address, form).text
    again = client.post(address, form)
    assert (again.status_code, again["Location"]) == (302, TOKENS)
    assert ApiToken.objects.count() == 1


def test_a_form_with_mistakes_comes_back(client, host):
    answer = client.post(reverse("api:new-token"), {"name": "", "scope": "all"})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_one_revokes_ones_own_tokens_only(client, host):
    mine, _ = tokens.create_token(actor=host, name="我的", scope="read")
    other, _ = tokens.create_token(actor=make_user("别人"), name="别人的", scope="read")
    assert "别人的" not in client.get(TOKENS).text
    assert client.post(reverse("api:revoke-token", args=[other.pk])).status_code == 404
    client.post(reverse("api:revoke-token", args=[mine.pk]))
    assert ApiToken.objects.get(pk=mine.pk).revoked_at is not None
    assert ApiToken.objects.get(pk=other.pk).revoked_at is None


def test_the_tokens_cost_the_same_for_one_and_for_three(
    client, host, django_assert_max_num_queries
):
    tokens.create_token(actor=host, name="一", scope="read")
    client.get(TOKENS)
    with django_assert_max_num_queries(12) as one:
        client.get(TOKENS)
    for name in "二三":
        tokens.create_token(actor=host, name=name, scope="read")
    with django_assert_max_num_queries(12) as three:
        client.get(TOKENS)
    assert len(one) == len(three)


def test_an_administrator_adds_and_stops_a_webhook(client, admin):
    fields = {"url": "https://crm.example.test/in", "kinds": ["visits.ended"]}
    page = client.post(reverse("api:new-webhook"), fields)
    row = Webhook.objects.get()
    assert row.secret in page.text
    address = reverse("api:webhook", args=[row.pk])
    assert row.url in client.get(WEBHOOKS).text
    assert row.secret not in client.get(address).text
    client.post(reverse("api:switch-webhook", args=[row.pk]))
    assert Webhook.objects.get().active is False


def test_an_address_that_cannot_be_used_comes_back(client, admin):
    answer = client.post(
        reverse("api:new-webhook"), {"url": "ftp://x.test/", "kinds": ["visits.ended"]}
    )
    assert answer.status_code == 422
    assert not Webhook.objects.exists()


def test_to_everybody_else_webhooks_are_not_there(client, admin):
    row = webhooks.create_webhook(
        actor=admin, url="https://crm.example.test/in", kinds=["visits.ended"]
    )
    client.force_login(make_user("统筹", roles=["coordinator"]))
    addresses = [WEBHOOKS, reverse("api:new-webhook"), reverse("api:webhook", args=[row.pk])]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert client.post(reverse("api:switch-webhook", args=[row.pk])).status_code == 404
    client.logout()
    assert client.get(TOKENS).status_code == 302
