"""Plan the visits of a day together, and accept them visit by visit."""

from datetime import timedelta

import pytest
from tests.domains.visits.world import approved, weeks_later
from tests.factories.resources import make_booking, make_room

from yingke.domains.planning.models import DayProposal
from yingke.domains.planning.queries import days as queries
from yingke.domains.planning.queries.proposals import plan_of
from yingke.domains.planning.services import accept_day as accepting
from yingke.domains.planning.services import days, improving
from yingke.domains.planning.terms import ProposalState
from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import agenda
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation


@pytest.fixture
def other(world, scene):
    """A second visit of the day, whose tour lies where that of the first one does."""
    earlier = scene.visit.arrives_at - timedelta(minutes=30)
    visit = approved(world, **weeks_later(0) | {"arrives_at": earlier})
    item = agenda.fields_of(scene.items[2], name="参观生产线")
    agenda.add_item(actor=world.coordinator, visit_id=visit.pk, item=item)
    visit.refresh_from_db()
    return visit


@pytest.fixture
def day(scene):
    return scene.visit.arrives_at.astimezone(scene.visit.arrives_at.tzinfo).date()


@pytest.fixture
def ready(scene, world, other, day):
    return improved(propose(world, day))


def propose(world, day, *asks, actor=None):
    return days.propose_day(
        actor=actor or world.coordinator, site_id=world.site.pk, day=day, asks=list(asks)
    )


def improved(proposal):
    improving.improve_day(proposal_id=proposal.pk)
    proposal.refresh_from_db()
    return proposal


def guides(visit):
    return set(visit.agenda.filter(people__role="guide").values_list("name", flat=True))


def test_two_tours_at_once_are_moved_apart_so_that_both_have_the_guide(ready, scene, other):
    plan = plan_of(ready)
    assert plan.unmet == ()
    tours = [scene.items[2].pk, other.agenda.get().pk]
    one, two = (next(p for p in plan.placed if p.activity == f"i{pk}") for pk in tours)
    for placed in (one, two):
        picks = {pick.role: pick.resource for pick in placed.picks}
        assert picks["guide"] == f"p{scene.guide.pk}"
        assert picks["showroom"] == f"r{scene.showroom.pk}"
    assert one.end <= two.start or two.end <= one.start


def test_a_confirmed_visit_is_no_part_of_it_and_keeps_what_it_has(world, scene, other, day):
    Visit.objects.filter(pk=scene.visit.pk).update(state="confirmed")
    proposal = propose(world, day)
    assert [part.visit for part in proposal.parts.all()] == [other]
    basis = queries.basis_of(proposal)
    (room,) = [one for one in basis.facts.things if one.id == world.room.pk]
    assert len(room.taken) == 3


def test_the_whole_day_is_accepted(world, ready, scene, other):
    done = accepting.accept_day(actor=world.coordinator, proposal_id=ready.pk)
    assert (done.is_whole, done.proposal.state) == (True, ProposalState.ACCEPTED)
    assert guides(scene.visit) == {"环节 3"}
    assert guides(other) == {"参观生产线"}
    entry = journal.about("visits.visit", other.pk).get(kind="planning.day_accepted")
    assert entry.data["items"] == [other.agenda.get().pk]


def test_one_visit_is_accepted_and_then_the_other(world, ready, scene, other):
    first = accepting.accept_visit(actor=world.coordinator, proposal_id=ready.pk, visit_id=other.pk)
    assert (first.is_whole, guides(scene.visit)) == (True, set())
    with pytest.raises(RuleViolation, match="proposal_closed"):
        accepting.accept_visit(actor=world.coordinator, proposal_id=ready.pk, visit_id=other.pk)
    accepting.accept_visit(actor=world.coordinator, proposal_id=ready.pk, visit_id=scene.visit.pk)
    assert guides(scene.visit) == {"环节 3"}
    ready.refresh_from_db()
    assert ready.state == ProposalState.ACCEPTED


def test_some_items_are_accepted_and_the_rest_can_still_be(world, ready, scene):
    first = scene.items[0].pk
    some = accepting.accept_visit(
        actor=world.coordinator, proposal_id=ready.pk, visit_id=scene.visit.pk, item_ids=[first]
    )
    assert some.items == (first,)
    rest = accepting.accept_visit(
        actor=world.coordinator, proposal_id=ready.pk, visit_id=scene.visit.pk
    )
    assert rest.is_whole
    assert first not in rest.items
    with pytest.raises(RuleViolation, match="proposal_closed"):
        accepting.accept_visit(
            actor=world.coordinator, proposal_id=ready.pk, visit_id=scene.visit.pk, item_ids=[]
        )


def test_a_visit_whose_room_was_taken_is_proposed_anew_and_the_others_are_written(
    world, ready, scene, other
):
    tour = next(p for p in plan_of(ready).placed if p.activity == f"i{scene.items[2].pk}")
    make_booking(scene.showroom, starts_at=tour.start, label="林登霍夫 · 参观")
    done = accepting.accept_day(actor=world.coordinator, proposal_id=ready.pk)
    assert done.lost == {str(scene.items[2].pk): {"what": "储能展厅", "by": "林登霍夫 · 参观"}}
    assert guides(scene.visit) == set()
    assert guides(other) == {"参观生产线"}
    assert (done.proposal.state, done.proposal.lost) == (ProposalState.QUEUED, done.lost)
    ready.refresh_from_db()
    assert ready.state == ProposalState.CANCELLED


def test_a_visit_that_was_edited_is_proposed_anew(world, ready, scene, other):
    item = other.agenda.get()
    fields = agenda.fields_of(item, note="带样机")
    agenda.change_item(actor=world.coordinator, item_id=item.pk, item=fields)
    done = accepting.accept_day(actor=world.coordinator, proposal_id=ready.pk)
    assert (done.edited, done.lost, guides(other)) == ((other.pk,), {}, set())
    assert guides(scene.visit) == {"环节 3"}


def test_what_one_visit_lets_go_of_another_can_take_in_the_same_go(world, scene, other, day):
    """The visit that takes comes first, and fails until the other one has let go."""
    first = scene.items[0]
    talk = agenda.add_item(
        actor=world.coordinator, visit_id=other.pk, item=agenda.fields_of(first, name="会谈")
    )
    other.refresh_from_db()
    room = make_room("二号会议室", site=world.site)
    pick = {"kind": "pick", "role": "room"}
    asks = [
        {**pick, "item": first.pk, "resource": f"r{room.pk}"},
        {**pick, "item": talk.pk, "resource": f"r{world.room.pk}"},
        {"kind": "time", "item": first.pk, "starts_at": first.starts_at.isoformat()},
        {"kind": "time", "item": talk.pk, "starts_at": first.starts_at.isoformat()},
    ]
    proposal = improved(propose(world, day, *asks))
    assert [part.visit_id for part in proposal.parts.all()] == [other.pk, scene.visit.pk]
    done = accepting.accept_day(actor=world.coordinator, proposal_id=proposal.pk)
    assert done.is_whole
    assert set(talk.bookings.values_list("booking__resource", flat=True)) == {world.room.pk}
    assert set(first.bookings.values_list("booking__resource", flat=True)) == {room.pk}


def test_a_day_is_open_once_and_requests_are_kept(world, ready, scene, day):
    forbid = {"kind": "forbid", "resource": f"p{scene.interpreter.pk}"}
    again = days.ask_day(actor=world.coordinator, proposal_id=ready.pk, wanted=forbid)
    ready.refresh_from_db()
    assert (ready.state, again.asks) == (ProposalState.CANCELLED, [forbid])
    assert "interpreter.de" in {one.role for one in plan_of(improved(again)).unmet}
    back = days.withdraw_day_ask(actor=world.coordinator, proposal_id=again.pk, number=0)
    assert back.asks == []


def test_a_killed_worker_goes_on_and_a_stopped_one_keeps_what_it_has(world, ready):
    stored = ready.plan, ready.rounds
    DayProposal.objects.filter(pk=ready.pk).update(state=ProposalState.RUNNING, finished_at=None)
    again = improved(ready)
    assert (again.plan, again.rounds, again.state) == (*stored, ProposalState.DONE)
    DayProposal.objects.filter(pk=ready.pk).update(state=ProposalState.RUNNING)
    stopped = days.stop_day(actor=world.coordinator, proposal_id=ready.pk)
    assert (stopped.state, stopped.stopping) == (ProposalState.DONE, True)


def test_an_empty_day_is_refused_and_so_is_who_does_not_plan_all_visits(world, scene, day):
    with pytest.raises(RuleViolation, match="day_empty"):
        propose(world, day + timedelta(days=1))
    for person in (world.host, world.expert, world.stranger):
        with pytest.raises(NotAllowed):
            propose(world, day, actor=person)
