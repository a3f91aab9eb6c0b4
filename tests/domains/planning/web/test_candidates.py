"""The lists of people and resources, ranked by the planner's judgement."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.factories.identity import make_user
from tests.factories.people import certify, make_skill, make_staff
from tests.factories.resources import make_room

from yingke.domains.visits import registers
from yingke.domains.visits.services import agenda, staffing


@pytest.fixture
def coordinator(world, signed_in):
    return signed_in(world.coordinator)


def invited(browser, item, role):
    page = browser.get(reverse("visits:invite", args=[item.pk]), {"role": role})
    picks = page.context["picks"]
    return (
        [pick.staff.name for pick in picks.suitable],
        {pick.staff.name: pick.drawbacks for pick in picks.others},
    )


def test_who_serves_another_item_then_is_no_first_choice(coordinator, scene, world):
    first = scene.items[0]
    start = first.starts_at + timedelta(minutes=30)
    fields = agenda.fields_of(first, name="分组会谈", starts_at=start, ends_at=first.ends_at)
    other = agenda.add_item(actor=world.coordinator, visit_id=scene.visit.pk, item=fields)
    assert "韩雪" in invited(coordinator, first, "interpreter")[0]
    staffing.invite(
        actor=world.coordinator,
        item_id=other.pk,
        staff_id=scene.interpreter.pk,
        role="interpreter",
    )
    suitable, others = invited(coordinator, first, "interpreter")
    assert "韩雪" not in suitable
    assert others["韩雪"] == ["“分组会谈”需要"]


def test_who_does_not_speak_the_language_is_listed_as_impossible(coordinator, scene, world):
    make_staff("冯博", user=make_user(name="冯博", roles=("interpreter",)), languages=["zh"])
    url = reverse("visits:builder-panel", args=[scene.items[0].pk])
    groups = coordinator.get(url, {"role": "interpreter"}).context["groups"]
    names = {group.code: [pick.staff.name for pick in group.people] for group in groups}
    assert names["fit"] == ["韩雪"]
    assert "冯博" in names["impossible"]
    assert "soft" not in names


def test_a_level_below_the_one_needed_is_a_drawback(coordinator, scene, world):
    learner = make_staff("新手", user=make_user(name="新手", roles=("guide",)))
    certify(learner, make_skill(), level=2)
    suitable, others = invited(coordinator, scene.items[2], "guide")
    assert suitable == ["赵晗"]
    assert "等级低于要求" in others["新手"]


def test_the_person_who_stays_throughout_stands_first(coordinator, scene, world):
    make_staff("安德", user=make_user(name="安德", roles=("interpreter",)), languages=["de"])
    assert invited(coordinator, scene.items[0], "interpreter")[0] == ["安德", "韩雪"]
    staffing.invite(
        actor=world.coordinator,
        item_id=scene.items[1].pk,
        staff_id=scene.interpreter.pk,
        role="interpreter",
    )
    assert invited(coordinator, scene.items[0], "interpreter")[0] == ["韩雪", "安德"]


def test_a_room_that_cannot_be_reached_in_time_comes_after_those_that_can(
    coordinator, scene, world
):
    demo = scene.items[1]
    fields = agenda.fields_of(
        demo,
        kind="talk",
        name="总结",
        starts_at=demo.ends_at,
        ends_at=demo.ends_at + timedelta(minutes=30),
    )
    last = agenda.add_item(actor=world.coordinator, visit_id=scene.visit.pk, item=fields)
    world.room.location = "主楼 3 层"
    world.room.save()
    make_room("远楼小厅", site=world.site, capacity=3, location="五号楼 1 层")
    url = reverse("visits:resources", args=[last.pk])
    rooms = coordinator.get(url, {"kind": "room"}).context["candidates"]
    assert [one.resource.name for one in rooms] == [world.room.name, "远楼小厅"]
    assert rooms[1].verdict.reasons == ("来不及赶到",)
    assert "来不及赶到" in coordinator.get(url, {"kind": "room"}).text


def test_without_the_planner_the_lists_stay_as_they_are(coordinator, scene, monkeypatch):
    monkeypatch.setattr(registers.candidates, "_entries", {})
    suitable, _others = invited(coordinator, scene.items[0], "interpreter")
    assert suitable == ["韩雪"]
