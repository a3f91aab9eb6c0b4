"""Webhooks and the deliveries to them."""

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import transaction

from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock, jobs
from yingke.foundation.kernel.errors import RuleViolation
from yingke.surfaces.api import outgoing, queries
from yingke.surfaces.api.models import Delivery, Webhook
from yingke.surfaces.api.publishing import KINDS

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def create_webhook(*, actor: "User", url: str, kinds: Iterable[str]) -> Webhook:
    """Send events of these kinds to `url` from now on."""
    require(actor.may("api.manage_webhooks"), "api.manage_webhooks")
    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or not address.hostname or address.username:
        raise RuleViolation("address_unusable", field="url")
    if not outgoing.is_allowed_host(address.hostname):
        raise RuleViolation("address_private", field="url")
    wanted = sorted(set(kinds))
    if not wanted or not set(wanted) <= set(KINDS):
        raise RuleViolation("kinds_unknown", field="kinds")
    return Webhook.objects.create(
        url=url,
        kinds=wanted,
        secret=secrets.token_urlsafe(32),
        created_by=actor,
        created_at=clock.now(),
    )


@transaction.atomic
def set_active(*, actor: "User", webhook_id: int, active: bool) -> Webhook:
    """Pause or resume a webhook; events in between are not sent."""
    require(actor.may("api.manage_webhooks"), "api.manage_webhooks")
    webhook = Webhook.objects.select_for_update().get(pk=webhook_id)
    webhook.active = active
    webhook.save(update_fields=["active"])
    return webhook


@transaction.atomic
def queue_deliveries(*, entry: Entry) -> int:
    """Queue the event for every webhook that listens to it; return how many are new."""
    queued = 0
    for webhook in queries.webhooks_listening_to(entry.kind):
        delivery, is_new = Delivery.objects.get_or_create(
            webhook=webhook, entry=entry, defaults={"created_at": clock.now()}
        )
        if is_new:
            jobs.enqueue("api.deliver_webhook", delivery_id=delivery.pk)
            queued += 1
    return queued
