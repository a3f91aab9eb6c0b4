"""Jobs of the API: what talks to other systems."""

import http.client
import urllib.error
import urllib.request
from typing import Any

from yingke.foundation.kernel import clock, jobs
from yingke.surfaces.api import publishing
from yingke.surfaces.api.models import Delivery
from yingke.surfaces.api.services import calls, webhooks
from yingke.surfaces.api.terms import DeliveryState

PATIENCE = 10  # seconds


class NotDelivered(Exception):
    """An attempt failed; the job is tried again with growing waits."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A signed event goes to the address that was given, nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@jobs.task(name="api.deliver_webhook")
def deliver(delivery_id: int) -> None:
    """Send one event to one webhook; at least once, told apart by the event's id."""
    delivery = Delivery.objects.select_related("webhook", "entry").get(pk=delivery_id)
    if delivery.state == DeliveryState.DELIVERED or not delivery.webhook.active:
        return
    status_code, error = _post(delivery)
    webhooks.note_attempt(delivery_id=delivery_id, status_code=status_code, error=error)
    if error:
        raise NotDelivered(f"delivery {delivery_id}: {error}")


@jobs.every("41 3 * * *", name="api.forget_old_calls")
def forget_old_calls() -> None:
    """Drop the answers kept for repetitions after a week."""
    calls.forget_old()


def _post(delivery: Delivery) -> tuple[int | None, str]:
    """(status, what went wrong)."""
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
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as refusal:
        return refusal.code, f"HTTP {refusal.code}"
    except (OSError, http.client.HTTPException) as failure:
        return None, str(failure) or type(failure).__name__
