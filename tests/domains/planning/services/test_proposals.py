"""Ask for a proposal, improve it in the worker, stop it, and ask again with requests."""

import pytest
from tests.domains.visits.world import approved, weeks_later
from tests.factories.people import make_absence

from yingke.domains.planning.models import Proposal
from yingke.domains.planning.queries import proposals as queries
from yingke.domains.planning.services import improving, proposals
from yingke.domains.planning.terms import ProposalState
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation


@pytest.fixture
def asked(scene, world):
    return proposals.propose(actor=world.coordinator, visit_id=scene.visit.pk)


def improved(proposal):
    improving.improve(proposal_id=proposal.pk)
    proposal.refresh_from_db()
    return proposal


def picks(proposal, item):
    placed = next(one for one in queries.plan_of(proposal).placed if one.activity == f"i{item.pk}")
    return {pick.role: pick.resource for pick in placed.picks}


def test_the_worker_finds_the_interpreter_the_guide_and_the_showroom(scene, world, asked):
    proposal = improved(asked)
    assert proposal.state == ProposalState.DONE
    tour = picks(proposal, scene.items[2])
    assert tour["guide"] == f"p{scene.guide.pk}"
    assert tour["showroom"] == f"r{scene.showroom.pk}"
    assert {picks(proposal, item)["interpreter.de"] for item in scene.items} == {
        f"p{scene.interpreter.pk}"
    }
    assert queries.plan_of(proposal).unmet == ()
    (first, *_more) = proposal.improvements
    assert first["score"][0] == 0


def test_what_was_promised_stands(scene, world, asked):
    comparison = queries.basis_of(asked).compared(queries.plan_of(improved(asked)))
    assert not any(row.is_moved for row in comparison.rows)
    expert = f"p{world.expert.staff.pk}"
    for row in comparison.rows[:2]:
        (kept,) = [one for one in row.choices if one.resource == expert]
        assert (kept.reason, kept.is_new) == ("kept", False)


def test_without_someone_who_speaks_german_the_need_is_unmet_with_ways_out(scene, world):
    make_absence(scene.interpreter, scene.visit.arrives_at)
    asked = proposals.propose(actor=world.coordinator, visit_id=scene.visit.pk)
    plan = queries.plan_of(improved(asked))
    assert {one.role for one in plan.unmet} == {"interpreter.de"}
    comparison = queries.basis_of(asked).compared(plan)
    assert len(comparison.unmet) == 3
    assert comparison.figures.met[1] == comparison.figures.needs - 3
    assert comparison.unmet[0].ways[0].kind == "resource"


def test_only_one_proposal_of_a_visit_is_open(scene, world, asked):
    again = proposals.propose(actor=world.host, visit_id=scene.visit.pk)
    asked.refresh_from_db()
    assert (asked.state, again.state) == (ProposalState.CANCELLED, ProposalState.QUEUED)
    improved(asked)
    assert asked.plan is None


def test_a_request_is_added_and_taken_back_and_each_time_it_is_asked_anew(scene, world, asked):
    forbid = {"kind": "forbid", "resource": f"p{scene.interpreter.pk}"}
    again = proposals.ask(actor=world.coordinator, proposal_id=asked.pk, wanted=forbid)
    assert again.asks == [forbid]
    assert {one.role for one in queries.plan_of(improved(again)).unmet} == {"interpreter.de"}
    back = proposals.withdraw_ask(actor=world.coordinator, proposal_id=again.pk, number=0)
    assert back.asks == []
    assert queries.plan_of(improved(back)).unmet == ()
    with pytest.raises(RuleViolation, match="proposal_closed"):
        proposals.ask(actor=world.coordinator, proposal_id=asked.pk, wanted=forbid)


def test_a_stopped_proposal_keeps_its_best_plan(scene, world, asked):
    Proposal.objects.filter(pk=asked.pk).update(plan={"format": "yingke.plan", "version": 1})
    stopped = proposals.stop(actor=world.coordinator, proposal_id=asked.pk)
    assert (stopped.state, stopped.stopping) == (ProposalState.DONE, True)
    assert improved(stopped).plan == {"format": "yingke.plan", "version": 1}


def test_a_killed_worker_goes_on_with_the_stored_plan(scene, world, asked):
    proposal = improved(asked)
    stored = proposal.plan, proposal.rounds
    Proposal.objects.filter(pk=asked.pk).update(state=ProposalState.RUNNING, finished_at=None)
    again = improved(proposal)
    assert (again.plan, again.rounds) == stored
    assert (again.state, len(again.improvements)) == (ProposalState.DONE, 1)


def test_a_killed_worker_begins_anew_where_the_rows_have_changed(scene, world, asked):
    improved(asked)
    Proposal.objects.filter(pk=asked.pk).update(state=ProposalState.RUNNING, finished_at=None)
    make_absence(scene.interpreter, scene.visit.arrives_at)
    assert {one.role for one in queries.plan_of(improved(asked)).unmet} == {"interpreter.de"}


def test_an_empty_agenda_is_refused_and_so_is_who_may_not_plan(world, scene):
    empty = approved(world, **weeks_later(1))
    with pytest.raises(RuleViolation, match="agenda_empty"):
        proposals.propose(actor=world.coordinator, visit_id=empty.pk)
    for person in (world.expert, world.colleague, world.stranger):
        with pytest.raises(NotAllowed):
            proposals.propose(actor=person, visit_id=scene.visit.pk)
