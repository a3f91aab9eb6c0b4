"""Measures over people, visits, cases, projects and judgements, counted by hand."""

from datetime import date, datetime

import ibis
import pytest
from tests.engines.scoring.worlds import arrow, by_account, only, order

from yingke.engines.scoring import Tables, measure_all

AS_OF = date(2025, 12, 31)


def test_coverage_counts_each_decision_maker_once_and_only_those_known_by_then() -> None:
    people = [
        ("p1", True, "2025-01-01"),
        ("p2", True, "2025-01-01"),
        ("p3", False, "2025-01-01"),
        ("p4", True, "2026-01-01"),
    ]
    contacts = [
        {
            "contact_id": name,
            "account_id": "a",
            "decision_maker": decides,
            "known_from": date.fromisoformat(since),
        }
        for name, decides, since in people
    ]
    held = [("i1", "p1"), ("i2", "p1"), ("i3", "p3"), ("i4", None)]
    interactions = [
        {"interaction_id": i, "account_id": "a", "contact_id": p, "held_on": date(2025, 12, 1)}
        for i, p in held
    ]
    found = by_account(
        measure_all(
            Tables(
                contacts=ibis.memtable(arrow("contacts", contacts)),
                interactions=ibis.memtable(arrow("interactions", interactions)),
            ),
            AS_OF,
        )
    )["a"]
    assert found == {
        "interaction_frequency": 4,
        "silence": 30,
        "contact_breadth": 2,
        "decision_makers_known": 2,
        "decision_makers_met": 1,
        "decision_maker_coverage": 0.5,
    }


def case(number: int, opened: str, answered: str | None, complaint: bool) -> dict[str, object]:
    return {
        "case_id": f"C{number}",
        "account_id": "a",
        "opened_at": datetime.fromisoformat(opened),
        "complaint": complaint,
        "first_response_at": answered and datetime.fromisoformat(answered),
        "closed_at": None,
    }


def test_an_unanswered_case_counts_with_its_age_at_the_end_of_the_day() -> None:
    cases = only(
        "cases",
        case(1, "2025-12-31T20:00", "2025-12-31T21:00", False),
        case(2, "2025-12-31T20:00", "2026-01-02T20:00", True),
        case(3, "2025-12-31T14:00", None, True),
    )
    found = by_account(measure_all(cases, AS_OF))["a"]
    assert found["response_time"] == 4.0
    assert found["resolution_time"] == 4.0
    assert found["complaints"] == 2


def test_complaints_per_order_is_zero_for_a_buyer_without_cases() -> None:
    both = Tables(
        orders=only(
            "orders", order(1, "a", "2025-12-01", "1.00"), order(2, "b", "2025-12-01", "1.00")
        ).orders,
        cases=only("cases", case(1, "2025-12-01T00:00", None, True)).cases,
    )
    found = by_account(measure_all(both, AS_OF))
    assert found["a"]["complaints_per_order"] == 1.0
    assert found["b"]["complaints_per_order"] == 0.0
    assert found["b"]["complaints"] is None


def test_conversion_of_visits_leaves_out_those_that_ended_less_than_30_days_ago() -> None:
    rows = [
        ("2025-11-01", "2025-12-01"),
        ("2025-11-01", "2025-12-02"),
        ("2025-12-01", None),
        ("2025-12-02", "2025-12-03"),
    ]
    visits = only(
        "visits",
        *(
            {
                "visit_id": f"V{i}",
                "account_id": "a",
                "ended_on": date.fromisoformat(ended),
                "converted_on": converted and date.fromisoformat(converted),
            }
            for i, (ended, converted) in enumerate(rows)
        ),
    )
    found = by_account(measure_all(visits, AS_OF))["a"]
    assert found["visit_conversion"] == pytest.approx(1 / 3)
    assert found["visit_frequency"] == 4


def test_innovation_counts_projects_that_touched_the_window() -> None:
    spans = [
        ("2024-01-01", "2024-12-31", True),
        ("2024-01-01", "2025-01-01", True),
        ("2024-01-01", None, True),
        ("2025-05-01", "2026-05-01", True),
        ("2025-05-01", None, False),
    ]
    projects = only(
        "projects",
        *(
            {
                "project_id": f"J{i}",
                "account_id": "a",
                "started_on": date.fromisoformat(start),
                "ended_on": end and date.fromisoformat(end),
                "innovation": new,
            }
            for i, (start, end, new) in enumerate(spans)
        ),
    )
    found = by_account(measure_all(projects, AS_OF))["a"]
    assert found["innovation_participation"] == 3


def test_a_rater_is_heard_once_with_the_latest_judgement() -> None:
    said = [("r1", "2024-01-01", 10.0), ("r1", "2025-01-01", 50.0), ("r2", "2025-01-01", 70.0)]
    ratings = only(
        "ratings",
        *(
            {
                "account_id": "a",
                "aspect": "industry_influence",
                "rater": rater,
                "rated_on": date.fromisoformat(day),
                "score": score,
            }
            for rater, day, score in said
        ),
    )
    found = by_account(measure_all(ratings, AS_OF))["a"]
    assert found == {"industry_influence": 60.0, "strategic_fit": None}
