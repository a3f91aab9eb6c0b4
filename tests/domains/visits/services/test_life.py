"""A visit from the request to the archive, as the roles concerned would take it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.domains.visits import world as w

from yingke.domains.resources.models import Booking
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import sheets, visible_to
from yingke.domains.visits.services import approvals, arrival, closing, procedure, requests
from yingke.domains.visits.terms import Decision, NodeState, VisitState
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db


def kinds(visit: Visit) -> list[str]:
    return [entry.kind for entry in reversed(journal.about("visits.visit", visit.pk))]


def test_a_visit_goes_from_request_to_archive(world: w.World) -> None:
    visit = w.ended(world)
    assert visit.state == VisitState.ENDED
    with clock.at(visit.leaves_at + timedelta(days=2)):
        closing.start_follow_up(actor=world.host, visit_id=visit.pk)
        w.tick_everything(world, visit, "after")
        visit = closing.archive(actor=world.coordinator, visit_id=visit.pk, accept_gaps=True)
    assert visit.state == VisitState.ARCHIVED
    assert visit.archive_name == "华晟新能源集团-2025-11-25"
    states = dict(visit.nodes.values_list("number", "state"))
    assert [number for number, state in states.items() if state == NodeState.DONE] == [
        *range(1, 11),
        12,
    ]
    story = kinds(visit)
    assert story[:3] == ["visits.drafted", "visits.submitted", "visits.request_approved"]
    assert story[-1] == "visits.archived"


def test_an_archive_with_gaps_says_which(world: w.World) -> None:
    visit = w.ended(world)
    closing.start_follow_up(actor=world.host, visit_id=visit.pk)
    with pytest.raises(RuleViolation) as caught:
        closing.archive(actor=world.coordinator, visit_id=visit.pk)
    assert {"photos", "minutes"} <= set(caught.value.params["missing"])
    assert "plan" not in caught.value.params["missing"]


def test_an_approved_visit_has_twelve_nodes_with_owners_on_the_working_calendar(
    world: w.World,
) -> None:
    visit = w.approved(world)
    nodes = list(visit.nodes.all())
    assert [node.number for node in nodes] == list(range(1, 13))
    assert all(node.owner_id for node in nodes)
    plan = visit.nodes.get(kind="plan")
    assert plan.due_at.astimezone(w.SHANGHAI).isoformat() == "2025-11-20T18:00:00+08:00"
    assert plan.owner_id == visit.coordinator_id == world.coordinator.pk
    assert visit.nodes.get(kind="welcome").owner_id == world.host.pk


def test_short_notice_needs_a_reason_and_a_second_approver(world: w.World) -> None:
    soon = w.MONDAY + timedelta(hours=30)
    changes = {"arrives_at": soon, "leaves_at": soon + timedelta(hours=5)}
    visit = requests.draft_visit(actor=world.requester, fields=world.fields(**changes))
    with pytest.raises(RuleViolation, match="urgency_reason_missing"):
        requests.submit(actor=world.requester, visit_id=visit.pk, version=visit.version)
    visit = w.submitted(world, **changes, urgency_reason="customer")
    request, urgency = visit.approvals.order_by("pk")
    approvals.approve(actor=world.approver, approval_id=request.pk)
    visit.refresh_from_db()
    assert visit.state == VisitState.SUBMITTED
    with pytest.raises(NotAllowed):
        approvals.approve(actor=world.approver, approval_id=urgency.pk)
    approvals.approve(actor=world.manager, approval_id=urgency.pk)
    visit.refresh_from_db()
    assert visit.state == VisitState.APPROVED
    assert visit.procedure is not None
    assert visit.procedure.variant == "urgent"


def test_a_returned_request_carries_the_comment_and_can_be_submitted_again(
    world: w.World,
) -> None:
    visit = w.submitted(world)
    approvals.return_request(
        actor=world.approver, approval_id=visit.approvals.get().pk, comment="请补充随行名单"
    )
    visit.refresh_from_db()
    assert visit.state == VisitState.RETURNED
    visit = requests.submit(actor=world.requester, visit_id=visit.pk, version=visit.version)
    assert visit.state == VisitState.SUBMITTED
    assert visit.approvals.filter(decision=Decision.PENDING).count() == 1


@pytest.mark.parametrize("decide", [approvals.return_request, approvals.reject])
def test_who_says_no_says_why(world: w.World, decide: Callable[..., object]) -> None:
    visit = w.submitted(world)
    with pytest.raises(RuleViolation, match="comment_missing"):
        decide(actor=world.approver, approval_id=visit.approvals.get().pk, comment="  ")


def test_nobody_approves_a_request_of_his_own(world: w.World) -> None:
    visit = requests.draft_visit(actor=world.manager, fields=world.fields())
    visit = requests.submit(actor=world.manager, visit_id=visit.pk, version=visit.version)
    with pytest.raises(RuleViolation, match="own_request"):
        approvals.approve(actor=world.manager, approval_id=visit.approvals.get().pk)


def test_a_shut_gate_names_everything_that_is_missing(world: w.World) -> None:
    visit = w.approved(world)
    needs = visit.nodes.get(kind="needs")
    with pytest.raises(RuleViolation) as caught:
        procedure.complete_node(actor=world.host, node_id=needs.pk)
    codes = [missing.code for missing in caught.value.params["missing"]]
    assert codes == ["decision_makers_missing", "checks_open"]


def test_two_editors_at_once_get_one_change_and_one_stale(world: w.World) -> None:
    visit = requests.draft_visit(actor=world.requester, fields=world.fields())
    version = visit.version
    requests.change_request(
        actor=world.requester,
        visit_id=visit.pk,
        version=version,
        fields=world.fields(title="改名"),
    )
    with pytest.raises(RuleViolation, match="stale"):
        requests.change_request(
            actor=world.coordinator,
            visit_id=visit.pk,
            version=version,
            fields=world.fields(title="另一个名字"),
        )
    visit.refresh_from_db()
    assert visit.title == "改名"


@pytest.mark.parametrize("role", ["coordinator", "host"])
def test_a_later_arrival_takes_the_agenda_and_its_bookings_along(world: w.World, role: str) -> None:
    visit = w.planned(world)
    before = list(visit.agenda.values_list("starts_at", flat=True))
    later = timedelta(minutes=45)
    plan = arrival.change_arrival(
        actor=getattr(world, role),
        visit_id=visit.pk,
        arrives_at=visit.arrives_at + later,
        version=visit.version,
    )
    assert list(visit.agenda.values_list("starts_at", flat=True)) == [t + later for t in before]
    assert plan.lost == []
    held = Booking.objects.exclude(state="cancelled").order_by("starts_at")
    assert list(held.values_list("starts_at", flat=True)) == [t + later for t in before]
    answers = set(visit.agenda.values_list("people__answer", flat=True))
    assert answers == {"asked"}


def test_a_cancelled_visit_lets_its_rooms_go_and_takes_them_back(world: w.World) -> None:
    visit = w.planned(world)
    closing.cancel(
        actor=world.coordinator, visit_id=visit.pk, version=visit.version, reason="客户改期"
    )
    assert not Booking.objects.exclude(state="cancelled").exists()
    lost = closing.restore(actor=world.coordinator, visit_id=visit.pk)
    visit.refresh_from_db()
    assert (visit.state, lost) == (VisitState.PLANNED, [])
    assert Booking.objects.exclude(state="cancelled").count() == 3


def test_who_takes_part_sees_the_visit_and_nobody_else(world: w.World) -> None:
    visit = w.approved(world)
    seen_by = {
        name: visible_to(getattr(world, name)).filter(pk=visit.pk).exists()
        for name in ("coordinator", "host", "requester", "logistics", "colleague", "stranger")
    }
    assert seen_by == {
        "coordinator": True,
        "host": True,
        "requester": True,
        "logistics": True,
        "colleague": False,
        "stranger": False,
    }


def test_the_facts_of_a_visit_cost_the_same_number_of_queries_at_any_length(
    world: w.World, django_assert_max_num_queries
) -> None:
    visit = w.planned(world)
    visit = Visit.objects.select_related("account", "site", "visit_type").get(pk=visit.pk)
    with django_assert_max_num_queries(5):
        assert sheets.read(visit).facts
