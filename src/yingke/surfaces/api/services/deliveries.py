"""The results of deliveries to webhooks."""

from django.db import transaction
from django.db.models import F

from yingke.foundation.kernel import clock
from yingke.surfaces.api.models import Delivery
from yingke.surfaces.api.terms import DeliveryState


@transaction.atomic
def record_attempt(*, delivery_id: int, status_code: int | None, error: str) -> None:
    """Record the result of an attempt; a 2xx status without an error means delivered."""
    arrived = not error and status_code is not None and 200 <= status_code < 300
    Delivery.objects.filter(pk=delivery_id).update(
        state=DeliveryState.DELIVERED if arrived else DeliveryState.FAILED,
        attempts=F("attempts") + 1,
        status_code=status_code,
        error=error[:300],
        tried_at=clock.now(),
    )
