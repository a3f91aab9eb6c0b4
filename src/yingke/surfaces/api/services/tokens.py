"""API tokens."""

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from yingke.foundation.identity.permissions import require
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.surfaces.api.models import ApiToken
from yingke.surfaces.api.queries import digest_of
from yingke.surfaces.api.terms import Scope

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

PREFIX = "yk_"
USE_RESOLUTION = timedelta(hours=1)


@transaction.atomic
def create_token(*, actor: "User", name: str, scope: str) -> tuple[ApiToken, str]:
    """Create a token for the actor; return it with its key, which cannot be read again."""
    if not name.strip():
        raise RuleViolation("name_missing", field="name")
    if scope not in Scope:
        raise RuleViolation("scope_unknown", field="scope")
    key = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=actor,
        name=name.strip(),
        digest=digest_of(key),
        hint=key[-4:],
        scope=scope,
        created_at=clock.now(),
    )
    return token, key


@transaction.atomic
def revoke_token(*, actor: "User", token_id: int) -> ApiToken:
    """Revoke one of the actor's tokens; a second call changes nothing."""
    token = ApiToken.objects.select_for_update().get(pk=token_id)
    require(token.user_id == actor.pk)
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
    return token


def record_use(token: ApiToken) -> None:
    """Update `last_used_at`, at most once an hour so that a busy program causes few writes."""
    now = clock.now()
    if token.last_used_at is None or now - token.last_used_at >= USE_RESOLUTION:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
