"""Reads of the API's own tables."""

from hashlib import sha256

from django.db.models import QuerySet

from yingke.foundation.identity.models import User
from yingke.surfaces.api.models import ApiToken, Delivery, Webhook


def digest_of(key: str) -> str:
    """What is kept of a token's key."""
    return sha256(key.encode()).hexdigest()


# Every call asks it first, so it is not put together anew each time.
_USER_OF_KEY = """
    SELECT person.*, token.id AS token_id, token.scope AS token_scope,
        token.last_used_at AS token_last_used_at
    FROM api_apitoken AS token JOIN identity_user AS person ON person.id = token.user_id
    WHERE token.digest = %(digest)s AND token.revoked_at IS NULL AND person.is_active
"""


def token_of(key: str) -> ApiToken | None:
    """The token with this key and its user, if both may still be used: one query.

    Of the token only `id`, `user`, `scope` and `last_used_at` are read.
    """
    for user in User.objects.raw(_USER_OF_KEY, {"digest": digest_of(key)}):
        return ApiToken(
            pk=user.token_id,
            user=user,
            scope=user.token_scope,
            last_used_at=user.token_last_used_at,
        )
    return None


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """A person's own tokens, newest first; revoked ones stay as a record."""
    return ApiToken.objects.filter(user=user).order_by("-created_at", "-pk")


def webhooks_of(user: User) -> QuerySet[Webhook]:
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
