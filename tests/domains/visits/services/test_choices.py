"""What a request may name is checked by the service, whoever calls it."""

from datetime import timedelta

import pytest
from tests.domains.visits import world as w
from tests.factories.customers import make_account
from tests.factories.identity import make_site, make_user

from yingke.domains.customers import queries as customers
from yingke.domains.procedures.models import RequestField
from yingke.domains.visits.services import closing, requests
from yingke.foundation.identity.models import User
from yingke.foundation.kernel.errors import RuleViolation


@pytest.fixture
def hidden(world) -> RequestField:
    """A question for coordinators only."""
    return RequestField.objects.create(code="margin", name="价格底线", hidden_from_requester=True)


def refused(actor, world, **changes) -> str:
    with pytest.raises(RuleViolation) as refusal:
        requests.draft_visit(actor=actor, fields=world.fields(**changes))
    return refusal.value.code


def test_nobody_without_the_role_becomes_lead_host(world):
    gone = make_user(roles=("host",))
    User.objects.filter(pk=gone.pk).update(is_active=False)
    for person in (world.stranger, gone):
        assert refused(world.coordinator, world, lead_host_id=person.pk) == "unknown_host"


def test_a_customer_that_cannot_be_chosen_is_unknown(world):
    closed = make_account("已关闭客户", status="closed")
    assert refused(world.coordinator, world, account_id=closed.pk) == "unknown_account"
    other = make_account("别人的客户")
    assert refused(world.requester, world, account_id=other.pk) == "unknown_account"


def test_a_site_out_of_use_is_unknown(world):
    closed = make_site("旧厂区", active=False)
    assert refused(world.coordinator, world, site_id=closed.pk) == "unknown_site"


@pytest.mark.parametrize(
    ("later", "code"),
    [(timedelta(days=-400), "too_far_back"), (timedelta(days=1200), "too_far_ahead")],
)
def test_dates_that_can_only_be_a_slip_are_refused(world, later, code):
    arrives = w.ARRIVAL + later
    dates = {"arrives_at": arrives, "leaves_at": arrives + timedelta(hours=2)}
    assert refused(world.coordinator, world, **dates) == code


def test_what_is_stored_stays_though_it_could_not_be_chosen_again(world):
    visit = requests.draft_visit(actor=world.requester, fields=world.fields())
    world.host.grants.all().delete()
    changed = requests.change_request(
        actor=world.requester,
        visit_id=visit.pk,
        version=visit.version,
        fields=world.fields(title="新标题"),
    )
    assert (changed.title, changed.lead_host) == ("新标题", world.host)


def test_a_question_for_coordinators_is_answered_by_coordinators(world, hidden):
    answers = {"margin": "九折"}
    assert refused(world.requester, world, answers=answers) == "answer_restricted"
    visit = requests.draft_visit(actor=world.coordinator, fields=world.fields(answers=answers))
    assert visit.answers == answers


def test_who_is_not_shown_an_answer_leaves_it_alone(world, hidden):
    visit = requests.draft_visit(actor=world.requester, fields=world.fields())
    visit = requests.change_request(
        actor=world.coordinator,
        visit_id=visit.pk,
        version=visit.version,
        fields=world.fields(answers={"margin": "九折"}),
    )
    visit = requests.change_request(
        actor=world.requester,
        visit_id=visit.pk,
        version=visit.version,
        fields=world.fields(title="新标题"),
    )
    assert visit.answers == {"margin": "九折"}


def test_the_history_of_a_customer_names_no_visit_that_its_reader_may_not_see(world):
    visit = requests.draft_visit(actor=world.coordinator, fields=world.fields())
    closing.cancel(
        actor=world.coordinator, visit_id=visit.pk, version=visit.version, reason="保密原因"
    )
    seen = {
        name: [entry.kind for entry in customers.timeline(person, world.account)]
        for name, person in {"coordinator": world.coordinator, "owner": world.requester}.items()
    }
    assert seen == {"coordinator": ["visits.cancelled", "visits.drafted"], "owner": []}
