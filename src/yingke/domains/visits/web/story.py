"""Visits as moments in the story of a customer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers.models import Account
from yingke.domains.customers.registers import Moment, Story
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.terms import VisitState

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

MOST: Final = 100
NOT_COMING: Final = (VisitState.DRAFT, VisitState.REJECTED, VisitState.CANCELLED)


def _moments(
    user: User | None, account: Account, since: datetime, until: datetime
) -> Iterator[Moment]:
    rows: Any = visible_to(user) if user is not None else Visit.objects.all()
    rows = rows.filter(account=account, arrives_at__gte=since, arrives_at__lt=until)
    people = ArrayAgg("guests__contact", filter=Q(guests__isnull=False), default=[])
    rows = rows.exclude(state__in=NOT_COMING).annotate(people=people)
    for visit in rows.order_by("-arrives_at", "-pk")[:MOST]:
        over = visit.ended_at is not None
        text = _("Visit: %(title)s") if over else _("Visit planned: %(title)s")
        yield Moment(
            key=f"visit-{visit.pk}",
            at=visit.arrives_at,
            text=text % {"title": visit.title},
            icon="handshake",
            url=reverse("visits:detail", args=[visit.pk]),
            note=str(visit.get_state_display()),
            people=tuple(visit.people),
            planned=not over,
            counts=True,
        )


STORY: Final = Story("visits", gettext_lazy("Visits"), _moments, counts=True)
