"""The door between the preparation and the guests."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from yingke.domains.visits.rules import arrival
from yingke.foundation.kernel.errors import RuleViolation

SHANGHAI = ZoneInfo("Asia/Shanghai")
PLANNED = datetime(2025, 11, 25, 9, 30, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)


def door(**changes: Any) -> None:
    facts: dict[str, Any] = {
        "open_nodes": [],
        "override_reason": "",
        "may_override": False,
        "planned": PLANNED,
        "now": PLANNED,
        "tz": SHANGHAI,
        "another_day": False,
    }
    arrival.check_door(**{**facts, **changes})


def test_a_prepared_visit_is_received_on_its_day() -> None:
    door(now=PLANNED - timedelta(hours=9))
    door(now=PLANNED + timedelta(hours=14))


@pytest.mark.parametrize("now", [PLANNED - timedelta(hours=10), PLANNED + timedelta(hours=15)])
def test_another_day_asks_and_is_the_site_s_own(now: datetime) -> None:
    with pytest.raises(RuleViolation, match="arrival_on_another_day"):
        door(now=now)
    with pytest.raises(RuleViolation, match="arrival_on_another_day"):
        door(now=now.astimezone(UTC))
    door(now=now, another_day=True)


def test_open_steps_hold_the_door_and_are_named() -> None:
    with pytest.raises(RuleViolation) as caught:
        door(open_nodes=["资源匹配"])
    assert caught.value.code == "preparation_open"
    assert caught.value.params == {"nodes": ["资源匹配"], "may_override": False}
    assert caught.value.field is None


@pytest.mark.parametrize(
    ("reason", "may_override", "opens"),
    [("客户已到门口", True, True), ("  ", True, False), ("客户已到门口", False, False)],
)
def test_a_reason_of_somebody_with_the_right_opens_it(
    reason: str, may_override: bool, opens: bool
) -> None:
    facts = {"open_nodes": ["资源匹配"], "override_reason": reason, "may_override": may_override}
    if opens:
        door(**facts)
        return
    with pytest.raises(RuleViolation, match="preparation_open"):
        door(**facts)


@pytest.mark.parametrize(
    ("noted_at", "expected"),
    [
        (None, False),
        (PLANNED - 10 * MINUTE, True),
        (PLANNED - 10 * MINUTE - timedelta(seconds=1), False),
    ],
)
def test_an_arrival_can_be_withdrawn_for_ten_minutes(
    noted_at: datetime | None, expected: bool
) -> None:
    assert arrival.can_be_undone(noted_at, now=PLANNED, within=10 * MINUTE) is expected


def test_a_corrected_time_lies_before_now_and_before_the_first_item() -> None:
    arrival.check_time(PLANNED, now=PLANNED, next_event=PLANNED)
    with pytest.raises(RuleViolation, match="arrival_in_the_future"):
        arrival.check_time(PLANNED + MINUTE, now=PLANNED, next_event=None)
    with pytest.raises(RuleViolation, match="arrival_after_start"):
        arrival.check_time(PLANNED, now=PLANNED + MINUTE, next_event=PLANNED - MINUTE)
