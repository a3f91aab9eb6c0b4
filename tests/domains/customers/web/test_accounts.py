import pytest
from django.urls import reverse
from tests.factories.customers import (
    make_account,
    make_contact,
    make_nda,
    make_preference,
)
from tests.factories.identity import make_unit, make_user
from tests.objects.checks import same_queries

from yingke.domains.customers import services
from yingke.domains.customers.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    user = make_user("统筹", roles=["coordinator"])
    client.force_login(user)
    return user


def sent(**fields):
    return {
        "name": "华晟新能源集团",
        "industry": "energy",
        "region": "east",
        "country": "CN",
        "language": "zh",
        "status": "active",
        **fields,
    }


def test_the_list_costs_the_same_for_one_row_and_for_three(client, coordinator):
    same_queries(client, reverse("customers:list"), make_account)


def test_the_list_is_narrowed_by_words_and_tier(client, coordinator):
    make_account("甲公司", tier="strategic")
    make_account("乙公司", tier="key")
    assert "乙公司" not in client.get(reverse("customers:list"), {"tier": "strategic"}).text
    assert "甲公司" not in client.get(reverse("customers:list"), {"q": "yi gong"}).text


def test_the_page_of_a_customer_shows_what_is_known(
    client, coordinator, django_assert_max_num_queries
):
    parent = make_account("华晟控股")
    account = make_account(parent=parent, credit_code="91110000600037341L", tier="strategic")
    contact = make_contact(account, "林国栋", is_decision_maker=True)
    make_preference(account, "花生过敏", contact=contact)
    make_preference(account, "糖尿病", confidential=True)
    make_nda(account)
    services.set_tier(actor=None, account_id=account.pk, tier="key", reason="重新评估")
    client.get(reverse("customers:detail", args=[account.pk]))
    with django_assert_max_num_queries(32):
        page = client.get(reverse("customers:detail", args=[account.pk]))
    for text in (
        "华晟新能源集团",
        "林国栋",
        "花生过敏",
        "华晟控股",
        "91110000600037341L",
    ):
        assert text in page.text
    assert "糖尿病" not in page.text


@pytest.mark.parametrize("name", ["detail", "edit", "tier", "new-preference"])
def test_for_a_stranger_a_customer_is_not_there(client, name):
    account = make_account()
    client.force_login(make_user())
    assert client.get(reverse(f"customers:{name}", args=[account.pk])).status_code == 404


def test_a_colleague_who_may_only_read_does_not_reach_the_form(client):
    account = make_account()
    client.force_login(make_user(roles=["approver"]))
    assert client.get(reverse("customers:detail", args=[account.pk])).status_code == 200
    assert client.get(reverse("customers:edit", args=[account.pk])).status_code == 403


def test_a_customer_is_added(client, coordinator):
    page = client.post(
        reverse("customers:new"),
        sent(account_manager=coordinator.pk, department=make_unit().pk),
    )
    account = Account.objects.get()
    assert page.url == reverse("customers:detail", args=[account.pk])
    assert (account.name, account.credit_code) == ("华晟新能源集团", None)


def test_a_wrong_credit_code_comes_back_with_the_text_and_the_place(client, coordinator):
    page = client.post(
        reverse("customers:new"),
        sent(
            account_manager=coordinator.pk,
            department=make_unit().pk,
            credit_code="9111O000600037341L",
            note="不能丢",
        ),
    )
    assert page.status_code == 422
    assert "第 5 位“O”应为数字。" in page.context["form"].errors["credit_code"][0]
    assert "9111O000600037341L" in page.text
    assert "不能丢" in page.text
    assert not Account.objects.exists()


def test_two_editors_see_both_versions_and_the_second_save_wins(client, coordinator):
    account = make_account(region="east")
    url = reverse("customers:edit", args=[account.pk])
    opened = sent(
        name=account.name,
        account_manager=account.account_manager_id,
        department=account.department_id,
        industry="other",
        version=1,
    )
    services.save_account(actor=None, pk=account.pk, version=1, region="north")
    page = client.post(url, opened | {"region": "south"})
    assert page.status_code == 422
    (difference,) = page.context["form"].clash
    assert (difference.stored, difference.typed) != ("", "")
    version = page.context["form"]["version"].value()
    assert client.post(url, opened | {"region": "south", "version": version}).status_code == 302
    account.refresh_from_db()
    assert (account.region, account.version) == ("south", 3)


def test_a_tier_is_set_by_a_director_with_a_reason(client):
    account = make_account(tier="key")
    client.force_login(make_user(roles=["director"]))
    url = reverse("customers:tier", args=[account.pk])
    assert client.post(url, {"tier": "strategic", "reason": ""}).status_code == 422
    assert client.post(url, {"tier": "strategic", "reason": "过亿"}).status_code == 302
    account.refresh_from_db()
    assert account.tier == "strategic"


def test_customers_are_offered_while_a_name_is_typed(client, coordinator):
    account = make_account("华晟新能源集团", number="KA-0032")
    answer = client.get(reverse("customers:options"), {"q": "hua"}).json()
    assert answer == {
        "options": [{"value": account.pk, "label": "华晟新能源集团", "note": "KA-0032"}]
    }
