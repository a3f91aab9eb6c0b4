"""Contacts with customers: logging, planning within the limit, and their story."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from tests.factories.customers import make_account, make_contact
from tests.factories.identity import make_user
from tests.objects.checks import same_queries, statuses

from yingke.domains.customers import queries, services
from yingke.domains.customers.models import Interaction
from yingke.domains.customers.web.registers import INTERACTIONS
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with clock.at(NOON):
        yield


@pytest.fixture
def manager():
    return make_user("客户经理", roles=["account-manager"])


@pytest.fixture
def account(manager):
    return make_account(manager=manager)


def log(actor, account, moment=NOON, **columns):
    return services.save_interaction(actor=actor, account_id=account.pk, held_at=moment, **columns)


def test_a_contact_without_a_number_gets_the_next_and_belongs_to_who_logs_it(manager, account):
    row = log(manager, account, summary="确认交货期")
    assert (row.by, row.state, row.number[:2]) == (manager, "held", "I-")
    assert log(manager, account).number != row.number


def test_what_is_to_come_is_planned_and_not_held(manager, account):
    with pytest.raises(RuleViolation, match="not_held_yet"):
        log(manager, account, NOON + DAY)
    assert log(manager, account, NOON + DAY, state="planned").state == "planned"


def test_a_skipped_contact_says_why(manager, account):
    row = log(manager, account, NOON + DAY, state="planned")
    with pytest.raises(RuleViolation, match="reason_needed"):
        services.save_interaction(actor=manager, pk=row.pk, version=1, state="skipped")
    services.save_interaction(actor=manager, pk=row.pk, version=1, state="skipped", reason="春节")
    assert Interaction.objects.get().state == "skipped"
    assert queries.contact_load(account, NOON)[0].count == 0


def test_planning_beyond_the_limit_needs_a_reason_and_logging_does_not(manager, account):
    person = make_contact(account)
    for day in (0, 1):
        log(manager, account, NOON - day * DAY, contact_id=person.pk)
    with pytest.raises(RuleViolation) as caught:
        log(manager, account, NOON + DAY, state="planned", contact_id=person.pk)
    assert caught.value.params == {"count": 2, "limit": 2}
    log(manager, account, NOON + DAY, state="planned", contact_id=make_contact(account).pk)
    log(manager, account, NOON + 6 * DAY, state="planned", contact_id=person.pk)
    log(manager, account, NOON + DAY, state="planned", contact_id=person.pk, reason="客户来电")
    log(manager, account, NOON, contact_id=person.pk)


def test_moving_a_planned_contact_does_not_count_it_twice(manager, account):
    person = make_contact(account)
    log(manager, account, NOON, contact_id=person.pk)
    row = log(manager, account, NOON + DAY, state="planned", contact_id=person.pk)
    services.save_interaction(actor=manager, pk=row.pk, version=1, held_at=NOON + 2 * DAY)
    assert queries.contact_load(account, NOON)[0].count == 2


def test_a_person_of_another_customer_is_refused(manager, account):
    with pytest.raises(RuleViolation, match="contact_unknown"):
        log(manager, account, contact_id=make_contact(make_account()).pk)


def test_nobody_logs_a_contact_with_a_customer_they_may_not_see(manager, account):
    host = make_user(roles=["host"])
    with pytest.raises(RuleViolation, match="customer_unknown"):
        log(host, account)
    row = log(manager, account)
    with pytest.raises(RuleViolation, match="customer_unknown"):
        services.save_interaction(actor=host, pk=row.pk, version=1, summary="改写")


def test_who_may_log_and_who_may_see(client, manager, account):
    row = log(manager, account)
    with pytest.raises(NotAllowed):
        log(make_user(roles=["guide"]), account)
    pages = [INTERACTIONS.url(page, row.pk) for page in ("detail", "edit")]
    expected = {
        manager: [200, 200],
        make_user(roles=["approver"]): [200, 403],
        make_user(roles=["account-manager"]): [404, 404],
    }
    for person, wanted in expected.items():
        client.force_login(person)
        assert statuses(client, pages) == wanted


def test_the_list_costs_the_same_for_one_row_and_for_three(client, manager):
    client.force_login(make_user(roles=["coordinator"]))
    same_queries(
        client, INTERACTIONS.url("list"), lambda name: log(None, make_account(), summary=name)
    )


def test_the_story_is_told_by_month_and_narrowed_to_a_person_and_a_source(client, manager, account):
    client.force_login(manager)
    person = make_contact(account, "林国栋")
    log(manager, account, contact_id=person.pk, summary="确认交货期")
    log(manager, account, NOON - 40 * DAY, summary="回访使用情况")
    log(manager, account, NOON - 400 * DAY, summary="很久以前")
    url = reverse("customers:story", args=[account.pk])
    whole, of_person = client.get(url).text, client.get(url, {"person": person.pk}).text
    assert "确认交货期" in whole
    assert "回访使用情况" in whole
    assert "很久以前" not in whole
    assert "很久以前" in client.get(url, {"until": "2025-03-01"}).text
    assert "回访使用情况" not in of_person
    assert "确认交货期" in of_person
    assert "确认交货期" not in client.get(url, {"of": "visits"}).text
