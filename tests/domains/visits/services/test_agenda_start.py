"""An agenda that starts from a pattern, several guests and several invitations at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.domains.visits import world as w
from tests.factories.customers import make_contact
from tests.factories.identity import make_user
from tests.factories.people import certify, make_absence, make_skill, make_staff
from tests.factories.resources import make_booking, make_room, make_vehicle

from yingke.domains.procedures.models import StandardItem
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.visits.models import AgendaItem, AgendaPerson
from yingke.domains.visits.services import agenda_start, guests, staffing
from yingke.domains.visits.services.agenda_start import start_agenda
from yingke.domains.visits.terms import Answer, PartRole
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.notifications.models import Notification

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def visit(world):
    make_room("储能展厅", site=world.site, kind=ResourceKind.SHOWROOM)
    make_vehicle("考斯特", site=world.site)
    return w.approved(world)


def start(world, visit, source="standard"):
    return start_agenda(actor=world.coordinator, visit_id=visit.pk, source=source)


def served(item):
    """Who was invited and what was booked, by name."""
    people = item.people.values_list("staff__name", "role")
    held = item.bookings.values_list("booking__resource__name", flat=True)
    return sorted(people), list(held)


def test_the_standard_agenda_books_what_is_free_and_invites_by_role(world, visit):
    started = start(world, visit)
    first, *_rest, last = visit.agenda.all()
    assert (len(started.items), started.gaps, started.outside) == (8, [], [])
    assert (first.starts_at, first.ends_at) == (
        w.ARRIVAL - HOUR,
        w.ARRIVAL - timedelta(minutes=10),
    )
    assert served(first) == ([("何俊", "driver")], ["考斯特"])
    talk = visit.agenda.get(kind="talk")
    assert served(talk) == ([("孙倩", "expert"), ("陈雨桐", "host")], [world.room.name])
    assert served(visit.agenda.get(kind="tour")) == ([("赵晗", "guide")], ["储能展厅"])
    assert (last.place, served(last)) == ("主楼大堂", ([("陈雨桐", "host")], []))
    asked = Notification.objects.filter(user=world.guide, kind="visits.invited")
    assert asked.count() == 1


def test_what_is_taken_is_left_alone_and_said(world, visit):
    talk = StandardItem.objects.get(visit_type=visit.visit_type, kind="talk")
    begins = w.ARRIVAL + timedelta(minutes=talk.starts)
    make_booking(world.room, starts_at=begins)
    make_absence(world.guide.staff, w.ARRIVAL, hours=10)
    started = start(world, visit)
    gaps = {(gap.item.kind, gap.code, gap.what) for gap in started.gaps}
    assert gaps == {("talk", "resource", "room"), ("tour", "person", "guide")}
    assert served(visit.agenda.get(kind="talk"))[1] == []
    assert served(visit.agenda.get(kind="demo"))[1] == [world.room.name]


def test_items_outside_the_visit_are_left_out_by_name(world):
    short = w.approved(world, leaves_at=w.ARRIVAL + HOUR)
    started = start(world, short)
    assert started.outside == ["展厅参观", "产品演示与答疑", "合影与送别"]
    assert len(started.items) == 5


def test_a_room_with_buffers_is_not_booked_twice_too_close(world, visit):
    type(world.room).objects.filter(pk=world.room.pk).update(buffer_after=10)
    started = start(world, visit)
    # the opening ends five minutes before the talk begins
    assert [(gap.item.kind, gap.what) for gap in started.gaps] == [("talk", "room")]


def test_the_last_visit_of_the_customer_is_repeated_with_its_people_and_rooms(world):
    last = w.ended(world)
    other = make_staff("王工", user=make_user(name="王工", roles=("business",)))
    make_room("更小的会议室", site=world.site, capacity=4)
    visit = w.approved(world, **w.weeks_later(2))
    started = start(world, visit, "last")
    shift = timedelta(weeks=2)
    expected = [
        (item.name, item.starts_at + shift, item.ends_at + shift) for item in last.agenda.all()
    ]
    assert [(item.name, item.starts_at, item.ends_at) for item in visit.agenda.all()] == expected
    assert started.gaps == []
    for item in visit.agenda.all():
        assert served(item) == ([("孙倩", "expert")], [world.room.name])
    assert not AgendaPerson.objects.filter(staff=other).exists()


def test_an_agenda_with_items_is_not_started_again(world, visit):
    start(world, visit)
    with pytest.raises(RuleViolation) as refused:
        start(world, visit)
    assert refused.value.code == "agenda_not_empty"
    assert visit.agenda.count() == 8


def test_without_a_last_visit_there_is_nothing_to_start_from(world, visit):
    with pytest.raises(RuleViolation) as refused:
        start(world, visit, "last")
    assert refused.value.code == "no_agenda_to_start_from"


def test_a_start_from_an_outdated_page_is_refused(world, visit):
    with pytest.raises(RuleViolation) as refused:
        agenda_start.start_agenda(
            actor=world.coordinator, visit_id=visit.pk, source="standard", version=visit.version - 1
        )
    assert refused.value.code == "stale"


def test_several_guests_come_with_roles_from_their_influence(world, visit):
    minor = make_contact(world.account, "小周", influence=2)
    visit.refresh_from_db()
    guests.add_guests(
        actor=world.coordinator,
        visit_id=visit.pk,
        contact_ids=[world.contacts[0].pk, minor.pk],
        new=[guests.NewGuest("郑宁", "经理", "13912345678"), guests.NewGuest("马晓东")],
    )
    roles = dict(visit.guests.values_list("contact__name", "role"))
    assert roles.pop("林国栋") in ("principal", "vip")
    assert roles.pop("马晓东") in ("principal", "vip")  # known already: no second contact
    assert roles == {"小周": "companion", "郑宁": "companion"}
    assert visit.guests.filter(role="principal").count() == 1
    new = world.account.contacts.get(name="郑宁")
    assert (new.title, new.phone) == ("经理", "+8613912345678")
    visit.refresh_from_db()
    assert visit.headcount == 4


def test_who_may_not_edit_the_customer_adds_no_contact(world, visit):
    with pytest.raises(NotAllowed):
        guests.add_guests(actor=world.host, visit_id=visit.pk, new=[guests.NewGuest("郑宁")])
    assert not world.account.contacts.filter(name="郑宁").exists()


def test_naming_no_one_is_refused(world, visit):
    with pytest.raises(RuleViolation) as refused:
        guests.add_guests(actor=world.coordinator, visit_id=visit.pk)
    assert refused.value.code == "nobody_named"


def invite(world, visit, *people, role=PartRole.EXPERT, items=None, anyway=False):
    return staffing.invite_several(
        actor=world.coordinator,
        visit_id=visit.pk,
        item_ids=[item.pk for item in items or visit.agenda.all()],
        staff_ids=[person.staff.pk for person in people],
        role=role,
        anyway=anyway,
    )


def items_of(world, visit):
    """Two items without people."""
    return AgendaItem.objects.bulk_create(
        AgendaItem(
            visit=visit,
            kind="talk",
            name=f"会谈 {n}",
            starts_at=w.ARRIVAL + n * HOUR,
            ends_at=w.ARRIVAL + (n + 1) * HOUR,
        )
        for n in range(2)
    )


def test_several_people_are_invited_to_several_items(world, visit):
    items = items_of(world, visit)
    other = make_user(name="王工", roles=("business",))
    make_staff("王工", user=other)
    invited = invite(world, visit, world.expert, other)
    assert (len(invited.parts), invited.left_out) == (4, [])
    again = [world.expert, other]
    with pytest.raises(RuleViolation) as refused:
        invite(world, visit, *again)
    assert refused.value.code == "nobody_invited"
    assert AgendaPerson.objects.filter(item__in=items, answer=Answer.ASKED).count() == 4


def test_who_is_away_is_left_out_of_that_item_only(world, visit):
    items = items_of(world, visit)
    make_absence(world.expert.staff, w.ARRIVAL - HOUR, hours=2)
    invited = invite(world, visit, world.expert)
    assert [part.item for part in invited.parts] == [items[1]]
    assert invited.left_out == [("孙倩", "会谈 0")]


def test_who_has_promised_another_visit_is_left_out(world, visit):
    items = items_of(world, visit)
    other = w.approved(world, title="另一次接待")
    w.with_agenda(world, other)  # the expert has promised three items from the arrival on
    with pytest.raises(RuleViolation) as refused:
        invite(world, visit, world.expert, items=items[:1])
    assert refused.value.code == "nobody_invited"


@pytest.mark.parametrize("anyway", [False, True])
def test_a_drawback_is_asked_about_before_the_invitation(anyway, world, visit):
    items = items_of(world, visit)
    certify(world.guide.staff, make_skill(), until=(w.ARRIVAL - timedelta(days=1)).date())
    if anyway:
        assert len(invite(world, visit, world.guide, role="guide", anyway=True).parts) == 2
        return
    with pytest.raises(RuleViolation) as refused:
        invite(world, visit, world.guide, role="guide")
    assert (refused.value.code, refused.value.params["doubts"]) == (
        "people_unsuitable",
        {"赵晗": ["expired"]},
    )
    assert not AgendaPerson.objects.filter(item__in=items).exists()


def test_a_certificate_that_ends_on_the_day_still_counts(world, visit):
    items = items_of(world, visit)
    certify(world.guide.staff, make_skill(), until=w.ARRIVAL.date())
    assert len(invite(world, visit, world.guide, role="guide", items=items[:1]).parts) == 1


def test_the_preview_promises_what_the_start_does(world, visit, django_assert_max_num_queries):
    from yingke.domains.visits.queries import agenda_start as queries

    with django_assert_max_num_queries(20):
        preview = queries.draft(world.coordinator, visit, "standard")
    start(world, visit)
    with clock.at(w.MONDAY):
        for draft, item in zip(preview.items, visit.agenda.all(), strict=True):
            names = sorted((person.name, role) for role, person in draft.people if person)
            resource = [draft.resource.name] if draft.resource else []
            assert served(item) == (names, resource)
