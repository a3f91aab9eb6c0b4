"""Jobs that talk to other systems."""

import http.client
import urllib.error
import urllib.request

from yingke.foundation.kernel import clock, jobs
from yingke.surfaces.api import outgoing, publishing
from yingke.surfaces.api.models import Delivery
from yingke.surfaces.api.services import deliveries
from yingke.surfaces.api.terms import DeliveryState

TIMEOUT = 10  # seconds


class NotDelivered(Exception):
    """The attempt failed; the job is retried with exponential back-off."""


@jobs.task(name="api.deliver_webhook")
def deliver(delivery_id: int) -> None:
    """Send one event to one webhook, at least once; receivers deduplicate by its id."""
    delivery = Delivery.objects.select_related("webhook", "entry").get(pk=delivery_id)
    if delivery.state == DeliveryState.DELIVERED or not delivery.webhook.active:
        return
    status_code, error = _post(delivery)
    deliveries.record_attempt(delivery_id=delivery_id, status_code=status_code, error=error)
    if error:
        raise NotDelivered(f"delivery {delivery_id}: {error}")


def _post(delivery: Delivery) -> tuple[int | None, str]:
    """Return the HTTP status, if any, and the error, empty on success."""
    body = publishing.body_of(delivery.entry)
    moment = int(clock.now().timestamp())
    sign = publishing.signature(delivery.webhook.secret, moment=moment, body=body)
    request = urllib.request.Request(  # noqa: S310  # the service lets only http(s) in
        delivery.webhook.url,
        data=body,
        headers={
            "Content-Type": "application/json",
            "User-Agent": "Yingke",
            "Yingke-Event": delivery.entry.kind,
            "Yingke-Signature": sign,
        },
    )
    try:
        with outgoing.open_url(request, timeout=TIMEOUT) as response:
            return response.status, ""
    except urllib.error.HTTPError as refusal:
        return refusal.code, f"HTTP {refusal.code}"
    except (OSError, http.client.HTTPException) as failure:
        return None, str(failure) or type(failure).__name__
