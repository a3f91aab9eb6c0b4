"""What a person may see of the visits, and by which ways: the ways together are the whole."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from tests.domains.visits import world as w
from tests.factories.identity import make_user
from tests.factories.visits import make_visit

from yingke.domains.visits.queries import visible_to, ways_to_see
from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel import clock


def seen(person):
    """The keys of what a person sees, which his ways have to agree with."""
    keys = set(visible_to(person).values_list("pk", flat=True))
    by_way = [set(way.values_list("pk", flat=True)) for way in ways_to_see(person)]
    assert set().union(*by_way) == keys
    return keys


def test_a_draft_is_its_requesters_and_the_coordinators_alone(world):
    draft = make_visit(world, VisitState.DRAFT)
    assert seen(world.requester) == seen(world.coordinator) == {draft.pk}
    assert seen(world.manager) == seen(world.account.account_manager) == set()


def test_who_takes_part_and_who_answers_for_the_customer_sees_the_visit(world):
    visit = make_visit(world, VisitState.APPROVED)
    assert seen(world.host) == seen(world.account.account_manager) == {visit.pk}
    assert seen(world.colleague) == seen(world.stranger) == set()
    assert not visible_to(AnonymousUser()).exists()


def test_the_front_desk_sees_the_planned_visits_of_these_days(world):
    desk = make_user(name="前台", roles=("front-desk",))
    visit = make_visit(world, VisitState.PLANNED)
    with clock.at(w.ARRIVAL - timedelta(days=2)):
        assert seen(desk) == set()
    with clock.at(w.ARRIVAL - timedelta(days=1)):
        assert seen(desk) == {visit.pk}


def test_one_who_sees_a_visit_in_two_ways_finds_it_once(world, signed_in):
    manager = world.account.account_manager
    visit = make_visit(world, VisitState.APPROVED, lead_host_id=manager.pk, title="两种身份")
    assert [len(way) for way in ways_to_see(manager)] == [1, 1]
    assert seen(manager) == {visit.pk}
    assert signed_in(manager).get("/visits/").content.decode().count("两种身份") == 1


def test_the_file_of_the_list_holds_what_the_person_sees(world, signed_in):
    make_visit(world, VisitState.APPROVED, title="文件里的来访")
    for person, sees in ((world.host, 1), (world.coordinator, 1), (world.colleague, 0)):
        file = signed_in(person).get("/visits/?export=csv").getvalue().decode()
        assert file.count("文件里的来访") == sees
