"""The sample company: large enough, in every state, true to its own journal, refused elsewhere."""

from collections import Counter

import pytest
from tests.factories.identity import make_user

from yingke.config.sample import build_company
from yingke.config.sample.build import NotEmpty
from yingke.domains.customers.models import Account
from yingke.domains.people.models import Staff
from yingke.domains.visits.models import Node, Visit
from yingke.domains.visits.terms import VisitState
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.models import User
from yingke.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db


def silent(step: str) -> None:
    """Nobody watches."""


def test_a_database_with_people_is_left_alone() -> None:
    make_user()
    with pytest.raises(NotEmpty):
        build_company(say=silent)
    assert User.objects.count() == 1


def test_the_sample_is_a_lived_in_company() -> None:
    facts = build_company(say=silent)
    assert Account.objects.count() == 240
    assert Staff.objects.count() >= 60
    assert Visit.objects.count() >= 500
    assert facts == Entry.objects.count()
    states = Counter(Visit.objects.values_list("state", flat=True))
    finished = {"archived", "follow_up", "cancelled", "rejected"}
    assert finished <= set(states)
    assert states.keys() <= {state.value for state in VisitState}
    assert _nodes_closed_by_the_journal() == _nodes_closed_in_the_tables()
    assert _ends_in_the_journal() == set(
        Visit.objects.filter(ended_at__isnull=False).values_list("pk", flat=True)
    )
    sample = identity.sample()
    assert sample is not None
    assert len(identity.sample_people(sample)) == 9


def _nodes_closed_by_the_journal() -> set[tuple[int, int]]:
    entries = Entry.objects.filter(kind="visits.node_completed")
    return {(entry.subject_id, entry.data["number"]) for entry in entries}


def _nodes_closed_in_the_tables() -> set[tuple[int, int]]:
    return set(Node.objects.filter(state="done").values_list("visit_id", "number"))


def _ends_in_the_journal() -> set[int]:
    return set(Entry.objects.filter(kind="visits.ended").values_list("subject_id", flat=True))
