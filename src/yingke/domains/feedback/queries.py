"""Reads of feedback; each list starts from what a person may see of the visits."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from django.db.models import QuerySet

from yingke.domains.feedback.models import Feedback, Question
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import lists
from yingke.foundation.policy import queries as policy

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def visible_to(user: "User") -> QuerySet[Feedback]:
    """Feedback on the visits that this person may see; all of it with `feedback.see_all`."""
    if user.may("feedback.see_all"):
        return Feedback.objects.all()
    return Feedback.objects.filter(visit__in=visits.visible_to(user))


def questions() -> list[Question]:
    """What is asked today, in order."""
    return list(Question.objects.filter(active=True))


def is_recorded(visit: Visit) -> bool:
    """Whether the feedback on a visit has been recorded."""
    return Feedback.objects.filter(visit=visit, recorded_at__isnull=False).exists()


def with_visit(rows: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """The same rows with the visit, its customer and what its policy depends on."""
    return rows.select_related("visit__account", "visit__site", "visit__visit_type")


def matching(rows: QuerySet[Feedback], text: str) -> QuerySet[Feedback]:
    """Feedback on visits that a search for these words finds."""
    return rows.filter(visit__in=lists.matching(Visit.objects.all(), text))


def in_state(rows: QuerySet[Feedback], state: str, *, now: datetime) -> QuerySet[Feedback]:
    """Feedback that is `recorded`, still `due`, or `overdue` at a moment."""
    if state == "recorded":
        return rows.filter(recorded_at__isnull=False)
    rows = rows.filter(recorded_at=None)
    return rows.filter(due_at__lt=now) if state == "overdue" else rows.filter(due_at__gte=now)


def excellent_from(feedback: Feedback) -> int:
    """The score (0–100) from which this feedback is excellent, by the policy when it was recorded.

    Needs the rows of `with_visit`.
    """
    visit = feedback.visit
    value = policy.value(
        "feedback.excellent",
        at=feedback.recorded_at,
        visit_type=visit.visit_type.code,
        site=visit.site.code,
        tier=visit.account.tier,
    )
    return int(cast(Decimal, value))


def answers(feedback: Feedback) -> list[tuple[str, int]]:
    """Each rated question, also one that is no longer asked, with its rating (0–10)."""
    asked = Question.objects.filter(code__in=feedback.ratings)
    return [(question.label, feedback.ratings[question.code]) for question in asked]
