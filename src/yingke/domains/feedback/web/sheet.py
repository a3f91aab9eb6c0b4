"""Texts of the versions of the feedback form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.feedback.models import Question
from yingke.domains.feedback.terms import AnswerKind, Party
from yingke.foundation.drafts.differences import compare
from yingke.foundation.kernel.naming import in_language
from yingke.foundation.ui.differences import FieldChange, ItemChange

FIELDS: Final[dict[str, object]] = {
    "name": gettext_lazy("Question in Chinese"),
    "name_en": gettext_lazy("Question in English"),
    "party": gettext_lazy("Answered by"),
    "kind": gettext_lazy("Answer type"),
    "best": gettext_lazy("Rating scale"),
    "weight": gettext_lazy("Score weight"),
    "required": gettext_lazy("Answer required"),
    "position": gettext_lazy("Order"),
}


def question_note(row: Question) -> str:
    """Describe the kind of answer, who gives it, and its weight."""
    parts = [str(row.get_party_display()), str(row.get_kind_display())]
    if row.kind == AnswerKind.RATING:
        parts[-1] += f" 0–{row.best}"
        if row.party == Party.GUEST:
            parts.append(_("weight %(weight)s") % {"weight": row.weight})
    return " · ".join(parts)


def changes(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[ItemChange]:
    """Describe the changes of each question between two versions."""
    return [
        ItemChange(
            row.change,
            in_language(row.row["name"], row.row["name_en"]),
            [
                FieldChange(FIELDS[name], _shown(name, was), _shown(name, now))
                for name, (was, now) in row.fields.items()
            ],
        )
        for row in compare(before, after, key="code", place="position")
    ]


def _shown(name: str, value: Any) -> str:
    match name:
        case "kind":
            return str(AnswerKind(value).label)
        case "party":
            return str(Party(value).label)
        case "best":
            return f"0–{value}"
        case "required":
            return _("Yes") if value else _("No")
        case "position":
            return str(value + 1)
    return str(value)
