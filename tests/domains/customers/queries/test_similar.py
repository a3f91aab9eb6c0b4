import time

import pytest
from tests.factories.customers import make_account
from tests.factories.identity import make_user

from yingke.domains.customers import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return make_user("统筹", roles=["coordinator"])


@pytest.fixture
def known():
    make_account("无锡松涛机械有限公司")
    return make_account("苏州工业园区云杉装备有限公司")


@pytest.mark.parametrize("typed", ["苏州云杉装备", "云杉装备", "苏州云杉装备有限公司"])
def test_a_known_customer_is_named_while_its_name_is_typed(coordinator, known, typed):
    (hit,) = queries.similar(coordinator, typed)
    assert hit.account == known
    assert hit.probability > 0.9


@pytest.mark.parametrize("typed", ["", "苏", "岚石电子", "苏州松涛电子"])
def test_another_name_is_none_of_them(coordinator, known, typed):
    assert queries.similar(coordinator, typed) == []


def test_a_customer_that_the_typist_may_not_see_is_not_named(known):
    manager = make_user(roles=["account-manager"])
    assert queries.similar(manager, "苏州云杉装备") == []


def test_a_check_takes_less_than_30_ms_of_processor_time(coordinator, known):
    for number in range(80):
        make_account(f"苏州云杉{number}号装备有限公司")
    queries.similar(coordinator, "苏州云杉装备")  # loads the dictionaries
    start = time.process_time()
    for _ in range(10):
        queries.similar(coordinator, "苏州云杉装备")
    assert (time.process_time() - start) / 10 < 0.03
