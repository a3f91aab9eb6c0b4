"""Service cases: moments, who sees and edits, the list."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.commerce import make_case
from tests.factories.customers import make_account
from tests.factories.identity import make_user
from tests.objects.checks import same_queries, statuses

from yingke.domains.service import rules, services
from yingke.domains.service.web.registers import CASES
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("answered", "closed", "code", "field"),
    [
        (NINE - HOUR, None, "before_opening", "first_response_at"),
        (None, NINE - HOUR, "before_opening", "closed_at"),
        (NINE + 9 * HOUR, None, "moment_in_future", "first_response_at"),
    ],
)
def test_a_case_is_answered_and_closed_after_it_was_opened(answered, closed, code, field):
    with pytest.raises(RuleViolation) as caught:
        rules.check_moments(
            opened_at=NINE, first_response_at=answered, closed_at=closed, now=NINE + 8 * HOUR
        )
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.mark.django_db
def test_the_list_costs_the_same_for_one_case_and_for_three(client):
    client.force_login(make_user(roles=["coordinator"]))
    same_queries(client, CASES.url("list"), lambda name: make_case(opened_at=NINE, title=name))


@pytest.mark.django_db
def test_a_case_is_seen_with_its_customer(client):
    manager = make_user(roles=["account-manager"])
    case = make_case(make_account(manager=manager), opened_at=NINE)
    pages = [CASES.url(page, case.pk) for page in ("detail", "edit")]
    expected = {
        manager: [200, 200],
        make_user(roles=["manager"]): [200, 403],
        make_user(roles=["account-manager"]): [404, 404],
        make_user(roles=["guide"]): [404, 404],
    }
    for person, wanted in expected.items():
        client.force_login(person)
        assert statuses(client, pages) == wanted


@pytest.mark.django_db
def test_a_case_is_saved_for_a_customer_whom_the_editor_sees():
    manager = make_user(roles=["account-manager"])
    mine, other = make_account(manager=manager), make_account()
    columns = {"number": "GD-1", "title": "通讯中断", "opened_at": NINE}
    with pytest.raises(RuleViolation, match="customer_unknown"):
        services.save_case(actor=manager, account_id=other.pk, **columns)
    with pytest.raises(NotAllowed):
        services.save_case(actor=make_user(roles=["host"]), account_id=mine.pk, **columns)
    assert services.save_case(actor=manager, account_id=mine.pk, **columns).account == mine
