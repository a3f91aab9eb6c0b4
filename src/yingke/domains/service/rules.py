"""What must hold between the moments of one case."""

from __future__ import annotations

from datetime import datetime

from yingke.foundation.kernel.errors import RuleViolation


def check_moments(
    *,
    opened_at: datetime,
    first_response_at: datetime | None,
    closed_at: datetime | None,
    now: datetime,
) -> None:
    """Refuse a moment to come, and an answer or an end before the opening.

    RuleViolation `moment_in_future` or `before_opening`, at the column.
    """
    moments = {
        "opened_at": opened_at,
        "first_response_at": first_response_at,
        "closed_at": closed_at,
    }
    for name, moment in moments.items():
        if moment is not None and moment > now:
            raise RuleViolation("moment_in_future", field=name)
        if moment is not None and moment < opened_at:
            raise RuleViolation("before_opening", field=name, opened=opened_at)
