"""Tones and icons of terms of visits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from yingke.domains.customers.terms import PreferenceKind, Tier
from yingke.domains.visits.terms import (
    AgendaKind,
    Answer,
    Decision,
    LeadClass,
    NodeState,
    VisitState,
)
from yingke.foundation.ui.components.library import Tone

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit

STATE_TONES: Final[dict[str, Tone]] = {
    VisitState.DRAFT: "neutral",
    VisitState.SUBMITTED: "amber",
    VisitState.RETURNED: "amber",
    VisitState.REJECTED: "neutral",
    VisitState.APPROVED: "blue",
    VisitState.PLANNED: "blue",
    VisitState.CONFIRMED: "accent",
    VisitState.IN_PROGRESS: "green",
    VisitState.ENDED: "violet",
    VisitState.FOLLOW_UP: "violet",
    VisitState.ARCHIVED: "neutral",
    VisitState.CANCELLED: "neutral",
}
TIER_TONES: Final[dict[str, Tone]] = {
    Tier.STRATEGIC: "violet",
    Tier.KEY: "blue",
    Tier.POTENTIAL: "green",
    Tier.AT_RISK: "amber",
}
ANSWER_TONES: Final[dict[str, Tone]] = {
    Answer.PLANNED: "neutral",
    Answer.ASKED: "amber",
    Answer.ACCEPTED: "green",
    Answer.DECLINED: "red",
}
DECISION_TONES: Final[dict[str, Tone]] = {
    Decision.WAITING: "neutral",
    Decision.PENDING: "amber",
    Decision.APPROVED: "green",
    Decision.RETURNED: "amber",
    Decision.REJECTED: "red",
    Decision.WITHDRAWN: "neutral",
    Decision.LAPSED: "amber",
}
LEAD_TONES: Final[dict[str, Tone]] = {
    LeadClass.NORMAL: "neutral",
    LeadClass.URGENT: "amber",
    LeadClass.EXCEPTION: "red",
}
PREFERENCE_ICONS: Final[dict[str, str]] = {
    PreferenceKind.DIET: "utensils",
    PreferenceKind.HEALTH: "heart-pulse",
    PreferenceKind.RELIGION: "landmark",
    PreferenceKind.ETIQUETTE: "hand",
    PreferenceKind.LANGUAGE: "languages",
}
AGENDA_ICONS: Final[dict[str, str]] = {
    AgendaKind.WELCOME: "hand",
    AgendaKind.OPENING: "megaphone",
    AgendaKind.TALK: "message-circle",
    AgendaKind.DEMO: "presentation",
    AgendaKind.TOUR: "route",
    AgendaKind.HANDS_ON: "wrench",
    AgendaKind.MEAL: "utensils",
    AgendaKind.BREAK: "coffee",
    AgendaKind.SIGNING: "signature",
    AgendaKind.TRANSFER: "car",
    AgendaKind.FAREWELL: "door-open",
}
NODE_MARKS: Final[dict[str, str]] = {NodeState.DONE: "done", NodeState.SKIPPED: "skipped"}


def heading(visit: Visit) -> str:
    """Customer and title, as a visit is called everywhere; a title may name the customer itself."""
    account = visit.account
    names = filter(None, (account.label, account.short_name, account.name))
    if visit.title.startswith(tuple(names)):
        return visit.title
    return f"{account.label} · {visit.title}"


def next_slot(arrives_at: datetime, last_end: datetime | None) -> dict[str, datetime]:
    """Return start and end of a new agenda item: an hour after the last one."""
    starts_at = max(arrives_at, last_end) if last_end else arrives_at
    return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1)}
