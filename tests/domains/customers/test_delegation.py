"""A stand-in answers for a colleague, and does not read what was confided to that colleague."""

from datetime import timedelta

import pytest
from tests.factories.customers import make_account, make_preference
from tests.factories.identity import make_user

from yingke.domains.customers.permissions import can_see_confidential
from yingke.foundation.identity import permissions, services
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db


def test_a_custodians_delegation_passes_on_no_confidential_note(client):
    custodian, taker = make_user(roles=("custodian",)), make_user(roles=("coordinator",))
    account = make_account()
    make_preference(account, text="对海鲜严重过敏", confidential=True)
    now = clock.now()
    services.delegate(
        actor=custodian,
        giver_id=custodian.pk,
        taker_id=taker.pk,
        starts_at=now,
        ends_at=now + timedelta(days=3),
        reason="出差",
    )
    assert can_see_confidential(custodian, account)
    assert not can_see_confidential(taker, account)
    client.force_login(taker)
    assert "对海鲜严重过敏" not in client.get(f"/customers/{account.pk}/").text


def test_every_permission_to_see_what_is_confidential_is_personal():
    confidential = {code for code in permissions.declared() if code.endswith("see_confidential")}
    assert confidential == {"customers.see_confidential", "visits.see_confidential"}
    assert confidential <= permissions.personal()
