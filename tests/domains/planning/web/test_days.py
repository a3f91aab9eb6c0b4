"""The page on which all visits of a day are planned together."""

import pytest
from django.urls import reverse

from yingke.domains.planning.models import DayProposal
from yingke.domains.planning.services import days, improving
from yingke.domains.planning.web.day_page import url_of
from yingke.foundation.ui import palette


@pytest.fixture
def day(scene):
    return scene.visit.arrives_at.date()


@pytest.fixture
def url(world, day):
    return url_of(world.site.pk, day)


@pytest.fixture
def coordinator(world, signed_in):
    return signed_in(world.coordinator)


@pytest.fixture
def ready(world, scene, day):
    proposal = days.propose_day(actor=world.coordinator, site_id=world.site.pk, day=day)
    improving.improve_day(proposal_id=proposal.pk)
    return proposal


def test_a_day_is_offered_and_asked_for(coordinator, url, scene):
    page = coordinator.get(url)
    assert page.context["plan"] is None
    assert scene.visit.number in page.text
    coordinator.post(page.context["propose_url"])
    waiting = coordinator.get(url)
    assert waiting.context["plan"].progress.is_at_work
    version = coordinator.get(url, headers={"X-Live": ""}).headers["X-Live"]
    assert coordinator.get(url, headers={"X-Live": version}).status_code == 304
    proposal = DayProposal.objects.get()
    coordinator.post(reverse("planning:day-stop", args=[proposal.pk]))
    proposal.refresh_from_db()
    assert proposal.stopping


def test_each_visit_is_a_group_with_the_rows_that_its_own_page_has(
    coordinator, url, ready, scene, world
):
    page = coordinator.get(url)
    (group,) = page.context["plan"].groups
    assert (group.visit, group.changes) == (scene.visit, 3)
    assert group.lines[0].reason == "韩雪：唯一空闲且会德语的人"
    assert f'name="visit" value="{scene.visit.pk}"' in page.text
    assert page.context["plan"].figures.newly_asked == 2


def test_only_what_changes_is_shown_on_demand(coordinator, url, ready, scene):
    accept = reverse("planning:day-accept", args=[ready.pk])
    first = scene.items[0]
    values = {"visit": scene.visit.pk, "which": "some", "item": first.pk}
    page = coordinator.post(accept, values, follow=True)
    assert "已改动 1 个环节" in page.text
    entry = f'data-entry="{first.pk}"'
    assert entry in coordinator.get(url).text
    assert entry not in coordinator.get(f"{url}&rows=changed").text


def test_a_day_is_accepted_whole(coordinator, url, ready, scene):
    page = coordinator.post(reverse("planning:day-accept", args=[ready.pk]), follow=True)
    assert page.context["plan"].is_accepted
    assert scene.items[2].people.filter(role="guide").exists()


def test_a_visit_edited_meanwhile_is_said(coordinator, url, ready, scene):
    scene.visit.version += 1
    scene.visit.save(update_fields=["version"])
    accept = reverse("planning:day-accept", args=[ready.pk])
    page = coordinator.post(accept, {"visit": scene.visit.pk, "which": "visit"}, follow=True)
    assert "其余环节" in page.text
    assert page.context["plan"].progress.is_at_work


def test_a_request_is_made_and_withdrawn(coordinator, url, ready, scene):
    ask = reverse("planning:day-ask", args=[ready.pk])
    coordinator.post(ask, {"kind": "forbid", "resource": f"p{scene.interpreter.pk}"})
    ((withdraw, _icon, text),) = coordinator.get(url).context["plan"].asks
    assert text == "不用韩雪"
    coordinator.post(withdraw)
    assert coordinator.get(url).context["plan"].asks == []


def test_the_schedule_and_the_palette_lead_there_for_who_plans_all_visits(
    coordinator, url, ready, world, day, signed_in
):
    schedule = reverse("resources:schedule", query={"date": day.isoformat(), "view": "day"})
    assert reverse("planning:day") in coordinator.get(schedule).text
    hits = dict(palette.find(world.coordinator, "排这一天", []))
    assert url in [hit.url for some in hits.values() for hit in some]
    assert palette.find(world.host, "排这一天", []) == []
    host = signed_in(world.host)
    assert reverse("planning:day") not in host.get(schedule).text
    assert host.get(url).status_code == 403
    assert host.post(reverse("planning:day-accept", args=[ready.pk])).status_code == 403


def test_a_mistyped_day_is_today_and_another_site_can_be_chosen(coordinator, world):
    page = coordinator.get(reverse("planning:day"), {"date": "tomorrow", "site": "x"})
    assert (page.status_code, page.context["site"]) == (200, world.site)
    assert "无需排期" in page.text
