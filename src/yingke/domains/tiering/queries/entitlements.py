"""What customers are entitled to, and how far it is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from yingke.domains.customers import queries as customers
from yingke.domains.tiering.models import CareAction, Entitlement, Placement
from yingke.domains.tiering.rules import entitlements as rules
from yingke.domains.tiering.rules.entitlements import Period, Standing
from yingke.domains.tiering.terms import ActionState
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yingke.foundation.identity.models import User


def today() -> date:
    return clock.today(ZoneInfo(settings.TIME_ZONE))


def actions_visible_to(user: User) -> QuerySet[CareAction]:
    """Dates of the customers that a user may see; those no longer due are left out."""
    rows = CareAction.objects.exclude(state=ActionState.DROPPED)
    if user.may("customers.see_all"):
        return rows
    return rows.filter(account__in=customers.visible_to(user))


def entitled(rows: QuerySet[CareAction]) -> QuerySet[CareAction]:
    """Those of entitlements, without the steps of playbooks."""
    return rows.filter(entitlement__isnull=False)


def own_soon(user: User, day: date) -> QuerySet[CareAction]:
    """What a person has missed or has to do within a week, the oldest first."""
    rows = CareAction.objects.filter(
        owner=user, state=ActionState.PLANNED, due_on__lte=day + rules.SOON
    )
    return rows.select_related("entitlement", "step", "account").order_by("due_on", "pk")


def placements_visible_to(user: User) -> QuerySet[Placement]:
    return Placement.objects.filter(account__in=customers.visible_to(user))


def of_period(rows: QuerySet[CareAction], period: Period) -> QuerySet[CareAction]:
    """Dates that fall due in a period, with what a page shows of them."""
    due = rows.filter(due_on__gte=period.starts_on, due_on__lte=period.due_on)
    return due.select_related("entitlement", "step", "account", "owner").order_by("due_on", "pk")


def missed(rows: QuerySet[CareAction], day: date) -> QuerySet[CareAction]:
    """Dates that have passed and are neither done nor explained, the oldest first."""
    late = rows.filter(state=ActionState.PLANNED, due_on__lt=day)
    return late.select_related("entitlement", "step", "account", "owner").order_by("due_on", "pk")


def standing_of(action: CareAction, day: date) -> Standing:
    return rules.standing(
        state=action.state, due_on=action.due_on, done_on=action.done_on, today=day
    )


def standings(rows: Iterable[CareAction], day: date) -> list[Standing]:
    return [standing_of(action, day) for action in rows]


def lasting() -> QuerySet[Entitlement]:
    """Services that run all the time, by tier."""
    return Entitlement.objects.filter(active=True).exclude(lasting="").order_by("tier", "pk")
