"""Who may drive a follow-up and see how it goes: every verb in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests import permission_table as table
from tests.domains.visits import world as w

from yingke.domains.growth import services
from yingke.domains.growth.models import FollowUp, Step
from yingke.domains.growth.services import follow_ups
from yingke.domains.visits import registers
from yingke.domains.visits.queries import pages
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock
from yingke.foundation.ui.panels import cards_of

TABLE = """
                            req coo host exp log app man acc desk adm col str
follow_ups.finish_step         ·   ✓   ✓   ·   ·   ·   ·   ✓   ·   ·   ·   ·
follow_ups.skip_step           ·   ✓   ✓   ·   ·   ·   ·   ✓   ·   ·   ·   ·
follow_ups.close               ·   ✓   ✓   ·   ·   ·   ·   ✓   ·   ·   ·   ·
"""
PANEL = """
                            req coo host exp log app man acc desk adm col str
panel (follow-up)            ✓   ✓   ✓   ✓   ✓   ✓   ✓   ✓   ·   ·   ·   ·
"""
COLUMNS, ROWS = table.read(TABLE)
_, (PANEL_ROW,) = table.read(PANEL)


@dataclass
class Desk:
    """What lies before whoever tries: an open follow-up."""

    people: dict[str, User]
    follow_up: FollowUp

    def step(self, kind: str) -> Step:
        return self.follow_up.steps.get(kind=kind, done_at=None)


@pytest.fixture
def desk(world, follow_up) -> Desk:
    return Desk(w.everybody(world), follow_up)


def _finish(desk: Desk, person: User) -> object:
    return services.finish_step(actor=person, step_id=desk.step("draft").pk, note="已寄出")


def _skip(desk: Desk, person: User) -> object:
    talk = desk.step("second_talk")
    services.finish_step(actor=desk.people["acc"], step_id=talk.pk, note="已沟通")
    return services.skip_step(actor=person, step_id=desk.step("sync").pk, reason="春节")


def _close(desk: Desk, person: User) -> object:
    version = desk.follow_up.version
    return services.close(
        actor=person,
        follow_up_id=desk.follow_up.pk,
        version=version,
        outcome="landed",
        reason="已签",
    )


ACTS: dict[str, Callable[[Desk, User], object]] = {
    "follow_ups.finish_step": _finish,
    "follow_ups.skip_step": _skip,
    "follow_ups.close": _close,
}


def test_each_verb_is_for(desk):
    with clock.at(desk.follow_up.opened_at):
        found = {row.name: table.who_may(row.act(ACTS, desk), desk.people) for row in ROWS}
    assert found == {row.name: row.allowed for row in ROWS}


def test_the_table_names_every_verb_and_everybody(desk):
    assert list(desk.people) == COLUMNS
    assert table.verbs_of([follow_ups]) == {row.verb for row in ROWS} == set(ACTS)


def test_its_panel_on_the_visit_is_for(desk):
    page = pages.page_of(desk.people["coo"], desk.follow_up.visit_id)

    def sees(person: User) -> bool:
        cards = cards_of(registers.panels, person, page)
        return any("follow_up" in (card.panel or ()) for card in cards.side)

    assert tuple(who for who, person in desk.people.items() if sees(person)) == PANEL_ROW.allowed
