"""When visits need members of staff."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from yingke.domains.people.registers import Duty, Purpose
from yingke.domains.visits.models import AgendaItem, AgendaPerson
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.terms import Answer, VisitState

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

CODE = "visits"


def duties_between(
    staff_ids: Collection[int], starts_at: datetime, ends_at: datetime
) -> list[Duty]:
    """The agenda items that these people have accepted; the visit is their group."""
    rows = AgendaPerson.objects.filter(
        staff__in=list(staff_ids),
        answer=Answer.ACCEPTED,
        item__starts_at__lt=ends_at,
        item__ends_at__gt=starts_at,
    ).exclude(item__visit__state=VisitState.CANCELLED)
    values = rows.values_list(
        *("staff_id", "item__starts_at", "item__ends_at"),
        *("item_id", "item__visit_id", "item__visit__number"),
    )
    return [Duty(CODE, *row) for row in values]


def purposes(user: "User", item_ids: Collection[int]) -> dict[int, Purpose]:
    """Titles and pages of the agenda items whose visit the user may see."""
    if not item_ids:
        return {}
    items = AgendaItem.objects.filter(pk__in=item_ids, visit__in=visible_to(user))
    return {
        item.pk: Purpose(
            f"{item.label} ({item.visit.number})", reverse("visits:detail", args=[item.visit_id])
        )
        for item in items.select_related("visit")
    }
