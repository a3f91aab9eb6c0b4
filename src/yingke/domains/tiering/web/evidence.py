"""The rows behind a measure in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers.terms import InteractionKind
from yingke.domains.service.terms import CaseKind
from yingke.domains.tiering import wording
from yingke.domains.tiering.queries.evidence import Behind
from yingke.domains.tiering.terms import Aspect
from yingke.foundation.ui import dates

TITLES: Final = {
    "orders": gettext_lazy("Orders"),
    "payments": gettext_lazy("Payments"),
    "projects": gettext_lazy("Projects"),
    "interactions": gettext_lazy("Interactions"),
    "contacts": gettext_lazy("Contacts"),
    "visits": gettext_lazy("Visits"),
    "cases": gettext_lazy("Service cases"),
    "ratings": gettext_lazy("Ratings"),
}
COLUMNS: Final = {
    "ordered_on": gettext_lazy("Ordered on"),
    "due_on": gettext_lazy("Due on"),
    "paid_on": gettext_lazy("Paid on"),
    "started_on": gettext_lazy("Started on"),
    "ended_on": gettext_lazy("Ended on"),
    "held_at": gettext_lazy("When"),
    "ended_at": gettext_lazy("Ended"),
    "opened_at": gettext_lazy("Opened"),
    "first_response_at": gettext_lazy("First answered"),
    "closed_at": gettext_lazy("Closed"),
    "rated_on": gettext_lazy("Rated on"),
    "number": gettext_lazy("Number"),
    "title": gettext_lazy("Subject"),
    "amount": gettext_lazy("Amount"),
    "solution_amount": gettext_lazy("Of which solutions"),
    "innovation": gettext_lazy("Co-creation or pilot"),
    "contact__name": gettext_lazy("With"),
    "channel": gettext_lazy("Type"),
    "summary": gettext_lazy("What it was about"),
    "name": gettext_lazy("Name"),
    "is_decision_maker": gettext_lazy("Key decision maker"),
    "case_kind": gettext_lazy("Type"),
    "aspect": gettext_lazy("Aspect"),
    "score": gettext_lazy("Points"),
    "rater__name": gettext_lazy("Rated by"),
}
CHOICES: Final[dict[str, Any]] = {
    "channel": InteractionKind,
    "case_kind": CaseKind,
    "aspect": Aspect,
}


def tables(behind: Sequence[Behind]) -> list[dict[str, Any]]:
    """Each table with its title, its columns, and its rows as texts."""
    return [
        {
            "title": TITLES[one.table],
            "columns": [COLUMNS[name] for name in one.columns],
            "counted": sum(counts for counts, _row in one.rows),
            "rows": [
                (counts, [_text(name, value) for name, value in zip(one.columns, row, strict=True)])
                for counts, row in one.rows
            ],
        }
        for one in behind
    ]


def _text(name: str, value: Any) -> str:
    if value is None:
        return "—"
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return wording.money(float(value))
    if isinstance(value, datetime):
        return dates.full(value)
    return dates.year_day(value) if isinstance(value, date) else str(value)
