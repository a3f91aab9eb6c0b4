"""Accept a proposal, whole or in part, and what was taken meanwhile."""

from datetime import timedelta

import pytest
from tests.domains.visits.world import approved, weeks_later
from tests.factories.identity import make_user
from tests.factories.people import make_absence
from tests.factories.resources import make_booking

from yingke.domains.planning.models import Proposal
from yingke.domains.planning.services import accept as services
from yingke.domains.planning.services import improving, proposals
from yingke.domains.planning.terms import ProposalState
from yingke.domains.visits.models import AgendaBooking, AgendaPerson
from yingke.domains.visits.services import agenda, approvals, plans, staffing
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.notifications.models import Notification

ROOMED = ("talk", "demo")


@pytest.fixture
def ready(scene, world):
    """A proposal that waits for an answer."""
    proposal = proposals.propose(actor=world.coordinator, visit_id=scene.visit.pk)
    improving.improve(proposal_id=proposal.pk)
    return proposal


def accept(world, proposal, *items, actor=None):
    chosen = [item.pk for item in items] or None
    return services.accept(
        actor=actor or world.coordinator, proposal_id=proposal.pk, item_ids=chosen
    )


def people(item):
    return set(item.people.values_list("staff__name", "role"))


def test_all_of_it_books_and_invites_in_one_go(scene, world, ready):
    done = accept(world, ready)
    assert done.is_written
    tour = scene.items[2]
    assert {("赵晗", "guide"), ("韩雪", "interpreter")} <= people(tour)
    assert scene.showroom.pk in tour.bookings.values_list("booking__resource", flat=True)
    ready.refresh_from_db()
    assert ready.state == ProposalState.ACCEPTED
    entry = journal.about("visits.visit", scene.visit.pk).filter(kind="planning.proposal_accepted")
    assert entry.get().data["items"] == list(done.items)


def invitations(user):
    return Notification.objects.filter(user=user, kind="visits.invited").count()


def test_before_the_plan_is_approved_nobody_new_is_invited(scene, world, ready):
    guide = world.guide
    accept(world, ready)
    part = AgendaPerson.objects.get(item=scene.items[2], staff=scene.guide)
    assert (part.answer, invitations(guide)) == ("planned", 0)
    agenda.change_item(
        actor=world.coordinator,
        item_id=part.item_id,
        item=agenda.fields_of(part.item, ends_at=part.item.ends_at - timedelta(minutes=5)),
    )
    staffing.release(actor=world.coordinator, part_id=part.pk)
    told = Notification.objects.filter(user=guide).values_list("kind", flat=True)
    assert set(told) <= {"visits.task_assigned"}


def approve_plan(world, visit):
    visit.refresh_from_db()
    plans.submit_plan(
        actor=world.coordinator, visit_id=visit.pk, version=visit.version, reason="Nothing else"
    )
    approval = visit.approvals.get(kind="plan", decision="pending")
    approvals.approve(actor=world.approver, approval_id=approval.pk)


def test_the_approval_of_the_plan_invites_them(scene, world, ready):
    accept(world, ready)
    approve_plan(world, scene.visit)
    part = AgendaPerson.objects.get(item=scene.items[2], staff=scene.guide)
    assert (part.answer, invitations(world.guide)) == ("asked", 1)
    assert scene.visit.members.filter(user=world.guide).exists()
    assert not AgendaPerson.objects.filter(item__visit=scene.visit, answer="planned").exists()


def test_on_an_approved_plan_they_are_invited_at_once(scene, world):
    approve_plan(world, scene.visit)
    proposal = proposals.propose(actor=world.coordinator, visit_id=scene.visit.pk)
    improving.improve(proposal_id=proposal.pk)
    accept(world, proposal)
    part = AgendaPerson.objects.get(item=scene.items[2], staff=scene.guide)
    assert (part.answer, invitations(world.guide)) == ("asked", 1)


def test_a_part_of_it_leaves_the_rest_alone(scene, world, ready):
    first, second, _third = scene.items
    assert accept(world, ready, first).items == (first.pk,)
    assert ("韩雪", "interpreter") in people(first)
    assert ("韩雪", "interpreter") not in people(second)


def test_what_moves_takes_its_booking_along_and_asks_its_people_again(scene, world):
    first, second, _third = scene.items
    start = second.starts_at
    ask = {"kind": "time", "item": first.pk, "starts_at": start.isoformat()}
    proposal = proposals.propose(actor=world.coordinator, visit_id=scene.visit.pk, asks=[ask])
    improving.improve(proposal_id=proposal.pk)
    assert accept(world, proposal).is_written
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.starts_at == start
    assert second.starts_at >= first.ends_at or second.ends_at <= first.starts_at
    (booking,) = [link.booking for link in first.bookings.select_related("booking")]
    assert (booking.resource_id, booking.starts_at) == (world.room.pk, start)
    expert = AgendaPerson.objects.get(item=first, staff=world.expert.staff)
    assert expert.answer == "asked"


@pytest.fixture
def swapped(scene, world):
    """A function that accepts that the first two items of the visit change places."""

    def swap(actor):
        first, second = scene.items[:2]
        asks = [
            {"kind": "time", "item": one.pk, "starts_at": other.starts_at.isoformat()}
            for one, other in ((first, second), (second, first))
        ]
        proposal = proposals.propose(actor=actor, visit_id=scene.visit.pk, asks=asks)
        improving.improve(proposal_id=proposal.pk)
        assert accept(world, proposal, actor=actor).is_written
        first.refresh_from_db()
        assert first.starts_at == second.starts_at
        rows = AgendaBooking.objects.filter(item__in=(first, second), item__kind__in=ROOMED)
        return {row.booking for row in rows.select_related("booking")}

    return swap


def test_items_that_change_places_keep_their_room_confirmed(world, swapped):
    rooms = swapped(world.coordinator)
    assert [(one.resource_id, one.state) for one in rooms] == [(world.room.pk, "confirmed")] * 2
    assert {one.proof for one in rooms} == {"前台 8821"}


def test_who_may_not_confirm_leaves_a_moved_booking_to_be_confirmed(world, swapped):
    assert {one.state for one in swapped(world.host)} == {"pending"}


def test_the_booking_of_an_item_that_moves_is_the_same_one_afterwards(scene, world):
    tour = scene.items[2]
    before = tour.bookings.get().booking
    ask = {
        "kind": "time",
        "item": tour.pk,
        "starts_at": (tour.starts_at + timedelta(minutes=30)).isoformat(),
    }
    proposal = proposals.propose(actor=world.coordinator, visit_id=scene.visit.pk, asks=[ask])
    improving.improve(proposal_id=proposal.pk)
    assert accept(world, proposal).is_written
    before.refresh_from_db()
    assert (before.state, before.starts_at - tour.starts_at) == (
        "confirmed",
        timedelta(minutes=30),
    )


def test_a_room_taken_meanwhile_writes_nothing_and_is_proposed_anew(scene, world, ready):
    tour = scene.items[2]
    make_booking(scene.showroom, starts_at=tour.starts_at, label="林登霍夫 · 参观")
    done = accept(world, ready)
    assert not done.is_written
    assert done.lost == {str(tour.pk): {"what": "储能展厅", "by": "林登霍夫 · 参观"}}
    assert ("韩雪", "interpreter") not in people(scene.items[0])
    new = Proposal.objects.get(state=ProposalState.QUEUED)
    assert (new.pk, new.lost) == (done.proposal.pk, done.lost)
    ready.refresh_from_db()
    assert ready.state == ProposalState.CANCELLED


def test_who_took_it_is_not_told_to_those_who_may_not_know(scene, world, ready):
    other = approved(world, **weeks_later(0), lead_host_id=world.colleague.pk)
    item = agenda.add_item(
        actor=world.coordinator,
        visit_id=other.pk,
        item=agenda.fields_of(scene.items[0], name="闭门会谈"),
    )
    part = staffing.invite(
        actor=world.coordinator, item_id=item.pk, staff_id=scene.interpreter.pk, role="interpreter"
    )
    staffing.answer(actor=scene.interpreter.user, part_id=part.pk, accept=True)
    done = accept(world, ready, actor=world.host)
    assert done.lost[str(scene.items[0].pk)] == {"what": "韩雪", "by": ""}
    improving.improve(proposal_id=done.proposal.pk)
    again = accept(world, done.proposal)
    assert again.is_written


def test_somebody_who_is_away_now_is_not_invited(scene, world, ready):
    make_absence(scene.interpreter, scene.visit.arrives_at)
    assert set(accept(world, ready).lost) == {str(item.pk) for item in scene.items}


def test_an_agenda_that_was_changed_is_proposed_anew(scene, world, ready):
    item = scene.items[0]
    fields = agenda.fields_of(item, note="带样机")
    agenda.change_item(actor=world.coordinator, item_id=item.pk, item=fields)
    done = accept(world, ready)
    assert (done.is_written, done.lost) == (False, {})
    assert done.proposal.state == ProposalState.QUEUED
    assert ("韩雪", "interpreter") not in people(item)


def test_of_two_who_accept_the_second_learns_that_it_is_done(scene, world, ready):
    accept(world, ready)
    before = AgendaPerson.objects.count()
    with pytest.raises(RuleViolation, match="proposal_closed"):
        accept(world, ready, actor=world.host)
    assert AgendaPerson.objects.count() == before


def test_nothing_chosen_not_ready_and_not_allowed_are_refused(scene, world, ready):
    with pytest.raises(RuleViolation, match="nothing_chosen"):
        services.accept(actor=world.coordinator, proposal_id=ready.pk, item_ids=[])
    for person in (world.expert, world.colleague, make_user()):
        with pytest.raises(NotAllowed):
            accept(world, ready, actor=person)
    again = proposals.propose(actor=world.coordinator, visit_id=scene.visit.pk)
    with pytest.raises(RuleViolation, match="proposal_not_ready"):
        accept(world, again)
