"""Entitlements: made by tier, done, explained, moved, reminded of."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from tests.factories.customers import make_account
from tests.factories.identity import make_user
from tests.objects.checks import same_queries, statuses

from yingke.domains.customers import services as customers
from yingke.domains.tiering.models import CareAction, Entitlement, Placement
from yingke.domains.tiering.queries.entitlements import today
from yingke.domains.tiering.services import entitlements as services
from yingke.domains.tiering.web.registers import ENTITLEMENTS, PLACEMENTS
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.notifications.models import Notification

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 30, 4, tzinfo=UTC)
TODAY = date(2026, 11, 30)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    """Customers are made long before the day of the tests."""
    with clock.at(NOON - 400 * DAY):
        yield


@pytest.fixture
def manager():
    return make_user("客户经理", roles=["account-manager"])


@pytest.fixture
def account(manager):
    return make_account(manager=manager, tier="at_risk")


def the_action(account, name="主动关怀回访", **found):
    return CareAction.objects.get(account=account, entitlement__name=name, **found)


def generate():
    with clock.at(NOON):
        return services.generate(TODAY)


def test_each_tier_gets_its_dates_and_a_second_run_makes_nothing_twice(account):
    strategic = make_account(tier="strategic", director=make_user("总监"))
    generate()
    assert generate() == 0
    assert CareAction.objects.filter(account=account, due_on=TODAY).count() == 1
    review = the_action(strategic, "双月战略复盘", due_on=date(2026, 12, 31))
    assert review.owner == strategic.director
    assert not CareAction.objects.filter(entitlement__lasting="director").exists()


def test_a_customer_that_leaves_its_tier_loses_what_is_to_come_and_keeps_what_was_missed(account):
    generate()
    customers.set_tier(actor=None, account_id=account.pk, tier="key", reason="恢复下单")
    generate()
    rows = CareAction.objects.filter(account=account, entitlement__tier="at_risk")
    assert not rows.filter(due_on__gte=TODAY).exclude(state="dropped").exists()
    assert rows.filter(due_on__lt=TODAY, state="planned").exists()
    customers.set_tier(actor=None, account_id=account.pk, tier="at_risk", reason="又停")
    generate()
    assert rows.filter(due_on=TODAY, state="planned").count() == 1


def test_a_limited_entitlement_needs_scores(account):
    Entitlement.objects.create(tier="at_risk", name="前三", sort_key="qian san", top=3)
    generate()
    assert not CareAction.objects.filter(entitlement__name="前三").exists()


def test_a_date_is_done_once_with_a_proof_and_late_stays_late(manager, account):
    generate()
    action = the_action(account, due_on=date(2026, 10, 31))
    about = {"actor": manager, "action_id": action.pk}
    with clock.at(NOON):
        with pytest.raises(RuleViolation, match="proof_missing"):
            services.complete(**about, done_on=TODAY, proof=" ")
        with pytest.raises(RuleViolation, match="day_in_future"):
            services.complete(**about, done_on=TODAY + DAY, proof="已回访")
        done = services.complete(**about, done_on=TODAY, proof="已回访")
        with pytest.raises(RuleViolation, match="action_closed"):
            services.excuse(actor=manager, action_id=action.pk, reason="忘了")
    assert (done.state, done.done_on > done.due_on) == ("done", True)


def test_who_does_not_see_the_customer_does_not_close_its_dates(account):
    generate()
    action = the_action(account, due_on=TODAY)
    elsewhere = make_user(roles=["account-manager"])
    about = {"actor": elsewhere, "action_id": action.pk, "done_on": TODAY, "proof": "已回访"}
    with clock.at(NOON), pytest.raises(RuleViolation, match="customer_unknown"):
        services.complete(**about)


def test_dates_of_a_merged_customer_follow_and_none_stands_twice(account):
    absorbed = make_account("华晟新能源", manager=account.account_manager, tier=account.tier)
    generate()
    twice = set(CareAction.objects.filter(account=account).values_list("pk", flat=True))
    own = CareAction.objects.filter(account=absorbed)
    extra = own.first()
    extra.starts_on = TODAY - 400 * DAY
    extra.save()
    before = list(CareAction.objects.order_by("pk").values())
    merge = customers.merge_accounts(
        actor=None,
        kept_id=account.pk,
        absorbed_id=absorbed.pk,
        kept_version=account.version,
        absorbed_version=absorbed.version,
    )
    assert set(CareAction.objects.values_list("pk", "account")) == {
        (pk, account.pk) for pk in twice | {extra.pk}
    }
    customers.undo_merge(actor=None, merge_id=merge.pk)
    assert list(CareAction.objects.order_by("pk").values()) == before


def test_only_a_missed_date_is_explained(manager, account):
    generate()
    missed, coming = (the_action(account, due_on=day) for day in (date(2026, 10, 31), TODAY))
    stranger = make_user(roles=["host"])
    with clock.at(NOON):
        with pytest.raises(RuleViolation, match="not_missed_yet"):
            services.excuse(actor=manager, action_id=coming.pk, reason="客户休假")
        with pytest.raises(NotAllowed):
            services.excuse(actor=stranger, action_id=missed.pk, reason="客户休假")
        services.excuse(actor=manager, action_id=missed.pk, reason="客户休假")
    assert the_action(account, pk=missed.pk).state == "excused"


def test_moving_a_date_hides_no_miss(manager, account):
    generate()
    action = the_action(account, due_on=TODAY)
    later = TODAY + 9 * DAY
    with clock.at(NOON):
        services.move(actor=manager, action_id=action.pk, planned_on=later, reason="客户改期")
    action.refresh_from_db()
    assert (action.due_on, action.planned_on) == (TODAY, later)


def test_the_owner_is_told_before_and_after_and_then_the_director_each_once(account):
    account.director = make_user("总监")
    account.save()
    generate()
    CareAction.objects.exclude(pk=the_action(account, due_on=TODAY).pk).delete()
    told, written = [], []
    for days in (-20, -3, -2, 1, 2, 8, 9):
        with clock.at(NOON + days * DAY):
            written.append(services.remind(TODAY + days * DAY))
        people = (account.account_manager, account.director)
        told.append([Notification.objects.filter(user=one).count() for one in people])
    assert told == [[0, 0], [1, 0], [1, 0], [2, 0], [2, 0], [2, 1], [2, 1]]
    assert written == [0, 1, 0, 1, 0, 1, 0]


def test_the_quarter_shows_marks_alarms_and_the_rate(client, manager, account):
    generate()
    client.force_login(manager)
    action = the_action(account, due_on=date(2026, 10, 31))
    with clock.at(NOON):
        about = {"actor": manager, "action_id": action.pk}
        services.complete(**about, done_on=date(2026, 10, 20), proof="已回访")
        page = client.get(reverse("tiering:entitlements"))
        customer = client.get(reverse("customers:detail", args=[account.pk]))
    assert page.context["figures"]["rate"] == 100.0
    assert [group.count for group in page.context["groups"]] == [1]
    assert "主动关怀回访" in customer.text


def test_the_page_costs_the_same_for_one_customer_and_for_three(client):
    client.force_login(make_user(roles=["manager"]))

    def one_more(name):
        make_account(name, tier="at_risk")
        generate()

    same_queries(client, reverse("tiering:entitlements", query={"day": TODAY}), one_more, most=14)


def test_a_placement_leaves_a_gap_that_is_told(client, manager):
    account = make_account(manager=manager, tier="key")
    engineer = make_user("孙文博")
    about = {"actor": manager, "account_id": account.pk, "person_id": engineer.pk}
    with pytest.raises(RuleViolation, match="ends_before_start"):
        services.save_placement(**about, begins_on=TODAY, ends_on=TODAY - DAY)
    services.save_placement(**about, begins_on=date(2026, 1, 1), ends_on=date(2026, 11, 13))
    generate()
    client.force_login(manager)
    with clock.at(NOON):
        page = client.get(reverse("tiering:entitlements"))
    assert "空档 17 天" in page.text


@pytest.mark.parametrize("register", [ENTITLEMENTS, PLACEMENTS], ids=lambda one: one.code)
def test_who_sees_and_edits_the_tables(client, manager, account, register):
    row = Entitlement.objects.first()
    if register is PLACEMENTS:
        row = Placement.objects.create(account=account, person=manager, begins_on=TODAY)
    pages = [register.url(page, row.pk) for page in ("detail", "edit")]
    expected = {
        make_user(roles=["director"]): [200, 200],
        make_user(roles=["approver"]): [200, 403],
        make_user(roles=["guide"]): [404, 404],
    }
    for person, wanted in expected.items():
        client.force_login(person)
        assert statuses(client, pages) == wanted


def test_a_date_is_seen_with_its_customer_and_moved_by_its_owner(client, manager, account):
    generate()
    action = the_action(account, due_on=TODAY)
    pages = [
        reverse(f"tiering:{name}", args=[action.pk]) for name in ("care-action", "move-action")
    ]
    expected = {
        manager: [200, 200],
        make_user(roles=["approver"]): [200, 403],
        make_user(roles=["guide"]): [404, 404],
    }
    for person, wanted in expected.items():
        client.force_login(person)
        assert statuses(client, pages) == wanted


def test_today_is_the_day_in_the_zone_of_the_house():
    with clock.at(datetime(2026, 11, 30, 17, tzinfo=UTC)):
        assert today() == date(2026, 12, 1)
