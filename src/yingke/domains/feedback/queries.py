"""Reads of feedback; each list starts from what a person may see of the visits."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from yingke.domains.feedback.models import Feedback, Question
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit

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
