import pytest
from tests.factories.customers import make_account, make_contact, make_preference
from tests.factories.identity import make_user

from yingke.domains.customers import queries, services
from yingke.domains.customers.models import Preference
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db


def note(actor, account, **fields):
    fields = {"kind": "diet", "stance": "taboo", "text": "花生过敏", **fields}
    return services.note_preference(actor=actor, account_id=account.pk, **fields)


def test_the_journal_never_says_what_a_confidential_note_says():
    manager = make_user()
    account = make_account(manager=manager)
    contact = make_contact(account)
    first = note(manager, account, contact_id=contact.pk, confidential=True, kind="health")
    services.remove_preference(actor=manager, preference_id=first.pk)
    entries = journal.in_context(account.account_manager, "customers.account", account.pk)
    events = [entry.event for entry in entries]
    assert [(event.kind, event.text, event.contact_name) for event in events] == [
        ("customers.preference_removed", None, contact.name),
        ("customers.preference_noted", None, contact.name),
    ]
    assert not Preference.objects.exists()


def test_noting_it_twice_is_once():
    account = make_account()
    assert note(None, account) == note(None, account, text=" 花生过敏 ")


def test_a_contact_of_another_customer_is_refused():
    with pytest.raises(RuleViolation) as caught:
        note(None, make_account(), contact_id=make_contact().pk)
    assert (caught.value.code, caught.value.field) == ("contact_unknown", "contact")


def test_an_empty_note_is_refused():
    with pytest.raises(RuleViolation) as caught:
        note(None, make_account(), text="  ")
    assert caught.value.code == "text_needed"


def test_only_who_may_read_it_again_writes_a_confidential_note():
    colleague, account = make_user(roles=["coordinator"]), make_account()
    with pytest.raises(NotAllowed):
        note(colleague, account, confidential=True)


def test_confidential_notes_are_shown_to_who_answers_for_the_customer_and_to_the_custodian():
    manager, coordinator = make_user(), make_user(roles=["coordinator"])
    account = make_account(manager=manager)
    make_preference(account, "不吃猪肉")
    make_preference(account, "糖尿病", kind="health", confidential=True)
    seen = {
        "manager": queries.preferences_for(manager, account).count(),
        "custodian": queries.preferences_for(make_user(roles=["custodian"]), account).count(),
        "coordinator": queries.preferences_for(coordinator, account).count(),
    }
    assert seen == {"manager": 2, "custodian": 2, "coordinator": 1}
