"""The company's own questions of the request form, as they stand or stood at a moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from yingke.domains.procedures.models import RequestField
from yingke.domains.procedures.rules import answers as rules


def fields_of(visit_type_id: int | None, *, at: datetime | None = None) -> QuerySet[RequestField]:
    """The questions asked for a visit type at a moment (now), those for all types first."""
    rows = asked(at).filter(Q(visit_type=None) | Q(visit_type=visit_type_id))
    return rows.order_by(F("visit_type_id").asc(nulls_first=True), "position", "pk")


def check_answers(
    visit_type_id: int, answers: Mapping[str, Any], *, at: datetime, complete: bool, nights: int
) -> dict[str, Any]:
    """Check answers against the questions asked at a moment; see `rules.answers`."""
    questions = [
        rules.Question(
            row.code, row.kind, row.required, tuple(option["value"] for option in row.options)
        )
        for row in fields_of(visit_type_id, at=at)
    ]
    return rules.check_answers(questions, answers, complete=complete, nights=nights)


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
