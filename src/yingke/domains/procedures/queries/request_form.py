"""The company's own questions of the request form at a moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from yingke.domains.procedures.models import RequestField
from yingke.domains.procedures.rules import answers as rules


def fields_of(visit_type_id: int | None, *, at: datetime | None = None) -> QuerySet[RequestField]:
    """Return the questions of a visit type at a moment (default: now), those for all types
    first."""
    rows = asked(at).filter(Q(visit_type=None) | Q(visit_type=visit_type_id))
    return rows.order_by(F("visit_type_id").asc(nulls_first=True), "position", "pk")


def check_answers(
    visit_type_id: int, answers: Mapping[str, Any], *, at: datetime, complete: bool, nights: int
) -> dict[str, Any]:
    """Check answers to the questions of a moment; see `rules.answers`."""
    questions = [
        rules.Question(
            row.code, row.kind, row.required, tuple(option["value"] for option in row.options)
        )
        for row in fields_of(visit_type_id, at=at)
    ]
    return rules.check_answers(questions, answers, complete=complete, nights=nights)


def own_fields(visit_type_id: int | None) -> QuerySet[RequestField]:
    """Return today's questions of this type alone; with None those for all types."""
    return asked().filter(visit_type=visit_type_id)


def asked(at: datetime | None = None) -> QuerySet[RequestField]:
    """Return all questions in use at a moment (default: now)."""
    if at is None:
        return RequestField.objects.filter(until=None)
    begun = Q(since=None) | Q(since__lte=at)
    return RequestField.objects.filter(begun, Q(until=None) | Q(until__gt=at))


def ever_hidden() -> frozenset[str]:
    """Return codes of questions that were ever hidden from requesters."""
    hidden = RequestField.objects.filter(hidden_from_requester=True)
    return frozenset(hidden.values_list("code", flat=True))


def retired_fields(visit_type_id: int | None) -> list[RequestField]:
    """Return the last wording of each retired question, latest first."""
    current = set(own_fields(visit_type_id).values_list("code", flat=True))
    ended = RequestField.objects.filter(visit_type=visit_type_id, until__isnull=False)
    last: dict[str, RequestField] = {}
    for row in ended.order_by("-until", "-pk"):
        if row.code not in current:
            last.setdefault(row.code, row)
    return list(last.values())
