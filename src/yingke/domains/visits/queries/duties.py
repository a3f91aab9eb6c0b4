"""When members of staff are taken by visits."""

from collections.abc import Collection
from datetime import datetime

from yingke.domains.people.registers import Duty
from yingke.domains.visits.models import AgendaPerson
from yingke.domains.visits.terms import Answer, VisitState

CODE = "visits"


def duties_between(
    staff_ids: Collection[int], starts_at: datetime, ends_at: datetime
) -> list[Duty]:
    """The parts that these people have agreed to, with the visit as their group."""
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
