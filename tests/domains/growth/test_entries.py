"""What follow-ups and feedback put into the page of a customer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.domains.visits.world import World
from tests.factories.identity import make_user

from yingke.domains.growth.models import FollowUp
from yingke.foundation.identity.models import Role
from yingke.foundation.kernel import clock


@pytest.fixture
def shown(world: World, client: Client, follow_up: FollowUp):
    """The page of the visit's customer, so many days after the visit ended."""

    def show(user, days: float) -> str:
        client.force_login(user)
        with clock.at(follow_up.visit.ended_at + timedelta(days=days)):
            answer = client.get(reverse("customers:detail", args=[world.account.pk]))
        assert answer.status_code == 200
        return answer.content.decode()

    return show


def test_a_customer_shows_visits_and_follow_ups_with_the_next_step(world, follow_up, shown):
    text = shown(world.account.account_manager, 1)
    for url in (
        reverse("visits:detail", args=[follow_up.visit_id]),
        reverse("growth:detail", args=[follow_up.visit_id]),
        f"{reverse('visits:new')}?account={world.account.pk}",
    ):
        assert f'href="{url}"' in text
    assert "方案初稿" in text
    assert "已逾期" not in text


def test_a_late_step_is_a_note_on_the_customer(world, follow_up, shown):
    assert "已逾期：方案初稿" in shown(world.account.account_manager, 4)


def test_who_sees_a_customer_but_not_its_visit_sees_no_follow_up(world, follow_up, shown):
    sees_customers = Role.objects.create(
        code="keeper", name="档案员", permissions=["customers.see_all"]
    )
    keeper = make_user(roles=[sees_customers.code])
    text = shown(keeper, 4)
    assert follow_up.visit.title not in text
    assert "已逾期" not in text
