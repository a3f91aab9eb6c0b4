"""Health: from what happened, as of a day; playbooks; plans to save a customer."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from tests.factories.commerce import make_case, make_paper
from tests.factories.customers import make_account, make_contact
from tests.factories.identity import make_user
from tests.objects.checks import same_queries, statuses

from yingke.domains.commerce.models import Order, Payment
from yingke.domains.customers import services as customers
from yingke.domains.customers.models import Account
from yingke.domains.growth.services import keep_promise, save_promise
from yingke.domains.tiering.models import CareAction, HealthScore, RuleSet, Run, Score
from yingke.domains.tiering.queries.health import facts_of
from yingke.domains.tiering.services import entitlements, health
from yingke.domains.tiering.web.registers import SAVE_PLANS, STEPS
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 30, 4, tzinfo=UTC)
TODAY = date(2026, 11, 30)
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
    return make_account(manager=manager, tier="key")


def facts(account, day=TODAY):
    return facts_of(day, [account.pk])[account.pk]


def test_a_decision_maker_is_silent_until_somebody_talks_to_them(manager, account):
    person = make_contact(account, "许志明", is_decision_maker=True)
    make_contact(account, "吴珊")
    assert list(facts(account).silent) == [("许志明", None)]
    customers.save_interaction(
        actor=manager, account_id=account.pk, contact_id=person.pk, held_at=NOON - 138 * DAY
    )
    assert list(facts(account).silent) == [("许志明", 138)]
    customers.save_interaction(
        actor=manager, account_id=account.pk, contact_id=person.pk, held_at=NOON
    )
    assert list(facts(account).silent) == []


def test_promises_cases_and_payments_count_until_they_are_settled(manager, account):
    promise = save_promise(
        actor=manager,
        account_id=account.pk,
        text="检测报告",
        owner_id=manager.pk,
        promised_on=date(2026, 8, 14),
        due_on=date(2026, 8, 28),
    )
    make_case(account, title="并网调试", case_kind="complaint", opened_at=NOON - 9 * DAY)
    make_case(account, title="告警", case_kind="fault", opened_at=NOON - 3 * DAY)
    make_paper(Payment, account, TODAY - 5 * DAY, number="HK-1")
    found = facts(account)
    assert list(found.promises) == [("检测报告", 94)]
    assert (list(found.complaints), list(found.cases)) == ([("并网调试", 9)], [])
    assert list(found.payments) == [("HK-1", 5)]
    keep_promise(actor=manager, promise_id=promise.pk, proof="客户签收")
    assert list(facts(account).promises) == []
    assert list(facts(account, TODAY - DAY).promises) == [("检测报告", 93)]


def test_orders_are_late_against_the_customers_own_rhythm(account):
    for days in (160, 130, 100, 70):
        make_paper(Order, account, TODAY - timedelta(days=days))
    assert (facts(account).order_ratio, facts(account).order_days) == (70 / 30, 70)
    assert facts(make_account()).order_ratio is None


def test_later_rows_change_no_past_health_and_a_second_run_nothing(account):
    make_paper(Payment, account, TODAY - 5 * DAY, number="HK-1")
    health.compute(TODAY)
    before = HealthScore.objects.values_list("value", "reasons").get()
    make_paper(Order, account, TODAY + DAY)
    make_case(account, case_kind="complaint", opened_at=NOON + 2 * DAY)
    Payment.objects.update(paid_on=TODAY + DAY)
    health.compute(TODAY)
    assert HealthScore.objects.values_list("value", "reasons").get() == before


def test_a_signal_gives_somebody_the_first_step_and_then_the_next(manager, account):
    make_contact(account, "许志明", is_decision_maker=True)
    health.compute(TODAY)
    assert health.follow_playbooks(TODAY) == 1
    assert health.follow_playbooks(TODAY) == 0
    action = CareAction.objects.get(step__signal="silence")
    assert (action.owner, action.due_on) == (manager, TODAY + 7 * DAY)
    entitlements.complete(actor=manager, action_id=action.pk, done_on=TODAY, proof="电话未接通")
    assert health.follow_playbooks(TODAY + DAY) == 1
    assert CareAction.objects.get(state="planned").step.position == 2


def test_entitlements_leave_the_steps_of_playbooks_alone(account):
    make_contact(account, is_decision_maker=True)
    health.compute(TODAY)
    health.follow_playbooks(TODAY)
    entitlements.generate(TODAY)
    assert CareAction.objects.get(step__isnull=False).state == "planned"


def test_the_customer_page_shows_the_health_with_its_reasons_and_the_step(client, manager, account):
    make_contact(account, "许志明", is_decision_maker=True)
    health.compute(TODAY - 31 * DAY)
    make_paper(Payment, account, TODAY - 5 * DAY, number="HK-1")
    health.compute(TODAY)
    health.follow_playbooks(TODAY)
    client.force_login(manager)
    text = client.get(reverse("customers:detail", args=[account.pk])).text
    for words in ("许志明 尚无互动", "回款 HK-1 逾期 5 天", "约一次会面或通话", "较上月 -3"):
        assert words in text
    client.force_login(make_user(roles=["custodian"]))
    text = client.get(reverse("customers:detail", args=[account.pk])).text
    assert "HK-1" not in text


def test_a_reason_from_orders_or_cases_is_told_only_to_who_may_see_them(client, manager, account):
    health.compute(TODAY - 31 * DAY)
    for number in ("HK-1", "HK-2"):
        make_paper(Payment, account, TODAY - 5 * DAY, number=number)
    for days in (160, 130, 100, 70):
        make_paper(Order, account, TODAY - days * DAY)
    make_case(account, title="并网调试", case_kind="complaint", opened_at=NOON - 9 * DAY)
    health.compute(TODAY)
    health.follow_playbooks(TODAY)
    step = CareAction.objects.get(step__signal="payment").step.label
    page = reverse("customers:detail", args=[account.pk])
    paper = reverse("tiering:paper", args=[account.pk, "health-report", "docx"])
    hidden = "订单与回款（无权查看）", "服务工单（无权查看）"
    sums, cases = ("HK-1", "HK-2", "70 天没有订单"), ("“并网调试”",)
    for roles, told, untold in (
        (["account-manager"], [*sums, *cases], hidden),
        (["coordinator"], [*cases, hidden[0]], [*sums, step, hidden[1]]),
        (["approver"], hidden, [*sums, *cases, step]),
    ):
        client.force_login(manager if roles == ["account-manager"] else make_user(roles=roles))
        document = Document(BytesIO(client.get(paper).content))
        cells = [cell.text for table in document.tables for cell in table._cells]
        for text in (client.get(page).text, "\n".join(cells)):
            assert [words for words in told if words not in text] == []
            assert [words for words in untold if words in text] == []


def test_the_night_costs_the_same_for_one_customer_and_for_three(django_assert_num_queries):
    pks = [make_account().pk for _number in range(3)]
    facts_of(TODAY, pks)  # the parameters are read once
    for accounts in (pks[:1], pks):
        with django_assert_num_queries(10):
            facts_of(TODAY, accounts)


def plan(actor, account, **columns):
    columns.setdefault("alternatives", "延长质保\n分期付款")
    columns.setdefault("at_risk", Decimal(1_000_000))
    return health.save_plan(
        actor=actor,
        account_id=account.pk,
        cause="竞品报价更低",
        owner_id=account.account_manager_id,
        opened_on=TODAY,
        **columns,
    )


def test_a_plan_names_two_alternatives_and_ends_with_what_it_rescued(manager, account):
    with pytest.raises(RuleViolation, match="two_alternatives"):
        plan(manager, account, alternatives="延长质保\n ")
    with pytest.raises(NotAllowed):
        plan(make_user(roles=["host"]), account)
    row = plan(manager, account)
    with pytest.raises(RuleViolation, match="rescued_how_much"):
        health.save_plan(actor=manager, pk=row.pk, version=1, state="kept")
    kept = health.save_plan(
        actor=manager, pk=row.pk, version=1, state="kept", rescued=Decimal(800_000)
    )
    assert kept.closed_on == TODAY
    again = health.save_plan(actor=manager, pk=row.pk, version=2, state="open")
    assert (again.closed_on, again.rescued) == (None, None)


@pytest.mark.parametrize("register", [STEPS, SAVE_PLANS], ids=lambda one: one.code)
def test_who_sees_and_edits_plans_and_playbooks(client, manager, account, register):
    row = plan(manager, account) if register is SAVE_PLANS else STEPS.model.objects.first()
    pages = [register.url(page, row.pk) for page in ("detail", "edit")]
    expected = {
        make_user(roles=["director"]): [200, 200],
        make_user(roles=["approver"]): [200, 403],
        make_user(roles=["guide"]): [404, 404],
    }
    for person, wanted in expected.items():
        client.force_login(person)
        assert statuses(client, pages) == wanted


def test_the_list_of_plans_costs_the_same_for_one_row_and_for_three(client):
    client.force_login(make_user(roles=["director"]))
    same_queries(
        client, SAVE_PLANS.url("list"), lambda name: plan(None, make_account(name, tier="at_risk"))
    )


def test_the_map_shows_only_customers_that_the_reader_may_see(client, manager, account):
    make_account("宁德储能", tier="key")
    run = Run.objects.create(
        month=date(2026, 11, 1), as_of=TODAY, at=NOON, rule_set=RuleSet.objects.first()
    )
    for one in Account.objects.all():
        Score.objects.create(account=one, month=run.month, run=run, total=50, tier="key")
    health.compute(TODAY)
    url = reverse("tiering:map")
    for reader, count in ((manager, 1), (make_user(roles=["manager"]), 2)):
        client.force_login(reader)
        assert len(client.get(url).context["dots"]) == count
    client.force_login(make_user(roles=["guide"]))
    assert client.get(url).status_code == 404
