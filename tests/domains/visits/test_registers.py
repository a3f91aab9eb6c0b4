"""A package above visits reaches into them through registers alone."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from tests.domains.visits import world as w
from tests.domains.visits.toy import Gardens

from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import registers
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import archive, pages, plans, sheets
from yingke.domains.visits.services import arrival, procedure, requests
from yingke.domains.visits.services import plans as plan_services
from yingke.domains.visits.terms import Decision, NodeState
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.panels import cards_of, notes_on


@pytest.fixture
def gardens() -> Iterator[Gardens]:
    with Gardens().installed() as installed:
        yield installed


def test_its_gate_keeps_a_node_open_with_sentence_owner_and_address(world, signed_in, gardens):
    visit = w.planned(world)
    w.tick_everything(world, visit, "before")
    node = visit.nodes.get(kind=NodeKind.RESOURCES)
    with pytest.raises(RuleViolation) as caught:
        procedure.complete_node(actor=world.coordinator, node_id=node.pk)
    assert [one.code for one in caught.value.params["missing"]] == ["dry"]
    text = signed_in(world.coordinator).get(reverse("visits:node", args=[node.pk])).content.decode()
    assert "the garden is dry" in text
    assert "园丁" in text
    assert 'href="/gardens/"' in text
    gardens.litres[visit.pk] = 5
    assert procedure.complete_node(actor=world.coordinator, node_id=node.pk).state == NodeState.DONE


def test_its_panel_stands_in_its_place_for_those_who_may_see_it(world, gardens):
    visit = w.planned(world)
    gardens.litres[visit.pk] = 5

    def side(user):
        return [
            card.panel
            for card in cards_of(registers.panels, user, pages.page_of(user, visit.pk)).side
        ]

    assert 5 in side(world.coordinator)
    assert 5 not in side(world.expert)


def test_its_notes_come_first_on_the_page_and_on_home(world, signed_in, gardens):
    visit = w.planned(world)
    assert [note.title for _visit, note in notes_on(registers.attention, world.host, [visit])] == [
        "Dry garden"
    ]
    for url in (reverse("visits:detail", args=[visit.pk]), "/"):
        assert "Dry garden" in signed_in(world.host).get(url).content.decode()


def test_its_part_belongs_to_the_plan_and_to_its_approval(world, gardens):
    visit = w.planned(world)
    version = visit.plan_versions.get()
    assert version.content["gardens"] == [{"id": 1, "name": "花园", "litres": 0}]
    gardens.litres[visit.pk] = 9
    plan_services.recheck(visit, actor=None)
    approval = plans.deciding_approval(visit)
    assert approval is not None
    assert approval.decision == Decision.LAPSED
    found = plans.differences(version.content, plans.snapshot(visit))
    assert [(one.part.code, one.rows[0].fields) for one in found] == [
        ("gardens", {"litres": (0, 9)})
    ]


def test_its_things_follow_a_change_or_refuse_it(world, gardens):
    visit = w.planned(world)
    gardens.changes.clear()
    arrival.change_arrival(
        actor=world.coordinator,
        visit_id=visit.pk,
        version=visit.version,
        arrives_at=visit.arrives_at + w.timedelta(hours=1),
    )
    assert [change.kind for change in gardens.changes] == ["times"]
    gardens.most_guests = 3
    visit.refresh_from_db()
    more = registers.Change("headcount", {"headcount": 3}, {"headcount": 4})
    assert registers.previews(visit, more) == ["water for 4"]
    fields = world.fields(
        headcount=4,
        arrives_at=visit.arrives_at,
        leaves_at=visit.leaves_at,
        lead_host_id=visit.lead_host_id,
    )
    with pytest.raises(RuleViolation, match="too_many"):
        requests.change_request(
            actor=world.coordinator, visit_id=visit.pk, version=visit.version, fields=fields
        )
    assert Visit.objects.get(pk=visit.pk).headcount == 3


def test_people_and_items_are_told_too(world, gardens):
    w.with_agenda(world, w.approved(world))
    assert {change.kind for change in gardens.changes} == {"item", "person"}


def test_its_record_belongs_to_the_archive(world, gardens):
    visit = w.planned(world)
    assert archive.parts_of(visit)["gardens"] is False
    assert archive.label_of("gardens") == "Garden log"
    gardens.litres[visit.pk] = 1
    assert archive.parts_of(visit)["gardens"] is True


def test_without_it_nothing_is_left(world):
    visit = w.planned(world)
    node = visit.nodes.get(kind=NodeKind.RESOURCES)
    assert "dry" not in [one.code for one in sheets.read(visit).missing_of(node.pk)]
    assert "gardens" not in archive.parts_of(visit)
