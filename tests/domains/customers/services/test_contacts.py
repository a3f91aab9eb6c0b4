import pytest
from tests.factories.customers import make_account, make_contact
from tests.factories.identity import make_user

from yingke.domains.customers import queries, services
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db


def test_a_new_contact_belongs_to_the_history_of_the_customer():
    manager = make_user()
    account = make_account(manager=manager, country="DE")
    contact = services.save_contact(
        actor=manager, account_id=account.pk, name="安娜", phone="030 901820"
    )
    assert (contact.phone, contact.sort_key) == ("+4930901820", "an na | an nuo")
    entry = journal.in_context("customers.account", account.pk).get()
    assert entry.kind == "customers.contact_added"


def test_a_contact_is_edited_once_per_version():
    manager = make_user()
    contact = make_contact(make_account(manager=manager))
    services.save_contact(actor=manager, pk=contact.pk, version=1, title="总裁")
    with pytest.raises(RuleViolation) as caught:
        services.save_contact(actor=manager, pk=contact.pk, version=1, title="董事")
    assert caught.value.code == "stale"


def test_a_guide_may_not_edit_contacts():
    contact = make_contact()
    with pytest.raises(NotAllowed):
        services.save_contact(actor=make_user(roles=["guide"]), pk=contact.pk, version=1, title="x")


@pytest.mark.parametrize("typed", ["shengxing", "chengxing", "sx", "晟兴"])
def test_a_customer_is_found_by_every_reading_of_its_name(typed):
    manager = make_user()
    account = make_account("晟兴精密", manager=manager)
    services.save_account(actor=manager, pk=account.pk, version=account.version, name="晟兴")
    assert [one.name for one in queries.search(manager, typed, 5)] == ["晟兴"]
