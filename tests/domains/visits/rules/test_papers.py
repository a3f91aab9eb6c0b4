"""Plan versions, archives and reminders."""

from datetime import UTC, date, datetime, timedelta

from yingke.domains.visits.rules import archive, plan, reminders

NOW = datetime(2025, 11, 17, 10, tzinfo=UTC)


def test_two_versions_of_a_plan_differ_item_by_item() -> None:
    before = [{"id": 1, "name": "洽谈", "place": "A"}, {"id": 2, "name": "午餐", "place": "B"}]
    after = [{"id": 1, "name": "洽谈", "place": "C"}, {"id": 3, "name": "参观", "place": "D"}]
    assert plan.difference(before, after) == [
        plan.Difference("removed", "午餐", {}),
        plan.Difference("changed", "洽谈", {"place": ("A", "C")}),
        plan.Difference("added", "参观", {}),
    ]
    assert plan.difference(before, before) == []


def test_an_archive_is_named_after_customer_and_day_and_never_twice_the_same() -> None:
    day = date(2025, 11, 25)
    assert archive.archive_name("华晟/新能源", day) == "华晟_新能源-2025-11-25"
    taken = frozenset({"华晟-2025-11-25", "华晟-2025-11-25-2"})
    assert archive.archive_name("华晟", day, taken=taken) == "华晟-2025-11-25-3"


def test_an_archive_says_what_it_lacks() -> None:
    check = archive.completeness({"plan": True, "photos": False, "minutes": False})
    assert check.missing == ("photos", "minutes")
    assert not check.complete
    assert archive.completeness({"plan": True}).complete


def due(minutes: int, **said: datetime) -> reminders.Due:
    return reminders.Due(
        NOW + timedelta(minutes=minutes), said.get("reminded"), said.get("escalated")
    )


def test_a_reminder_comes_once_from_its_lead_on() -> None:
    ahead = timedelta(hours=1)
    assert not reminders.is_reminder_due(due(61), now=NOW, before=ahead)
    assert reminders.is_reminder_due(due(60), now=NOW, before=ahead)
    assert not reminders.is_reminder_due(due(60, reminded=NOW), now=NOW, before=ahead)
    assert not reminders.is_reminder_due(due(-300, escalated=NOW), now=NOW, before=ahead)


def test_an_escalation_comes_once_when_the_due_time_has_passed_by_its_lag() -> None:
    lag = timedelta(hours=2)
    assert not reminders.is_escalation_due(due(-119), now=NOW, after=lag)
    assert reminders.is_escalation_due(due(-120), now=NOW, after=lag)
    assert not reminders.is_escalation_due(due(-120, escalated=NOW), now=NOW, after=lag)
