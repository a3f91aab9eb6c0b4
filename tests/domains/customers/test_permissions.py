"""Who may merge customers, undo it, and judge possible duplicates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests import permission_table as table
from tests.domains.visits import world as w
from tests.factories.customers import make_account, make_pair

from yingke.domains.customers.models import DuplicatePair, Merge
from yingke.domains.customers.services import duplicates, merges
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock

TABLE = """
                               req coo host exp log app man acc desk adm col str
merges.merge_accounts           ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
merges.undo_merge               ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
duplicates.dismiss_duplicate    ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
duplicates.reconsider_duplicate ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
duplicates.search_again         ·   ✓   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
"""
COLUMNS, ROWS = table.read(TABLE)


@dataclass
class Desk:
    """A pair that waits, one that was dismissed, and a merge, all of the customer of the world."""

    people: dict[str, User]
    pair: DuplicatePair
    dismissed: DuplicatePair
    merge: Merge


@pytest.fixture
def desk(world) -> Desk:
    account, people = world.account, w.everybody(world)
    twins = [make_account(f"华晟{n}", manager=account.account_manager) for n in range(3)]
    merge = merges.merge_accounts(
        actor=None,
        kept_id=account.pk,
        absorbed_id=twins[0].pk,
        kept_version=account.version,
        absorbed_version=twins[0].version,
    )
    account.refresh_from_db()
    dismissed = make_pair(account, twins[2], dismissed_at=clock.now())
    return Desk(people, make_pair(account, twins[1]), dismissed, merge)


def _merge(desk: Desk, person: User) -> object:
    first, second = desk.pair.first, desk.pair.second
    return merges.merge_accounts(
        actor=person,
        kept_id=first.pk,
        absorbed_id=second.pk,
        kept_version=first.version,
        absorbed_version=second.version,
    )


ACTS: dict[str, Callable[[Desk, User], object]] = {
    "merges.merge_accounts": _merge,
    "merges.undo_merge": lambda desk, person: merges.undo_merge(
        actor=person, merge_id=desk.merge.pk
    ),
    "duplicates.dismiss_duplicate": lambda desk, person: duplicates.dismiss_duplicate(
        actor=person, pair_id=desk.pair.pk
    ),
    "duplicates.reconsider_duplicate": lambda desk, person: duplicates.reconsider_duplicate(
        actor=person, pair_id=desk.dismissed.pk
    ),
    "duplicates.search_again": lambda desk, person: duplicates.search_again(actor=person),
}


def test_each_verb_is_for(desk):
    found = {row.name: table.who_may(row.act(ACTS, desk), desk.people) for row in ROWS}
    assert found == {row.name: row.allowed for row in ROWS}


def test_the_table_names_every_verb_and_everybody(desk):
    assert list(desk.people) == COLUMNS
    assert table.verbs_of([merges, duplicates]) == {row.verb for row in ROWS} == set(ACTS)
