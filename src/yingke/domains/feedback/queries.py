"""Reads of feedback, limited to visits that the user may see."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.db.models import QuerySet

from yingke.domains.feedback.models import Feedback, Question, Questionnaire
from yingke.domains.feedback.rules.score import Asked
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import lists
from yingke.domains.visits.queries.facts import parameter
from yingke.foundation.drafts import queries as drafts
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

LATEST = 20
QUESTION_FIELDS = (
    *("code", "name", "name_en", "kind", "party", "best", "weight", "required", "position"),
)


def visible_to(user: "User") -> QuerySet[Feedback]:
    """Return feedback on visits the user may see; all of it with `feedback.see_all`."""
    if user.may("feedback.see_all"):
        return Feedback.objects.all()
    return Feedback.objects.filter(visit__in=visits.visible_to(user))


def overdue() -> QuerySet[Feedback]:
    """Return feedback that is not recorded and past its due time."""
    return Feedback.objects.filter(recorded_at=None, due_at__lt=clock.now())


def in_force(*, at: datetime | None = None) -> Questionnaire:
    """Return the version of the form in force at a moment (default: now)."""
    rows = drafts.effective(Questionnaire.objects.all(), at=at)
    return rows.order_by(*drafts.LATEST_FIRST)[0]


def questions(questionnaire_id: int) -> list[Question]:
    """Return the questions of a version in order."""
    return list(Question.objects.filter(questionnaire=questionnaire_id))


def asked(questionnaire_id: int) -> list[Asked]:
    """Return the same questions as values for the rules."""
    return [
        Asked(row.code, row.kind, row.party, row.best, row.weight, row.required)
        for row in questions(questionnaire_id)
    ]


def content(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """Return the questions of a version as plain values for the rules."""
    return list(questionnaire.questions.values(*QUESTION_FIELDS))


def versions() -> QuerySet[Questionnaire]:
    """Return all versions of the form with their authors and publishers, newest first."""
    return Questionnaire.objects.select_related("made_by", "published_by")


def history(questionnaire_id: int) -> QuerySet[Entry]:
    """Return the latest edits of a version."""
    return journal.about("feedback.questionnaire", questionnaire_id)[:LATEST]


def is_recorded(visit: Visit) -> bool:
    return Feedback.objects.filter(visit=visit, recorded_at__isnull=False).exists()


def with_visit(rows: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """Join the visit, its customer and what its parameters depend on."""
    return rows.select_related("visit__account", "visit__site", "visit__visit_type")


def matching(rows: QuerySet[Feedback], text: str) -> QuerySet[Feedback]:
    """Return feedback on visits that match these words."""
    return rows.filter(visit__in=lists.matching(Visit.objects.all(), text))


def in_state(rows: QuerySet[Feedback], state: str, *, now: datetime) -> QuerySet[Feedback]:
    """Return feedback that is `recorded`, `due` or `overdue` at a moment."""
    if state == "recorded":
        return rows.filter(recorded_at__isnull=False)
    rows = rows.filter(recorded_at=None)
    return rows.filter(due_at__lt=now) if state == "overdue" else rows.filter(due_at__gte=now)


def excellent_from(feedback: Feedback) -> int:
    """Return the "excellent" threshold (0–100) in force when this feedback was recorded.

    Needs the rows of `with_visit`.
    """
    value = parameter(feedback.visit, "feedback.excellent", at=feedback.recorded_at)
    return int(cast(Decimal, value))


def answers(feedback: Feedback) -> list[tuple[Question, Any]]:
    """Return each answered question, as worded then, with its answer."""
    given = {**feedback.ratings, **feedback.answers}
    asked_then = questions(feedback.questionnaire_id)
    return [(row, given[row.code]) for row in asked_then if row.code in given]
