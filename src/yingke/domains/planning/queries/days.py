"""Proposals for the visits of a day together."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from yingke.domains.planning import permissions
from yingke.domains.planning.models import DayProposal
from yingke.domains.planning.queries.proposals import Basis
from yingke.domains.planning.rules import asks as requests
from yingke.domains.planning.terms import OPEN_STATES
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.terms import VisitState
from yingke.foundation.identity.models import Site
from yingke.foundation.identity.models.access import permissions_of
from yingke.foundation.identity.permissions import require

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yingke.foundation.identity.models import User

UNCONFIRMED: Final = (VisitState.APPROVED, VisitState.PLANNED)


def visits_of(user: User, site: Site, day: date) -> QuerySet[Visit]:
    """Return the visits with items on a day at a site that are not confirmed yet."""
    starts_at = datetime.combine(day, time(), ZoneInfo(site.timezone))
    items = AgendaItem.objects.filter(
        visit=OuterRef("pk"),
        started_at=None,
        starts_at__gte=starts_at,
        starts_at__lt=starts_at + timedelta(days=1),
    )
    rows = visits.visible_to(user).filter(site=site, state__in=UNCONFIRMED)
    return rows.filter(Exists(items)).order_by("arrives_at", "pk")


def latest(site: Site, day: date) -> DayProposal | None:
    """Return the newest proposal for a day, whatever became of it."""
    rows = DayProposal.objects.filter(site=site, day=day).select_related("asked_by")
    return rows.order_by("-pk").first()


def sites_to_plan(user: User) -> QuerySet[Site]:
    """Return the sites whose days a user may plan: none without a role, NotAllowed for colleagues
    without the right."""
    if not permissions_of(user):
        return Site.objects.none()
    require(permissions.can_plan_days(user))
    return Site.objects.all()


def for_planner(user: User) -> QuerySet[DayProposal]:
    """Return the proposals for the days that a user may plan, as `sites_to_plan`."""
    return DayProposal.objects.filter(site__in=sites_to_plan(user))


def open_days(user: User) -> QuerySet[DayProposal]:
    """Return the days that are being planned, for those who plan all visits."""
    rows = DayProposal.objects.filter(state__in=OPEN_STATES).select_related("site")
    rows = rows.defer("plan", "improvements", "asks", "lost")
    return rows.order_by("day", "pk") if user.may("visits.coordinate") else rows.none()


def version_of(site: Site, day: date) -> str:
    """A text that changes when there is another proposal for the day, or a better one."""
    rows = DayProposal.objects.filter(site=site, day=day).order_by("-pk")
    found = rows.values_list("pk", "version").first()
    return "-".join(map(str, found)) if found else "none"


def basis_of(proposal: DayProposal, visit_id: int | None = None) -> Basis:
    """The rows of the day as they are now, or of one of its visits, with the requests."""
    ids = proposal.parts.values_list("visit_id", flat=True)
    chosen = [pk for pk in ids if visit_id in (None, pk)]
    return Basis.of_day(chosen, proposal.day, requests.read(proposal.asks))
