"""Derive the monthly facts from the journal and the bookings."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from yingke.domains.assessment.models import VisitMonth
from yingke.domains.assessment.queries import facts
from yingke.domains.assessment.rules.monthly import contributions
from yingke.domains.visits.models import Visit

BATCH = 500  # visits per transaction of a rebuild


@transaction.atomic
def refresh(*, visit_ids: Sequence[int]) -> None:
    """Replace the rows of these visits by what the journal and the bookings say now.

    Reads all facts of a visit again, so the order of delivery does not matter. A lock keeps two
    workers from writing the same visit.
    """
    list(Visit.objects.select_for_update(no_key=True).filter(pk__in=visit_ids).order_by("pk"))
    known = defaultdict(list)
    for fact in facts.of_visits(visit_ids):
        known[fact.visit_id].append(fact)
    for booked in facts.bookings_of(visit_ids):
        known[booked.visit_id].append(booked)
    tz = timezone.get_default_timezone()
    VisitMonth.objects.filter(visit__in=visit_ids).delete()
    VisitMonth.objects.bulk_create(
        VisitMonth(visit_id=visit_id, month=month.first, **asdict(row))
        for visit_id, own in known.items()
        for month, row in contributions(own, tz=tz).items()
    )


def rebuild() -> int:
    """Rebuild the rows of all visits; return the number of visits."""
    keys = list(Visit.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        refresh(visit_ids=keys[start : start + BATCH])
    return len(keys)
