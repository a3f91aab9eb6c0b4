"""Tier moves and changes, of customers that the reader may see."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from yingke.domains.customers import queries as customers
from yingke.domains.tiering.models import TierMove, TierStay
from yingke.domains.tiering.queries.scores import sees_all
from yingke.domains.tiering.rules.board import Change
from yingke.domains.tiering.terms import MoveState

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def visible_to(user: User) -> QuerySet[TierMove]:
    """Moves of visible customers; none for who may not see scores."""
    if not user.may("tiering.see"):
        return TierMove.objects.none()
    rows = TierMove.objects.all()
    return rows if sees_all(user) else rows.filter(account__in=customers.visible_to(user))


def waiting_for(user: User) -> QuerySet[TierMove]:
    """Visible moves that wait, alarms first, then the longest waiting."""
    rows = visible_to(user).filter(state=MoveState.WAITING)
    return rows.select_related("account__account_manager", "run").order_by(
        "-is_alarm", "proposed_at", "pk"
    )


def changes_since(user: User, day: date) -> list[Change]:
    """Changes of tier that took effect on a day or later."""
    zone = timezone.get_default_timezone()
    rows = TierStay.objects.filter(since__gte=datetime.combine(day, time.min, zone))
    if not sees_all(user):
        rows = rows.filter(account__in=customers.visible_to(user))
    found = rows.order_by("since", "pk").values_list("account_id", "before", "tier", "since")
    return [
        Change(pk, before, after, moment.astimezone(zone).date())
        for pk, before, after, moment in found
    ]
