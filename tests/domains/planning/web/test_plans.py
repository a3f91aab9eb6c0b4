"""The page of a proposal, and what is done on it."""

import pytest
from django.urls import reverse
from tests.factories.identity import make_user
from tests.factories.people import make_absence
from tests.factories.resources import make_booking

from yingke.domains.planning.models import Proposal
from yingke.domains.planning.services import improving, proposals
from yingke.domains.planning.terms import ProposalState


@pytest.fixture
def url(scene):
    return reverse("planning:plan", args=[scene.visit.pk])


@pytest.fixture
def proposed(scene, world):
    """A function that makes a proposal which the worker has finished."""

    def propose(*asks):
        proposal = proposals.propose(
            actor=world.coordinator, visit_id=scene.visit.pk, asks=list(asks)
        )
        improving.improve(proposal_id=proposal.pk)
        return proposal

    return propose


@pytest.fixture
def coordinator(world, signed_in):
    return signed_in(world.coordinator)


def open_one():
    return Proposal.objects.get(state__in=["queued", "running", "done"])


def test_before_the_first_proposal_it_is_offered_to_who_plans(coordinator, url, scene):
    page = coordinator.get(url)
    assert page.context["plan"] is None
    propose = reverse("planning:propose", args=[scene.visit.pk])
    assert f'action="{propose}"' in page.text
    assert coordinator.post(propose).url == url
    waiting = coordinator.get(url)
    assert waiting.context["plan"].progress.is_at_work
    assert "skeleton" in waiting.text


def test_each_item_is_shown_as_it_stands_and_as_proposed_with_the_reason(
    coordinator, url, world, proposed
):
    proposed()
    plan = coordinator.get(url).context["plan"]
    tour = plan.rows[2]
    assert [one.name for one in tour.people] == ["赵晗", "韩雪", "孙倩"]
    room = world.room.label
    assert (tour.stands_at, tour.proposed_at) == (room, f"储能展厅 · {room}")
    assert plan.rows[0].reason == "韩雪：唯一空闲且会德语的人"
    assert [(group.changes, group.unchanged) for group in plan.groups] == [(3, 0)]
    assert plan.figures.met[1] == plan.figures.needs


def test_what_is_unmet_comes_with_ways_out(coordinator, url, scene, proposed):
    make_absence(scene.interpreter, scene.visit.arrives_at)
    proposed()
    page = coordinator.get(url)
    (first, *_more) = page.context["plan"].unmet
    assert first.text == "缺翻译（德语），09:30–10:30。"
    assert first.ways[0].url == reverse("people:list", query={"language": "de"})
    assert "缺翻译（德语）" in page.text


def test_a_request_is_made_listed_and_withdrawn(coordinator, url, scene, proposed):
    proposal = proposed()
    ask = reverse("planning:ask", args=[proposal.pk])
    values = {"kind": "forbid", "resource": f"p{scene.interpreter.pk}"}
    assert coordinator.post(ask, values).url == url
    plan = coordinator.get(url).context["plan"]
    assert [text for _number, _icon, text in plan.asks] == ["不用韩雪"]
    back = reverse("planning:ask-withdraw", args=[open_one().pk, 0])
    coordinator.post(back)
    assert open_one().asks == []


def test_a_request_that_cannot_be_read_is_refused_in_words(coordinator, url, proposed):
    proposal = proposed()
    page = coordinator.post(
        reverse("planning:ask", args=[proposal.pk]), {"kind": "dance"}, follow=True
    )
    assert "无法识别这项要求" in page.text
    assert open_one() == proposal


def test_some_rows_are_accepted_and_the_page_says_so(coordinator, url, scene, proposed):
    proposal = proposed()
    accept = reverse("planning:accept", args=[proposal.pk])
    page = coordinator.post(accept, {"which": "some", "item": scene.items[0].pk}, follow=True)
    assert "已改动 1 个环节。新增人员将在方案审批通过后收到邀请。" in page.text
    assert page.context["plan"].is_accepted
    assert scene.items[1].people.count() == 1


def test_an_accepted_proposal_goes_on_to_compare_with_what_stood(coordinator, url, scene, proposed):
    proposal = proposed()
    seen = [line.row for line in coordinator.get(url).context["plan"].rows]
    coordinator.post(reverse("planning:accept", args=[proposal.pk]), {"which": "all"})
    plan = coordinator.get(url).context["plan"]
    assert plan.is_accepted
    assert [line.row for line in plan.rows] == seen
    assert plan.groups[0].changes == 3


def test_what_was_taken_meanwhile_is_marked_and_nothing_is_written(
    coordinator, url, scene, world, signed_in, proposed
):
    proposal = proposed()
    make_booking(scene.showroom, starts_at=scene.items[2].starts_at, label="林登霍夫")
    accept = reverse("planning:accept", args=[proposal.pk])
    page = coordinator.post(accept, {"which": "all"}, follow=True)
    assert "未做任何改动" in page.text
    tour = page.context["plan"].rows[2]
    assert tour.lost == "储能展厅刚被林登霍夫占用"
    other = signed_in(world.approver).get(url).context["plan"].rows[2]
    assert other.lost == "储能展厅已被占用"  # the booking is not theirs to see
    assert not scene.items[2].people.filter(role="guide").exists()


def test_it_is_stopped_at_the_plan_it_has(coordinator, url, proposed):
    proposal = proposed()
    Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.RUNNING)
    stop = reverse("planning:stop", args=[proposal.pk])
    assert f'action="{stop}"' in coordinator.get(url).text
    plan = Proposal.objects.values_list("plan", flat=True).get(pk=proposal.pk)
    Proposal.objects.filter(pk=proposal.pk).update(plan=None)
    assert f'action="{stop}"' not in coordinator.get(url).text  # no plan yet to stop at
    Proposal.objects.filter(pk=proposal.pk).update(plan=plan)
    coordinator.post(stop)
    assert open_one().state == ProposalState.DONE


def test_a_reader_without_the_right_sees_no_controls_and_a_stranger_nothing(
    world, signed_in, url, scene, proposed
):
    proposal = proposed()
    accept = reverse("planning:accept", args=[proposal.pk])
    colleague = signed_in(world.expert)
    page = colleague.get(url)
    assert page.status_code == 200
    assert 'type="checkbox"' not in page.text
    assert "planning/ask" not in page.text
    assert "data-key" not in page.text
    assert colleague.post(accept, {"which": "all"}).status_code == 403
    stranger = signed_in(make_user())
    assert [stranger.get(url).status_code, stranger.post(accept).status_code] == [404, 404]


def test_the_open_page_learns_of_a_better_plan(coordinator, url, proposed):
    proposal = proposed()
    version = coordinator.get(url, headers={"X-Live": ""}).headers["X-Live"]
    assert coordinator.get(url, headers={"X-Live": version}).status_code == 304
    Proposal.objects.filter(pk=proposal.pk).update(version=99)
    assert coordinator.get(url, headers={"X-Live": version}).status_code == 204


def test_a_sentence_is_shown_as_understood_and_asked_only_then(coordinator, url, scene, proposed):
    proposal = proposed()
    page = coordinator.get(url, {"wish": f"不用{scene.interpreter.name}"})
    wish = page.context["plan"].wish
    assert wish.words == "不用韩雪"
    assert open_one() == proposal
    coordinator.post(page.context["plan"].urls.ask, wish.ask)
    assert open_one().asks == [{"kind": "forbid", "resource": f"p{scene.interpreter.pk}"}]
    page = coordinator.get(url, {"wish": "快一点"})
    assert page.context["plan"].wish.ask is None
    assert "未能识别" in page.text
