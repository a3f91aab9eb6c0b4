import pytest
from tests.factories.customers import make_account
from tests.factories.identity import make_user

from yingke.domains.customers import services
from yingke.domains.customers.terms import Tier
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db


def test_a_tier_changes_with_its_reason_in_the_journal():
    account, director = make_account(tier=Tier.KEY), make_user(roles=["director"])
    services.set_tier(
        actor=director, account_id=account.pk, tier="strategic", reason=" 年采购过亿 "
    )
    account.refresh_from_db()
    assert (account.tier, account.version) == (Tier.STRATEGIC, 2)
    event = journal.about("customers.account", account.pk).get().event
    assert (event.before, event.after, event.reason) == ("key", "strategic", "年采购过亿")


def test_the_same_tier_again_changes_nothing():
    account = make_account(tier=Tier.KEY)
    services.set_tier(actor=None, account_id=account.pk, tier="key", reason="")
    account.refresh_from_db()
    assert account.version == 1


def test_a_tier_does_not_change_without_a_reason():
    account = make_account(tier=Tier.KEY)
    with pytest.raises(RuleViolation) as caught:
        services.set_tier(actor=None, account_id=account.pk, tier="at_risk", reason=" ")
    assert caught.value.code == "reason_needed"


def test_an_account_manager_may_not_set_it():
    manager = make_user(roles=["account-manager"])
    account = make_account(manager=manager)
    with pytest.raises(NotAllowed):
        services.set_tier(actor=manager, account_id=account.pk, tier="key", reason="x")
