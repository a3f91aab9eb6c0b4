"""When a person may act for another, and what that lets him do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from yingke.foundation.identity.rules import delegation
from yingke.foundation.kernel.errors import RuleViolation

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (NOW, NOW, "delegation_ends_before_start"),
        (NOW + HOUR, NOW, "delegation_ends_before_start"),
        (NOW - 2 * HOUR, NOW - HOUR, "delegation_over"),
        (NOW - HOUR, NOW, "delegation_over"),
    ],
)
def test_a_period_that_helps_nobody_is_refused(starts, ends, code):
    with pytest.raises(RuleViolation) as refused:
        delegation.check_period(starts_at=starts, ends_at=ends, now=NOW)
    assert (refused.value.code, refused.value.field) == (code, "ends_at")


def test_a_period_may_have_begun_already():
    delegation.check_period(starts_at=NOW - HOUR, ends_at=NOW + HOUR, now=NOW)


@pytest.mark.parametrize(
    ("taker", "active", "code"),
    [(1, True, "delegation_to_oneself"), (2, False, "delegation_to_inactive")],
)
def test_only_another_person_who_can_sign_in_may_act(taker, active, code):
    with pytest.raises(RuleViolation) as refused:
        delegation.check_people(giver=1, taker=taker, taker_active=active)
    assert refused.value.code == code


def test_ending_stops_what_runs_now_and_prevents_what_has_not_begun():
    running = delegation.end_time(starts_at=NOW - HOUR, ends_at=NOW + HOUR, now=NOW)
    planned = delegation.end_time(starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR, now=NOW)

    assert (running, planned) == (NOW, NOW + HOUR)


def test_what_is_over_cannot_be_ended_again():
    with pytest.raises(RuleViolation):
        delegation.end_time(starts_at=NOW - 2 * HOUR, ends_at=NOW, now=NOW)


def test_delegated_permissions_come_on_top_except_the_personal_ones():
    held = delegation.effective_permissions(
        own={"a.see"}, delegated={"a.see", "b.edit", "c.secret"}, personal={"c.secret"}
    )
    own_secret = delegation.effective_permissions(
        own={"c.secret"}, delegated=set(), personal={"c.secret"}
    )

    assert held == {"a.see", "b.edit"}
    assert own_secret == {"c.secret"}
