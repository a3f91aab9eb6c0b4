"""Who asks for proposals, decides on changes and edits needs: every verb in one table."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import pytest
from tests import permission_table as table
from tests.domains.visits import world as w
from tests.factories.planning import make_change

from yingke.domains.planning.models import ChangeRequest, Need, Proposal, Timing
from yingke.domains.planning.services import (
    accept,
    changes,
    deciding,
    improving,
    needs,
    proposals,
    telling,
)
from yingke.domains.planning.terms import ChangeState
from yingke.domains.visits import registers
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import pages
from yingke.foundation.identity.models import User
from yingke.foundation.ui.panels import cards_of

TABLE = """
                         req coo host exp log app man acc desk adm col str
proposals.propose         ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
proposals.ask             ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
proposals.withdraw_ask    ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
proposals.stop            ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
accept.accept             ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
changes.report            ·   ✓   ✓   ✓   ✓   ·   ·   ✓   ·   ·   ·   ·
changes.correct           ·   ✓   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·
changes.withdraw          ·   ✓   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·
deciding.confirm          ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
deciding.undo             ·   ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
deciding.approve          ·   ·   ·   ·   ·   ✓   ✓   ·   ·   ·   ·   ·
deciding.refuse           ·   ·   ·   ·   ·   ✓   ✓   ·   ·   ·   ·   ·
telling.tell_now          ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
needs.save_need           ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
needs.save_timing         ·   ·   ·   ·   ·   ·   ·   ·   ·   ✓   ·   ·
"""
PANEL = """
                         req coo host exp log app man acc desk adm col str
panel (no proposal)       ·   ✓   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·
"""
COLUMNS, ROWS = table.read(TABLE)
_, (PANEL_ROW,) = table.read(PANEL)
FORBID = {"kind": "forbid", "resource": "p1"}


@dataclass
class Desk:
    """What lies before whoever tries: a proposal with a request, made and waiting."""

    people: dict[str, User]
    proposal: Proposal
    change: ChangeRequest


@pytest.fixture
def desk(world, scene) -> Desk:
    proposal = proposals.propose(actor=world.coordinator, visit_id=scene.visit.pk, asks=[FORBID])
    improving.improve(proposal_id=proposal.pk)
    change = changes.report(
        actor=world.expert, visit_id=scene.visit.pk, kind="late", details={"minutes": 60}
    )
    return Desk(w.everybody(world), proposal, change)


def _propose(desk: Desk, person: User) -> object:
    return proposals.propose(actor=person, visit_id=desk.proposal.visit_id)


def _ask(desk: Desk, person: User) -> object:
    return proposals.ask(actor=person, proposal_id=desk.proposal.pk, wanted=FORBID)


def _withdraw(desk: Desk, person: User) -> object:
    return proposals.withdraw_ask(actor=person, proposal_id=desk.proposal.pk, number=0)


def _stop(desk: Desk, person: User) -> object:
    return proposals.stop(actor=person, proposal_id=desk.proposal.pk)


def _accept(desk: Desk, person: User) -> object:
    return accept.accept(actor=person, proposal_id=desk.proposal.pk)


def _report(desk: Desk, person: User) -> object:
    visit, minutes = desk.change.visit_id, {"minutes": 30}
    return changes.report(actor=person, visit_id=visit, kind="early", details=minutes)


def _correct(desk: Desk, person: User) -> object:
    return changes.correct(
        actor=person,
        change_id=desk.change.pk,
        kind="late",
        details={"minutes": 30},
        version=desk.change.version,
    )


def _withdraw_change(desk: Desk, person: User) -> object:
    return changes.withdraw(actor=person, change_id=desk.change.pk)


def _answered(desk: Desk, **fields: object) -> ChangeRequest:
    visit = Visit.objects.get(pk=desk.change.visit_id)
    return make_change(visit, desk.people["exp"], **fields)


def _confirm(desk: Desk, person: User) -> object:
    return deciding.confirm(actor=person, change_id=_answered(desk).pk)


def _submitted(desk: Desk) -> int:
    host = desk.people["host"]
    return _answered(desk, state=ChangeState.AWAITING, chosen=0, chosen_by=host).pk


def _approve(desk: Desk, person: User) -> object:
    return deciding.approve(actor=person, change_id=_submitted(desk))


def _refuse(desk: Desk, person: User) -> object:
    return deciding.refuse(actor=person, change_id=_submitted(desk), reason="午餐不能改")


def _undo(desk: Desk, person: User) -> object:
    change = _answered(desk)
    deciding.confirm(actor=desk.people["host"], change_id=change.pk)
    return deciding.undo(actor=person, change_id=change.pk)


def _tell(desk: Desk, person: User) -> object:
    change = _answered(desk)
    deciding.confirm(actor=desk.people["host"], change_id=change.pk)
    return telling.tell_now(actor=person, change_id=change.pk)


def _need(desk: Desk, person: User) -> object:
    need = Need.objects.filter(item_kind="talk").first()
    return needs.save_need(actor=person, pk=need.pk, count=2)


def _timing(desk: Desk, person: User) -> object:
    timing = Timing.objects.filter(item_kind="meal").first()
    return needs.save_timing(actor=person, pk=timing.pk, keeps_order=True)


ACTS: dict[str, Callable[[Desk, User], object]] = {
    "proposals.propose": _propose,
    "proposals.ask": _ask,
    "proposals.withdraw_ask": _withdraw,
    "proposals.stop": _stop,
    "accept.accept": _accept,
    "changes.report": _report,
    "changes.correct": _correct,
    "changes.withdraw": _withdraw_change,
    "deciding.confirm": _confirm,
    "deciding.undo": _undo,
    "deciding.approve": _approve,
    "deciding.refuse": _refuse,
    "telling.tell_now": _tell,
    "needs.save_need": _need,
    "needs.save_timing": _timing,
}


def test_each_verb_is_for(desk):
    found = {row.name: table.who_may(row.act(ACTS, desk), desk.people) for row in ROWS}
    assert found == {row.name: row.allowed for row in ROWS}


def test_the_table_names_every_verb_and_everybody(desk):
    assert list(desk.people) == COLUMNS
    kept = {"needs.save_need", "needs.save_timing"}  # of registers, which take any column
    by_job = {"telling.tell"}  # nobody's right
    verbs = table.verbs_of([proposals, accept, changes, deciding, telling]) - by_job
    assert verbs | kept == {row.verb for row in ROWS} == set(ACTS)


def test_the_panel_that_offers_a_proposal_is_for_who_plans(world, scene):
    people = w.everybody(deepcopy(world))
    page = pages.page_of(people["coo"], scene.visit.pk)

    def sees(person: User) -> bool:
        cards = cards_of(registers.panels, person, page)
        return any(card.template == "planning/parts/panel.html" for card in cards.side)

    assert tuple(who for who, person in people.items() if sees(person)) == PANEL_ROW.allowed
