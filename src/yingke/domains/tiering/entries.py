"""Entries in the registers of customers and visits: tiers follow, panels, attention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.customers import registers as customers
from yingke.domains.customers.queries.pages import CustomerPage
from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import permissions
from yingke.domains.tiering.queries import moves
from yingke.domains.tiering.queries.sheets import sheet_of
from yingke.domains.tiering.services import stays
from yingke.domains.tiering.web import sheets
from yingke.domains.tiering.wording import move_reason
from yingke.foundation.ui.panels import Attention, Note, Panel

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User


def _score(user: User, page: CustomerPage) -> dict[str, Any] | None:
    """The tier bar and the radar, which read the same rows."""
    sheet = sheet_of(user, page.account)
    if sheet is None:
        return None
    return {"tier": sheets.tier_panel(user, sheet), "radar": sheets.radar_panel(user, sheet)}


def _notes(user: User, accounts: Sequence[Account]) -> Mapping[int, list[Note]]:
    """Moves that wait, for who decides on them; an alarm is urgent."""
    if not permissions.can_decide(user):
        return {}
    board = reverse("tiering:board") + "#moves"
    found: dict[int, list[Note]] = {}
    for move in moves.waiting_for(user).filter(account__in=accounts):
        words = {"before": Tier(move.before).label, "after": Tier(move.after).label}
        title = _("Tier move waiting: %(before)s → %(after)s") % words
        note = Note("red" if move.is_alarm else "amber", title, move_reason(move), board)
        found.setdefault(move.account_id, []).append(note)
    return found


def add() -> None:
    """Add the entries; called once when Django starts."""
    customers.tier_changes.add(customers.TierChange("tiering", stays.follow))
    customers.panels.add(Panel("score", "main", 8, "tiering/parts/score.html", _score))
    customers.attention.add(Attention("tier_moves", _notes))
    computed = ("tiering.score", "tiering.tierstay", "tiering.tiermove")
    customers.dropped.add(*map(customers.Dropped, computed))
