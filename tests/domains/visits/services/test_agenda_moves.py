"""Acts of the agenda builder on an approved plan: what follows an item, and what undo restores."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.domains.visits import world as w
from tests.factories.resources import make_booking, make_room

from yingke.domains.visits.models import AgendaItem
from yingke.domains.visits.queries import builder as queries
from yingke.domains.visits.rules.builder import Placement
from yingke.domains.visits.services import agenda, agenda_moves, agenda_undo, staffing
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)


@pytest.fixture
def visit(world):
    return w.planned(world)


@pytest.fixture
def item(visit) -> AgendaItem:
    return visit.agenda.order_by("starts_at").last()


def stored(item: AgendaItem) -> dict[str, object]:
    item.refresh_from_db()
    return {
        "times": (item.starts_at, item.ends_at),
        "place": item.place,
        "bookings": [
            (one.booking.resource_id, one.booking.starts_at, one.booking.state)
            for one in queries.holding(item)
        ],
        "people": list(item.people.order_by("pk").values_list("staff_id", "role", "answer")),
    }


def arrange(actor, item, seen=None, **changes):
    seen = seen or queries.placement_of(item)
    wanted = replace(seen, **changes)
    return agenda_moves.arrange_item(actor=actor, item_id=item.pk, seen=seen, wanted=wanted)


def undo(actor, visit, token):
    return agenda_undo.undo_act(actor=actor, visit_id=visit.pk, token=token)


def test_an_item_moves_with_its_room_and_asks_its_people_again(world, visit, item):
    start = item.starts_at + QUARTER
    arrange(world.host, item, starts_at=start, ends_at=item.ends_at + QUARTER)
    now = stored(item)
    assert now["times"][0] == start
    assert now["bookings"] == [(world.room.pk, start, "pending")]
    assert now["people"] == [(world.expert.staff.pk, "expert", "asked")]


def test_another_lane_books_its_room_in_place_of_the_first(world, visit, item):
    room = make_room(site=world.site)
    booking = item.bookings.get().booking
    arrange(world.coordinator, item, lane=f"resource:{room.pk}")
    assert stored(item)["bookings"] == [(room.pk, item.starts_at, "confirmed")]
    assert item.bookings.get().booking == booking


def test_an_item_goes_to_a_free_room_though_its_own_is_taken_then(world, visit, item):
    room = make_room(site=world.site)
    make_booking(world.room, starts_at=item.ends_at)
    later = {"starts_at": item.starts_at + QUARTER, "ends_at": item.ends_at + QUARTER}
    with pytest.raises(RuleViolation, match="resource_taken"):
        arrange(world.coordinator, item, **later)
    arrange(world.coordinator, item, lane=f"resource:{room.pk}", **later)
    assert stored(item)["bookings"][0][:2] == (room.pk, later["starts_at"])


def test_a_place_in_words_releases_the_room_and_a_room_replaces_the_words(world, visit, item):
    arrange(world.coordinator, item, lane="place:主楼 大堂")
    now = stored(item)
    assert (now["place"], now["bookings"]) == ("主楼 大堂", [])
    arrange(world.coordinator, item, lane=f"resource:{world.room.pk}")
    now = stored(item)
    assert (now["place"], now["bookings"][0][0]) == ("", world.room.pk)


def test_a_room_of_another_site_is_unknown(world, visit, item):
    elsewhere = make_room()
    assert elsewhere.site != world.site
    for lane in (f"resource:{elsewhere.pk}", "resource:x"):
        with pytest.raises(RuleViolation, match="resource_unknown"):
            arrange(world.coordinator, item, lane=lane)


def test_two_editors_merge_and_clash_only_in_the_same_value(world, visit, item):
    seen = queries.placement_of(item)
    arrange(world.host, item, seen, ends_at=seen.ends_at - QUARTER)
    arrange(world.coordinator, item, seen, lane="place:大堂")
    assert stored(item)["times"][1] == seen.ends_at - QUARTER
    with pytest.raises(RuleViolation, match="stale"):
        arrange(world.coordinator, item, seen, ends_at=seen.ends_at + QUARTER)


def test_a_begun_item_stays_and_the_later_ones_shift_without_it(world, visit):
    first, second, third = visit.agenda.order_by("starts_at")
    AgendaItem.objects.filter(pk=first.pk).update(started_at=first.starts_at)
    for act in (
        lambda: arrange(world.host, first, lane=""),
        lambda: agenda_moves.take_out(actor=world.host, item_id=first.pk),
    ):
        with pytest.raises(RuleViolation, match="item_has_begun"):
            act()
    by = {"actor": world.host, "visit_id": visit.pk, "minutes": 15}
    done = agenda_moves.shift_following(item_id=first.pk, **by)
    assert [item.pk for item in done.items] == [second.pk, third.pk]
    assert stored(first)["times"][0] == first.starts_at
    assert stored(third)["bookings"][0][1] == third.starts_at


def test_a_shift_by_more_than_the_room_allows_moves_nothing(world, visit):
    items = list(visit.agenda.order_by("starts_at"))
    make_booking(world.room, starts_at=items[-1].ends_at)
    before = [stored(item) for item in items]
    with pytest.raises(RuleViolation, match="resource_taken"):
        agenda_moves.shift_following(
            actor=world.host, visit_id=visit.pk, item_id=items[0].pk, minutes=15
        )
    assert [stored(item) for item in items] == before


@pytest.mark.parametrize("minutes", [90, -30])
def test_items_that_follow_each_other_in_one_room_shift_and_return(world, visit, minutes):
    items = list(visit.agenda.order_by("starts_at"))
    before = [stored(item) for item in items]
    done = agenda_moves.shift_following(
        actor=world.host, visit_id=visit.pk, item_id=items[0].pk, minutes=minutes
    )
    assert stored(items[0])["times"] != before[0]["times"]
    again = undo(world.host, visit, done.token)
    assert [stored(item) for item in items] == before
    undo(world.host, visit, again)
    assert stored(items[0])["times"] != before[0]["times"]


def test_undo_restores_room_confirmation_and_answers(world, visit, item):
    before, room = stored(item), make_room(site=world.site)
    lane = f"resource:{room.pk}"
    starts_at = item.starts_at + QUARTER
    done = arrange(world.host, item, starts_at=starts_at, lane=lane)
    assert stored(item) != before
    undo(world.host, visit, done.token)
    assert stored(item) == before


def test_an_answer_that_came_after_the_change_does_not_keep_it_from_being_undone(
    world, visit, item
):
    start = item.starts_at
    done = arrange(world.host, item, starts_at=start + QUARTER)
    part = item.people.get()
    staffing.answer(actor=world.expert, part_id=part.pk, accept=False, reason="另有会议")
    undo(world.host, visit, done.token)
    now = stored(item)
    assert now["times"][0] == start
    assert now["people"] == [(world.expert.staff.pk, "expert", "declined")]


def test_a_removed_item_returns_with_its_room_and_invites_its_people_again(world, visit, item):
    before, pk = stored(item), item.pk
    done = agenda_moves.take_out(actor=world.host, item_id=pk)
    assert not AgendaItem.objects.filter(pk=pk).exists()
    undo(world.host, visit, done.token)
    now = stored(item)
    assert now["times"] == before["times"]
    assert now["bookings"][0][0] == world.room.pk
    assert now["people"] == [(world.expert.staff.pk, "expert", "asked")]


def test_undo_is_refused_once_the_item_has_changed_or_for_someone_else(world, visit, item):
    done = arrange(world.host, item, ends_at=item.ends_at - QUARTER)
    with pytest.raises(RuleViolation, match="undo_expired"):
        undo(world.coordinator, visit, done.token)
    with pytest.raises(RuleViolation, match="undo_expired"):
        undo(world.host, visit, done.token + "x")
    item.refresh_from_db()
    fields = agenda.fields_of(item, name="新名称")
    agenda.change_item(actor=world.coordinator, item_id=item.pk, item=fields)
    with pytest.raises(RuleViolation, match="stale"):
        undo(world.host, visit, done.token)
    with clock.at(w.MONDAY + timedelta(hours=13)), pytest.raises(RuleViolation, match="expired"):
        undo(world.host, visit, done.token)


def test_a_new_item_is_named_after_its_kind_and_undone_by_removing_it(world, visit):
    times = w.ARRIVAL + timedelta(hours=5), w.ARRIVAL + timedelta(hours=6)
    done = agenda_moves.insert_item(
        actor=world.host,
        visit_id=visit.pk,
        kind="demo",
        starts_at=times[0],
        ends_at=times[1],
        lane=f"resource:{world.room.pk}",
    )
    (item,) = done.items
    item.refresh_from_db()
    assert (item.name, item.name_en, item.interactive) == ("演示", "Demonstration", True)
    assert queries.placement_of(item) == Placement(*times, f"resource:{world.room.pk}")
    undo(world.host, visit, done.token)
    assert not AgendaItem.objects.filter(pk=item.pk).exists()


def test_a_copy_takes_the_room_where_it_is_free_and_says_where_not(world):
    visit = w.approved(world, leaves_at=w.ARRIVAL + timedelta(days=2, hours=7))
    w.with_agenda(world, visit)
    item = visit.agenda.order_by("starts_at").first()
    make_booking(world.room, starts_at=item.starts_at + timedelta(days=2))
    days = [(w.ARRIVAL + timedelta(days=number)).date() for number in (1, 2)]
    done = agenda_moves.copy_item(actor=world.host, item_id=item.pk, days=days)
    copies = [(one.starts_at - item.starts_at, queries.holding(one).count()) for one in done.items]
    assert copies == [(timedelta(days=1), 1), (timedelta(days=2), 0)]
    assert done.taken == [world.room.label]
    assert not any(one.people.exists() for one in done.items)
    undo(world.host, visit, done.token)
    assert visit.agenda.count() == 3


def test_handing_over_invites_the_one_and_releases_the_other(world, visit, item):
    part = item.people.get()
    done = agenda_moves.hand_over(actor=world.host, part_id=part.pk, staff_id=world.guide.staff.pk)
    assert stored(item)["people"] == [(world.guide.staff.pk, "expert", "asked")]
    undo(world.host, visit, done.token)
    assert stored(item)["people"] == [(world.expert.staff.pk, "expert", "asked")]
