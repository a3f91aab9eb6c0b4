"""Who may ask for a proposal and accept it, and who edits needs: every verb in one table."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import pytest
from tests import permission_table as table
from tests.domains.visits import world as w

from yingke.domains.planning.models import Need, Proposal, Timing
from yingke.domains.planning.services import accept, improving, needs, proposals
from yingke.domains.visits import registers
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


@pytest.fixture
def desk(world, scene) -> Desk:
    proposal = proposals.propose(actor=world.coordinator, visit_id=scene.visit.pk, asks=[FORBID])
    improving.improve(proposal_id=proposal.pk)
    return Desk(w.everybody(world), proposal)


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
    "needs.save_need": _need,
    "needs.save_timing": _timing,
}


def test_each_verb_is_for(desk):
    found = {row.name: table.who_may(row.act(ACTS, desk), desk.people) for row in ROWS}
    assert found == {row.name: row.allowed for row in ROWS}


def test_the_table_names_every_verb_and_everybody(desk):
    assert list(desk.people) == COLUMNS
    kept = {"needs.save_need", "needs.save_timing"}  # of registers, which take any column
    assert table.verbs_of([proposals, accept]) | kept == {row.verb for row in ROWS} == set(ACTS)


def test_the_panel_that_offers_a_proposal_is_for_who_plans(world, scene):
    people = w.everybody(deepcopy(world))
    page = pages.page_of(people["coo"], scene.visit.pk)

    def sees(person: User) -> bool:
        cards = cards_of(registers.panels, person, page)
        return any(card.template == "planning/parts/panel.html" for card in cards.side)

    assert tuple(who for who, person in people.items() if sees(person)) == PANEL_ROW.allowed
