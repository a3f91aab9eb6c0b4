from datetime import UTC, datetime, timedelta

import pytest

from yingke.domains.assessment.rules import cycle, materials, response
from yingke.domains.assessment.rules.facts import Accepted, Confirmed, PlanApproved, Submitted
from yingke.domains.assessment.rules.reading import NOTHING, Reading, direction, share

START = datetime(2025, 11, 3, 9, tzinfo=UTC)


def hour(number):
    return START + timedelta(hours=number)


def accepted(*, after, given=0, giver=1, taker=2):
    return Accepted(1, hour(given + after), "订车", "Cars", hour(given), giver, taker)


def test_the_response_is_the_median_over_tasks_between_departments():
    tasks = [accepted(after=1), accepted(after=2), accepted(after=30), accepted(after=4)]
    assert response.read(tasks) == Reading(3 * 3600, 4)
    assert response.read(tasks[:3]) == Reading(2 * 3600, 3)


@pytest.mark.parametrize("ends", [(1, 1), (None, 2), (1, None), (None, None)])
def test_a_task_within_a_department_or_of_unknown_ones_does_not_count(ends):
    assert response.read([accepted(after=1, giver=ends[0], taker=ends[1])]) == NOTHING


def test_completeness_is_checked_of_required_over_the_last_confirmation_of_each_visit():
    facts = [
        Confirmed(1, hour(1), 5, 10),
        Confirmed(1, hour(2), 9, 10),
        Confirmed(2, hour(1), 6, 10),
        Confirmed(3, hour(1), 0, 0),
    ]
    assert materials.read(facts) == Reading(0.75, counted=20, good=15)
    assert materials.read([Confirmed(3, hour(1), 0, 0)]) == NOTHING


def test_the_handling_time_runs_from_the_first_submission_to_the_first_approved_plan():
    facts = [
        PlanApproved(1, hour(12)),
        Submitted(1, hour(2)),
        Submitted(1, hour(4)),
        PlanApproved(1, hour(40)),
        Submitted(2, hour(0)),
        PlanApproved(2, hour(20)),
        Submitted(3, hour(0)),
    ]
    found = cycle.handled(facts)
    assert [(row.visit_id, row.took) for row in found] == [
        (1, timedelta(hours=10)),
        (2, timedelta(hours=20)),
    ]
    assert cycle.read(found) == Reading(15 * 3600, 2)
    assert cycle.read([]) == NOTHING


def test_a_plan_without_a_submission_does_not_count():
    assert cycle.handled([PlanApproved(1, hour(1)), Submitted(1, hour(2))]) == []


@pytest.mark.parametrize(
    ("now", "before", "more_is_better", "expected"),
    [
        (0.9, 0.8, True, "better"),
        (0.9, 0.8, False, "worse"),
        (5.0, 9.0, False, "better"),
        (0.5, 0.5, True, "same"),
        (None, 0.5, True, "unknown"),
        (0.5, None, True, "unknown"),
    ],
)
def test_a_reading_is_compared_with_the_one_before(now, before, more_is_better, expected):
    found = direction(Reading(now, 1), Reading(before, 1), more_is_better=more_is_better)
    assert found == expected


def test_a_share_of_nothing_is_not_enough_data():
    assert share(0, 0) == NOTHING
    assert share(0, 3) == Reading(0.0, counted=3, good=0)
