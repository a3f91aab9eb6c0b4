"""The company's own questions of the request form, as they stand or stood at a moment."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from yingke.domains.visits.models import RequestField


def fields_of(visit_type_id: int | None, *, at: datetime | None = None) -> QuerySet[RequestField]:
    """The questions asked for a visit type at a moment (now), those for all types first."""
    rows = asked(at).filter(Q(visit_type=None) | Q(visit_type=visit_type_id))
    return rows.order_by(F("visit_type_id").asc(nulls_first=True), "position", "pk")


def own_fields(visit_type_id: int | None) -> QuerySet[RequestField]:
    """The questions asked today for this type alone, or with None those for all types."""
    return asked().filter(visit_type=visit_type_id)


def asked(at: datetime | None = None) -> QuerySet[RequestField]:
    """All questions asked at a moment (now)."""
    if at is None:
        return RequestField.objects.filter(until=None)
    begun = Q(since=None) | Q(since__lte=at)
    return RequestField.objects.filter(begun, Q(until=None) | Q(until__gt=at))


def retired_fields(visit_type_id: int | None) -> list[RequestField]:
    """The last wording of each question that is no longer asked, the latest first."""
    current = set(own_fields(visit_type_id).values_list("code", flat=True))
    ended = RequestField.objects.filter(visit_type=visit_type_id, until__isnull=False)
    last: dict[str, RequestField] = {}
    for row in ended.order_by("-until", "-pk"):
        if row.code not in current:
            last.setdefault(row.code, row)
    return list(last.values())
