from datetime import timedelta

import pytest
from tests.factories.customers import make_account, make_contact, make_pair
from tests.factories.identity import make_user

from yingke.domains.customers import queries, services
from yingke.domains.customers.models import DuplicatePair
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db

CODES = "91110000600037341L", "91310000132260250X"


@pytest.fixture
def coordinator():
    return make_user("统筹", roles=["coordinator"])


def found() -> list[tuple[str, str, bool]]:
    pairs = DuplicatePair.objects.select_related("first", "second").order_by("pk")
    return [(pair.first.name, pair.second.name, pair.kept_apart) for pair in pairs]


def test_all_customers_are_compared_with_each_other():
    one = make_account("苏州工业园区云杉装备有限公司", website="https://www.yunshan.example")
    two = make_account("苏州云杉装备", website="https://yunshan.example")
    make_account("无锡松涛机械有限公司")
    make_account("无锡岚石电子有限公司")
    for account in (one, two):
        make_contact(account, phone="+8651255554417")
    done = services.find_duplicates()
    assert found() == [(one.name, two.name, False)]
    pair = DuplicatePair.objects.get()
    steps = {(comparison, step) for comparison, step, _bits in pair.evidence}
    assert {("phone", "same"), ("website", "same")} <= steps
    total = pair.prior + sum(bits for *_codes, bits in pair.evidence)
    assert 1 / (1 + 2**-total) == pytest.approx(pair.probability, abs=0.01)
    assert done.accounts == 4
    assert queries.duplicates.last_search() == done


def test_one_name_with_two_valid_codes_is_listed_as_not_to_be_merged():
    for code in CODES:
        make_account("云杉装备有限公司", credit_code=code)
    services.find_duplicates()
    assert found() == [("云杉装备有限公司", "云杉装备有限公司", True)]


def test_a_pair_that_is_no_longer_alike_goes(coordinator):
    make_account("云杉装备有限公司")
    other = make_account("云杉装备")
    services.find_duplicates()
    services.save_account(actor=coordinator, pk=other.pk, name="松涛电子")
    services.find_duplicates()
    assert found() == []


def test_different_customers_stay_so_until_their_data_change(coordinator):
    make_account("云杉装备有限公司")
    other = make_account("云杉装备")
    services.find_duplicates()
    pair = DuplicatePair.objects.get()
    services.dismiss_duplicate(actor=coordinator, pair_id=pair.pk)
    services.find_duplicates()
    assert list(queries.duplicates.waiting(coordinator)) == []
    event = journal.about("customers.account", pair.first_id).get().event
    assert (event.kind, event.other_name) == ("customers.duplicate_dismissed", "云杉装备")
    services.save_account(actor=coordinator, pk=other.pk, website="https://yunshan.example")
    services.find_duplicates()
    assert list(queries.duplicates.waiting(coordinator)) == [pair]


def test_a_pair_can_be_judged_again(coordinator):
    pair = make_pair(make_account(), make_account("华晟"), dismissed_at=clock.now())
    services.reconsider_duplicate(actor=coordinator, pair_id=pair.pk)
    assert list(queries.duplicates.waiting(coordinator)) == [pair]


def test_a_pair_is_seen_only_by_who_may_merge_both_sides(coordinator):
    manager = make_user(roles=["account-manager"])
    make_pair(make_account(manager=manager), make_account("华晟"))
    assert queries.duplicates.waiting(coordinator).count() == 1
    assert not queries.duplicates.waiting(manager).exists()
    assert not queries.duplicates.waiting(make_user()).exists()


def test_a_merge_can_be_undone_by_whom_sees_the_customer_within_its_time(coordinator):
    kept, absorbed = make_account(), make_account("华晟新能源")
    versions = {"kept_version": 1, "absorbed_version": 1}
    done = services.merge_accounts(
        actor=coordinator, kept_id=kept.pk, absorbed_id=absorbed.pk, **versions
    )
    assert list(queries.duplicates.undoable(coordinator)) == [done]
    assert not queries.duplicates.undoable(make_user()).exists()
    with clock.at(clock.now() + timedelta(days=31)):
        assert not queries.duplicates.undoable(coordinator).exists()
