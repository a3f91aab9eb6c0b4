"""A plan's approval belongs to its content."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.domains.visits import world as w
from tests.factories.resources import make_room

from yingke.domains.resources import services as resources
from yingke.domains.resources.models import Booking
from yingke.domains.visits import events, registers
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.queries import plans as queries
from yingke.domains.visits.services import (
    agenda,
    approvals,
    arrival,
    bookings,
    guests,
    plans,
    procedure,
    staffing,
)
from yingke.domains.visits.terms import AgendaKind, Answer, Decision, NodeState, PartRole
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy import services as policy

MINUTE = timedelta(minutes=1)


def decision(visit: Visit) -> str:
    approval = queries.deciding_approval(visit)
    assert approval is not None
    return approval.decision


def first(visit: Visit) -> AgendaItem:
    item = visit.agenda.order_by("starts_at").first()
    assert item is not None
    return item


def shift(world: w.World, item: AgendaItem, by: timedelta) -> AgendaItem:
    item.refresh_from_db()
    fields = agenda.fields_of(item, starts_at=item.starts_at + by, ends_at=item.ends_at + by)
    return agenda.change_item(actor=world.coordinator, item_id=item.pk, item=fields)


def test_a_change_of_substance_ends_the_approval_and_opens_its_step(world: w.World) -> None:
    visit = w.planned(world)
    shift(world, first(visit), 16 * MINUTE)
    assert decision(visit) == Decision.LAPSED
    step = visit.nodes.get(kind="plan")
    assert step.state == NodeState.OPEN
    with pytest.raises(RuleViolation) as caught:
        procedure.complete_node(actor=world.coordinator, node_id=step.pk)
    assert "plan_not_approved" in [one.code for one in caught.value.params["missing"]]
    assert Entry.objects.filter(kind=events.PlanLapsed.kind).count() == 1


def test_changed_back_it_holds_again(world: w.World) -> None:
    visit = w.planned(world)
    item = first(visit)
    shift(world, item, 16 * MINUTE)
    shift(world, item, -16 * MINUTE)
    assert decision(visit) == Decision.APPROVED
    assert visit.nodes.get(kind="plan").state == NodeState.DONE
    assert Entry.objects.filter(kind=events.PlanReinstated.kind).count() == 1


def test_the_clock_that_a_moment_was_given_by_is_no_difference(world: w.World) -> None:
    visit = w.planned(world)
    before = queries.snapshot(visit)
    visit.arrives_at = visit.arrives_at.astimezone(ZoneInfo("America/New_York"))
    assert queries.differences(before, queries.snapshot(visit)) == []


def test_within_the_tolerance_it_holds(world: w.World) -> None:
    visit = w.planned(world)
    shift(world, first(visit), 15 * MINUTE)
    assert decision(visit) == Decision.APPROVED


def test_a_remark_and_a_room_do_not_end_it(world: w.World) -> None:
    visit = w.planned(world)
    item = first(visit)
    fields = agenda.fields_of(item, note="请备两份样机", name="技术洽谈")
    agenda.change_item(actor=world.coordinator, item_id=item.pk, item=fields)
    room = make_room(site=world.site, name="二号会议室")
    bookings.book_for_item(actor=world.coordinator, item_id=item.pk, resource_id=room.pk)
    assert decision(visit) == Decision.APPROVED


def _no_guest(world: w.World, visit: Visit) -> None:
    contact = world.contacts[-1].pk
    guests.remove_guest(actor=world.coordinator, visit_id=visit.pk, contact_id=contact)


def _no_item(world: w.World, visit: Visit) -> None:
    agenda.remove_item(actor=world.coordinator, item_id=first(visit).pk)


def _later_arrival(world: w.World, visit: Visit) -> None:
    visit.refresh_from_db()
    arrival.change_arrival(
        actor=world.coordinator,
        visit_id=visit.pk,
        version=visit.version,
        arrives_at=visit.arrives_at + timedelta(hours=1),
    )


@pytest.mark.parametrize("change", [_no_guest, _no_item, _later_arrival])
def test_guests_items_and_dates_are_of_substance(world: w.World, change: Any) -> None:
    visit = w.planned(world)
    change(world, visit)
    assert decision(visit) == Decision.LAPSED


def test_the_company_says_which_parts_count(world: w.World) -> None:
    visit = w.planned(world)
    admin = world.coordinator
    admin.is_superuser = True
    admin.save()
    policy.set_value(actor=admin, code="visit.plan.lapses_on.people", value=True)
    part = first(visit).people.get()
    staffing.release(actor=world.coordinator, part_id=part.pk)
    assert decision(visit) == Decision.LAPSED


def test_submitted_again_and_approved_it_is_the_new_plan(world: w.World) -> None:
    visit = w.planned(world)
    shift(world, first(visit), timedelta(hours=1) / 2)
    visit.refresh_from_db()
    plans.submit_plan(actor=world.coordinator, visit_id=visit.pk, version=visit.version)
    approval = visit.approvals.get(kind="plan", decision=Decision.PENDING)
    approvals.approve(actor=world.approver, approval_id=approval.pk)
    assert decision(visit) == Decision.APPROVED
    assert visit.nodes.get(kind="plan").state == NodeState.DONE


def test_a_part_of_a_package_above_belongs_to_the_plan(world: w.World) -> None:
    orders = [{"id": 1, "name": "午餐", "price": 100}]
    part = registers.PlanPart(
        "orders",
        "Orders",
        60,
        lambda visit: [dict(row) for row in orders],
        {"price": registers.PlanField("Price")},
        lapses="visit.plan.lapses_on.agenda",
    )
    with registers.plan_parts.including(part):
        visit = w.planned(world)
        orders[0]["price"] = 200
        plans.recheck(visit, actor=None)
        assert decision(visit) == Decision.LAPSED


def test_an_item_and_its_bookings_keep_the_same_time(world: w.World) -> None:
    visit = w.planned(world)
    item = visit.agenda.order_by("-starts_at").first()
    assert item is not None
    booking = item.bookings.get().booking
    move(world.coordinator, booking, 30 * MINUTE)
    item.refresh_from_db()
    booking.refresh_from_db()
    assert (item.starts_at, item.ends_at) == (booking.starts_at, booking.ends_at)
    assert item.people.get().answer == Answer.ASKED


def test_who_may_not_plan_does_not_move_a_booking_from_its_item(world: w.World) -> None:
    visit = w.planned(world)
    booking = first(visit).bookings.get().booking
    before = booking.starts_at
    with pytest.raises(RuleViolation, match="booking_serves_item"):
        move(world.logistics, booking, 30 * MINUTE)
    booking.refresh_from_db()
    assert booking.starts_at == before


def move(actor: Any, booking: Booking, by: timedelta) -> None:
    resources.move_booking(
        actor=actor,
        booking_id=booking.pk,
        version=booking.version,
        starts_at=booking.starts_at + by,
        ends_at=booking.ends_at + by,
    )


def unready(world: w.World) -> Visit:
    """An approved request with two items at once, one expert in both, and no guest."""
    visit = w.approved(world)
    for number in range(2):
        item = agenda.add_item(
            actor=world.coordinator,
            visit_id=visit.pk,
            item=agenda.ItemFields(
                kind=AgendaKind.TALK,
                name=f"会谈 {number + 1}",
                starts_at=visit.arrives_at + number * 30 * MINUTE,
                ends_at=visit.arrives_at + (number * 30 + 60) * MINUTE,
            ),
        )
        staffing.invite(
            actor=world.coordinator,
            item_id=item.pk,
            staff_id=world.expert.staff.pk,
            role=PartRole.EXPERT,
        )
    visit.refresh_from_db()
    return visit


def test_red_warnings_want_a_reason_which_the_approver_reads(world: w.World) -> None:
    visit = unready(world)
    with pytest.raises(RuleViolation) as caught:
        plans.submit_plan(actor=world.coordinator, visit_id=visit.pk, version=visit.version)
    assert caught.value.code == "plan_has_warnings"
    found = {one.code: one for one in caught.value.params["warnings"]}
    assert set(found) == {"overlap", "person_in_two_places", "no_guests"}
    assert (found["person_in_two_places"].person, found["person_in_two_places"].minutes) == (
        "孙倩",
        30,
    )
    plan = plans.submit_plan(
        actor=world.coordinator, visit_id=visit.pk, version=visit.version, reason="名单次日补齐"
    )
    assert plan.reason == "名单次日补齐"


def test_somebody_agreed_elsewhere_is_in_two_places(world: w.World) -> None:
    w.planned(world)
    visit = w.approved(world)
    item = agenda.add_item(
        actor=world.coordinator,
        visit_id=visit.pk,
        item=agenda.ItemFields(
            kind=AgendaKind.TALK,
            name="会谈",
            starts_at=visit.arrives_at + 60 * MINUTE,
            ends_at=visit.arrives_at + 90 * MINUTE,
        ),
    )
    staffing.invite(
        actor=world.coordinator,
        item_id=item.pk,
        staff_id=world.guide.staff.pk,
        role=PartRole.GUIDE,
    )
    shift(world, item, timedelta(hours=-1))
    item.people.update(staff=world.expert.staff)
    visit.refresh_from_db()
    with pytest.raises(RuleViolation) as caught:
        plans.submit_plan(actor=world.coordinator, visit_id=visit.pk, version=visit.version)
    codes = {one.code for one in caught.value.params["warnings"]}
    assert codes == {"person_in_two_places", "no_guests"}
