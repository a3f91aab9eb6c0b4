"""Visits that a user may see."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q, QuerySet

from yingke.domains.visits.models import AgendaBooking, Member, Visit
from yingke.domains.visits.terms import VisitState
from yingke.foundation.identity.models import Site
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

# Drafts are visible only to their requester and to coordinators.
DRAFTS = (VisitState.DRAFT,)


def visible_to(user: "User | AnonymousUser") -> QuerySet[Visit]:
    """Return the visits that a user may see.

    Users with `visits.see_all` see all except drafts of others; participants and the account's
    people see their own; the front desk sees planned ones of yesterday, today and tomorrow at
    their sites.
    """
    if isinstance(user, AnonymousUser):
        return Visit.objects.none()
    at_large = _visible_by_role(user)
    if at_large is not None:
        return at_large
    # A union, not an OR over a join: each part is read from its index, so the cost depends on
    # this person's visits, not on the company's history.
    keys = _own_keys(user)
    return Visit.objects.filter(pk__in=keys[0].union(*keys[1:]))


def ways_to_see(user: "User") -> list[QuerySet[Visit]]:
    """Return the same visits as a queryset for each reason for which the user may see them.

    A paged list reads one page for each reason from its index (`page_by_key`, `among`), so its
    cost does not depend on the number of visits. `in_list` is the `list_order` of the table that
    a queryset starts from.
    """
    at_large = _visible_by_role(user)
    if at_large is not None:
        return [at_large.alias(in_list=F("list_order"))]
    _member, *others = _own_keys(user)
    taking_part = Visit.objects.filter(members__user=user).alias(in_list=F("members__list_order"))
    rest = [Visit.objects.filter(pk__in=keys).alias(in_list=F("list_order")) for keys in others]
    return [taking_part, *rest]


def _visible_by_role(user: "User") -> QuerySet[Visit] | None:
    """Return what roles alone make visible; None if it depends on the visit."""
    hidden = hidden_from(user)
    return None if hidden is None else Visit.objects.exclude(pk__in=hidden.values("pk"))


def hidden_from(user: "User") -> QuerySet[Visit] | None:
    """Return the few visits hidden from a user who sees all others: excluding them is cheap.

    None for users whose visibility depends on the visit.
    """
    if user.may("visits.coordinate"):
        return Visit.objects.none()
    if user.may("visits.see_all"):
        return Visit.objects.filter(~Q(requester=user), state__in=DRAFTS)
    return None


def _own_keys(user: "User") -> list[QuerySet[Any, Any]]:
    """Return ids of the user's visits: as participant, by customer, and of these days."""
    keys: list[QuerySet[Any, Any]] = [
        Member.objects.filter(user=user).values("visit"),
        Visit.objects.filter(account__account_manager=user).exclude(state__in=DRAFTS).values("pk"),
    ]
    if user.may("visits.receive"):
        zones = Site.objects.order_by().values_list("timezone", flat=True).distinct()
        keys += [_of_these_days(ZoneInfo(zone)) for zone in zones]
    return keys


def _of_these_days(zone: ZoneInfo) -> QuerySet[Any, Any]:
    """Return ids of planned visits of yesterday, today and tomorrow at the sites of a zone."""
    today = clock.today(zone)
    first, after = (
        datetime.combine(today + timedelta(days=days), time(0), zone) for days in (-1, 2)
    )
    return Visit.objects.filter(
        state__in=[VisitState.PLANNED, VisitState.CONFIRMED, VisitState.IN_PROGRESS],
        site__timezone=zone.key,
        arrives_at__gte=first,
        arrives_at__lt=after,
    ).values("pk")


def counts_by_account(user: "User", ids: Collection[int]) -> dict[int, int]:
    """Return how many visits of each customer a user may see."""
    rows = Visit.objects.filter(pk__in=visible_to(user).values("pk"), account__in=ids)
    return dict(rows.order_by().values_list("account").annotate(count=Count("pk")))


def accounts_served_by(user: "User") -> "QuerySet[Member, Any]":
    """Return the customers of visits in which the user takes part."""
    return Member.objects.filter(user=user).values("visit__account_id")


def bookings_served_by(user: "User") -> "QuerySet[AgendaBooking, Any]":
    """Return the bookings of visits in which the user takes part."""
    mine = Member.objects.filter(user=user).values("visit")
    return AgendaBooking.objects.filter(item__visit__in=mine).values("booking_id")


def runs_visit_of_booking(user: "User", booking_id: int) -> bool:
    """Whether the user is lead host or coordinator of the visit of this booking."""
    links = AgendaBooking.objects.filter(booking=booking_id)
    mine = Q(item__visit__lead_host=user) | Q(item__visit__coordinator=user)
    return links.filter(mine).exists()
