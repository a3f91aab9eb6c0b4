"""Reads of tokens, webhooks and deliveries."""

from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from yingke.foundation.identity.models import User
from yingke.surfaces.api.models import ApiToken, Delivery, Webhook


def digest_of(key: str) -> str:
    """Hash a key as `ApiToken.digest` stores it."""
    return sha256(key.encode()).hexdigest()


# Runs on every request, so the SQL is written out instead of being built by the ORM each time.
_USER_OF_KEY = """
    SELECT person.*, token.id AS token_id, token.scope AS token_scope,
        token.last_used_at AS token_last_used_at
    FROM api_apitoken AS token JOIN identity_user AS person ON person.id = token.user_id
    WHERE token.digest = %(digest)s AND token.revoked_at IS NULL AND person.is_active
"""


def token_of(key: str) -> ApiToken | None:
    """Return the token of `key` and its user in one query; None if either is inactive.

    Loads only `id`, `user`, `scope` and `last_used_at` of the token.
    """
    user: Any
    for user in User.objects.raw(_USER_OF_KEY, {"digest": digest_of(key)}):
        return ApiToken(
            pk=user.token_id,
            user=user,
            scope=user.token_scope,
            last_used_at=user.token_last_used_at,
        )
    return None


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Return the user's tokens, newest first; revoked ones are kept as a record."""
    return ApiToken.objects.filter(user=user).order_by("-created_at", "-pk")


def webhooks_of(user: User) -> QuerySet[Webhook]:
    """Return all webhooks if the user may manage them, otherwise none."""
    if user.may("api.manage_webhooks"):
        return Webhook.objects.all()
    return Webhook.objects.none()


def webhooks_listening_to(kind: str) -> QuerySet[Webhook]:
    """Return active webhooks subscribed to this kind of event."""
    return Webhook.objects.filter(active=True, kinds__contains=[kind])


def deliveries_of(webhook: Webhook) -> QuerySet[Delivery]:
    """Return deliveries of one webhook."""
    return webhook.deliveries.select_related("entry")
