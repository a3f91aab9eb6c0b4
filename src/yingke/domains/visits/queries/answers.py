"""Visibility of answers to the company's own questions.

Answers to questions for coordinators are visible to coordinators only.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from yingke.domains.procedures.models import RequestField
from yingke.domains.procedures.queries import request_form

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def is_shown(reader: "User | None", question: RequestField) -> bool:
    return not question.hidden_from_requester or _sees_all(reader)


def visible_answers(
    reader: "User | None",
    answers: Mapping[str, Any],
    *,
    visit_type_id: int | None = None,
    at: datetime | None = None,
) -> dict[str, Any]:
    """Return the answers visible to a reader; `reader=None` is another system.

    With a visit type and the moment of its form, the questions of that form decide. Without
    them, as for an old journal entry, codes that were ever hidden are left out.
    """
    if _sees_all(reader) or not answers:
        return dict(answers)
    if visit_type_id is None:
        hidden = request_form.ever_hidden()
    else:
        asked = request_form.fields_of(visit_type_id, at=at)
        hidden = frozenset(row.code for row in asked if row.hidden_from_requester)
    return {code: value for code, value in answers.items() if code not in hidden}


def _sees_all(reader: "User | None") -> bool:
    return reader is not None and reader.may("visits.coordinate")
