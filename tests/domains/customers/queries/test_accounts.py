from datetime import timedelta

import pytest
from tests.factories.customers import make_account
from tests.factories.identity import make_unit, make_user

from yingke.domains.customers import queries, registers, services
from yingke.domains.customers.models import Account
from yingke.foundation.identity.models import Delegation
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two departments below one company, a customer in each, and one customer's own manager."""
    company = make_unit("公司")
    key, oem = make_unit("大客户部", parent=company), make_unit("渠道部", parent=company)
    manager = make_user("甲", roles=["account-manager"], unit=key)
    return {
        "company": company,
        "key": key,
        "oem": oem,
        "manager": manager,
        "own": make_account("甲公司", manager=manager, department=oem),
        "key account": make_account("乙公司", department=key),
        "oem account": make_account("丙公司", department=oem),
    }


def names(user):
    return sorted(queries.visible_to(user).values_list("name", flat=True))


def test_management_and_coordinators_see_every_customer(world):
    everybody = ["丙公司", "乙公司", "甲公司"]
    for role in ("coordinator", "manager", "approver", "director", "custodian"):
        assert names(make_user(roles=[role])) == everybody


def test_an_account_manager_sees_his_own_and_his_departments(world):
    assert names(world["manager"]) == ["乙公司", "甲公司"]


def test_a_role_in_the_company_covers_the_departments_below(world):
    head = make_user(roles=["account-manager"], unit=world["company"])
    assert names(head) == ["丙公司", "乙公司", "甲公司"]


def test_a_colleague_of_another_department_and_a_stranger_see_nothing(world):
    assert names(make_user(roles=["guide"], unit=world["key"])) == []
    assert names(make_user()) == []


def test_a_deputy_sees_what_the_other_sees_for_as_long_as_it_lasts(world):
    deputy, now = make_user(), clock.now()
    Delegation.objects.create(
        giver=world["manager"],
        taker=deputy,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
        reason="休假",
    )
    assert names(deputy) == ["乙公司", "甲公司"]
    with clock.at(now + timedelta(hours=2)):
        assert names(deputy) == []


def test_a_package_above_adds_a_reason_to_see_a_customer(world):
    guide = make_user(roles=["guide"])
    tours = registers.Access(
        "tours", lambda user: Account.objects.filter(name="丙公司").values("pk")
    )
    with registers.access.including(tours):
        assert names(guide) == ["丙公司"]
    assert names(guide) == []


@pytest.mark.parametrize(
    "text", ["华晟", "hua cheng", "huacheng", "HuaSheng New", "T-9", "华 能源", "hcxny", "CXN"]
)
def test_any_part_of_a_name_in_any_script_finds_it(text):
    found = make_account("华晟新能源集团", name_en="Huasheng New Energy", number="T-9")
    make_account("拓维科技")
    assert queries.search(make_user(roles=["coordinator"]), text) == [found]


def test_an_empty_search_finds_nothing_and_a_stranger_neither():
    make_account()
    assert queries.search(make_user(roles=["coordinator"]), "  ") == []
    assert queries.search(make_user(), "华晟") == []


def test_a_group_is_read_as_a_tree_of_what_one_may_see(world):
    child = make_account("乙子公司", parent=world["key account"], department=world["oem"])
    tree = queries.group_of(make_user(roles=["coordinator"]), child)
    assert [(place.depth, account.name) for place, account in tree] == [
        (0, "乙公司"),
        (1, "乙子公司"),
    ]
    assert queries.group_of(world["manager"], child) == []


def test_the_timeline_joins_the_customer_and_its_people_newest_first():
    account = make_account(tier="key")
    services.set_tier(actor=None, account_id=account.pk, tier="strategic", reason="x")
    services.save_contact(actor=None, account_id=account.pk, name="林国栋")
    kinds = [entry.kind for entry in queries.timeline(account.account_manager, account)]
    assert kinds == ["customers.contact_added", "customers.tier_changed"]
