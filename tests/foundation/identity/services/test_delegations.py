"""Letting somebody else act for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.identity import make_user

from yingke.foundation.identity import queries, services
from yingke.foundation.identity.models import Delegation, User
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
WEEK = timedelta(days=7)


def delegate(actor: User, taker: User, **more: object) -> Delegation:
    period = {"starts_at": MONDAY, "ends_at": MONDAY + WEEK} | more
    with clock.at(MONDAY):
        return services.delegate(actor=actor, taker_id=taker.pk, reason="出差", **period)


def test_a_delegation_that_is_ended_gives_nothing_any_more():
    giver, taker = make_user(roles=["approver"]), make_user()
    row = delegate(giver, taker)
    with clock.at(MONDAY + timedelta(days=1)):
        services.end_delegation(actor=giver, delegation_id=row.pk)

        assert not taker.may("visits.approve")
        assert list(queries.delegations_of(giver)) == []
    assert Delegation.objects.get(pk=row.pk).ends_at == MONDAY + timedelta(days=1)


def test_a_giver_who_leaves_gives_nothing_any_more():
    giver, taker = make_user(roles=["approver"]), make_user()
    delegate(giver, taker)
    User.objects.filter(pk=giver.pk).update(is_active=False)

    with clock.at(MONDAY + timedelta(days=1)):
        assert not taker.may("visits.approve")
        assert taker not in queries.users_with("visits.approve")


def test_who_manages_identities_delegates_for_somebody_who_fell_ill():
    ill, taker = make_user(roles=["approver"]), make_user()
    delegate(make_user(roles=["admin"]), taker, giver_id=ill.pk)

    with clock.at(MONDAY + timedelta(days=1)):
        assert taker.may("visits.approve")


def test_nobody_else_delegates_or_ends_for_another():
    giver, taker, third = make_user(roles=["approver"]), make_user(), make_user(roles=["manager"])
    row = delegate(giver, taker)

    with pytest.raises(NotAllowed):
        delegate(third, third, giver_id=giver.pk)
    with pytest.raises(NotAllowed):
        services.end_delegation(actor=taker, delegation_id=row.pk)


def test_a_delegation_needs_another_person_and_a_period():
    giver, taker = make_user(roles=["approver"]), make_user()

    with pytest.raises(RuleViolation) as to_oneself:
        delegate(giver, giver)
    with pytest.raises(RuleViolation) as turned_round:
        delegate(giver, taker, ends_at=MONDAY)
    assert to_oneself.value.code == "delegation_to_oneself"
    assert turned_round.value.code == "delegation_ends_before_start"


def test_the_database_refuses_a_delegation_to_oneself():
    user = make_user()
    with (
        pytest.raises(IntegrityError, match="identity_delegation_to_another"),
        transaction.atomic(),
    ):
        Delegation.objects.create(
            giver=user, taker=user, starts_at=MONDAY, ends_at=MONDAY + WEEK, reason="x"
        )
