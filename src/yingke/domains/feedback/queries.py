"""Reads of feedback; each list starts from what a person may see of the visits."""

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
    """Feedback on the visits that this person may see; all of it with `feedback.see_all`."""
    if user.may("feedback.see_all"):
        return Feedback.objects.all()
    return Feedback.objects.filter(visit__in=visits.visible_to(user))


def overdue() -> QuerySet[Feedback]:
    """Feedback that is not recorded and was due."""
    return Feedback.objects.filter(recorded_at=None, due_at__lt=clock.now())


def in_force(*, at: datetime | None = None) -> Questionnaire:
    """The version of the form in force at a moment (now)."""
    rows = drafts.effective(Questionnaire.objects.all(), at=at)
    return rows.order_by(*drafts.LATEST_FIRST)[0]


def questions(questionnaire_id: int) -> list[Question]:
    """What a version of the form asks, in order."""
    return list(Question.objects.filter(questionnaire=questionnaire_id))


def asked(questionnaire_id: int) -> list[Asked]:
    """The same as the rules see it."""
    return [
        Asked(row.code, row.kind, row.party, row.best, row.weight, row.required)
        for row in questions(questionnaire_id)
    ]


def content(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """What a version asks, as plain values for the rules."""
    return list(questionnaire.questions.values(*QUESTION_FIELDS))


def versions() -> QuerySet[Questionnaire]:
    """All versions of the form with who made and published them, the newest first."""
    return Questionnaire.objects.select_related("made_by", "published_by")


def history(questionnaire_id: int) -> QuerySet[Entry]:
    """The latest edits of a version."""
    return journal.about("feedback.questionnaire", questionnaire_id)[:LATEST]


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
    value = parameter(feedback.visit, "feedback.excellent", at=feedback.recorded_at)
    return int(cast(Decimal, value))


def answers(feedback: Feedback) -> list[tuple[Question, Any]]:
    """Each question that was answered, as it was asked then, with its answer."""
    given = {**feedback.ratings, **feedback.answers}
    asked_then = questions(feedback.questionnaire_id)
    return [(row, given[row.code]) for row in asked_then if row.code in given]
