"""Open steps before the guests can be received, for the day page and its dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from yingke.domains.visits import permissions
from yingke.domains.visits.queries.facts import parameter
from yingke.domains.visits.queries.sheets import VisitSheet
from yingke.domains.visits.rules import arrival
from yingke.domains.visits.web.needs import Need
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def open_steps(sheet: VisitSheet) -> list[Need]:
    """Return open nodes of the preparation with their owners."""
    return [
        Need(f"{node.number} {node.label}", node.owner, reverse("visits:node", args=[node.id]))
        for node in sheet.open_preparation
    ]


def is_another_day(sheet: VisitSheet) -> bool:
    return dates.local(sheet.visit.arrives_at).date() != dates.today()


def asks_first(sheet: VisitSheet) -> bool:
    """Whether receiving the guests needs a confirmation or a reason."""
    return bool(sheet.open_preparation) or is_another_day(sheet)


def is_undo_offered(user: User, sheet: VisitSheet) -> bool:
    visit = sheet.visit
    if not permissions.can_undo_arrival(user, visit):
        return False
    within = parameter(visit, "visit.arrival.undo_within")
    begun = any(row.item.started_at for row in sheet.items)
    return not begun and arrival.can_be_undone(
        visit.arrival_noted_at, now=clock.now(), within=within
    )
