"""Lead time of a request and its consequences."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from yingke.foundation.kernel.calendar import WorkingCalendar
from yingke.foundation.kernel.errors import RuleViolation


@dataclass(frozen=True)
class LeadTime:
    """`lead_class` is normal, urgent or exception; the numbers are its basis."""

    lead_class: str
    working_days: int
    hours: timedelta

    @property
    def variant(self) -> str:
        """The variant of the procedure for this lead time."""
        return "normal" if self.lead_class == "normal" else "urgent"


def classify(
    *,
    submitted_at: datetime,
    arrives_at: datetime,
    calendar: WorkingCalendar,
    normal_days: int,
    urgent_hours: timedelta,
) -> LeadTime:
    """Classify the lead time of a request on the site's working calendar (P13, P14).

    Both moments are aware. RuleViolation("arrival_is_past") if the arrival is before now.
    """
    if arrives_at <= submitted_at:
        raise RuleViolation("arrival_is_past", field="arrives_at", arrives_at=arrives_at)
    days = calendar.working_days_between(
        submitted_at.astimezone(calendar.tz).date(), arrives_at.astimezone(calendar.tz).date()
    )
    left = arrives_at - submitted_at
    if days >= normal_days:
        lead_class = "normal"
    else:
        lead_class = "urgent" if left >= urgent_hours else "exception"
    return LeadTime(lead_class, days, left)


def require_reason(lead: LeadTime, *, reason: str, note: str) -> None:
    """Require a reason for short notice; below the urgent minimum also an explanation."""
    if lead.lead_class == "normal":
        return
    if not reason:
        raise RuleViolation(
            "urgency_reason_missing", field="urgency_reason", working_days=lead.working_days
        )
    if lead.lead_class == "exception" and not note.strip():
        raise RuleViolation("exception_note_missing", field="urgency_note")


def check_dates(
    *,
    arrives_at: datetime,
    leaves_at: datetime,
    now: datetime,
    furthest_back: timedelta,
    furthest_ahead: timedelta,
) -> None:
    """Refuse implausible dates: RuleViolation "too_far_back" or "too_far_ahead"."""
    if now - arrives_at > furthest_back:
        raise RuleViolation("too_far_back", field="arrives_at", days=furthest_back.days)
    for name, moment in (("arrives_at", arrives_at), ("leaves_at", leaves_at)):
        check_ahead(moment, now=now, furthest=furthest_ahead, field=name)


def check_ahead(
    moment: datetime, *, now: datetime, furthest: timedelta, field: str = "arrives_at"
) -> None:
    """Refuse a moment too far ahead: RuleViolation "too_far_ahead"."""
    if moment - now > furthest:
        raise RuleViolation("too_far_ahead", field=field, days=furthest.days)
