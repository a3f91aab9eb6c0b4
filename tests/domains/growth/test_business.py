"""Promises and opportunities."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.customers import make_account, make_contact
from tests.factories.identity import make_user
from tests.objects.checks import same_queries, statuses

from yingke.domains.growth import services
from yingke.domains.growth.models import Opportunity, Promise
from yingke.domains.growth.web.registers import OPPORTUNITIES, PROMISES
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)


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


def promise(actor, account, text="寄送检测报告", **columns):
    columns.setdefault("promised_on", date(2026, 2, 1))
    columns.setdefault("due_on", date(2026, 2, 20))
    columns.setdefault("owner_id", (actor or account.account_manager).pk)
    return services.save_promise(actor=actor, account_id=account.pk, text=text, **columns)


def opportunity(actor, account, title="储能二期", **columns):
    columns.setdefault("amount", Decimal(1_200_000))
    columns.setdefault("opened_on", date(2026, 2, 1))
    columns.setdefault("owner_id", (actor or account.account_manager).pk)
    return services.save_opportunity(actor=actor, account_id=account.pk, title=title, **columns)


def test_a_promise_is_kept_once_with_a_proof(manager, account):
    row = promise(manager, account)
    with pytest.raises(RuleViolation, match="proof_missing"):
        services.keep_promise(actor=manager, promise_id=row.pk, proof=" ")
    file = SimpleUploadedFile("receipt.txt", b"signed")
    kept = services.keep_promise(actor=manager, promise_id=row.pk, proof="客户签收", upload=file)
    assert (kept.kept_at, kept.proof, kept.document.owner_id) == (NOON, "客户签收", account.pk)
    with pytest.raises(RuleViolation, match="promise_kept"):
        services.keep_promise(actor=manager, promise_id=row.pk, proof="再次")


def test_a_kept_promise_stays_as_it_is_and_each_is_made_to_a_person_of_its_customer(
    manager, account
):
    row = promise(manager, account)
    services.keep_promise(actor=manager, promise_id=row.pk, proof="客户签收")
    with pytest.raises(NotAllowed):
        services.save_promise(actor=manager, pk=row.pk, version=2, due_on=date(2027, 1, 1))
    with pytest.raises(RuleViolation, match="contact_unknown"):
        promise(manager, account, contact_id=make_contact().pk)


def test_its_owner_keeps_a_promise_and_a_colleague_does_not(manager, account):
    owner, other = make_user(roles=["guide"]), make_user(roles=["guide"])
    row = promise(manager, account, owner_id=owner.pk)
    with pytest.raises(NotAllowed):
        services.keep_promise(actor=other, promise_id=row.pk, proof="已寄")
    elsewhere = make_user(roles=["account-manager"])
    with pytest.raises(RuleViolation, match="customer_unknown"):
        services.keep_promise(actor=elsewhere, promise_id=row.pk, proof="已寄")
    services.keep_promise(actor=owner, promise_id=row.pk, proof="已寄")


@pytest.mark.parametrize(
    ("columns", "code"),
    [({"due_on": date(2026, 1, 1)}, "due_before_promised")],
)
def test_what_cannot_be_promised(manager, account, columns, code):
    with pytest.raises(RuleViolation, match=code):
        promise(manager, account, **columns)
    with pytest.raises(RuleViolation, match="customer_unknown"):
        promise(manager, make_account(), owner_id=manager.pk)
    with pytest.raises(NotAllowed):
        promise(make_user(roles=["guide"]), account)


def test_a_late_promise_is_told_on_the_customer_page_until_it_is_kept(client, manager, account):
    client.force_login(manager)
    row = promise(manager, account)
    url = reverse("customers:detail", args=[account.pk])
    assert "承诺逾期 12 天" in client.get(url).text
    client.post(reverse("growth:keep-promise", args=[row.pk]), {"proof": "客户签收"})
    text = client.get(url).text
    assert "承诺逾期" not in text
    assert "客户签收" in text


def test_opportunities_are_weighed_by_their_probability_and_hidden_from_others(
    client, manager, account
):
    opportunity(manager, account, probability=50)
    opportunity(manager, account, amount=Decimal(400_000), probability=25)
    opportunity(manager, account, amount=Decimal(9), stage="won", probability=100)
    url = reverse("customers:detail", args=[account.pk])
    client.force_login(manager)
    assert "加权 ¥70万" in client.get(url).text
    client.force_login(make_user(roles=["custodian"]))
    assert "储能二期" not in client.get(url).text


@pytest.mark.parametrize("register", [PROMISES, OPPORTUNITIES], ids=lambda one: one.code)
def test_a_row_is_seen_with_its_customer(client, manager, account, register):
    make = promise if register is PROMISES else opportunity
    row = make(manager, account)
    pages = [register.url(page, row.pk) for page in ("detail", "edit", "history")]
    expected = {
        manager: [200, 200, 200],
        make_user(roles=["manager"]): [200, 403, 403],
        make_user(roles=["account-manager"]): [404, 404, 404],
    }
    for person, wanted in expected.items():
        client.force_login(person)
        assert statuses(client, pages) == wanted


@pytest.mark.parametrize("register", [PROMISES, OPPORTUNITIES], ids=lambda one: one.code)
def test_the_list_costs_the_same_for_one_row_and_for_three(client, account, register):
    make = promise if register is PROMISES else opportunity
    client.force_login(make_user(roles=["director"]))
    same_queries(client, register.url("list"), lambda name: make(None, account, name))


def test_an_opportunity_gets_the_next_number(manager, account):
    row = opportunity(manager, account)
    assert row.number.startswith("OP-")
    assert Opportunity.objects.count() == 1
    assert not Promise.objects.exists()
