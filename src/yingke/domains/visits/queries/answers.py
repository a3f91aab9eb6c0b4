"""What a reader sees of the answers to the company's own questions.

Some questions are asked by coordinators alone; their answers are shown to coordinators alone.
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
    """Return the answers that this reader sees; no reader is another system.

    With a visit type and the moment of its form the questions of that form decide. Without them,
    as for an old entry of the journal, no question may ever have been hidden.
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
