"""Lists of visit types and their history."""

from django.db.models import Count, Q, QuerySet

from yingke.domains.procedures.models import VisitType
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry

LATEST = 20


def types_with_counts() -> QuerySet[VisitType]:
    """Return visit types in order, each with its number of current `questions`."""
    asked = Count("fields", filter=Q(fields__until=None))
    return VisitType.objects.annotate(questions=asked).order_by("position", "pk")


def history_of_type(visit_type_id: int) -> QuerySet[Entry]:
    """Return the latest changes of a type and its questions; 0 for the form of all types."""
    return journal.about("visits.visit_type", visit_type_id)[:LATEST]
