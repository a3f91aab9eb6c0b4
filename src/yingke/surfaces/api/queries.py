"""Reads of the API's own tables."""

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from yingke.surfaces.api.models import ApiToken, Delivery, Webhook

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def digest_of(key: str) -> str:
    """What is kept of a token's key."""
    return sha256(key.encode()).hexdigest()


def token_of(key: str) -> ApiToken | None:
    """The token with this key and its user, if both may still be used: one query."""
    return (
        ApiToken.objects.select_related("user")
        .filter(digest=digest_of(key), revoked_at=None, user__is_active=True)
        .first()
    )


def tokens_of(user: "User") -> QuerySet[ApiToken]:
    """A person's own tokens, newest first; revoked ones stay as a record."""
    return ApiToken.objects.filter(user=user).order_by("-created_at", "-pk")


def webhooks_of(user: "User") -> QuerySet[Webhook]:
    """All webhooks for those who manage them, none for anybody else."""
    if user.may("api.manage_webhooks"):
        return Webhook.objects.all()
    return Webhook.objects.none()


def listeners(kind: str) -> QuerySet[Webhook]:
    """The webhooks in use that want this kind of event."""
    return Webhook.objects.filter(active=True, kinds__contains=[kind])


def deliveries_of(webhook: Webhook) -> QuerySet[Delivery]:
    """The log of one webhook."""
    return webhook.deliveries.select_related("entry")
