"""What the pages of types, questions and procedures list."""

from django.db.models import Count, Q, QuerySet

from yingke.domains.procedures.models import VisitType
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry

LATEST = 20


def types_with_counts() -> QuerySet[VisitType]:
    """All visit types in their order, each with `questions` asked today."""
    asked = Count("fields", filter=Q(fields__until=None))
    return VisitType.objects.annotate(questions=asked).order_by("position", "pk")


def history_of_type(visit_type_id: int) -> QuerySet[Entry]:
    """The latest changes of a type and its questions; 0 for the form of all types."""
    return journal.about("visits.visit_type", visit_type_id)[:LATEST]
