from datetime import UTC, date, datetime

import pytest
from tests.factories.customers import make_account, make_contact, make_nda

from yingke.domains.customers import queries, services
from yingke.domains.customers.terms import AgreementState
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy.queries import pinned_version

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


def sign(account, **fields):
    fields = {"signed_on": TODAY, "valid_from": TODAY, "valid_until": None, **fields}
    return services.sign_agreement(actor=None, account_id=account.pk, **fields)


def test_a_signed_agreement_is_in_force_until_it_is_revoked():
    account = make_account()
    nda = sign(account)
    assert queries.nda_states([account.pk], TODAY) == {account.pk: AgreementState.VALID}
    with clock.at(datetime(2026, 11, 21, 1, tzinfo=UTC)):
        services.revoke_agreement(actor=None, agreement_id=nda.pk, reason="换签")
    assert queries.nda_states([account.pk], TODAY) == {account.pk: AgreementState.REVOKED}
    with pytest.raises(RuleViolation) as caught:
        services.revoke_agreement(actor=None, agreement_id=nda.pk, reason="换签")
    assert caught.value.code == "already_revoked"


def test_many_customers_are_judged_at_once(django_assert_num_queries):
    first, second = make_account(), make_account()
    make_nda(first, valid_until=date(2026, 12, 1))
    with pinned_version(), django_assert_num_queries(2):
        states = queries.nda_states([first.pk, second.pk], TODAY)
    assert states == {first.pk: AgreementState.EXPIRING, second.pk: AgreementState.MISSING}


def test_the_signer_is_a_person_of_the_customer():
    with pytest.raises(RuleViolation) as caught:
        sign(make_account(), signer_id=make_contact().pk)
    assert (caught.value.code, caught.value.field) == ("contact_unknown", "signer")
