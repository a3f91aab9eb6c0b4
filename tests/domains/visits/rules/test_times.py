"""Lead times, offsets and due times on the working calendar."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.domains.visits.rules import lead_time, procedure
from yingke.foundation.kernel import offsets
from yingke.foundation.kernel.calendar import WorkingCalendar
from yingke.foundation.kernel.errors import RuleViolation

ZONE = ZoneInfo("Asia/Shanghai")
CHINA = WorkingCalendar()
MONDAY = datetime(2025, 11, 17, 10, tzinfo=ZONE)
ARRIVAL = datetime(2025, 11, 25, 9, 30, tzinfo=ZONE)  # a Tuesday
ANCHORS = {"submission": MONDAY, "arrival": ARRIVAL, "end": ARRIVAL + timedelta(hours=7)}


def test_what_prepares_an_urgent_visit_is_due_before_it() -> None:
    now = ARRIVAL - timedelta(hours=20)
    anchors = {**ANCHORS, "submission": now}
    timing = procedure.Timing("submission", "submission+2wd")
    assert procedure.schedule(timing, anchors, CHINA, now=now).due_at == ARRIVAL
    after = procedure.Timing("arrival", "arrival+2h")
    assert procedure.schedule(after, anchors, CHINA, now=now).due_at == ARRIVAL + timedelta(hours=2)


def classify(arrives_at: datetime, submitted_at: datetime = MONDAY) -> lead_time.LeadTime:
    return lead_time.classify(
        submitted_at=submitted_at,
        arrives_at=arrives_at,
        calendar=CHINA,
        normal_days=3,
        urgent_hours=timedelta(hours=24),
    )


@pytest.mark.parametrize(
    ("arrives_at", "lead_class", "variant"),
    [
        (MONDAY + timedelta(days=3), "normal", "normal"),
        (MONDAY + timedelta(days=2), "urgent", "urgent"),
        (MONDAY + timedelta(hours=24), "urgent", "urgent"),
        (MONDAY + timedelta(hours=23, minutes=59), "exception", "urgent"),
    ],
)
def test_lead_time_is_judged_on_working_days_and_hours(
    arrives_at: datetime, lead_class: str, variant: str
) -> None:
    lead = classify(arrives_at)
    assert (lead.lead_class, lead.variant) == (lead_class, variant)


def test_a_weekend_does_not_lengthen_the_lead_time() -> None:
    friday = datetime(2025, 11, 21, 10, tzinfo=ZONE)
    assert classify(friday + timedelta(days=4), friday).working_days == 2
    assert classify(friday + timedelta(days=4), friday).lead_class == "urgent"


def test_guests_cannot_come_before_they_are_announced() -> None:
    with pytest.raises(RuleViolation, match="arrival_is_past"):
        classify(MONDAY)


def test_short_notice_needs_a_reason_and_an_exception_also_words() -> None:
    urgent, exception = classify(MONDAY + timedelta(days=2)), classify(MONDAY + timedelta(hours=3))
    lead_time.require_reason(classify(MONDAY + timedelta(days=7)), reason="", note="")
    lead_time.require_reason(urgent, reason="customer", note="")
    with pytest.raises(RuleViolation, match="urgency_reason_missing"):
        lead_time.require_reason(urgent, reason="", note="")
    with pytest.raises(RuleViolation, match="exception_note_missing"):
        lead_time.require_reason(exception, reason="customer", note="  ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arrival", ARRIVAL),
        ("arrival-10min", ARRIVAL - timedelta(minutes=10)),
        ("end+24h", ANCHORS["end"] + timedelta(hours=24)),
        ("end+3d", ANCHORS["end"] + timedelta(days=3)),
        ("submission+2h", MONDAY + timedelta(hours=2)),
        ("arrival-3wd", datetime(2025, 11, 20, 18, tzinfo=ZONE)),
    ],
)
def test_an_offset_means_a_moment(text: str, expected: datetime) -> None:
    assert offsets.moment(text, ANCHORS, CHINA, closing=True) == expected


@pytest.mark.parametrize("text", ["", "arrival-", "noon-3wd", "arrival-3", "arrival-3weeks"])
def test_an_offset_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(RuleViolation, match="bad_offset"):
        offsets.moment(text, ANCHORS, CHINA, closing=True)


@given(st.integers(1, 30), st.sampled_from(["wd", "d", "h", "min"]))
def test_offsets_before_the_arrival_lie_before_those_after_it(amount: int, unit: str) -> None:
    before = offsets.moment(f"arrival-{amount}{unit}", ANCHORS, CHINA, closing=False)
    after = offsets.moment(f"arrival+{amount}{unit}", ANCHORS, CHINA, closing=True)
    assert before < ARRIVAL < after


def test_what_the_lead_time_has_eaten_is_due_soon_but_never_in_the_past() -> None:
    late = ARRIVAL - timedelta(hours=20)
    times = procedure.schedule(
        procedure.Timing("arrival-4wd", "arrival-3wd"), ANCHORS, CHINA, now=late
    )
    assert late < times.due_at <= ARRIVAL
    assert times.starts_at <= times.due_at


def test_on_a_free_evening_the_squeezed_due_time_is_the_arrival_at_the_latest() -> None:
    evening = ARRIVAL.replace(hour=1)
    times = procedure.schedule(
        procedure.Timing("arrival-4wd", "arrival-3wd"), ANCHORS, CHINA, now=evening
    )
    assert times.due_at == ARRIVAL
    night = (ARRIVAL - timedelta(days=1)).replace(hour=22)
    times = procedure.schedule(
        procedure.Timing("arrival-4wd", "arrival-3wd"), ANCHORS, CHINA, now=night
    )
    assert times.due_at == ARRIVAL


def test_an_owner_is_the_visits_own_person_or_the_least_loaded_holder() -> None:
    of_visit = {"host": 7, "coordinator": 3}
    holders = [procedure.Candidate(9, 4), procedure.Candidate(8, 1), procedure.Candidate(5, 1)]
    assert procedure.choose_owner("host", of_visit=of_visit, candidates=holders) == 7
    assert procedure.choose_owner("logistics", of_visit=of_visit, candidates=holders) == 5
    assert procedure.choose_owner("it", of_visit=of_visit, candidates=[]) == 3
