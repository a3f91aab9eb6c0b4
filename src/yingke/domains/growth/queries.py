"""Reads of follow-ups, limited to what the user may see."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from yingke.domains.customers import queries as customers
from yingke.domains.growth import permissions
from yingke.domains.growth.models import FollowUp, Opportunity, Promise, Step
from yingke.domains.growth.terms import OpportunityStage, Outcome
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import lists
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def visible_to(user: "User") -> QuerySet[FollowUp]:
    """Return follow-ups the user owns or whose visit they may see; all with `growth.see_all`."""
    if user.may("growth.see_all"):
        return FollowUp.objects.all()
    return FollowUp.objects.filter(Q(owner=user) | Q(visit__in=visits.visible_to(user)))


def is_concluded(visit: Visit) -> bool:
    """Whether the follow-up of a visit is closed."""
    return FollowUp.objects.filter(visit=visit).exclude(outcome=Outcome.OPEN).exists()


def late_steps() -> QuerySet[Step]:
    """Return overdue steps of open follow-ups."""
    return Step.objects.filter(
        follow_up__outcome=Outcome.OPEN, done_at=None, due_at__lt=clock.now()
    )


def with_next_step(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """Annotate `next_kind` and `next_due_at` of the first open step, None if there is none."""
    first = Step.objects.filter(follow_up=OuterRef("pk"), done_at=None).order_by("due_at", "pk")
    under_way = first.filter(follow_up__outcome=Outcome.OPEN)
    return rows.annotate(
        next_kind=Subquery(under_way.values("kind")[:1]),
        next_due_at=Subquery(under_way.values("due_at")[:1]),
    )


def matching(rows: QuerySet[FollowUp], text: str) -> QuerySet[FollowUp]:
    """Return follow-ups whose visit matches these words."""
    return rows.filter(visit__in=lists.matching(Visit.objects.all(), text))


def late(rows: QuerySet[FollowUp], *, now: datetime) -> QuerySet[FollowUp]:
    """Return open follow-ups with an overdue step."""
    overdue = Step.objects.filter(follow_up=OuterRef("pk"), done_at=None, due_at__lt=now)
    return rows.filter(Exists(overdue), outcome=Outcome.OPEN)


def steps_of(follow_up: FollowUp) -> list[Step]:
    """Return the steps by due time, with who completed them and their documents."""
    return list(follow_up.steps.select_related("done_by", "document"))


def promises_visible_to(user: "User") -> QuerySet[Promise]:
    """Return promises to customers that the user may see, and those the user is to keep."""
    return Promise.objects.filter(Q(account__in=customers.visible_to(user)) | Q(owner=user))


def opportunities_visible_to(user: "User") -> QuerySet[Opportunity]:
    """Return opportunities with customers the user may see; none without a right to them."""
    if not permissions.can_view_opportunities(user):
        return Opportunity.objects.none()
    return Opportunity.objects.filter(account__in=customers.visible_to(user))


def open_opportunities(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Return those that are neither won nor lost."""
    return rows.exclude(stage__in=(OpportunityStage.WON, OpportunityStage.LOST))
