"""What planning puts on the visit page, the home page and into ⌘K."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.factories.people import make_absence

from yingke.domains.planning import entries, palette
from yingke.domains.planning.services import improving, proposals
from yingke.domains.planning.services.accept import accept
from yingke.domains.visits import registers
from yingke.domains.visits.models import AgendaPerson
from yingke.foundation.kernel import clock
from yingke.foundation.ui.panels import notes_on


@pytest.fixture
def proposed(scene, world):
    def propose():
        proposal = proposals.propose(actor=world.coordinator, visit_id=scene.visit.pk)
        improving.improve(proposal_id=proposal.pk)
        return proposal

    return propose


def notes(user, visit):
    (source,) = [one for one in registers.attention if one.code == "proposals"]
    return [(note.tone, note.title) for _visit, note in notes_on([source], user, [visit])]


def test_a_proposal_that_waits_is_noted_for_who_plans(scene, world, proposed):
    assert notes(world.coordinator, scene.visit) == []
    proposed()
    assert notes(world.coordinator, scene.visit) == [("amber", "排期建议待您接受")]
    assert notes(world.expert, scene.visit) == []


def test_an_unmet_need_becomes_urgent_three_days_before_the_guests_come(scene, world, proposed):
    make_absence(scene.interpreter, scene.visit.arrives_at)
    proposed()
    assert notes(world.host, scene.visit) == [("amber", "3 项需求无法满足")]
    with clock.at(scene.visit.arrives_at - timedelta(days=3)):
        assert notes(world.host, scene.visit) == [("red", "3 项需求无法满足")]


def test_a_need_left_unmet_is_noted_until_someone_is_invited_for_it(scene, world, proposed):
    make_absence(scene.interpreter, scene.visit.arrives_at)
    accept(actor=world.coordinator, proposal_id=proposed().pk)
    with clock.at(scene.visit.arrives_at - timedelta(days=3)):
        assert notes(world.host, scene.visit) == [("red", "3 项需求无法满足")]
        for number, item in enumerate(scene.items):
            AgendaPerson.objects.create(
                item=item,
                staff=scene.guide if number else scene.interpreter,
                role="interpreter",
                asked_at=clock.now(),
            )
            left = 2 - number
            assert [title for _tone, title in notes(world.host, scene.visit)] == (
                [f"{left} 项需求无法满足"] if left else []
            )


def test_the_visit_page_leads_to_the_proposal(scene, world, proposed, signed_in):
    browser = signed_in(world.coordinator)
    detail = reverse("visits:detail", args=[scene.visit.pk])
    url = reverse("planning:plan", args=[scene.visit.pk])
    assert f'href="{url}"' in browser.get(detail).text
    proposed()
    assert "待接受" in browser.get(detail).text


def test_open_proposals_are_found_in_the_palette(scene, world, proposed):
    proposed()
    url = reverse("planning:plan", args=[scene.visit.pk])
    for query in ("排期", scene.visit.number, "高层"):
        assert [hit.url for hit in palette.open_proposals(world.coordinator, query, 5)] == [url]
    assert palette.open_proposals(world.coordinator, "", 5) == []
    assert palette.open_proposals(world.stranger, "排期", 5) == []


def test_the_panel_of_a_visit_costs_one_query(scene, world, django_assert_num_queries):
    class Page:
        visit = scene.visit

    world.coordinator.may("visits.coordinate")  # read once for a request
    with django_assert_num_queries(1):
        entries._panel(world.coordinator, Page)


def test_the_agenda_builder_leads_to_the_proposal_for_who_plans(scene, world, signed_in):
    builder = reverse("visits:builder", args=[scene.visit.pk])
    plan = reverse("planning:plan", args=[scene.visit.pk])
    assert f'href="{plan}"' in signed_in(world.coordinator).get(builder).text
    assert f'href="{plan}"' not in signed_in(world.expert).get(builder).text
