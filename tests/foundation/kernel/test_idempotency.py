"""A write runs once per key of its owner."""

import pytest

from yingke.foundation.kernel import clock, idempotency
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.idempotency import KEPT, Outcome, run_once
from yingke.foundation.kernel.models import IdempotentWrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def runs():
    """What ran, in order."""
    return []


@pytest.fixture
def save(runs):
    def save(name="first", *, scope="user:3", key="7f3a", digest="aa"):
        def write():
            runs.append(name)
            return Outcome(201, name)

        return run_once(scope=scope, key=key, request_digest=digest, write=write)

    return save


def test_a_repetition_gets_the_first_outcome_and_writes_nothing(save, runs):
    assert save() == Outcome(201, "first")
    assert save("second") == Outcome(201, "first", is_replay=True)
    assert runs == ["first"]


def test_the_same_key_of_another_owner_is_another_write(save, runs):
    save(scope="user:3")
    assert save("second", scope="token:3") == Outcome(201, "second")
    assert runs == ["first", "second"]


def test_a_key_belongs_to_one_request(save, runs):
    save()
    with pytest.raises(RuleViolation, match="idempotency_key_reused"):
        save("second", digest="bb")
    assert runs == ["first"]


def test_a_write_that_was_refused_may_be_repeated(save):
    def refuse():
        raise RuleViolation("reason_missing")

    with pytest.raises(RuleViolation, match="reason_missing"):
        run_once(scope="user:3", key="7f3a", request_digest="aa", write=refuse)
    assert save() == Outcome(201, "first")


@pytest.mark.parametrize("key", ["", " ", "a\nb", "x" * 201])
def test_an_unusable_key_is_refused(save, runs, key):
    with pytest.raises(RuleViolation, match="idempotency_key_invalid"):
        save(key=key)
    assert runs == []


def test_outcomes_are_deleted_once_they_are_older_than_a_week(save):
    with clock.at(clock.now() - KEPT * 2):
        save(key="old")
    save(key="new")
    assert idempotency.delete_expired() == 1
    assert list(IdempotentWrite.objects.values_list("key", flat=True)) == ["new"]
